import type { IDataObject, IPairedItemData, ISourceData } from 'n8n-workflow';

import { isObject } from '../../api';
import { InvalidParameter, parameter, readParameters } from '../../form/parameter';
import { parsed } from '../../form/readers';
import type { SaveRequest } from '../../salesforce/saveRequests';
import { refusedItem } from '../../salesforce/refusedItem';
import { savedCalls, type SavedCall } from '../../salesforce/savedCalls';
import type { LeftOut, Output, PureOperation } from '../operation';

const request = parameter(
	{
		displayName: 'Request',
		name: 'request',
		type: 'json',
		required: true,
		default: "={{ $('Combine Records').item.json }}",
		description: 'The item of Combine Records, whose answer the item is',
	},
	(given, { displayName }) => {
		const value = parsed(given);
		if (isObject(value) && Array.isArray(value.calls) && isObject(value.body)) {
			return value as SaveRequest;
		}
		throw new InvalidParameter(
			`'${displayName}' is not an item of Combine Records`,
			"Map it to one, for example {{ $('Combine Records').item.json }}.",
		);
	},
);

const isSource = (from: unknown): from is ISourceData =>
	isObject(from) && typeof from.previousNode === 'string';

/** A job that was noted leads to nothing: its analysis goes on. */
const isNote = ({ status, Failure_Reason__c: reason }: IDataObject) =>
	status === 'Submitted' && !reason;

/** The item of a saved record, and one for what was refused. */
function outputsOf(
	{ call, refused, withoutTopics }: SavedCall,
	item: number,
	pairedItem: IPairedItemData,
): Array<Output | LeftOut> {
	if (refused) return [refusedItem(refused, call, item)];
	return [
		isNote(call) ? { leftOut: 'noted' } : { json: call, pairedItem },
		...(withoutTopics ? [refusedItem(withoutTopics, { ...call, topics_refused: true }, item)] : []),
	];
}

/** Returns an item for each record of a request, with what became of it. No request is sent. */
export const readAnswers: PureOperation = {
	option: {
		name: 'Read Answers',
		value: 'readAnswers',
		action: 'Read answers about call records',
		description:
			'Return an item for each record that Salesforce has saved, and an error for each other',
		// An AI agent has no items of other nodes.
		displayOptions: { hide: { '@tool': [true] } },
	},
	properties: [request.property],

	workOut: async (ctx, itemIndex) =>
		await readParameters(ctx, itemIndex, (read) => {
			const { json } = ctx.getInputData()[itemIndex];
			const sent = read(request);
			const saved = savedCalls(sent, json);
			const failed = saved.find(({ refused }) => refused);
			if (failed && !ctx.continueOnFail()) {
				throw new InvalidParameter(
					`Salesforce has not saved '${String(failed.call.recording_id)}'`,
					String(failed.refused?.message),
				);
			}
			return saved.flatMap((call, number) =>
				outputsOf(call, itemIndex, {
					// The item that was combined, so that later nodes find the items before it.
					item: sent.items[number],
					...(isSource(sent.from) && { sourceOverwrite: sent.from }),
				}),
			);
		}),

	hint: (_outputs, _leftOut, reasons) =>
		reasons.length > 0
			? `Calls whose job is noted on their record: ${reasons.length}. Their results come later.`
			: '',
};
