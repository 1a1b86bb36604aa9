import type { AnalysisResult } from '../api/contract';
export interface CallNumbers {
	duration_seconds: number | null;
}
export function callNumbers(result: AnalysisResult): CallNumbers {
	return { duration_seconds: result.metrics?.overall?.total_call_duration ?? null };
}
