import type { Resource } from '../operation';
import { createReport } from './createReport';
import { getResult } from './getResult';
import { submit } from './submit';
import { submitAndWait } from './submitAndWait';
import { waitStep } from './waitStep';

const operations = [submitAndWait, submit, getResult, createReport];

/** Recordings and their analyses. */
export const callAnalysis: Resource = {
	option: { name: 'Call Analysis', value: 'callAnalysis' },
	operations,
	internal: [waitStep],
	operationProperty: {
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['callAnalysis'] } },
		options: operations.map(({ option }) => option),
		// Also of the tool of an AI agent, which has no Submit and Wait.
		default: 'submit',
	},
};
