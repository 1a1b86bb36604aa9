import type { IDataObject } from 'n8n-workflow';

import { isObject } from '../api';
import type { Call } from '../call/call';

/** The service's metrics of a whole call that `CallNumbers` does not have. */
const PUBLISHED = [
	'speaker_to_silence_ratio',
	'total_speech_to_silence_ratio',
	'speaker_speech_ratio',
	'simultaneous_speech_time',
	'simultaneous_speech_ratio',
	'interruption_rate',
	'csat_rate',
	'dsat',
	'emotional_volatility',
	'emotional_evolution',
	'csat_problems',
];
/** Metrics that are numbers of the call already, and lists of quotes. */
const LEFT_OUT = ['total_call_duration', 'interruption_count', 'emotional_phrases', 'problems'];

/**
 * The metrics of the service for a whole call as flat fields, by the names that the service gives them, `null` where it
 * measured nothing. Those for each speaker are objects with the speakers' names as keys. Times are in seconds; the
 * service publishes no units for ratios and rates.
 */
export function metricFields({ metrics, names }: Call): IDataObject {
	const named = (value: unknown) =>
		isObject(value)
			? Object.fromEntries(Object.entries(value).map(([id, each]) => [names.get(id) ?? id, each]))
			: value;
	return {
		...Object.fromEntries(PUBLISHED.map((metric) => [metric, null])),
		...Object.fromEntries(
			Object.entries(metrics)
				.filter(([metric]) => !LEFT_OUT.includes(metric))
				.map(([metric, value]) => [metric, named(value)]),
		),
	} as IDataObject;
}
