import type { Resource } from '../operation';
import { buildFollowUps } from './buildFollowUps';
import { buildRecord } from './buildRecord';
import { combineRecords } from './combineRecords';
import { getSetUpPackage } from './getSetUpPackage';
import { prepareCall } from './prepareCall';
import { readAnswers } from './readAnswers';

const operations = [
	prepareCall,
	buildRecord,
	combineRecords,
	readAnswers,
	buildFollowUps,
	getSetUpPackage,
];

/** The rules between calls and their records in Salesforce. No request leaves: n8n's Salesforce node sends them. */
export const salesforce: Resource = {
	option: {
		name: 'Salesforce',
		value: 'salesforce',
		// An AI agent has none of its operations.
		displayOptions: { hide: { '@tool': [true] } },
	},
	operations,
	internal: [],
	operationProperty: {
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['salesforce'] } },
		options: operations.map(({ option }) => option),
		default: 'prepareCall',
	},
};
