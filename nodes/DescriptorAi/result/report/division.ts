import type { AnalysisResult } from '../../api/contract';
import { isObject } from '../../api/json';
import { insightOf } from '../insights';
import { timeOrNull } from '../utterances';

/** A part of a call, in seconds. */
export interface Phase {
	name: string;
	start: number;
	end: number;
}

const PHASES = ['introduction', 'negotiation', 'resolution'];

/** The parts into which the service divides a call; empty when it does not. */
export function phasesOf(result: AnalysisResult): Phase[] {
	const division = insightOf(result, 'division');
	if (!isObject(division)) return [];
	return PHASES.flatMap((name) => {
		const part = division[name];
		if (!isObject(part)) return [];
		const [start, end] = [timeOrNull(part.start), timeOrNull(part.end)];
		return start === null || end === null || end <= start ? [] : { name, start, end };
	});
}
