import type { AnalysisResult } from '../api';
import { spansOf, type Span } from './speech';
import { speakersIn, type Speaker } from './speakers';
import { type Utterance } from './utterances';

export type Side = 'agent' | 'customer';

// An agent's role can hold a customer's word ("customer service agent"), so the agents' words are looked for first.
const WORDS: Array<[Side, Set<string>]> = [
	[
		'agent',
		new Set(
			'adviser advisor agent consultant csr employee operator rep representative salesperson seller service staff support'.split(
				' ',
			),
		),
	],
	[
		'customer',
		new Set('buyer caller client consumer customer lead patient prospect user'.split(' ')),
	],
];

/**
 * On which side of the call somebody with this role is; `null` where the role does not tell.
 *
 * @param role as a person wrote it, such as `Agent`, `customer_service_rep` or `Caller 2`
 */
export function sideOf(role: string | null): Side | null {
	const words = (role ?? '').toLowerCase().split(/\P{L}/u);
	return WORDS.find(([, known]) => words.some((word) => known.has(word)))?.[0] ?? null;
}

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
