import type { AnalysisResult } from '../api/contract';
import { sideOf, type Side } from './roles';
import { spansOf, type Span } from './speech';
import { speakersIn, type Speaker, type Utterance } from './utterances';

/** A speaker with all that he or she says. */
export interface Voice extends Speaker {
	side: Side | null;
	/** In the order of the transcript. */
	turns: Utterance[];
	/** When the voice is heard, earliest first. */
	spans: Span[];
}

/** Who speaks in a result, with what each says of the turns; turns of nobody in particular are left out. */
export function voicesIn(result: AnalysisResult, turns: Utterance[]): Voice[] {
	const turnsOf = new Map<string | null, Utterance[]>();
	for (const turn of turns) {
		const own = turnsOf.get(turn.speaker);
		if (own) own.push(turn);
		else turnsOf.set(turn.speaker, [turn]);
	}
	return speakersIn(result).map((speaker) => {
		const own = turnsOf.get(speaker.id) ?? [];
		return { ...speaker, side: sideOf(speaker.role), turns: own, spans: spansOf(own) };
	});
}
