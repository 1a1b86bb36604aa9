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

/** A difference, and what is deployed to end it; nothing where a person does it. */
export interface Difference {
	row: Change;
	deployed?: Part;
}

/** Of the API that the parts are written for. */
export const VERSION = metadata.version;

export const OBJECT = 'Call_Analysis__c';
export const TOPIC = 'Call_Topic__c';
/** The permission set of the user that n8n signs in as. */
export const INTEGRATION = 'Call_Analysis_Integration';
/** Where a person changes the object. */
export const MANAGER = 'In Salesforce: Setup > Object Manager > Call Analysis >';

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
/** Without them, no call is recorded. */
export const NEEDED = PARTS.filter(({ apart }) => !apart);
/** Reports and pages, which come apart. */
export const APART = PARTS.filter(({ apart }) => apart);

/** What the first element with this name holds, in an XML text. */
export const element = (xml: string, name: string) =>
	new RegExp(`<${name}>([^<]*)<`).exec(xml)?.[1] ?? '';
/** The object that a part belongs to, or is. */
export const objectOf = ({ name }: Part) => name.split(/[.-]/)[0];
/** The name without that of the object or folder. */
export const ownName = ({ name }: Part) => name.slice(name.search(/[^./-]*$/));

/** What Salesforce calls a part, in front of a user. */
export function labelOf(part: Part): string {
	const label = element(part.inside, 'label') || element(part.inside, 'name');
	if (label && !NAMED_BY_FILE.includes(part.root)) return label;
	return ownName(part).replace(/__c$/, '').replace(/_/g, ' ');
}

export const isPermissionSet = ({ root }: Part) => root === 'PermissionSet';

/** The end of the name of a part that both objects can have, where it is not of Call Analysis. */
const placeOf = (part: Part) =>
	objectOf(part) === TOPIC && ['fields', 'validationRules', 'listViews'].includes(part.root)
		? ' of Call Topic'
		: '';

export const rowOf = (part: Part, change: string, to_do: string | null = null): Change => ({
	part: `${KINDS[part.root]} ${labelOf(part)}${placeOf(part)}`,
	change,
	to_do,
});

/** How rows call a component that Salesforce names. */
export function rowNameOf({ type, name }: { type: string; name: string }): string {
	const named = PARTS.filter((part) => part.name === name);
	const [part] = [...named.filter((one) => [one.root, one.type].includes(type)), ...named];
	return part ? rowOf(part, '').part : name;
}

/** A part that is deployed. */
export const willBe = (
	deployed: Part,
	words = 'added',
	toDo: string | null = null,
): Difference => ({
	row: rowOf(deployed, `Will be ${words}`, toDo),
	deployed,
});

/** A part that is left to a person. */
export const stays = (part: Part, words: string, toDo: string): Difference => ({
	row: rowOf(part, `Stays ${words}`, toDo),
});
