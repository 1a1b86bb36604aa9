// The pages about Salesforce say what is deployed and what the templates write. With `WRITE_DOCS` in the environment, the
// tables of fields are written instead, apart from their examples.
const fs = require('node:fs');
const path = require('node:path');

const { readTemplates } = require('../../scripts/lib/templates');
const { read, root, rows, section } = require('../support/pages');

const PAGE = 'docs/salesforce.md';
/** The page with the tables of fields. */
const FIELDS = 'salesforce/README.md';
const METADATA = 'salesforce/force-app/main/default';

/** The heading above the fields of each object. */
const OBJECTS = { 'The fields': 'Call_Analysis__c', 'Call Topic': 'Call_Topic__c' };

/**
 * @typedef {object} Field
 * @property {string} label
 * @property {string} name
 * @property {string} type with its length or its choices, as Setup shows it
 * @property {string} templates the numbers of those that write it
 */

/** What stands in an element of metadata right below its root, or nothing. */
const valueIn = (/** @type {string} */ xml, /** @type {string} */ element) =>
	new RegExp(`^ {4}<${element}>([^<]*)</${element}>`, 'm').exec(xml)?.[1] ?? '';

const filesIn = (/** @type {string} */ folder) => {
	const full = path.join(root, METADATA, folder);
	if (!fs.existsSync(full)) return [];
	return fs.readdirSync(full, { recursive: true, encoding: 'utf8' }).map((file) => {
		const place = path.posix.join(METADATA, folder, file.replaceAll(path.sep, '/'));
		return fs.statSync(path.join(root, place)).isFile() ? read(place) : '';
	});
};

const objectXml = (/** @type {string} */ object) =>
	read(`${METADATA}/objects/${object}/${object}.object-meta.xml`);

/** The choices of a picklist. */
const choicesOf = (/** @type {string} */ xml) =>
	Array.from(xml.matchAll(/^ {8,}<label>([^<]*)</gm), ([, label]) => label);

/** The type of a field as Setup shows it, with the choices of a picklist. */
function typeOf(/** @type {string} */ xml) {
	const value = (/** @type {string} */ element) => valueIn(xml, element);
	const number = () => `${Number(value('precision')) - Number(value('scale'))}, ${value('scale')}`;
	/** @type {Record<string, () => string>} */
	const types = {
		Checkbox: () => 'Checkbox',
		DateTime: () => 'Date/Time',
		LongTextArea: () => `Long Text Area(${value('length')})`,
		Lookup: () => `Lookup(${value('referenceTo')})`,
		MasterDetail: () => `Master-Detail(${valueIn(objectXml(value('referenceTo')), 'label')})`,
		Number: () => `Number(${number()})`,
		Percent: () => `Percent(${number()})`,
		Picklist: () => `Picklist: ${choicesOf(xml).join(', ')}`,
		Text: () => `Text(${value('length')})`,
		Url: () => 'URL(255)',
	};
	const type = types[value('type')]();
	const isKey = value('externalId') === 'true' && value('unique') === 'true';
	return isKey ? `${type}, External ID, unique` : type;
}

/** The number of a template, which its name begins with. */
const numberOf = (/** @type {{ name: string }} */ { name }) => Number(/^\d+/.exec(name)?.[0]);

/**
 * The fields of an object that a template writes, by Salesforce nodes or by requests with all that there are.
 *
 * @param {ReturnType<typeof readTemplates>[number]['template']} template
 * @param {string} object
 * @param {string[]} all
 */
function written({ nodes }, object, all) {
	const fields = nodes.flatMap(({ parameters }) => {
		const { customObject, customFieldsUi, externalId, operation } = parameters;
		// A topic belongs to the owner of its call.
		if (operation === 'combineRecords') {
			return object === 'Call_Topic__c' ? all : [...all, 'OwnerId'];
		}
		if (customObject !== object || !customFieldsUi) return [];
		/** @type {Array<{ fieldId: string }>} */
		const values = customFieldsUi.customFieldsValues;
		return [...values.map(({ fieldId }) => fieldId), ...(externalId ? [externalId] : [])];
	});
	return new Set(fields);
}

/** Numbers, with a dash for three and more that follow one another: `1-4, 6`. */
function inRanges(/** @type {number[]} */ numbers) {
	/** @type {number[][]} */
	const runs = [];
	for (const number of [...numbers].sort((a, b) => a - b)) {
		const last = runs.at(-1);
		if (last?.at(-1) === number - 1) last.push(number);
		else runs.push([number]);
	}
	return runs
		.flatMap((run) => (run.length > 2 ? [`${run[0]}-${run.at(-1)}`] : run.map(String)))
		.join(', ');
}

/**
 * The fields of an object, those of the platform that templates write included.
 *
 * @returns {Field[]}
 */
function fieldsOf(/** @type {string} */ object) {
	const [, label] = /<nameField>\s*<label>([^<]*)/.exec(objectXml(object)) ?? [];
	const own = filesIn(`objects/${object}/fields`).map((xml) => ({
		label: valueIn(xml, 'label'),
		name: valueIn(xml, 'fullName'),
		type: typeOf(xml),
	}));
	const fields = [{ label, name: 'Name', type: 'Text(80)' }, ...own];
	const all = fields.map(({ name }) => name);
	const owner = { label: 'Owner', name: 'OwnerId', type: 'Lookup(User, Group)' };
	const byTemplate = readTemplates().map(({ template }) => ({
		number: numberOf(template),
		fields: written(template, object, all),
	}));
	const templatesOf = (/** @type {string} */ name) =>
		inRanges(byTemplate.filter((one) => one.fields.has(name)).map(({ number }) => number));
	return [...fields, ...(templatesOf('OwnerId') ? [owner] : [])].map((field) => ({
		...field,
		templates: templatesOf(field.name),
	}));
}

/** The rows of the table below a heading. */
const published = (/** @type {string} */ heading) =>
	rows(section(read(FIELDS), heading)).map(([label, name, type, example, templates]) => ({
		label,
		name: name.replaceAll('`', ''),
		type,
		example,
		templates,
	}));

const byName = (/** @type {{ name: string }} */ one, /** @type {{ name: string }} */ other) =>
	one.name < other.name ? -1 : 1;

/** Writes the table below a heading: known rows in their order, then new ones. */
function write(/** @type {string} */ heading, /** @type {Field[]} */ fields) {
	const before = published(heading);
	const place = (/** @type {Field} */ { name }) =>
		(before.findIndex((row) => row.name === name) + fields.length + 1) % (fields.length + 1);
	const sorted = [...fields].sort((one, other) => place(one) - place(other));
	const lines = sorted.map(({ label, name, type, templates }) => {
		const example = before.find((row) => row.name === name)?.example ?? '';
		return `| ${label} | \`${name}\` | ${type} | ${example} | ${templates} |\n`;
	});
	const text = section(read(FIELDS), heading);
	const table = text.replace(/(\| -+ \|.*\n)(?:\|.*\|\n)*/, (_, head) => head + lines.join(''));
	fs.writeFileSync(
		path.join(root, FIELDS),
		read(FIELDS).replace(text, () => table),
	);
}

describe.each(Object.entries(OBJECTS))('The table %s', (heading, object) => {
	const fields = fieldsOf(object);
	if (process.env.WRITE_DOCS) write(heading, fields);
	const table = published(heading);

	it('has every field as it is deployed, and the templates that write it', () => {
		const facts = table.map(({ label, name, type, templates }) => ({
			label,
			name,
			type,
			templates,
		}));
		expect(facts.sort(byName)).toEqual(fields.sort(byName));
	});

	it('has an example for each', () => {
		expect(table.filter(({ example }) => example === '').map(({ name }) => name)).toEqual([]);
	});

	it('has entries of lists as their examples', () => {
		const lists = filesIn(`objects/${object}/fields`).filter(
			(xml) => valueIn(xml, 'type') === 'Picklist',
		);
		for (const xml of lists) {
			const row = table.find(({ name }) => name === valueIn(xml, 'fullName'));
			expect(choicesOf(xml)).toContain(row?.example);
		}
	});
});

describe('What the page names', () => {
	const named = (/** @type {string} */ text) =>
		[...text.matchAll(/_([^_]+)_/g)].map(([, name]) => name);
	const labels = (/** @type {string} */ folder, element = 'label') =>
		filesIn(folder).map((xml) => valueIn(xml, element));

	const answers = rows(section(read(PAGE), 'Questions and reports'));

	it('as reports are all that there are', () => {
		const reports = answers.flatMap(([, report]) => named(report));
		expect(reports.sort()).toEqual(labels('reports/Call_Analyses', 'name').sort());
	});

	it('as list views are all that there are, but the one of all records', () => {
		const views = answers.flatMap(([, , view]) => named(view));
		const all = labels('objects/Call_Analysis__c/listViews').filter((label) => label !== 'All');
		expect(views.sort()).toEqual(all.sort());
	});

	it('as the dashboard is there', () => {
		const [, dashboard] = /dashboard _([^_]+)_/.exec(read(PAGE)) ?? [];
		expect(labels('dashboards/Call_Analyses', 'title')).toEqual([dashboard]);
	});

	it('as permission sets are all that there are', () => {
		const sets = rows(section(read(PAGE), 'Who sees what')).flatMap(([set]) => named(set));
		expect(sets.sort()).toEqual(labels('permissionsets').sort());
	});
});
