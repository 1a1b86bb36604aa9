import type { InsightName, InsightRequest, InsightSettings } from '../../api/contract';
import type { Transcript } from '../../result/reading';

/**
 * Longest text in the address of a request, in characters as they are sent: servers refuse addresses of more than 64 kB.
 */
const LONGEST_QUERY = 60_000;

/** The end of a transcript that fits into an address, in whole lines. */
function endThatFits(lines: string[]): { text: string; isWhole: boolean } {
	let length = 0;
	let first = lines.length;
	while (first > 0) {
		length += encodeURIComponent(`${lines[first - 1]}\n`).length;
		if (length > LONGEST_QUERY) break;
		first--;
	}
	return { text: lines.slice(first).join('\n'), isWhole: first === 0 };
}

/**
 * The request for one insight on a transcript. Most take the same body; two were published in forms of their own.
 *
 * @returns `isWhole` is false where only the end of the transcript can be sent
 */
export function insightRequest(
	name: InsightName,
	{ segments, lines }: Transcript,
	language: string,
	config: InsightSettings,
): InsightRequest & { isWhole: boolean } {
	switch (name) {
		case 'csat': {
			const { text, isWhole } = endThatFits(lines);
			return { query: { text }, isWhole };
		}
		case 'emotional-score':
			return { body: segments, isWhole: true };
		default:
			return { body: { config, transcript: segments, language }, isWhole: true };
	}
}
