import { bodiesOf, textOf, textsOf, type Component, type MetadataBody } from '../model';
import { objectOf, type Check, type Org } from './org';

/** Columns of a list that are not named like fields. */
const LIST_COLUMNS = [
	'CREATEDBY_USER',
	'CREATEDBY_USER.ALIAS',
	'CREATED_DATE',
	'LAST_ACTIVITY',
	'LAST_UPDATE',
	'NAME',
	'OBJECT_ID',
	'OWNER.ALIAS',
	'OWNER.FIRST_NAME',
	'OWNER.LAST_NAME',
	'RECORDTYPE',
	'UPDATEDBY_USER',
	'UPDATEDBY_USER.ALIAS',
];
/** Types that Salesforce shows, but neither filters nor groups by, nor puts into a compact layout. */
const LONG_TEXTS = ['LongTextArea', 'Html'];

/** A column of a list of records; the lists of Salesforce's own objects have names of their own for many. */
export function listColumnProblem(org: Org, object: string, column: string): string | null {
	const isOwnName = LIST_COLUMNS.includes(column) || /^[A-Z_]+\.[A-Z_.]+$/.test(column);
	return isOwnName ? null : org.fieldProblem(object, column);
}

const typeOf = (org: Org, object: string, field: string) =>
	textOf(org.find('CustomField', `${object}.${field}`)?.body ?? {}, 'type');

/** Whether a field is a text that Salesforce only shows. */
export const isLongText = (org: Org, object: string, field: string) =>
	LONG_TEXTS.includes(typeOf(org, object, field));

/** The values that a restricted picklist of the package may have; null when any. */
export function valuesOf(org: Org, object: string, field: string): string[] | null {
	const body = org.find('CustomField', `${object}.${field}`)?.body ?? {};
	const [set] = bodiesOf(body, 'valueSet');
	const [definition] = bodiesOf(set ?? {}, 'valueSetDefinition');
	if (!definition || textOf(set, 'restricted') !== 'true') return null;
	return bodiesOf(definition, 'value').map((value) => textOf(value, 'fullName'));
}

/** Whether a logic such as `1 AND (2 OR 3)` names each filter, and none that is not there. */
export function filterLogicProblem(logic: string, filters: MetadataBody[]): string | null {
	const named = new Set(logic.match(/\d+/g)?.map(Number));
	const wanted = filters.map((_, index) => index + 1);
	const fits = named.size === wanted.length && wanted.every((number) => named.has(number));
	return fits
		? null
		: `The filter logic '${logic}' has to name each of the ${wanted.length} filters.`;
}

const WITHOUT_PARENT =
	'Cannot set sharingModel to ControlledByParent on a CustomObject without a MasterDetail relationship field';
const isMasterDetail = ({ body }: Component) => textOf(body, 'type') === 'MasterDetail';

export const customField: Check = (component, org, report) => {
	const { body } = component;
	const object = objectOf(component);
	if (!org.hasObject(object)) report(`There is no object '${object}'.`, body, 'fullName');
	const parent = textOf(body, 'referenceTo');
	if (parent && !org.hasObject(parent)) {
		report(`There is no object '${parent}' to look up.`, body, 'referenceTo');
	}
	if (textOf(body, 'trackHistory') === 'true') {
		const isOff = org.isOff(object, 'enableHistory');
		const problem = `The entity: ${object} does not have history tracking enabled`;
		report(isOff ? problem : null, body, 'trackHistory');
	}
	const isDetail = org.is(object, 'sharingModel', 'ControlledByParent');
	if (textOf(body, 'type') === 'MasterDetail' && org.find('CustomObject', object) && !isDetail) {
		const problem = `The object '${object}' needs the sharing model ControlledByParent for this.`;
		report(problem, body, 'type');
	}
};

export const customTab: Check = ({ fullName, body }, org, report) => {
	if (textOf(body, 'customObject') === 'true' && !org.hasObject(fullName)) {
		report(`There is no object '${fullName}' for this tab.`, body, 'customObject');
	}
};

export const compactLayout: Check = (component, org, report) => {
	const object = objectOf(component);
	textsOf(component.body, 'fields').forEach((field, index) => {
		const isLong = isLongText(org, object, field);
		const long = isLong ? `A compact layout cannot show '${field}', a long text.` : null;
		report(org.fieldProblem(object, field) ?? long, component.body, 'fields', index);
	});
};

export const customObject: Check = ({ fullName, body }, org, report) => {
	const isDetail = org.is(fullName, 'sharingModel', 'ControlledByParent');
	// Salesforce looks for the field in the package, also where it has it already.
	const parents = org.list('CustomField', `${fullName}.`).filter(isMasterDetail);
	if (isDetail && !parents.some((field) => org.isDeployed(field))) {
		report(WITHOUT_PARENT, body, 'sharingModel');
	}
	const assigned = textOf(body, 'compactLayoutAssignment');
	const isThere = org.find('CompactLayout', `${fullName}.${assigned}`) !== undefined;
	if (assigned && assigned !== 'SYSTEM' && !isThere) {
		report(`There is no compact layout '${assigned}'.`, body, 'compactLayoutAssignment');
	}
	for (const layouts of bodiesOf(body, 'searchLayouts')) {
		for (const element of Object.keys(layouts).filter((name) => name.endsWith('Fields'))) {
			textsOf(layouts, element).forEach((column, index) =>
				report(listColumnProblem(org, fullName, column), layouts, element, index),
			);
		}
	}
};

export const listView: Check = (component, org, report) => {
	const { body } = component;
	const object = objectOf(component);
	textsOf(body, 'columns').forEach((column, index) =>
		report(listColumnProblem(org, object, column), body, 'columns', index),
	);
	const filters = bodiesOf(body, 'filters');
	for (const filter of filters) {
		const field = textOf(filter, 'field');
		const isLong = isLongText(org, object, field);
		const long = isLong ? `A list view cannot filter by '${field}', a long text.` : null;
		report(listColumnProblem(org, object, field) ?? long, filter, 'field');
		const allowed = valuesOf(org, object, field);
		for (const value of allowed ? textOf(filter, 'value').split(',').filter(Boolean) : []) {
			const known = allowed?.includes(value);
			report(known ? null : `'${field}' has no value '${value}'.`, filter, 'value');
		}
	}
	if ('booleanFilter' in body) {
		report(filterLogicProblem(textOf(body, 'booleanFilter'), filters), body, 'booleanFilter');
	}
};

/** A text in a formula, or a name. */
const FORMULA_WORDS = /"(?:\\.|[^"\\])*"|[A-Za-z]\w*(?:\.\w+)*/g;
/** A field of the record, or its value before the change, and the text that it is compared with. */
const COMPARED_CHOICE = /ISPICKVAL\(\s*(?:PRIORVALUE\(\s*)?(\w+)[\s)]*,\s*"([^"]*)"/g;
/** Characters of an error message. */
const LONGEST_MESSAGE = 255;

/** A validation rule: the custom fields in its formula must exist, and so must the values of picklists. */
export const validationRule: Check = (component, org, report) => {
	const { body } = component;
	const object = objectOf(component);
	const formula = textOf(body, 'errorConditionFormula');
	const words = formula.match(FORMULA_WORDS) ?? [];
	// Fields of looked up records, such as Contact__r.Name, are left to the org.
	for (const name of new Set(words.filter((word) => /^\w+__c$/.test(word)))) {
		report(org.fieldProblem(object, name), body, 'errorConditionFormula');
	}
	for (const [, field, value] of formula.matchAll(COMPARED_CHOICE)) {
		// The empty text stands for no value.
		const known = value === '' || (valuesOf(org, object, field)?.includes(value) ?? true);
		report(known ? null : `'${field}' has no value '${value}'.`, body, 'errorConditionFormula');
	}
	const bare = formula.replace(/"(?:\\.|[^"\\])*"/g, '');
	const isBalanced = bare.split('(').length === bare.split(')').length && !bare.includes('"');
	const open = isBalanced ? null : 'A bracket or a quotation mark of the formula is not closed.';
	report(open, body, 'errorConditionFormula');
	const shownAt = textOf(body, 'errorDisplayField');
	if (shownAt) report(org.fieldProblem(object, shownAt), body, 'errorDisplayField');
	if (textOf(body, 'errorMessage').length > LONGEST_MESSAGE) {
		report(`The message is longer than ${LONGEST_MESSAGE} characters.`, body, 'errorMessage');
	}
};
