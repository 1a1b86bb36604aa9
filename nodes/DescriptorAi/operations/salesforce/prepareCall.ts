import { randomUUID } from 'node:crypto';
import type { IBinaryData, IBinaryKeyData, IExecuteFunctions } from 'n8n-workflow';

import { clock } from '../../api';
import { optionsProperty } from '../../form/commonParameters';
import { InvalidParameter, readParameters, type Read } from '../../form/parameter';
import { text } from '../../form/readers';
import { callFields } from '../../salesforce/callFields';
import { callItem } from '../../salesforce/callItem';
import { claimFields } from '../../salesforce/claimFields';
import { customerSearch } from '../../salesforce/customerSearch';
import { known } from '../../salesforce/known';
import { keyOfFile, keyOfId } from '../../salesforce/recordingKey';
import { SOURCES } from '../../sources';
import { isAmong, type Reading, type Told } from '../../sources/source';
import { filesOf } from '../itemFiles';
import type { LeftOut, Output, PureOperation } from '../operation';
import { perRun, runMemory } from '../runMemory';
import {
	agentChannel,
	countryCallingCode,
	defaultLanguage,
	fileNamePattern,
	morePhoneFields,
	mostCalls,
	ownNumbers,
	searchIn,
	shortest,
	source,
	timeZone,
} from './callParameters';
import { isKnown, knownCalls } from './knownCalls';
import { received } from './receivedItem';

const KNOWN: LeftOut = { leftOut: 'known in Salesforce' };

/** How many calls of all items are returned so far. */
const handedOnIn = perRun(() => ({ calls: 0 }));

/** The recording among the files of an item: the one in `data`, or the only one. */
function recordingOf({ data, ...others }: IBinaryKeyData): IBinaryData | undefined {
	const [only, another] = Object.values(others);
	return data ?? (another ? undefined : only);
}

/** The key by the content of the item's file. */
async function keyByFile(
	ctx: IExecuteFunctions,
	file: IBinaryData | undefined,
): Promise<string | undefined> {
	if (!file) return undefined;
	return await keyOfFile(
		file.id ? await ctx.helpers.getBinaryStream(file.id) : [Buffer.from(file.data, 'base64')],
	);
}

const noRecording = () =>
	new InvalidParameter(
		'The item has no recording',
		"Give it the field 'audio_url' with the address of the recording, 'recording_id' with its ID in the phone system, or one file. In a record of Salesforce, enter the Recording ID.",
	);

/** A token of this run for a recording, also when n8n repeats the run. */
function claimToken(ctx: IExecuteFunctions, itemIndex: number, recordingId: string): string {
	const tokens = runMemory<string>(ctx, 'claims');
	const key = `${itemIndex} ${recordingId}`;
	const token = tokens.get(key) ?? randomUUID();
	tokens.set(key, token);
	return token;
}

/** Whom a call can be linked by, or is linked to already. */
const LINKS = ['phone_digits', 'customer_email', 'contact_id', 'lead_id', 'account_id'];

/** What the item says: one call, or what its phone system tells of. */
function readItem(ctx: IExecuteFunctions, itemIndex: number, read: Read): Reading[] {
	const { json } = ctx.getInputData()[itemIndex];
	const item = received(json);
	const selected = read(source);
	const system = SOURCES.find(({ option: { value } }) => value === selected);
	if (!system) return [{ call: item }];
	const file = recordingOf(filesOf(ctx, itemIndex));
	const own = read(ownNumbers);
	return system.read(
		{ ...(file && { file_name: file.fileName }), ...item },
		{
			shortest: read(shortest),
			isOwn: (number) => isAmong(own, number),
			namePattern: read(fileNamePattern),
			now: clock.now(),
		},
	);
}

/** The checked call, with the search for the customer and the fields of the claim. */
async function prepared(
	ctx: IExecuteFunctions,
	itemIndex: number,
	read: Read,
	{ call: item, downloadUrl }: Told,
): Promise<Output | LeftOut> {
	const { binary = {} } = ctx.getInputData()[itemIndex];
	const file = recordingOf(filesOf(ctx, itemIndex));
	const zone = read(timeZone) || ctx.getTimezone();
	const fields = callFields(item);
	const { others, isRecord } = fields;
	const call = callItem(fields, {
		language: read(defaultLanguage),
		countryCode: read(countryCallingCode),
		zone,
	});
	const selected = read(agentChannel);
	if (selected !== 'source' && call.channels !== 1) {
		call.channels = 2;
		call.agent_channel = selected === 'first' ? 0 : 1;
	}
	call.recording_id ??= isRecord ? undefined : await keyByFile(ctx, file);
	if (call.recording_id === undefined) throw noRecording();
	if (isKnown(ctx, call.recording_id)) return KNOWN;
	const token = claimToken(ctx, itemIndex, call.recording_id);
	const search = customerSearch(
		{ digits: call.phone_digits, email: call.customer_email },
		read(searchIn),
		read(morePhoneFields),
	);
	const record = known(claimFields(call, { token, zone, now: clock.now() }, isRecord));
	const recordId = isRecord && item.Id ? { record_id: item.Id } : {};
	return {
		json: {
			...others,
			...(downloadUrl && { download_url: downloadUrl }),
			...known(call),
			...recordId,
			search,
			...record,
		},
		// Where later nodes look for it. A form with a file names it as the form's field.
		binary: file && !binary.data ? { data: file } : binary,
	};
}

/** Turns an item into a checked call, with the search for the customer and the fields that claim the record. */
export const prepareCall: PureOperation = {
	option: {
		name: 'Prepare Call',
		value: 'prepareCall',
		action: 'Prepare call',
		description: 'Check a call and prepare its record and the search for the customer',
		// An AI agent has no items with calls.
		displayOptions: { hide: { '@tool': [true] } },
	},
	properties: [
		source.property,
		defaultLanguage.property,
		optionsProperty([
			agentChannel,
			countryCallingCode,
			fileNamePattern,
			knownCalls,
			morePhoneFields,
			mostCalls,
			ownNumbers,
			searchIn,
			shortest,
			timeZone,
		]),
	],

	async workOut(ctx, itemIndex) {
		return await readParameters(ctx, itemIndex, async (read) => {
			const outputs: Array<Output | LeftOut> = [];
			const handedOn = handedOnIn(ctx);
			const most = read(mostCalls) || Infinity;
			for (const reading of readItem(ctx, itemIndex, read)) {
				if (!('call' in reading)) outputs.push(reading);
				// Most of a list is known: nothing else of it is read.
				else if (isKnown(ctx, keyOfId(text(reading.call.recording_id)))) outputs.push(KNOWN);
				else if (handedOn.calls >= most) outputs.push({ leftOut: 'for the next run' });
				else {
					handedOn.calls += 1;
					outputs.push(await prepared(ctx, itemIndex, read, reading));
				}
			}
			return outputs;
		});
	},

	hint(outputs, _, reasons) {
		const calls = outputs.filter((call) => 'recording_id' in call && 'search' in call);
		const unknown = calls.filter((call) => LINKS.every((field) => !(field in call)));
		const kinds = [...new Set(reasons)].map(
			(reason) => `${reasons.filter((one) => one === reason).length} ${reason}`,
		);
		return [
			outputs.length + reasons.length === 0 && 'No item has a recording.',
			reasons.length > 0 && `Left out: ${kinds.join(', ')}.`,
			unknown.length > 0 &&
				`${unknown.length} of ${calls.length} calls have neither a phone number nor an e-mail address of the customer, so they cannot be linked to anybody.`,
		]
			.filter(Boolean)
			.join(' ');
	},
};
