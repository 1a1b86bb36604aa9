import { isObject } from '../api';
import { numberIn, type Described } from './segments';

/** An object of which nothing is known. */
export type Fields = Record<string, unknown>;

/** What is found in an object along a path of keys; `undefined` where the path ends. */
export function at(value: unknown, ...path: Array<string | number>): unknown {
	return path.reduce<unknown>(
		(inner, key) => (Array.isArray(inner) || isObject(inner) ? (inner as Fields)[key] : undefined),
		value,
	);
}

/** The objects in the list along a path of keys; empty where there is none. */
export function listAt(value: unknown, ...path: Array<string | number>): Fields[] {
	const found = at(value, ...path);
	return Array.isArray(found) ? found.filter(isObject) : [];
}

/** A time in a smaller unit as seconds; `null` for what is none. */
export function secondsAt(value: unknown, unitsPerSecond: number): number | null {
	const time = numberIn(value);
	return time === null ? null : time / unitsPerSecond;
}

/** Text, empty for what is none. */
export const textIn = (value: unknown) => (typeof value === 'string' ? value : '');

/** A single word. */
export interface SpokenWord extends Described {
	/** Whether it is a mark that stands right behind the word before it, whoever is said to speak it. */
	isPunctuation?: boolean;
}

/** Single words as what each speaker, or else each channel, says in one go. */
export function turnsOf(words: SpokenWord[]): Described[] {
	const turns: Array<Described & { said: string[] }> = [];
	for (const { text, start, end, speaker, channel, isPunctuation } of words) {
		const last = turns.at(-1);
		if (last && isPunctuation) {
			last.said.push(textIn(text));
		} else if (last && last.speaker === speaker && last.channel === channel) {
			last.said.push(' ', textIn(text));
			last.end = end ?? last.end;
		} else {
			turns.push({ start, end, speaker, channel, said: [textIn(text)] });
		}
	}
	return turns.map(({ said, ...turn }) => ({ ...turn, text: said.join('') }));
}
