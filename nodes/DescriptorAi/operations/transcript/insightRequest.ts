import { NodeApiError } from 'n8n-workflow';

import type { InsightName, InsightRequest, InsightSettings } from '../../api';
import type { Transcript } from '../../transcript';

/**
 * How long a text in the address of a request may be, in characters as they are sent, from the most that the service
 * can take to the least that servers before it let pass.
 */
const QUERY_LENGTHS = [60_000, 15_000, 7_000, 3_500];
/** Statuses with which servers refuse an address that is too long. */
const TOO_LONG = ['400', '413', '414', '431'];

/** A request for an insight; `isWhole` is false if only the end of the transcript is sent. */
export type Attempt = InsightRequest & { isWhole: boolean };

/** The end of a transcript that fits into an address: whole lines, or the end of the last one. */
function endOf(transcript: string, longest: number): Attempt {
	// A lone surrogate, which encodeURIComponent rejects.
	const characters = [...transcript.replace(/\p{Cs}/gu, '\uFFFD')];
	let length = 0;
	let first = characters.length;
	while (first > 0) {
		length += encodeURIComponent(characters[first - 1]).length;
		if (length > longest) break;
		first--;
	}
	const end = characters.slice(first).join('');
	const isWhole = first === 0;
	return { query: { text: isWhole ? end : end.slice(end.indexOf('\n') + 1) }, isWhole };
}

/**
 * The request for one insight on a transcript. Most take the same body; two were published with requests of their own.
 *
 * @returns the request, followed by shorter ones for the case that it is refused as too long
 */
export function insightRequests(
	name: InsightName,
	{ segments, lines }: Transcript,
	language: string,
	config: InsightSettings,
): Attempt[] {
	switch (name) {
		case 'csat': {
			const text = lines.join('\n');
			const ends = QUERY_LENGTHS.map((longest) => endOf(text, longest));
			// Of several that hold the whole text, one is enough.
			const whole = ends.filter(({ isWhole }) => isWhole).length;
			return ends.slice(Math.max(0, whole - 1));
		}
		case 'emotional-score':
			return [{ body: segments, isWhole: true }];
		default:
			return [{ body: { config, transcript: segments, language }, isWhole: true }];
	}
}

/** Whether a request was refused because of its length. */
export function isTooLong(error: unknown): boolean {
	return error instanceof NodeApiError && TOO_LONG.includes(error.httpCode ?? '');
}
