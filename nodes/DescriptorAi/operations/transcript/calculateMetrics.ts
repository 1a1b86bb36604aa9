import type { IDataObject } from 'n8n-workflow';

import type { AnalysisResult } from '../../api/contract';
import { isObject } from '../../api/json';
import { metrics } from '../../api/lists';
import type { Labels } from '../../api/purpose';
import { optionsField, simplifyField } from '../../form/fields';
import { callOf, type Call } from '../../call/call';
import { metricFields } from '../../output/metricFields';
import type { Operation } from '../operation';
import { hashOf, runMemory } from '../runMemory';
import { namesIn } from '../../form/names';
import { booleanIn, InvalidParameter, readParameters } from '../../form/parameters';

/** What the service requires of a result. */
const REQUIRED = ['job_id', 'transcript', 'language_code', 'config', 'audio', 'call_data'];
const RAW_RESULT = "Map 'Result' to an item that Get Result puts out with Simplify switched off.";

/** The value of the parameter, which may be JSON text. */
function parsed(value: unknown): unknown {
	if (typeof value !== 'string') return value;
	try {
		return JSON.parse(value);
	} catch {
		return undefined;
	}
}

/** @throws InvalidParameter when it is not the whole of what Descriptor.AI sent */
function wholeResult(value: unknown): AnalysisResult {
	const given = parsed(value);
	const result = isObject(given) && isObject(given.result) ? given.result : given;
	if (!isObject(result)) {
		throw new InvalidParameter("'Result' is not a result of Descriptor.AI", RAW_RESULT);
	}
	if (typeof result.transcript === 'string') {
		throw new InvalidParameter("'Result' is a simplified result", RAW_RESULT);
	}
	const missing = REQUIRED.filter((key) => !(key in result));
	if (missing.length > 0) {
		throw new InvalidParameter(`'Result' lacks ${missing.join(', ')}`, RAW_RESULT);
	}
	return result;
}

/** @throws InvalidParameter when nothing is selected */
function metricNames(value: unknown): string[] {
	const label = 'Metric Names or IDs';
	const names = namesIn(value, label, metrics);
	if (names.length > 0) return names;
	throw new InvalidParameter(`'${label}' is empty`, 'Select at least one metric.');
}

/** What Simplify puts out: the numbers of the whole call; all that was measured only where that is wanted. */
function simplified(call: Call, includeAll: boolean): IDataObject {
	const numbers = Object.entries(call.numbers).filter(
		([name]) => includeAll || !name.endsWith('_by_speaker'),
	);
	return {
		job_id: call.result.job_id,
		...Object.fromEntries(numbers),
		...(includeAll && metricFields(call)),
	};
}

const REQUEST_LABELS: Labels = { '': 'Result', 'config.metrics': 'Metric Names or IDs' };

/** Measures a call that was analyzed without metrics. */
export const calculateMetrics: Operation = {
	option: {
		name: 'Calculate Metrics',
		value: 'calculateMetrics',
		action: 'Calculate metrics of result',
		description: 'Measure speech, silence, emotions and problems of a call that was analyzed',
		// An AI agent has no raw result to hand over.
		displayOptions: { hide: { '@tool': [true] } },
	},
	fields: [
		{
			displayName: 'Result',
			name: 'result',
			type: 'json',
			required: true,
			default: '={{ $json }}',
			description:
				'The result of an analysis, as Get Result puts it out with Simplify switched off',
		},
		{
			displayName: 'Metric Names or IDs',
			name: 'metrics',
			type: 'multiOptions',
			typeOptions: { loadOptionsMethod: 'getMetrics' },
			default: ['emo', 'problems', 'speech'],
			description:
				'What to measure; intervals come out with Simplify switched off. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
		},
		simplifyField,
		optionsField([
			{
				displayName: 'Include Metric Details',
				name: 'includeAll',
				type: 'boolean',
				default: false,
				description:
					"Whether to add the numbers of each speaker and the service's own metrics to a simplified result",
			},
		]),
	],
	pace: 'together',

	async prepare(ctx, client, itemIndex) {
		const read = (name: string, absent?: unknown) => ctx.getNodeParameter(name, itemIndex, absent);
		const { result, names, simple, includeAll } = await readParameters(ctx, itemIndex, () => ({
			result: wholeResult(read('result')),
			names: metricNames(read('metrics')),
			simple: booleanIn(read('simplify'), 'Simplify'),
			includeAll: booleanIn(read('options.includeAll', false), 'Include Metric Details'),
		}));
		const config = isObject(result.config) ? result.config : {};
		const memory = runMemory<Record<string, unknown>>(ctx, 'metrics');

		return async (signal) => {
			const request = { ...result, config: { ...config, metrics: names } };
			const key = hashOf(request);
			const measured =
				memory.recall(key) ??
				(await client.calculateMetrics(request, itemIndex, REQUEST_LABELS, signal));
			memory.remember(key, measured);
			const json = simple
				? simplified(callOf({ ...result, metrics: measured }), includeAll)
				: (measured as IDataObject);
			return { json };
		};
	},

	async together(ctx, _client, items, failures) {
		// n8n may repeat a run that returns a failed item.
		if (failures.size === 0) runMemory(ctx, 'metrics').forget();
		return await Promise.resolve(items);
	},
};
