import fc from 'fast-check';

import type {
	AnalysisResult,
	TranscriptSegment,
} from '../../../../nodes/DescriptorAi/api/contract';
import { reportHtml } from '../../../../nodes/DescriptorAi/report/html';
import { callOf } from '../../../../nodes/DescriptorAi/call/call';
import { chartOf } from '../../../../nodes/DescriptorAi/report/chart';
import { TRANSCRIPT_FORMATS } from '../../../../nodes/DescriptorAi/output/transcriptFormats';
import '../../../support/properties';

/** A word that was said in a call: when, in seconds, and by whom. */
interface Said {
	text: string;
	start: number;
	end: number;
	speaker: number;
}

const FEW = ['yes', 'no', 'well', 'Dana', 'one', 'two', 'three'];

/**
 * A call of two who use few words, so that many come more than once.
 *
 * @param pauses in seconds before somebody speaks; negative ones make both speak at the same time
 */
const calls = (...pauses: number[]): fc.Arbitrary<Said[][]> =>
	fc
		.array(
			fc.record({
				pause: fc.constantFrom(...pauses),
				texts: fc.array(fc.constantFrom(...FEW), { minLength: 1, maxLength: 6 }),
			}),
			{ maxLength: 12 },
		)
		.map((turns) => {
			const free = [0, 0];
			let clock = 0;
			return turns.map(({ pause, texts }, i) => {
				const speaker = i % 2;
				let start = Math.max(free[speaker], clock + pause);
				const words = texts.map((text) => {
					const word = { text, start, end: start + 0.4, speaker };
					start += 0.4;
					return word;
				});
				free[speaker] = start;
				clock = start;
				return words;
			});
		});

interface Listed {
	isKept: boolean[];
	cutAfter: number;
	hasSpeakers: boolean;
	isTimed: boolean;
	isLoud: boolean;
}

const ways = (change: Partial<Record<keyof Listed, fc.Arbitrary<unknown>>> = {}) =>
	fc.record({
		isKept: fc.array(fc.boolean(), { minLength: 7, maxLength: 13 }),
		cutAfter: fc.integer({ min: 1, max: 6 }),
		hasSpeakers: fc.boolean(),
		isTimed: fc.boolean(),
		isLoud: fc.boolean(),
		...change,
	}) as fc.Arbitrary<Listed>;

const keeps = ({ isKept }: Listed, index: number) => isKept[index % isKept.length];

/** A list of the service about a call: some of its words, in segments of some length. */
function listOf(call: Said[][], way: Listed): TranscriptSegment[] {
	let index = 0;
	return call.flatMap((turn) => {
		const words = turn.filter(() => keeps(way, index++));
		const segments: TranscriptSegment[] = [];
		for (let first = 0; first < words.length; first += way.cutAfter) {
			const own = words.slice(first, first + way.cutAfter);
			const text = own.map((word) => word.text).join(' ');
			segments.push({
				text: way.isLoud ? `${text.toUpperCase()}!` : text,
				start: own[0].start,
				end: own[own.length - 1].end,
				speaker: way.hasSpeakers ? own[0].speaker : null,
				...(way.isTimed && { words: own }),
			});
		}
		return segments;
	});
}

/** The words of a text, in one spelling and in the order of the alphabet. */
const wordsOf = (texts: string[]) =>
	texts
		.join(' ')
		.toLowerCase()
		.split(/[^a-z]+/)
		.filter(Boolean)
		.sort();
const spokenIn = (result: AnalysisResult) => callOf(result).spoken;
const spoken = (result: AnalysisResult) => wordsOf(spokenIn(result).map(({ text }) => text));
const heard = (call: Said[][], ...lists: Listed[]) =>
	wordsOf(call.flat().flatMap(({ text }, i) => (lists.some((way) => keeps(way, i)) ? text : [])));

/** What a list with speakers and another one say together, with segments of three seconds. */
function together(richest: string[], other: string[], more: (i: number) => object = () => ({})) {
	const segments = (texts: string[]) =>
		texts.map((text, i) => ({ text, start: i * 3, end: i * 3 + 3 }));
	return spokenIn({
		transcript_diarization: segments(richest).map((one) => ({ ...one, speaker: 0 })),
		transcript: segments(other).map((one, i) => ({ ...one, ...more(i) })),
	})
		.map(({ text }) => text)
		.join(' | ');
}

/** Words of a text with times, one every 0.4 seconds. */
const wordsAt = (text: string, from: number) =>
	text
		.split(' ')
		.map((word, i) => ({ text: word, start: from + i * 0.4, end: from + i * 0.4 + 0.4 }));

const every = fc.constant([true]);
const timed = fc.constant(true);

describe('What was said, when lists hold different words of a call,', () => {
	it('is each word of each list once, where the service says when each was said', () => {
		const some = ways({ isTimed: timed });
		fc.assert(
			fc.property(calls(0, 0.3, 2), some, some, some, (turns, plain, diarized, felt) => {
				// The same word at the same time is one word, also if two have said it.
				const own = (word: Said) => ({ ...word, text: word.text + 'ab'[word.speaker] });
				const call = turns.map((turn) => turn.map(own));
				const lists = [plain, diarized, felt].map((way) => listOf(call, way));
				// The same text is the same words, whatever the times within it.
				const texts = new Set(
					lists.map((list) =>
						list.map(({ text }) => text.toLowerCase().replace('!', '')).join(' '),
					),
				);
				fc.pre(texts.size === 3);
				const [transcript, transcript_diarization, transcript_sentiment] = lists;
				const result = { transcript, transcript_diarization, transcript_sentiment };
				expect(spoken(result)).toEqual(heard(call, plain, diarized, felt));
			}),
		);
	});

	it('is each word once where one list holds all of them, however long its segments are', () => {
		fc.assert(
			fc.property(
				calls(-1.2, 0, 0.3, 2),
				ways({ isKept: every }),
				ways(),
				fc.boolean(),
				(call, all, some, swap) => {
					const lists = [listOf(call, all), listOf(call, some)];
					const [transcript, transcript_diarization] = swap ? lists.reverse() : lists;
					expect(spoken({ transcript, transcript_diarization })).toEqual(heard(call, all));
				},
			),
		);
	});

	it('is what the list with the speakers says, word for word, where that lacks nothing', () => {
		const named = ways({ isKept: every, hasSpeakers: timed });
		const nameless = ways({ hasSpeakers: fc.constant(false) });
		fc.assert(
			fc.property(calls(-1.2, 0, 0.3, 2), nameless, named, (call, plain, diarized) => {
				const transcript_diarization = listOf(call, diarized);
				const transcript = listOf(call, plain);
				expect(spokenIn({ transcript, transcript_diarization })).toEqual(
					spokenIn({ transcript: transcript_diarization }),
				);
			}),
		);
	});

	it('is in the order of time', () => {
		const some = ways({ cutAfter: fc.constant(1) });
		fc.assert(
			fc.property(calls(0, 2), some, some, (call, plain, diarized) => {
				const transcript_diarization = listOf(call, diarized);
				const said = spokenIn({ transcript: listOf(call, plain), transcript_diarization });
				const starts = said.map(({ start }) => Number(start));
				expect(starts).toEqual([...starts].sort((a, b) => a - b));
			}),
		);
	});

	it('is in each format and in the report', () => {
		fc.assert(
			fc.property(
				calls(-1.2, 0, 0.3, 2),
				ways(),
				ways({ isKept: every }),
				(call, diarized, plain) => {
					const result = {
						transcript: listOf(call, { ...plain, hasSpeakers: false }),
						transcript_diarization: listOf(call, { ...diarized, hasSpeakers: true }),
					};
					const facts = { resultId: 'a', resultUrl: 'https://d.test/result/a' };
					const texts = [
						...Object.values(TRANSCRIPT_FORMATS).map(({ write }) => write(callOf(result)) ?? ''),
						reportHtml(chartOf(callOf(result)), facts, { transcript: true }),
					];
					for (const text of texts) {
						for (const word of new Set(heard(call, plain)))
							expect(text.toLowerCase()).toContain(word);
					}
				},
			),
			{ numRuns: 50 },
		);
	});

	it.each([
		['I paid 25 dollars today', 'I paid twenty five dollars today'],
		['I paid twenty five dollars today', 'I paid 25 dollars today'],
		["I can't do it", 'I cannot do it'],
		['My name is Jon Smith', 'My name is John Smyth'],
		['Jon Smith', 'John Smyth'],
		['A follow-up call please', 'A follow up call please'],
		['25 is the number', 'twenty five is the number'],
		['At the cafe\u0301 now', 'At the caf\u00e9 now'],
		['The \ufb01rst ５ of them', 'The first 5 of them'],
	])('is %j alone where another list has %j in its place', (richest, other) => {
		expect(together([richest], [other])).toBe(richest);
		const untimed = () => ({ start: null, end: null });
		expect(together([richest], [other], untimed)).toBe(richest);
		const more = ['well then', 'goodbye'];
		const whole = [richest, ...more];
		expect(together(whole, [other, ...more])).toBe(whole.join(' | '));
	});

	it.each([0.4, -0.4, 1.2])('is told once where the times are %d seconds apart', (by) => {
		const said = (text: string, from: number) => {
			const words = wordsAt(text, from);
			return [{ text, start: from, end: words[words.length - 1].end, words }];
		};
		const text = 'Hello I paid 25 dollars today';
		for (const other of [text, text.toUpperCase(), 'Hello I paid twenty dollars today']) {
			const transcript_diarization = said(text, 4).map((one) => ({ ...one, speaker: 0 }));
			const spoken = spokenIn({ transcript_diarization, transcript: said(other, 4 + by) });
			expect(spoken.map((one) => one.text)).toEqual([text]);
		}
	});

	it('is not a list in another language', () => {
		const french = ['Bonjour ici Dana du service', 'mon routeur est en panne', 'nous le changeons'];
		const english = ['Hello this is Dana', 'my router is broken today', 'we will replace it'];
		expect(together(english, french)).toBe(english.join(' | '));
		expect(together(french, english)).toBe(french.join(' | '));
	});

	it.each([
		['two', 'one two three', 'one two three'],
		['one two three', 'two', 'one two three'],
		['one five', 'one two three four five', 'one two three four five'],
	])('is %j and %j together', (richest, other, all) => {
		expect(together([richest], [other])).toBe(all);
		const untimed = together([richest], [other], () => ({ start: null, end: null }));
		expect(untimed.split(' | ').join(' ')).toBe(all);
	});

	it('holds the words of a time at which the richest list has none', () => {
		const one = (text: string, start: number) => ({ text, start, end: start + 1 });
		const transcript_diarization = [one('hello', 0), one('fine', 4.8), one('bye', 9)];
		const transcript = [
			one('hello', 0),
			one('how are you', 4),
			one('bye', 9),
			one('and thanks', 12),
		];
		const spoken = spokenIn({
			transcript_diarization: transcript_diarization.map((each) => ({ ...each, speaker: 0 })),
			transcript,
		});
		expect(spoken.map(({ text }) => text)).toEqual([
			'hello',
			'how are you',
			'fine',
			'bye',
			'and thanks',
		]);
	});

	it.each([
		[[{ text: 'Good' }, { text: 'morning' }]],
		[[{ word: 'Good' }, { word: ' morning\n' }]],
		[['Good', 'morning']],
		[[{ text: null, word: 'Good' }, null, 7, {}, { word: 'morning' }]],
	])('is in the words of a segment that has no text: %j', (words) => {
		const times = { start: 0, end: 1, words };
		const lists = [[{ ...times, text: '' }], [{ ...times, text: null }], [times]];
		for (const list of lists as TranscriptSegment[][]) {
			expect(TRANSCRIPT_FORMATS.text.write(callOf({ transcript: list }))).toBe('Good morning');
			const transcript = [{ text: 'Good morning', start: 0, end: 1 }];
			expect(spoken({ transcript, transcript_diarization: list })).toEqual(['good', 'morning']);
		}
	});
});
