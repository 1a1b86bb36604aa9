import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { isObject } from '../../api';
import { optionsProperty } from '../../form/commonParameters';
import { asEntry } from '../../form/entries';
import { InvalidParameter, option, parameter, readParameters } from '../../form/parameter';
import { asBoolean, asText, parsed } from '../../form/readers';
import { wasDeployed } from '../../salesforce/deployAnswer';
import { deployRequest } from '../../salesforce/deployRequest';
import { planSetUp, type Change, type DescribedField } from '../../salesforce/setUpPlan';
import type { Output, PureOperation } from '../operation';

const shownFor = (entry: 'package' | 'rows') => ({
	displayOptions: { show: { returnAs: [entry] } },
});

const returnAs = parameter<'package' | 'rows'>(
	{
		displayName: 'Return As',
		name: 'returnAs',
		type: 'options',
		options: [
			{
				name: 'Package',
				value: 'package',
				description: 'An item with the changes, and with the files of the deploy request',
			},
			{
				name: 'Rows',
				value: 'rows',
				description: 'An item for each change, with what will be done or was done',
			},
		],
		default: 'package',
		description: 'How to return what Salesforce lacks',
	},
	asEntry,
);

const describe = parameter(
	{
		displayName: 'Describe',
		name: 'describe',
		type: 'json',
		default: '={{ $json }}',
		description:
			"Salesforce's answer to GET sobjects/Call_Analysis__c/describe. Empty or NOT_FOUND: there is no such object.",
		...shownFor('package'),
	},
	describedFields,
);

const permissions = parameter(
	{
		displayName: 'Permissions',
		name: 'permissions',
		type: 'json',
		default: '',
		description:
			'The rows of FieldPermissions of the permission set Call Analysis, with the field Field, where editing is permitted. Empty: there is no such permission set.',
		...shownFor('package'),
	},
	(given) => rowsOf(given)?.flatMap(({ Field }) => (typeof Field === 'string' ? Field : [])),
);

const validationRules = parameter(
	{
		displayName: 'Validation Rules',
		name: 'validationRules',
		type: 'json',
		default: '',
		description:
			'The rows of ValidationRule in the Tooling API for the object, with the fields ValidationName and Active. Empty: there are none.',
		...shownFor('package'),
	},
	(given) => {
		const rules = rowsOf(given)?.filter(({ ValidationName }) => ValidationName);
		return (
			rules && new Map(rules.map((rule) => [String(rule.ValidationName), rule.Active === true]))
		);
	},
);

const overwrite = option(
	{
		displayName: 'Overwrite Permission Set',
		name: 'overwritePermissionSet',
		type: 'boolean',
		default: false,
		description:
			'Whether to make the permission set that of the package again, also where an administrator has changed it. Otherwise, new fields are added to it.',
		displayOptions: { show: { '/returnAs': ['package'] } },
	},
	asBoolean,
);

const changes = parameter(
	{
		displayName: 'Changes',
		name: 'changes',
		type: 'json',
		default: '={{ $json.changes }}',
		description: 'The field changes of the package',
		...shownFor('rows'),
	},
	(given) => (rowsOf(given) ?? []) as Change[],
);

const deployment = parameter(
	{
		displayName: 'Deployment',
		name: 'deployment',
		type: 'json',
		default: '={{ $json }}',
		description:
			"Salesforce's last answer to the deploy request. Empty, or an item without one: nothing was deployed, and the rows say what will be done.",
		...shownFor('rows'),
	},
	(given) => wasDeployed(parsed(given)),
);

const address = option(
	{
		displayName: 'Salesforce Address',
		name: 'salesforceAddress',
		type: 'string',
		default: '',
		placeholder: 'e.g. https://acme.my.salesforce.com',
		description: 'An address within the org, to be shown in a row with where it is needed',
		displayOptions: { show: { '/returnAs': ['rows'] } },
	},
	(given, property) => {
		const text = asText(given, property);
		return text && URL.canParse(text) ? new URL(text).origin : '';
	},
);

/** The fields of rows, of a query's answer or of items; undefined for an error in their place. */
function rowsOf(given: unknown): IDataObject[] | undefined {
	const value = parsed(given);
	const list = isObject(value) && Array.isArray(value.records) ? value.records : value;
	const rows = [list ?? []].flat().filter(isObject);
	const fields = rows.map((row) => (isObject(row.json) ? row.json : row) as IDataObject);
	return fields.some((row) => 'error' in row || 'errorCode' in row) ? undefined : fields;
}

/** @returns null when there is no object */
function describedFields(
	given: unknown,
	{ displayName }: INodeProperties,
): DescribedField[] | null {
	const isEmpty = typeof given === 'string' && given.trim() === '';
	const [answer = {}] = [isEmpty ? [] : (parsed(given) ?? given ?? [])].flat();
	if (isObject(answer)) {
		if (Array.isArray(answer.fields)) return answer.fields as DescribedField[];
		const { error = {}, errorCode } = answer;
		const { httpCode, status } = isObject(error) ? error : {};
		const code = String(errorCode ?? httpCode ?? status ?? '');
		if (Object.keys(answer).length === 0 || ['NOT_FOUND', '404'].includes(code)) return null;
		if (code) throw notDescribed(`'${displayName}' holds a refusal of Salesforce: ${code}`);
	}
	throw notDescribed(`'${displayName}' is not a description of an object`);
}

const notDescribed = (message: string) =>
	new InvalidParameter(
		message,
		'Map it to the answer of GET sobjects/Call_Analysis__c/describe, and see in that node what Salesforce says.',
	);

/** Rows of what will be done, or of what was done. */
function rows(planned: Change[], isDone: boolean, url: string): Output[] {
	const complete = { part: 'Call Analysis', change: 'Is complete: nothing to change', to_do: null };
	const list = planned.length > 0 ? planned : [complete];
	const told = list.map(({ part, change, to_do }) => ({
		part,
		change: isDone
			? change.replace(/^Will be (.)/, (_, first: string) => first.toUpperCase())
			: change,
		to_do: to_do ?? null,
	}));
	const place = {
		part: 'Salesforce address',
		change: url,
		to_do: 'Put it into the URL of Find People, in the workflow Calls to Salesforce.',
	};
	return [...told, ...(url ? [place] : [])].map((json) => ({ json }));
}

/** Compares Salesforce with what the workflows need. It sends nothing: the nodes around it ask and deploy. */
export const getSetUpPackage: PureOperation = {
	option: {
		name: 'Get Set-Up Package',
		value: 'getSetUpPackage',
		action: 'Get set-up package',
		description: 'Find what Salesforce lacks for call records, and get the package that adds it',
		// An AI agent has no files to deploy.
		displayOptions: { hide: { '@tool': [true] } },
	},
	properties: [
		returnAs.property,
		describe.property,
		permissions.property,
		validationRules.property,
		changes.property,
		deployment.property,
		optionsProperty([overwrite, address]),
	],

	workOut: async (ctx, itemIndex) =>
		await readParameters(ctx, itemIndex, (read) => {
			if (read(returnAs) === 'rows') {
				return rows(read(changes), read(deployment), read(address));
			}
			const org = {
				fields: read(describe),
				editable: read(permissions),
				rules: read(validationRules),
			};
			const plan = planSetUp(org, read(overwrite));
			const isComplete = plan.parts.length === 0;
			const json = { complete: isComplete, assign: plan.assign, changes: plan.changes };
			return [{ json, ...(!isComplete && { binary: deployRequest(plan) }) }];
		}),
};
