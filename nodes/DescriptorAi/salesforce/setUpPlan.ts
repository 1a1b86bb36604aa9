import type { IDataObject } from 'n8n-workflow';

import metadata from './setUpMetadata.json';

/** A component of Salesforce's metadata, and the element of the file that holds it. */
export type Part = (typeof metadata.parts)[number];

/** A difference between an org and the set-up, as a row. */
export interface Change extends IDataObject {
	/** E.g. `Field Match`. */
	part: string;
	/** Begins with `Will be` where the set-up does it. */
	change: string;
	/** Null where a person need not do anything. */
	to_do: string | null;
}

/** A field as Salesforce describes it. */
export interface DescribedField {
	name: string;
	type: string;
	length: number;
	updateable: boolean;
	nameField?: boolean;
	autoNumber?: boolean;
	unique?: boolean;
	externalId?: boolean;
	referenceTo?: string[];
	picklistValues?: Array<{ value: string; active: boolean }>;
}

/** What an org has; undefined for what is not known and therefore left as it is. */
export interface Org {
	/** Fields of the object that the user can see; null when there is no such object. */
	fields: DescribedField[] | null;
	/** Fields that the permission set lets edit, with the object in front; none when there is no such permission set. */
	editable: string[] | undefined;
	/** Whether the validation rules are active, by name. */
	rules: Map<string, boolean> | undefined;
}

/** What a deployment has to do. */
export interface Plan {
	parts: Part[];
	/** Of the API, which decides how a permission set is deployed. */
	version: string;
	changes: Change[];
	/** Whether the user needs the permission set. */
	assign: boolean;
}

/** Up to this version, a permission set that is deployed is merged with that of the org; later ones replace it. */
const MERGING_VERSION = '39.0';

/** Parts by their elements, in the order of the rows. */
const KINDS: Record<string, string> = {
	CustomObject: 'Object',
	fields: 'Field',
	validationRules: 'Validation rule',
	PermissionSet: 'Permission set',
	CustomTab: 'Tab',
	Layout: 'Page layout',
	compactLayouts: 'Compact layout',
	listViews: 'List view',
	ReportType: 'Report type',
	ReportFolder: 'Report folder',
	Report: 'Report',
};
const inOrder = ({ root }: Part) => Object.keys(KINDS).indexOf(root);
const PARTS = [...metadata.parts].sort((one, other) => inOrder(one) - inOrder(other));

/** How types of fields are described, and what Setup calls them. */
const TYPES: Record<string, [describedAs: string, label: string]> = {
	Checkbox: ['boolean', 'Checkbox'],
	DateTime: ['datetime', 'Date/Time'],
	LongTextArea: ['textarea', 'Text Area (Long)'],
	Lookup: ['reference', 'Lookup Relationship'],
	Number: ['double', 'Number'],
	Percent: ['percent', 'Percent'],
	Picklist: ['picklist', 'Picklist'],
	Text: ['string', 'Text'],
	Url: ['url', 'URL'],
};
/** Characters that a Text Area holds; a long one holds more. */
const TEXT_AREA = 255;
const OBJECT = 'In Salesforce: Setup > Object Manager > Call Analysis >';

const element = (xml: string, name: string) => new RegExp(`<${name}>([^<]*)<`).exec(xml)?.[1] ?? '';
const ownName = ({ name }: Part) => name.slice(name.search(/[^.-]*$/));

function labelOf(part: Part): string {
	const label = element(part.inside, 'label') || element(part.inside, 'name');
	if (label && part.root !== 'Layout') return label;
	return ownName(part).replace(/__c$/, '').replace(/_/g, ' ');
}

const rowOf = (part: Part, change: string, to_do: string | null = null): Change => ({
	part: `${KINDS[part.root]} ${labelOf(part)}`,
	change,
	to_do,
});

/** The row of a field whose type is changed by hand only; undefined when the type fits. */
function typeConflict(part: Part, field: DescribedField): Change | undefined {
	const [describedAs, label] = TYPES[element(part.inside, 'type')];
	const target = element(part.inside, 'referenceTo');
	const isShort = field.type === 'textarea' && field.length <= TEXT_AREA;
	const isOther = field.type !== describedAs || isShort;
	if (!isOther && (!target || field.referenceTo?.includes(target))) return undefined;
	const found = Object.values(TYPES).find(([type]) => type === field.type)?.[1] ?? field.type;
	const words =
		`Stays as it is: ${isShort ? 'Text Area' : found}, where ${label}` +
		`${target && ` to ${target}`} is needed`;
	const edit = `${OBJECT} Fields & Relationships > ${labelOf(part)} > Edit`;
	// To a lookup or from one, Salesforce changes no type.
	const isFixed = target || field.type === 'reference';
	const cure = isFixed
		? `${edit}: give it another Field Name, then run this again.`
		: `${edit} > Change Field Type > ${label}.`;
	return rowOf(part, words, cure);
}

/** A field with what it lacks, and that in words; what it has beyond the set-up stays. */
function completed(part: Part, field: DescribedField): { whole: Part; words: string } {
	const { inside } = part;
	const length = Number(element(inside, 'length'));
	const isKey = element(inside, 'externalId') === 'true';
	const wanted = [...inside.matchAll(/<value><fullName>([^<]*)/g)].map(([, value]) => value);
	const present = (field.picklistValues ?? []).flatMap((one) => (one.active ? one.value : []));
	const lacking = wanted.filter((value) => !present.includes(value));
	const words = [
		length > field.length && `made longer, for ${length} characters`,
		isKey && !(field.unique && field.externalId) && 'made unique and an external ID',
		lacking.length > 0 && `given the choice ${lacking.join(', ')}`,
	].filter(Boolean);
	const others = present
		.filter((value) => !wanted.includes(value))
		.map((value) => value.replace(/&/g, '&amp;').replace(/</g, '&lt;'))
		.map((value) => `<fullName>${value}</fullName><default>false</default><label>${value}</label>`);
	const whole = inside
		.replace(/<length>\d+/, `<length>${Math.max(length, field.length)}`)
		.replace(
			'</valueSetDefinition>',
			(end) => others.map((value) => `<value>${value}</value>`).join('') + end,
		);
	return { whole: { ...part, inside: whole }, words: words.join(' and ') };
}

/** The permission set with nothing but some fields, to be merged with that of the org. */
function onlyFields(part: Part, fields: Part[]): Part {
	const all = part.inside.match(/<fieldPermissions>.*?<\/fieldPermissions>/g) ?? [];
	const some = all.filter((xml) => fields.some(({ name }) => name === element(xml, 'field')));
	return { ...part, inside: `${some.join('')}<label>${labelOf(part)}</label>` };
}

/** Everything, for an org without the object. */
function planAll(): Plan {
	const changes = PARTS.flatMap((part) => [
		rowOf(part, 'Will be added'),
		...(part.root === 'PermissionSet' ? [rowOf(part, 'Will be assigned to you')] : []),
	]);
	return { parts: PARTS, version: metadata.version, changes, assign: true };
}

/** What an org with the object lacks. */
function planRest(fields: DescribedField[], { editable, rules }: Org, overwrites: boolean): Plan {
	const hasPermissionSet = !editable || editable.length > 0;
	const parts: Part[] = [];
	const changes: Change[] = [];
	const added: Part[] = [];
	/** Fields that the permission set lets edit and the user sees or does not see, and those that it has yet to let edit. */
	const seen: Part[] = [];
	const hidden: Part[] = [];
	const locked: Part[] = [];
	const add = (part: Part, words = 'added') => {
		parts.push(part);
		changes.push(rowOf(part, `Will be ${words}`));
	};
	const needsAssignment = () => !hasPermissionSet || (hidden.length > 0 && seen.length === 0);
	const stays = (part: Part, words: string, to_do: string) =>
		changes.push(rowOf(part, `Stays ${words}`, `${OBJECT} ${to_do}`));

	const planObject = (part: Part) => {
		if (fields.some(({ nameField, autoNumber }) => nameField && autoNumber)) {
			const cure = 'Fields & Relationships > Call Analysis Name > Edit > Data Type: Text.';
			stays(part, 'with a number as its name, but the workflows name records', cure);
		}
		// Salesforce keeps this field where activities are allowed, and nowhere else.
		if (!fields.some(({ name }) => name === 'LastActivityDate')) {
			stays(
				part,
				'without activities, so tasks cannot be about a call',
				'Edit > Allow Activities.',
			);
		}
	};
	const planField = (part: Part) => {
		const field = fields.find(({ name }) => name === ownName(part));
		const isGranted = editable?.includes(part.name);
		if (isGranted) (field ? seen : hidden).push(part);
		else if (!field?.updateable) locked.push(part);
		const conflict = field && typeConflict(part, field);
		if (conflict) changes.push(conflict);
		else if (field) {
			const { whole, words } = completed(part, field);
			if (words) add(whole, words);
		} else if (!isGranted) {
			added.push(part);
			add(part);
		}
	};
	const planRule = (part: Part) => {
		const isActive = rules ? rules.get(ownName(part)) : true;
		const place = `Validation Rules > ${labelOf(part)} > Edit > Active.`;
		if (isActive === undefined) add(part);
		else if (!isActive) stays(part, 'switched off, so a call may be handled twice', place);
	};
	const planPermissionSet = (part: Part) => {
		if (!hasPermissionSet) add(part);
		else if (overwrites) add(part, 'replaced by that of the package');
		else if (locked.length > 0) {
			add(onlyFields(part, locked), `allowed to edit ${locked.map(labelOf).join(', ')}`);
		} else if (needsAssignment()) parts.push(onlyFields(part, []));
		if (needsAssignment()) changes.push(rowOf(part, 'Will be assigned to you'));
		else if (hidden.length > 0) {
			const words = `Stays as it is, but you do not see ${hidden.map(labelOf).join(', ')}`;
			const place = 'In Salesforce: Setup > Permission Sets > Call Analysis > Manage Assignments.';
			changes.push(rowOf(part, words, place));
		}
	};
	const planners: Record<string, (part: Part) => void> = {
		CustomObject: planObject,
		fields: planField,
		validationRules: planRule,
		PermissionSet: planPermissionSet,
		Layout: (part) => {
			if (added.length > 0) stays(part, 'as it is', 'Page Layouts: add the new fields.');
		},
		compactLayouts: () => {},
	};
	// Where the permission set is, the rest was once: whoever has deleted it, does not want it. Each object has a list All.
	const planOther = (part: Part) => {
		if (!hasPermissionSet && ownName(part) !== 'All') add(part);
	};
	for (const part of PARTS) (planners[part.root] ?? planOther)(part);
	return {
		parts,
		version: hasPermissionSet && !overwrites ? MERGING_VERSION : metadata.version,
		changes,
		assign: needsAssignment(),
	};
}

/**
 * Compares an org with the set-up. An existing object keeps its own settings, its page layout and whatever it has beyond
 * the set-up: deployed again, it would lose what the metadata leaves out.
 *
 * @param overwrites whether the permission set is replaced; without it, it is only added to
 */
export function planSetUp(org: Org, overwrites: boolean): Plan {
	return org.fields ? planRest(org.fields, org, overwrites) : planAll();
}
