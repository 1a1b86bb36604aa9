import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { isObject, metrics, type AnalysisResult } from '../../api';
import { callOf, type Call } from '../../call/call';
import { metricsProperty, optionsProperty, simplify } from '../../form/commonParameters';
import { asNames, atLeastOne } from '../../form/entries';
import { InvalidParameter, option, parameter, readParameters } from '../../form/parameter';
import { asBoolean, parsed } from '../../form/readers';
import { metricFields } from '../../output/metricFields';
import type { Operation } from '../operation';
import { hashOf, runMemory } from '../runMemory';

/** What the service requires of a result. */
const REQUIRED = ['job_id', 'transcript', 'language_code', 'config', 'audio', 'call_data'];
const RAW_RESULT = `Map it to an item that Get Result returns with ${simplify.label} switched off.`;

const resultToMeasure = parameter(
	{
		displayName: 'Result',
		name: 'result',
		type: 'json',
		required: true,
		default: '={{ $json }}',
		description:
			'The raw result of an analysis, as Get Result returns it with Simplify switched off',
	},
	wholeResult,
);

const metricsToCalculate = parameter(
	{
		...metricsProperty,
		default: ['emo', 'problems', 'speech'],
		description:
			'Metrics to calculate; intervals are returned with Simplify switched off. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
	},
	atLeastOne(asNames(metrics)),
);

const includeAll = option(
	{
		displayName: 'Include Metric Details',
		name: 'includeAll',
		type: 'boolean',
		default: false,
		description:
			"Whether to add the numbers of each speaker and the service's own metrics to a simplified result",
	},
	asBoolean,
);

const labels = { '': resultToMeasure.label, 'config.metrics': metricsToCalculate.label };

/** @throws InvalidParameter when it is not all that Descriptor.AI sent */
function wholeResult(value: unknown, { displayName }: INodeProperties): AnalysisResult {
	const given = parsed(value);
	const result = isObject(given) && isObject(given.result) ? given.result : given;
	if (!isObject(result)) {
		throw new InvalidParameter(`'${displayName}' is not a result of Descriptor.AI`, RAW_RESULT);
	}
	if (typeof result.transcript === 'string') {
		throw new InvalidParameter(`'${displayName}' is a simplified result`, RAW_RESULT);
	}
	const missing = REQUIRED.filter((key) => !(key in result));
	if (missing.length > 0) {
		throw new InvalidParameter(`'${displayName}' lacks ${missing.join(', ')}`, RAW_RESULT);
	}
	return result;
}

/** The simplified output: the numbers of the whole call; the details only if they are selected. */
function simplified(call: Call, isDetailed: boolean): IDataObject {
	const numbers = Object.entries(call.numbers).filter(
		([name]) => isDetailed || !name.endsWith('_by_speaker'),
	);
	return {
		job_id: call.result.job_id,
		...Object.fromEntries(numbers),
		...(isDetailed && metricFields(call)),
	};
}

/** Measures a call that was analyzed without metrics. */
export const calculateMetrics: Operation = {
	option: {
		name: 'Calculate Metrics',
		value: 'calculateMetrics',
		action: 'Calculate metrics of result',
		description: 'Measure speech, silence, emotions and problems of a call that was analyzed',
		// An AI agent has no raw result to pass on.
		displayOptions: { hide: { '@tool': [true] } },
	},
	properties: [
		resultToMeasure.property,
		metricsToCalculate.property,
		simplify.property,
		optionsProperty([includeAll]),
	],
	runs: 'sideBySide',

	async prepare(ctx, client, itemIndex) {
		const { result, names, isSimple, isDetailed } = await readParameters(
			ctx,
			itemIndex,
			(read) => ({
				result: read(resultToMeasure),
				names: read(metricsToCalculate),
				isSimple: read(simplify),
				isDetailed: read(includeAll),
			}),
		);
		const config = isObject(result.config) ? result.config : {};
		const memory = runMemory<Record<string, unknown>>(ctx, 'metrics');

		return async (signal) => {
			const request = { ...result, config: { ...config, metrics: names } };
			const key = hashOf(request);
			const measured =
				memory.get(key) ?? (await client.calculateMetrics(request, itemIndex, labels, signal));
			memory.set(key, measured);
			const json = isSimple
				? simplified(callOf({ ...result, metrics: measured }), isDetailed)
				: (measured as IDataObject);
			return { json };
		};
	},

	afterSuccess(ctx) {
		// n8n may repeat a run that returns a failed item.
		runMemory(ctx, 'metrics').clear();
	},

	hint(outputs) {
		const isUnknown = (fields: IDataObject) =>
			Object.entries(fields).every(([name, value]) => name === 'job_id' || value === null);
		const unknown = outputs.filter(isUnknown).length;
		return unknown > 0
			? `No numbers are known of ${unknown} of ${outputs.length} calls: their results have no times.`
			: '';
	},
};
