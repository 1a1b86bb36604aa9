import { readParameters } from '../../form/parameter';
import { saveRequests } from '../../salesforce/saveRequests';
import type { PureOperation } from '../operation';
import { perRun } from '../runMemory';

/** The requests for all items. */
const requestsOf = perRun((ctx) => saveRequests(ctx.getInputData().map(({ json }) => json)));

/** Puts built records together in requests that save many of them at once. No request is sent. */
export const combineRecords: PureOperation = {
	option: {
		name: 'Combine Records',
		value: 'combineRecords',
		action: 'Combine call records',
		description:
			'Put items of Build Record together: one request saves up to 200, with their topics',
		// An AI agent has no items of other nodes.
		displayOptions: { hide: { '@tool': [true] } },
	},
	properties: [],

	workOut: async (ctx, itemIndex) =>
		await readParameters(ctx, itemIndex, () =>
			requestsOf(ctx)
				.filter(({ items: [first] }) => first === itemIndex)
				.map((request) => ({
					json: { ...request, from: { ...ctx.getInputSourceData() } },
					pairedItem: request.items.map((item) => ({ item })),
				})),
		),
};
