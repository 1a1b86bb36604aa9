import type { AnalysisResult } from '../api/contract';
export type CallNumbers = Record<
	string,
	number | string | null | Record<string, number | string | null>
>;
export function callNumbers(_result: AnalysisResult): CallNumbers {
	return {};
}
