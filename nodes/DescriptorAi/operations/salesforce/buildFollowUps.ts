import type { IDataObject } from 'n8n-workflow';

import { isObject } from '../../api';
import { InvalidParameter, parameter, readParameters } from '../../form/parameter';
import { asText } from '../../form/readers';
import { relatedRecord } from '../../salesforce/followUps';
import type { Link } from '../../salesforce/matchCustomer';
import type { PureOperation } from '../operation';

const builtRecord = parameter(
	{
		displayName: 'Built Record',
		name: 'builtRecord',
		type: 'json',
		required: true,
		default: "={{ $('Build Record').item.json }}",
		description: 'The item of Build Record, where Follow-Ups selects which ones there are',
	},
	(given, { displayName }) => {
		const list: unknown = isObject(given) && given.follow_ups;
		if (Array.isArray(list) && list.every(isObject)) return given as IDataObject;
		throw new InvalidParameter(
			`'${displayName}' is not an item of Build Record`,
			"Map it to one, for example {{ $('Build Record').item.json }}.",
		);
	},
);

const recordId = parameter(
	{
		displayName: 'Record ID',
		name: 'recordId',
		type: 'string',
		default: '={{ $json.id }}',
		placeholder: 'e.g. a0XQy00000012abMAA',
		description: 'Salesforce ID of the saved record, to which the tasks are related',
	},
	asText,
);

/** Returns an item for each follow-up of a call, after its record was saved. No request is sent. */
export const buildFollowUps: PureOperation = {
	option: {
		name: 'Build Follow-Ups',
		value: 'buildFollowUps',
		action: 'Build follow-ups',
		description: 'Return an item for each follow-up of a call, from which a task can be made',
		// An AI agent has no items of other nodes.
		displayOptions: { hide: { '@tool': [true] } },
	},
	properties: [builtRecord.property, recordId.property],

	async workOut(ctx, itemIndex) {
		return await readParameters(ctx, itemIndex, (read) => {
			const { follow_ups: followUps, link } = read(builtRecord);
			const related = relatedRecord((link ?? {}) as Link, read(recordId));
			return (followUps as IDataObject[]).map((followUp) => ({
				json: { ...followUp, ...related },
			}));
		});
	},

	hint: (outputs) =>
		outputs.length > 0
			? ''
			: 'There are no follow-ups. Follow-Ups of Build Record says which ones a call can have.',
};
