import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { clock, isObject } from '../../api';
import { optionsProperty } from '../../form/commonParameters';
import { asEntry } from '../../form/entries';
import { InvalidParameter, option, parameter, readParameters } from '../../form/parameter';
import { asBoolean, asNumber, parsed, text } from '../../form/readers';
import type { Settings } from '../../salesforce/builtItem';
import { callRecord } from '../../salesforce/callRecord';
import { claimedBy } from '../../salesforce/claim';
import { hasFailed, isFollowUp } from '../../salesforce/failedCall';
import type { Fields } from '../../salesforce/readAnalysis';
import { readFailure } from '../../salesforce/readFailure';
import { refusedItem } from '../../salesforce/refusedItem';
import type { PureOperation } from '../operation';
import { perRun } from '../runMemory';
import { builtBefore, callBefore, fieldsOfFailed, hasKey } from './earlierItems';

/** The calls whose records tell already that a task was not made. */
const toldOfTasks = perRun(() => new Set<string>());

/** An item or a list of items, also as JSON text; `undefined` for nothing. */
function asItems(given: unknown, { displayName }: INodeProperties): object | undefined {
	if (given === undefined || given === null || given === '') return undefined;
	const data = parsed(given);
	if (typeof data === 'object' && data !== null) return data;
	throw new InvalidParameter(
		`'${displayName}' must be an item`,
		'Map it to one, for example {{ $json }}, or leave it empty.',
	);
}

/** The fields of a single item. */
function asItem(given: unknown, property: INodeProperties): Fields | undefined {
	const item = asItems(given, property);
	return item === undefined || isObject(item) ? item : asItem(true, property);
}

const analysis = parameter(
	{
		displayName: 'Analysis',
		name: 'analysis',
		// Not JSON, whose editor marks an empty field as a mistake.
		type: 'string',
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
		type: 'string',
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
		type: 'string',
		default: '',
		placeholder: 'e.g. {{ $json }}',
		description:
			'The contacts, leads and accounts that a search in Salesforce has returned, to link the call to one of them. All their fields are compared with the number and the e-mail address of the call. Or an item of Build Record that is linked already.',
	},
	asItems,
);

const lookedUp = parameter(
	{
		displayName: 'Looked Up in Salesforce',
		name: 'lookedUp',
		type: 'string',
		default: '',
		placeholder: 'e.g. {{ $json }}',
		description:
			"Salesforce's answer to look_up, which Build Record returns with a search: the agent, the open opportunity, and the org's words for tasks",
	},
	asItems,
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

const claimRecord = option(
	{
		displayName: 'Claim Record',
		name: 'claimRecord',
		type: 'boolean',
		default: false,
		description:
			'Whether to let the request in look_up take the record for this run, too, so that no other run submits its recording',
	},
	asBoolean,
);

const dueInDays = option(
	{
		displayName: 'Due After (Days)',
		name: 'dueInDays',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 3650, numberPrecision: 0 },
		default: 2,
		description: 'When tasks are due, in days from now, unless the call has a due_date',
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

const linkOpportunity = option(
	{
		displayName: 'Link Opportunity',
		name: 'linkOpportunity',
		type: 'boolean',
		default: true,
		description:
			'Whether to link the open opportunity of the contact, else of the account, if there is only one',
	},
	asBoolean,
);

const linkOrder = option(
	{
		displayName: 'Link Order',
		name: 'linkOrder',
		type: 'options',
		options: [
			{ name: 'Accounts Only', value: 'accountsOnly' },
			{ name: 'Contact First', value: 'contactFirst' },
			{ name: 'Lead First', value: 'leadFirst' },
		],
		default: 'contactFirst',
		description: 'What to link when records of several objects match; a contact brings its account',
	},
	asEntry<Settings['linkOrder']>,
);

const lowCsatBelow = option(
	{
		displayName: 'Low CSAT Below',
		name: 'lowCsatBelow',
		type: 'number',
		default: 3,
		description:
			'CSAT scores below this number are low, so low_csat is true. Scores are usually from 1 to 5.',
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
			{ name: 'As in the Call', value: 'call' },
			{ name: 'Owner of the Contact, Lead or Account', value: 'record' },
		],
		default: 'call',
		description:
			'Whose the tasks are if the call has no owner_id and its agent is not found; else that of the Salesforce credential',
	},
	asEntry<Settings['owner']>,
);

/** Whether the request of an item of Build Record claims the record of its call. */
const asksForClaim = (item: unknown) =>
	isObject(item) && isObject(item.look_up) && item.look_up.claims === true;

/** The item of a call that could not be claimed; `null` if another run has claimed it. */
function notClaimed(ctx: IExecuteFunctions, itemIndex: number, given: Fields, reason: Fields) {
	if (readFailure({ error: reason }).isHandledElsewhere) return null;
	if (ctx.continueOnFail()) return refusedItem(reason, given, itemIndex);
	const id = text(given.recording_id);
	throw new InvalidParameter(`Salesforce has not saved '${id}'`, text(reason.message));
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
		lookedUp.property,
		followUps.property,
		optionsProperty([
			claimRecord,
			dueInDays,
			ifSeveral,
			linkOpportunity,
			linkOrder,
			lowCsatBelow,
			mostFollowUps,
			owner,
		]),
	],

	async workOut(ctx, itemIndex) {
		const { json, binary, error: thrown } = ctx.getInputData()[itemIndex];
		// An error loses its message on its way through an expression.
		const whole = <Data>(data: Data): Data | Fields =>
			hasFailed(data) && hasFailed(json) ? fieldsOfFailed(ctx, itemIndex) : data;
		const built = await readParameters(ctx, itemIndex, (read) => {
			const item = whole(read(analysis)) as Fields | undefined;
			const isLoose = item !== undefined && !hasKey(item);
			const given = read(call) ?? (isLoose ? callBefore(ctx, itemIndex) : undefined);
			const people = whole(read(found));
			const answer = whole(read(lookedUp));
			const claimed = isObject(answer) ? claimedBy(asksForClaim(people), answer) : undefined;
			if (claimed?.refused) return notClaimed(ctx, itemIndex, given ?? {}, claimed.refused);
			const output = callRecord(
				{
					analysis: item,
					call: given,
					found: people,
					lookedUp: claimed?.answer ?? answer,
					thrown,
					built: item?.status === 'pending' ? builtBefore(ctx, itemIndex) : undefined,
				},
				{
					followUps: read(followUps),
					linkOrder: read(linkOrder),
					ifSeveral: read(ifSeveral),
					linkOpportunity: read(linkOpportunity),
					claims: read(claimRecord),
					owner: read(owner),
					lowCsatBelow: read(lowCsatBelow),
					dueInDays: read(dueInDays),
					mostFollowUps: read(mostFollowUps),
					timeZone: ctx.getTimezone(),
					now: clock.now(),
					execution: ctx.getExecutionId(),
				},
			);
			return output && { ...output, ...(claimed?.id && { record_id: claimed.id }) };
		});
		if (!built) return [];
		if ('pairedItem' in built) return [built];
		const output: IDataObject = built;
		// Its record tells of all of its tasks at once.
		if (hasFailed(json) && isFollowUp(fieldsOfFailed(ctx, itemIndex))) {
			const told = toldOfTasks(ctx);
			const key = String(output.recording_id);
			if (told.has(key)) return [];
			told.add(key);
		}
		return [{ json: output, binary }];
	},

	hint(outputs, leftOut) {
		const count = (match: string) => outputs.filter((output) => output.match === match).length;
		return [
			count('none') > 0 && `Calls that match nobody in Salesforce: ${count('none')}`,
			count('several') > 0 && `Calls that match several: ${count('several')}`,
			leftOut > 0 &&
				`Items left out, because another run handles their calls or because they belong to none: ${leftOut}`,
		]
			.filter(Boolean)
			.join('. ');
	},
};
