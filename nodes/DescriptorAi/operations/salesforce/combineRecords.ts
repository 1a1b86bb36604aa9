import type { IDataObject } from 'n8n-workflow';

import { parameter, propertiesOf, readAll, readerOf, readParameters } from '../../form/parameter';
import { asText, entriesOf } from '../../form/readers';
import { saveRequests } from '../../salesforce/saveRequests';
import type { PureOperation } from '../operation';
import { perRun } from '../runMemory';

const moreField = {
	name: parameter(
		{
			displayName: 'API Name',
			name: 'name',
			type: 'string',
			default: '',
			placeholder: 'e.g. Region__c',
			description: 'API name of the field of Call Analysis',
		},
		asText,
	),
	value: parameter(
		{
			displayName: 'Field Value',
			name: 'value',
			type: 'string',
			default: '',
			placeholder: 'e.g. {{ $json.linked_to }}',
			description: 'Value of the field, as Salesforce takes it',
		},
		(given) => given,
	),
};

const moreFields = parameter(
	{
		displayName: 'More Fields',
		name: 'moreFields',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add Field',
		default: {},
		description: 'Fields of your own for each record, beside those of Build Record',
		options: [
			{ displayName: 'Field', name: 'field', values: propertiesOf(Object.values(moreField)) },
		],
	},
	(given, property) =>
		entriesOf(given, property)
			.map((entry) => readAll(moreField, readerOf(entry)))
			.filter(({ name }) => name !== ''),
);

/** The requests that save all items. */
const requestsOf = perRun((ctx) => {
	const items = ctx.getInputData().map(({ json }, item) => {
		const given = ctx.getNodeParameter(moreFields.path, item, {});
		const fields = moreFields.parse(given).map(({ name, value }) => [name, value]);
		return { item: json, fields: Object.fromEntries(fields) as IDataObject };
	});
	return saveRequests(items);
});

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
	properties: [moreFields.property],

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
