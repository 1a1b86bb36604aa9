import {
	NodeConnectionTypes,
	type IDataObject,
	type IExecuteFunctions,
	type INodeProperties,
} from 'n8n-workflow';

import { clock, isObject } from '../../api';
import { optionsProperty } from '../../form/commonParameters';
import { asEntry } from '../../form/entries';
import { InvalidParameter, option, parameter, readParameters } from '../../form/parameter';
import { asNumber } from '../../form/readers';
import { buildRecord as build, hasFailed, type Settings } from '../../salesforce/buildRecord';
import type { PureOperation } from '../operation';

/** An object or a list, parsed if it is JSON text; `undefined` for nothing. */
function asData(given: unknown, { displayName }: INodeProperties): object | undefined {
	const isText = typeof given === 'string';
	if ((given ?? '') === '' || (isText && given.trim() === '')) return undefined;
	let data = given;
	try {
		if (isText) data = JSON.parse(given);
	} catch {
		// Text of another kind is refused below.
	}
	if (typeof data === 'object' && data !== null) return data;
	throw new InvalidParameter(
		`'${displayName}' must be an item`,
		'Map it to one, for example {{ $json }}, or leave it empty.',
	);
}

/** The fields of one item. */
function asItem(given: unknown, property: INodeProperties): Record<string, unknown> | undefined {
	const data = asData(given, property);
	return data === undefined || isObject(data) ? data : asItem('[]', property);
}

const analysis = parameter(
	{
		displayName: 'Analysis',
		name: 'analysis',
		type: 'json',
		default: '={{ $json }}',
		description:
			'The item of Get Result or of the trigger, raw or simplified, or an item of an error output. Leave it empty while the call is not analyzed.',
	},
	asItem,
);

const call = parameter(
	{
		displayName: 'Call',
		name: 'call',
		type: 'json',
		default: '',
		placeholder: 'e.g. {{ $("Prepare Call").item.json }}',
		description: 'The item of Prepare Call. If it is empty, the call data of the analysis is used.',
	},
	asItem,
);

const found = parameter(
	{
		displayName: 'Found in Salesforce',
		name: 'found',
		type: 'json',
		default: '',
		placeholder: 'e.g. {{ $json }}',
		description:
			'The contacts, leads and accounts that a search in Salesforce has returned, to link the call to one of them. All their fields are compared with the number and the e-mail address of the call.',
	},
	asData,
);

const followUps = parameter(
	{
		displayName: 'Follow-Ups',
		name: 'followUps',
		type: 'options',
		options: [
			{
				name: 'Agent Actions Too',
				value: 'agentActions',
				description: 'Also a task for each action of the agent, to follow it up',
			},
			{
				name: 'Completed Call',
				value: 'completedCall',
				description: 'The call as a completed task, with its summary',
			},
			{ name: 'Off', value: 'off', description: 'None; the record lists what is to be done' },
			{
				name: 'Unsolved Problems Too',
				value: 'unsolvedProblems',
				description: 'The completed call, and a task for each problem that was not solved',
			},
		],
		default: 'off',
		description: 'Which tasks to return in follow_ups',
	},
	asEntry<Settings['followUps']>,
);

const dueInDays = option(
	{
		displayName: 'Due in Days',
		name: 'dueInDays',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 3650, numberPrecision: 0 },
		default: 2,
		description: 'Days until tasks are due, unless the call has a due_date',
	},
	asNumber,
);

const ifSeveral = option(
	{
		displayName: 'If Several Match',
		name: 'ifSeveral',
		type: 'options',
		options: [
			{ name: 'Link Nobody', value: 'nobody' },
			{ name: 'Link the Account If They Share One', value: 'sharedAccount' },
			{ name: 'Link the Most Recently Active', value: 'mostRecent' },
		],
		default: 'sharedAccount',
		description: 'Whom to link when several contacts, leads or accounts match',
	},
	asEntry<Settings['ifSeveral']>,
);

const linkOrder = option(
	{
		displayName: 'Link Order',
		name: 'linkOrder',
		type: 'options',
		options: [
			{
				name: 'Accounts Only',
				value: 'accountsOnly',
				description: 'The account that matches, or to which the matching contact belongs',
			},
			{
				name: 'Contact First',
				value: 'contactFirst',
				description: 'A contact and its account, else a lead, else an account',
			},
			{
				name: 'Lead First',
				value: 'leadFirst',
				description: 'A lead, else a contact and its account, else an account',
			},
		],
		default: 'contactFirst',
		description: 'What to link the call to when both a contact and a lead match',
	},
	asEntry<Settings['linkOrder']>,
);

const lowCsatBelow = option(
	{
		displayName: 'Low CSAT (Below)',
		name: 'lowCsatBelow',
		type: 'number',
		default: 3,
		description: 'CSAT score below which low_csat is true',
	},
	asNumber,
);

const mostFollowUps = option(
	{
		displayName: 'Most Follow-Ups',
		name: 'mostFollowUps',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 200, numberPrecision: 0 },
		default: 20,
		description: 'How many follow-ups a call has at most',
	},
	asNumber,
);

const owner = option(
	{
		displayName: 'Owner',
		name: 'owner',
		type: 'options',
		options: [
			{
				name: 'As in the Call',
				value: 'call',
				description: 'The owner_id of the call, else the user of the Salesforce credential',
			},
			{
				name: 'Owner of the Contact, Lead or Account',
				value: 'record',
				description: 'The owner of what the call is linked to, unless the call has an owner_id',
			},
		],
		default: 'call',
		description: 'To whom the tasks belong',
	},
	asEntry<Settings['owner']>,
);

/** What nodes return for an item that has failed, beside its own fields. */
const ERROR_FIELDS = 'description error errorCode fields httpCode message result_id'.split(' ');

/**
 * The fields of an item that has failed. Some nodes return no others than those of the error: then they are those of the
 * item that went into the node.
 */
function failedFields(ctx: IExecuteFunctions, itemIndex: number): IDataObject {
	const { json } = ctx.getInputData()[itemIndex];
	if (Object.keys(json).some((field) => !ERROR_FIELDS.includes(field))) return json;
	const { previousNode } = ctx.getInputSourceData();
	const connection = { connectionType: NodeConnectionTypes.Main, depth: 1 };
	const { $: node } = ctx.getWorkflowDataProxy(itemIndex);
	for (const { name } of ctx.getParentNodes(previousNode, connection)) {
		try {
			return { ...node(name).item.json, ...json };
		} catch {
			// It came from another node.
		}
	}
	return json;
}

/** Turns an analysis, its call and the people who were found into the fields of a record. No request is sent. */
export const buildRecord: PureOperation = {
	option: {
		name: 'Build Record',
		value: 'buildRecord',
		action: 'Build call record',
		description: 'Turn an analysis, its call and the people found into the fields of a record',
		// An AI agent has neither the items of other nodes nor a raw result.
		displayOptions: { hide: { '@tool': [true] } },
	},
	properties: [
		analysis.property,
		call.property,
		found.property,
		followUps.property,
		optionsProperty([dueInDays, ifSeveral, linkOrder, lowCsatBelow, mostFollowUps, owner]),
	],

	async workOut(ctx, itemIndex) {
		const { json, binary, error: thrown } = ctx.getInputData()[itemIndex];
		// An error loses its message on its way through an expression.
		const whole = (data: object | undefined) =>
			hasFailed(data) && hasFailed(json) ? failedFields(ctx, itemIndex) : data;
		const output = await readParameters(ctx, itemIndex, (read) =>
			build(
				{
					analysis: whole(read(analysis)) as Record<string, unknown> | undefined,
					call: read(call),
					found: whole(read(found)),
					thrown,
				},
				{
					followUps: read(followUps),
					linkOrder: read(linkOrder),
					ifSeveral: read(ifSeveral),
					owner: read(owner),
					lowCsatBelow: read(lowCsatBelow),
					dueInDays: read(dueInDays),
					mostFollowUps: read(mostFollowUps),
					timeZone: ctx.getTimezone(),
					now: clock.now(),
				},
			),
		);
		return output ? [{ json: output, binary }] : [];
	},

	hint(outputs, leftOut) {
		const count = (match: string) => outputs.filter((output) => output.match === match).length;
		return [
			count('none') > 0 && `Calls that match nobody in Salesforce: ${count('none')}`,
			count('several') > 0 && `Calls that match several: ${count('several')}`,
			leftOut > 0 && `Items left out, because another run handles their calls: ${leftOut}`,
		]
			.filter(Boolean)
			.join('. ');
	},
};
