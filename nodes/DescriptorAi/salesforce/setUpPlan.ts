import type { IDataObject } from 'n8n-workflow';

import type { DescribedField, FieldPermissions, ObjectSettings, Described } from './readOrg';
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

/** What an org has; undefined for what is not known and therefore left as it is. */
export interface Org {
	/** The object as the user sees it; null when there is none. */
	object: Described | null;
	/** By the names of the objects that there are. */
	settings: Map<string, ObjectSettings> | undefined;
	/** By the names of the permission sets that there are. */
	permissions: Map<string, FieldPermissions> | undefined;
	/** Whether the reports and pages are there. */
	hasReports: boolean | undefined;
}

/** What a person wants of the set-up. */
export interface Wishes {
	/** Whether the permission sets are replaced; without it, they are only added to. */
	overwrites: boolean;
	/** Whether reports and pages are wanted. */
	reports: boolean;
}

/** A step of the set-up; the next one is taken when it is over. */
export interface Step {
	/** What is deployed, or `assignment` for that of the permission set, which is not deployed. */
	name: 'needed' | 'assignment' | 'reports';
	parts: Part[];
	/** Of the API, which decides how a permission set is deployed. */
	version: string;
	/** At least one row, also where nothing is to do. */
	changes: Change[];
}

/** Up to this version, a permission set that is deployed is merged with that of the org; later ones replace it. */
const MERGING_VERSION = '39.0';

/** The permission set of the user that n8n signs in as. */
const INTEGRATION = 'Call_Analysis_Integration';
const OBJECT = 'Call_Analysis__c';
const TOPIC = 'Call_Topic__c';

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
	DashboardFolder: 'Dashboard folder',
	Dashboard: 'Dashboard',
	FlexiPage: 'Lightning page',
	CustomApplication: 'App',
};
/** Parts whose first label is that of something in them. */
const NAMED_BY_FILE = ['Layout', 'Dashboard', 'FlexiPage'];
const inOrder = ({ root }: Part) => Object.keys(KINDS).indexOf(root);
const PARTS = [...metadata.parts].sort((one, other) => inOrder(one) - inOrder(other));
const NEEDED = PARTS.filter(({ apart }) => !apart);
const APART = PARTS.filter(({ apart }) => apart);

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
const MANAGER = 'In Salesforce: Setup > Object Manager > Call Analysis >';

const element = (xml: string, name: string) => new RegExp(`<${name}>([^<]*)<`).exec(xml)?.[1] ?? '';
/** The object that a part belongs to, or is. */
const objectOf = ({ name }: Part) => name.split(/[.-]/)[0];
const ownName = ({ name }: Part) => name.slice(name.search(/[^./-]*$/));

function labelOf(part: Part): string {
	const label = element(part.inside, 'label') || element(part.inside, 'name');
	if (label && !NAMED_BY_FILE.includes(part.root)) return label;
	return ownName(part).replace(/__c$/, '').replace(/_/g, ' ');
}

const rowOf = (part: Part, change: string, to_do: string | null = null): Change => ({
	part: `${KINDS[part.root]} ${labelOf(part)}`,
	change,
	to_do,
});

/** How rows call a component that Salesforce names. */
export function rowNameOf({ type, name }: { type: string; name: string }): string {
	const named = PARTS.filter((part) => part.name === name);
	const [part] = [...named.filter((one) => [one.root, one.type].includes(type)), ...named];
	return part ? rowOf(part, '').part : name;
}

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
	const edit = `${MANAGER} Fields & Relationships > ${labelOf(part)} > Edit`;
	// To a lookup or from one, Salesforce changes no type.
	const isFixed = target || field.type === 'reference';
	const cure = isFixed
		? `${edit}: give it another Field Name, then run this again.`
		: `${edit} > Change Field Type > ${label}.`;
	return rowOf(part, words, cure);
}

/** What a person does where records stand against a unique field. */
const MAKE_UNIQUE =
	'Only where Salesforce refuses it, because records have the same value: empty the field in all of them but one, empty the Recycle Bin, and run this again.';

/** A field with what it lacks, and that in words; what it has beyond the set-up stays. */
function completed(part: Part, field: DescribedField) {
	const { inside } = part;
	const length = Number(element(inside, 'length'));
	const isKey = element(inside, 'externalId') === 'true';
	const isUnique = Boolean(field.unique && field.externalId);
	const wanted = [...inside.matchAll(/<value><fullName>([^<]*)/g)].map(([, value]) => value);
	const present = (field.picklistValues ?? []).flatMap((one) => (one.active ? one.value : []));
	const lacking = wanted.filter((value) => !present.includes(value));
	const words = [
		length > field.length && `made longer, for ${length} characters`,
		isKey && !isUnique && 'made unique and an external ID',
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
	return {
		whole: { ...part, inside: whole },
		words: words.join(' and '),
		toDo: isKey && !isUnique ? MAKE_UNIQUE : null,
	};
}

/** A permission set with nothing but what it permits of some fields and objects, to be merged with that of the org. */
function onlyWhat(part: Part, about: Part[]): Part {
	const names = about.map(({ name }) => name);
	const permissions = [
		...part.inside.matchAll(/<(field|object)Permissions>.*?<\/\1Permissions>/g),
	].filter(([xml, kind]) => names.includes(element(xml, kind)));
	const inside = permissions.map(([xml]) => xml).join('');
	return { ...part, inside: `${inside}<label>${labelOf(part)}</label>` };
}

/** Whether a permission set lets edit a field; undefined for a field that it does not show. */
function permits({ inside }: Part, { name }: Part): boolean | undefined {
	const [xml] = new RegExp(`<editable>\\w+</editable><field>${name}<`).exec(inside) ?? [];
	return xml === undefined ? undefined : element(xml, 'editable') === 'true';
}

/** An existing object keeps no history of fields unless a person has switched it on. */
const withoutHistory = (part: Part): Part => ({
	...part,
	inside: part.inside.replace(/<trackHistory>\w+<\/trackHistory>/, ''),
});

interface Needed {
	step: Step;
	/** The names of the permission sets that the step adds or replaces. */
	sets: string[];
	/** Whether the user has yet to get the permission set. */
	assigns: boolean;
}

/** Everything that is needed, for an org without the object. */
const planAll = (): Needed => ({
	step: {
		name: 'needed',
		parts: NEEDED,
		version: metadata.version,
		changes: NEEDED.map((part) => rowOf(part, 'Will be added')),
	},
	sets: NEEDED.flatMap(({ root, name }) => (root === 'PermissionSet' ? name : [])),
	assigns: true,
});

/** What an org with the object lacks of what is needed. */
function planRest(described: Described, org: Org, overwrites: boolean): Needed {
	const { fields, childRelationships = [] } = described;
	const { settings, permissions } = org;
	const own = settings?.get(OBJECT);
	const isChild = (wanted: string) =>
		childRelationships.some(({ childSObject }) => childSObject === wanted);
	const hasTopics = settings?.has(TOPIC) || isChild(TOPIC);
	// Salesforce keeps this field where activities are allowed, and nowhere else.
	const hasActivities =
		own?.hasActivities ?? fields.some(({ name }) => name === 'LastActivityDate');
	const hasHistory =
		own?.hasHistory ??
		childRelationships.some(({ relationshipName }) => relationshipName === 'Histories');
	const hasSets = !permissions || permissions.size > 0;
	const integration = permissions?.get(INTEGRATION);

	const parts: Part[] = [];
	const changes: Change[] = [];
	const sets: string[] = [];
	/** Fields that are added, those that the permission set shows and the user does not see, and those that he cannot edit. */
	const added: Part[] = [];
	const hidden: Part[] = [];
	const locked: Part[] = [];
	let isMerged = false;
	const add = (part: Part, words = 'added', toDo: string | null = null) => {
		parts.push(hasHistory ? part : withoutHistory(part));
		changes.push(rowOf(part, `Will be ${words}`, toDo));
	};
	const stays = (part: Part, words: string, toDo: string) =>
		changes.push(rowOf(part, `Stays ${words}`, `${MANAGER} ${toDo}`));

	const planObject = (part: Part) => {
		if (fields.some(({ nameField, autoNumber }) => nameField && autoNumber)) {
			const cure = 'Fields & Relationships > Call Analysis Name > Edit > Data Type: Text.';
			stays(part, 'with a number as its name, but the workflows name records', cure);
		}
		if (!hasActivities) {
			const words = 'without activities, so tasks cannot be about a call';
			stays(part, words, 'Edit > Allow Activities.');
		}
		if (own?.hasSearch === false) {
			stays(part, 'without search, so nobody finds a call by its words', 'Edit > Allow Search.');
		}
		if (!hasHistory) {
			const cure =
				'Edit > Track Field History, then Fields & Relationships > Set History Tracking: Agent, Status.';
			stays(part, 'without history, so nobody sees who changed a status', cure);
		}
	};
	const planField = (part: Part) => {
		const field = fields.find(({ name }) => name === ownName(part));
		const isShown = [...(permissions?.values() ?? [])].some((set) => set.has(part.name));
		const isEditable = integration?.get(part.name);
		if (!field && integration?.has(part.name)) hidden.push(part);
		if (!isEditable && !field?.updateable) locked.push(part);
		const conflict = field && typeConflict(part, field);
		if (conflict) changes.push(conflict);
		else if (field) {
			const { whole, words, toDo } = completed(part, field);
			if (words) add(whole, words, toDo);
		} else if (!isShown) {
			added.push(part);
			add(part);
		}
	};
	const planRule = (part: Part) => {
		const isActive = own ? own.rules.get(ownName(part)) : true;
		const place = `Validation Rules > ${labelOf(part)} > Edit > Active.`;
		if (isActive === undefined) add(part);
		else if (!isActive) stays(part, 'switched off, so a call may be handled twice', place);
	};
	const planPermissionSet = (part: Part) => {
		const isThere = !permissions || permissions.has(part.name);
		if (!isThere || overwrites) {
			add(part, isThere ? 'replaced by that of the package' : 'added');
			sets.push(part.name);
			return;
		}
		const set = permissions?.get(part.name);
		const fieldsToAdd = (
			part.name === INTEGRATION ? locked : added.filter(({ name }) => !set?.has(name))
		).filter((field) => permits(part, field) !== undefined);
		const topics = hasTopics ? [] : NEEDED.filter((one) => objectOf(one) === TOPIC);
		const words: string[] = [];
		if (fieldsToAdd.length > 0) {
			const right = permits(part, fieldsToAdd[0]) ? 'edit' : 'read';
			words.push(`${right} ${fieldsToAdd.map(labelOf).join(', ')}`);
		}
		if (topics.length > 0) words.push('use Call Topic');
		if (words.length === 0) return;
		add(onlyWhat(part, [...fieldsToAdd, ...topics]), `allowed to ${words.join(' and ')}`);
		isMerged = true;
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
	// Where a permission set is, the rest was once: whoever has deleted it, does not want it. Each object has a list All.
	const planOther = (part: Part) => {
		if (!hasSets && ownName(part) !== 'All') add(part);
	};
	const planTopic = (part: Part) => {
		if (!hasTopics) add(part);
	};
	for (const part of NEEDED) {
		(objectOf(part) === TOPIC ? planTopic : (planners[part.root] ?? planOther))(part);
	}
	const isComplete: Change = {
		part: 'Call Analysis',
		change: 'Is complete: nothing to change',
		to_do: null,
	};
	return {
		step: {
			name: 'needed',
			parts,
			version: isMerged ? MERGING_VERSION : metadata.version,
			changes: changes.length > 0 ? changes : [isComplete],
		},
		sets,
		assigns: (permissions && !integration) || hidden.length > 0,
	};
}

/** The reports and pages, where they are wanted and missing. */
function planReports(org: Org, { reports }: Wishes, sets: string[]): Step {
	const told = (change: string, to_do: string | null = null): Step => ({
		name: 'reports',
		parts: [],
		version: metadata.version,
		changes: [{ part: 'Reports and pages', change, to_do }],
	});
	if (!reports) return told('Are left out, because they are not wanted');
	if (org.object && org.settings?.get(OBJECT)?.hasReports === false) {
		return told(
			'Are left out, because the object Call Analysis does not allow reports',
			`${MANAGER} Edit > Allow Reports, then run this again.`,
		);
	}
	if (org.hasReports === undefined)
		return told('Are left as they are: Salesforce does not tell you whether they are there');
	const isMissing = !org.hasReports;
	const isSet = ({ root }: Part) => root === 'PermissionSet';
	const parts = APART.filter((part) => (isSet(part) ? sets.includes(part.name) : isMissing));
	if (parts.length === 0) return told('Are there: nothing to change');
	const changes = parts.map((part) =>
		rowOf(part, isSet(part) ? 'Will be given the app' : 'Will be added'),
	);
	// Deployed again, a permission set would lose what an administrator has changed in it.
	const others = APART.filter((part) => isMissing && isSet(part) && !sets.includes(part.name));
	for (const part of others) {
		const place = `In Salesforce: Setup > Permission Sets > ${labelOf(part)} > Assigned Apps: add the app.`;
		changes.push(rowOf(part, 'Stays as it is, without the app', place));
	}
	return { ...told(''), parts, changes };
}

/**
 * Compares an org with the set-up. An existing object keeps its own settings, its page layout and whatever it has beyond
 * the set-up: deployed again, it would lose what the metadata leaves out.
 *
 * @returns the steps in their order: what is needed; the assignment of the permission set, unless the user has it; reports
 *   and pages, which come apart, because each deployment is all or nothing
 */
export function planSetUp(org: Org, wishes: Wishes): Step[] {
	// An object that the user does not see is there all the same.
	const object = org.object ?? (org.settings?.has(OBJECT) ? { fields: [] } : null);
	const { step, sets, assigns } = object ? planRest(object, org, wishes.overwrites) : planAll();
	const assignment: Step = {
		name: 'assignment',
		parts: [],
		version: metadata.version,
		changes: NEEDED.filter(({ name }) => name === INTEGRATION).map((part) =>
			rowOf(part, 'Will be assigned to you'),
		),
	};
	return [step, ...(assigns ? [assignment] : []), planReports({ ...org, object }, wishes, sets)];
}
