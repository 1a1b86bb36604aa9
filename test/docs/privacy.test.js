const { readTemplates } = require('../../scripts/lib/templates');
const { read, rows, section } = require('../support/pages');

/** The fields of Call Analysis that the page says a template writes, by the file of the template. */
const published = new Map(
	rows(section(read('docs/privacy.md'), 'To Salesforce')).flatMap(([templates, fields]) =>
		[...templates.matchAll(/workflows\/([\w-]+\.json)/g)].map(([, file]) => [
			file,
			[...fields.matchAll(/`(\w+)`/g)].map(([, field]) => field),
		]),
	),
);

/**
 * The fields of Call Analysis that a template writes.
 *
 * @param {ReturnType<typeof readTemplates>[number]['template']} template
 */
function written({ nodes }) {
	const fields = nodes.flatMap(({ parameters }) => {
		const { customObject, customFieldsUi, externalId } = parameters;
		if (customObject !== 'Call_Analysis__c' || !customFieldsUi) return [];
		/** @type {Array<{ fieldId: string }>} */
		const values = customFieldsUi.customFieldsValues;
		return [...values.map(({ fieldId }) => fieldId), ...(externalId ? [externalId] : [])];
	});
	return [...new Set(fields)].sort();
}

it.each(readTemplates())(
	'The page on privacy names the fields that $file writes',
	({ file, template }) => {
		expect(published.get(file)?.sort()).toEqual(written(template));
	},
);
