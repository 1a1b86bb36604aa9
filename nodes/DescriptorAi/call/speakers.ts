import { isObject } from '../api';
import { spansOf, type Span } from './talkTimes';
import type { Utterance } from './utterances';
import { oneLine, speakerIdOf } from './values';

export interface Speaker {
	/** Number of the speaker in the transcript, as text. */
	id: string;
	/**
	 * The label from `call_data.speakers`, else the role there unless it is `other`, else `Speaker <number>`; a namesake
	 * gets ` (2)`.
	 */
	name: string;
	/** Whether the call data has the name. */
	isNamed: boolean;
	/** In lower case, such as `agent` or `customer`; `null` where the call data does not tell. */
	role: string | null;
}

/** In characters. A name is repeated with each utterance, so a longer one would make transcripts of any size. */
const LONGEST_NAME = 100;

function shortName(value: unknown): string {
	const name = oneLine(value);
	return name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME)}…` : name;
}

/** The name of a speaker of whom only the number is known. */
export const unnamed = (id: string): string => `Speaker ${id}`;

/**
 * Who speaks, in the order in which they begin. No two have the same name.
 *
 * @param data the `call_data` of the result
 */
export function speakersIn(spoken: Utterance[], data: Record<string, unknown>): Speaker[] {
	const labeled = Array.isArray(data.speakers) ? data.speakers.filter(isObject) : [];
	const known = new Map(
		labeled.map(({ id, label, role }) => [
			speakerIdOf(id),
			{ label: shortName(label), role: shortName(role) },
		]),
	);
	const ids = new Set(spoken.flatMap(({ speaker }) => speaker ?? []));
	const taken = new Set<string>();
	const named = new Map<string, number>();
	return [...ids].map((id) => {
		const { label = '', role = '' } = known.get(id) ?? {};
		const wanted = label || role.replace(/^other$/i, '') || unnamed(id);
		let count = named.get(wanted) ?? 1;
		let name = wanted;
		while (taken.has(name)) name = `${wanted} (${++count})`;
		named.set(wanted, count);
		taken.add(name);
		return { id, name, isNamed: label !== '', role: role.toLowerCase() || null };
	});
}

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
 * The side of the conversation that somebody with this role is on; `null` where the role does not tell.
 *
 * @param role as a person wrote it, such as `Agent`, `customer_service_rep` or `Caller 2`
 */
export function sideOf(role: string | null): Side | null {
	const words = (role ?? '').toLowerCase().split(/\P{L}/u);
	return WORDS.find(([, known]) => words.some((word) => known.has(word)))?.[0] ?? null;
}

/** A speaker with everything that he or she says. */
export interface Voice extends Speaker {
	side: Side | null;
	/** In the order of the transcript. */
	turns: Utterance[];
	/** When the voice is heard, earliest first. */
	spans: Span[];
}

/** The speakers with their turns; turns without a known speaker are left out. */
export function voicesOf(speakers: Speaker[], turns: Utterance[]): Voice[] {
	const turnsOf = new Map<string | null, Utterance[]>();
	for (const turn of turns) {
		const own = turnsOf.get(turn.speaker);
		if (own) own.push(turn);
		else turnsOf.set(turn.speaker, [turn]);
	}
	return speakers.map((speaker) => {
		const own = turnsOf.get(speaker.id) ?? [];
		return { ...speaker, side: sideOf(speaker.role), turns: own, spans: spansOf(own) };
	});
}
