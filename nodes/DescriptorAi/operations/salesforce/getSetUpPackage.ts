import { isObject } from '../../api';
import { optionsProperty } from '../../form/commonParameters';
import { asEntry } from '../../form/entries';
import { InvalidParameter, option, parameter, readParameters } from '../../form/parameter';
import { asBoolean, asText, parsed } from '../../form/readers';
import { tellStep } from '../../salesforce/deployAnswer';
import { deployRequest } from '../../salesforce/deployRequest';
import {
	readDescribe,
	readObjectSettings,
	readPermissions,
	rowsOf,
} from '../../salesforce/readOrg';
import type { Change } from '../../salesforce/setUpParts';
import { planSetUp, type Step } from '../../salesforce/setUpPlan';
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
				description: 'An item for each step, with the changes and the files of the deploy request',
			},
			{
				name: 'Rows',
				value: 'rows',
				description: 'An item for each change of a step, with what will be done or was done',
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
	readDescribe,
);

const objectSettings = parameter(
	{
		displayName: 'Object Settings',
		name: 'objectSettings',
		// Not JSON, whose editor marks an empty field as a mistake.
		type: 'string',
		default: '',
		placeholder: 'e.g. {{ $("Read Object Settings").first().json }}',
		description:
			'The rows of EntityDefinition in the Tooling API for the two objects, with their validation rules',
		...shownFor('package'),
	},
	readObjectSettings,
);

const permissions = parameter(
	{
		displayName: 'Permissions',
		name: 'permissions',
		type: 'string',
		default: '',
		placeholder: 'e.g. {{ $("Find Permissions").all() }}',
		description:
			'The rows of FieldPermissions of the three permission sets, with the fields Parent.Name, Field and PermissionsEdit. Empty: there are no such permission sets.',
		...shownFor('package'),
	},
	readPermissions,
);

const reportFolder = parameter(
	{
		displayName: 'Report Folder',
		name: 'reportFolder',
		type: 'string',
		default: '',
		placeholder: 'e.g. {{ $("Find Report Folder").all() }}',
		description:
			'The rows of Folder for the folder Call_Analyses. Empty: the reports and pages are not there.',
		...shownFor('package'),
	},
	(given) => rowsOf(given)?.some((row) => Object.keys(row).length > 0),
);

const reports = option(
	{
		displayName: 'Reports and Pages',
		name: 'reportsAndPages',
		type: 'boolean',
		default: true,
		description:
			'Whether to add the reports, the dashboard, the Lightning page and the app, where they are missing',
	},
	asBoolean,
);

const overwrite = option(
	{
		displayName: 'Overwrite Permission Sets',
		name: 'overwritePermissionSets',
		type: 'boolean',
		default: false,
		description:
			'Whether to make the permission sets those of the package again, also where an administrator has changed them. Otherwise, new fields are added to them.',
	},
	asBoolean,
);

const address = option(
	{
		displayName: 'Salesforce Address',
		name: 'salesforceAddress',
		type: 'string',
		default: '',
		placeholder: 'e.g. https://acme.my.salesforce.com',
		description: 'An address within the org, to be shown in a row with where it is needed',
	},
	(given, property) => {
		const text = asText(given, property);
		return text && URL.canParse(text) ? new URL(text).origin : '';
	},
);

const step = parameter(
	{
		displayName: 'Step',
		name: 'step',
		type: 'json',
		default: '={{ $json }}',
		description: 'An item that Return As: Package returned',
		...shownFor('rows'),
	},
	(given, { displayName }) => {
		const value = parsed(given);
		if (isObject(value) && Array.isArray(value.changes)) {
			return { name: value.step, changes: value.changes } as Pick<Step, 'name' | 'changes'>;
		}
		throw new InvalidParameter(
			`'${displayName}' has no changes`,
			'Map it to an item of the node that returned the package.',
		);
	},
);

const deployment = parameter(
	{
		displayName: 'Answer',
		name: 'answer',
		type: 'json',
		default: '={{ $json }}',
		description:
			"Salesforce's last answer to the deploy request or the assignment. Empty, or an item without one: nothing was done, and the rows say what will be done.",
		...shownFor('rows'),
	},
	parsed,
);

/** The output of a step. */
function outputOf(one: Step, rows: Change[]): Output {
	const { name, parts, changes } = one;
	const isAssignment = name === 'assignment';
	const isComplete = parts.length === 0 && !isAssignment;
	const json = { step: name, complete: isComplete, changes: [...changes, ...rows] };
	return { json, ...(parts.length > 0 && { binary: deployRequest(one) }) };
}

/** Compares Salesforce with what the workflows need. It sends nothing: the nodes around it ask and deploy. */
export const getSetUpPackage: PureOperation = {
	option: {
		name: 'Get Set-Up Package',
		value: 'getSetUpPackage',
		action: 'Get set-up package',
		description: 'Find what Salesforce lacks for call records, and get the packages that add it',
		// An AI agent has no files to deploy.
		displayOptions: { hide: { '@tool': [true] } },
	},
	properties: [
		returnAs.property,
		describe.property,
		objectSettings.property,
		permissions.property,
		reportFolder.property,
		step.property,
		deployment.property,
		{ ...optionsProperty([reports, overwrite, address]), ...shownFor('package') },
	],

	workOut: async (ctx, itemIndex) =>
		await readParameters(ctx, itemIndex, (read) => {
			if (read(returnAs) === 'rows') {
				// A table of n8n shows null in red, and sorted downwards it has this after every sentence.
				return tellStep(read(step), read(deployment)).map((row) => ({
					json: { ...row, to_do: row.to_do ?? '-' },
				}));
			}
			const org = {
				object: read(describe),
				settings: read(objectSettings),
				permissions: read(permissions),
				hasReports: read(reportFolder),
			};
			const steps = planSetUp(org, { overwrites: read(overwrite), reports: read(reports) });
			const url = read(address);
			const domain = /^https:\/\/(.+)\.my\.salesforce\.com$/.exec(url)?.[1];
			const replacement = domain
				? `only your-domain, by ${domain}`
				: 'https://your-domain.my.salesforce.com by it';
			const place: Change = {
				part: 'Salesforce address',
				change: url,
				to_do: `In the workflow Calls to Salesforce, in the URL of Find People, replace ${replacement}.`,
			};
			return steps.map((one) => outputOf(one, url && one === steps.at(-1) ? [place] : []));
		}),
};
