import type { AnalysisResult } from '../api';
import { turnsIn } from './turns';
import { timeOrNull } from './values';

/**
 * Length of the call in seconds: as the metrics state it, but at least to the end of the last words; `null` if unknown.
 */
export function durationSeconds(result: AnalysisResult): number | null {
	const stated = timeOrNull(result.metrics?.overall?.total_call_duration);
	const ends = turnsIn(result).flatMap(({ end }) => end ?? []);
	if (stated === null && ends.length === 0) return null;
	return ends.reduce((latest, end) => Math.max(latest, end), stated ?? 0);
}
