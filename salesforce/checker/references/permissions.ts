import { bodiesOf, textOf } from '../model';
import type { Check, Org } from './org';

/** Permissions that depend on others. */
const NEEDS: Record<string, string[]> = {
	allowCreate: ['allowRead'],
	allowEdit: ['allowRead'],
	allowDelete: ['allowRead', 'allowEdit'],
	viewAllRecords: ['allowRead'],
	modifyAllRecords: ['allowRead', 'allowEdit', 'allowDelete', 'viewAllRecords'],
};

/** Standard objects that are read only together with another. */
const READ_WITH: Record<string, string> = { Contact: 'Account', Opportunity: 'Account' };

/** The object that a user has to read, too, to read another: the parent of a detail object, and Salesforce's own. */
function readWith(org: Org, object: string): string | undefined {
	const parent = org
		.list('CustomField', `${object}.`)
		.find(({ body }) => textOf(body, 'type') === 'MasterDetail');
	return parent ? textOf(parent.body, 'referenceTo') : READ_WITH[object];
}

/** Objects, fields, tabs and apps have to be there, and permissions must not contradict each other. */
export const permissionSet: Check = ({ body }, org, report) => {
	const allObjects = bodiesOf(body, 'objectPermissions');
	const isRead = (object: string) =>
		allObjects.some(
			(one) => textOf(one, 'object') === object && textOf(one, 'allowRead') === 'true',
		);
	for (const permissions of allObjects) {
		const object = textOf(permissions, 'object');
		const missing = org.hasObject(object) ? null : `There is no object '${object}'.`;
		report(missing, permissions, 'object');
		const other = readWith(org, object);
		if (other && !isRead(other))
			report(`'${object}' needs read of '${other}'.`, permissions, 'object');
		for (const [permission, needs] of Object.entries(NEEDS)) {
			if (textOf(permissions, permission) !== 'true') continue;
			const lacking = needs.find((need) => textOf(permissions, need) !== 'true');
			if (lacking) report(`<${permission}> needs <${lacking}>.`, permissions, permission);
		}
	}
	for (const permissions of bodiesOf(body, 'fieldPermissions')) {
		const name = textOf(permissions, 'field');
		const [object, field = ''] = name.split('.');
		const problem = org.fieldProblem(object, field);
		report(problem, permissions, 'field');
		const definition = org.find('CustomField', name)?.body ?? {};
		const isRequired =
			textOf(definition, 'required') === 'true' || textOf(definition, 'type') === 'MasterDetail';
		// Fields that Salesforce keeps itself are not in the package, nor is Name.
		if (isRequired || (!problem && ['Id', 'Name', 'OwnerId'].includes(field))) {
			const rule = 'everyone has access to a required field, so it must not be listed.';
			report(`'${name}': ${rule}`, permissions, 'field');
		}
		const isWritable = textOf(permissions, 'editable') === 'true';
		if (isWritable && textOf(permissions, 'readable') !== 'true') {
			report('<editable> needs <readable>.', permissions, 'editable');
		}
	}
	for (const visibility of bodiesOf(body, 'applicationVisibilities')) {
		const app = textOf(visibility, 'application');
		const isThere =
			app.startsWith('standard__') || org.find('CustomApplication', app) !== undefined;
		report(isThere ? null : `There is no app '${app}'.`, visibility, 'application');
	}
	for (const setting of bodiesOf(body, 'tabSettings')) {
		const tab = textOf(setting, 'tab');
		const isThere = tab.startsWith('standard-') || org.find('CustomTab', tab) !== undefined;
		report(isThere ? null : `There is no tab '${tab}'.`, setting, 'tab');
	}
};
