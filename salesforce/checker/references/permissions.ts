import { bodiesOf, textOf } from '../model';
import type { Check } from './org';

/** Permissions that depend on others. */
const NEEDS: Record<string, string[]> = {
	allowCreate: ['allowRead'],
	allowEdit: ['allowRead'],
	allowDelete: ['allowRead', 'allowEdit'],
	viewAllRecords: ['allowRead'],
	modifyAllRecords: ['allowRead', 'allowEdit', 'allowDelete', 'viewAllRecords'],
};

/** Objects, fields and tabs have to be there, and permissions must not contradict each other. */
export const permissionSet: Check = ({ body }, org, report) => {
	for (const permissions of bodiesOf(body, 'objectPermissions')) {
		const object = textOf(permissions, 'object');
		const missing = org.hasObject(object) ? null : `There is no object '${object}'.`;
		report(missing, permissions, 'object');
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
	for (const setting of bodiesOf(body, 'tabSettings')) {
		const tab = textOf(setting, 'tab');
		const isThere = tab.startsWith('standard-') || org.find('CustomTab', tab) !== undefined;
		report(isThere ? null : `There is no tab '${tab}' in the package.`, setting, 'tab');
	}
};
