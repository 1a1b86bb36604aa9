import type { Resource } from '../operation';
import { calculateMetrics } from './calculateMetrics';
import { extractInsight } from './extractInsight';

const operations = [extractInsight, calculateMetrics];

/** Transcripts that exist already: of a result, of another speech service, or written by hand. */
export const transcript: Resource = {
	option: { name: 'Transcript', value: 'transcript' },
	operations,
	internal: [],
	operationProperty: {
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['transcript'] } },
		options: operations.map(({ option }) => option),
		default: 'extractInsight',
	},
};
