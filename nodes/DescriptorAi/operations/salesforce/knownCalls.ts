import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { isObject } from '../../api';
import { InvalidParameter, option } from '../../form/parameter';
import { parsed } from '../../form/readers';
import { perRun } from '../runMemory';

/** The keys of records that need not be sent, of a list of records or of items with records. */
function knownKeys(given: unknown, { displayName }: INodeProperties): Set<string> {
	const rows = given === '' ? [] : parsed(given);
	if (!Array.isArray(rows)) {
		throw new InvalidParameter(
			`'${displayName}' must be a list of records`,
			'Map it to all items of a node, for example {{ $("Known in Salesforce").all() }}, or leave it empty.',
		);
	}
	const records = rows.map((row) => (isObject(row) && isObject(row.json) ? row.json : Object(row)));
	return new Set(
		records
			.filter(({ Status__c: status }) => status !== 'New')
			.map(({ Recording_Id__c: key }) => String(key)),
	);
}

export const knownCalls = option(
	{
		displayName: 'Known Calls',
		name: 'knownCalls',
		type: 'string',
		default: '',
		placeholder: 'e.g. {{ $("Known in Salesforce").all() }}',
		description:
			'Records of Call Analysis with Recording_Id__c and Status__c. Their recordings are left out, unless their status is New.',
	},
	knownKeys,
);

/** The same for all items, and long. */
const keysOfKnown = perRun((ctx) => knownCalls.parse(ctx.getNodeParameter(knownCalls.path, 0, '')));

/** Whether Salesforce knows a recording that need not be sent again. */
export const isKnown = (ctx: IExecuteFunctions, key: string): boolean => keysOfKnown(ctx).has(key);
