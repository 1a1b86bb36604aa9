import fc from 'fast-check';

import { readTranscript, type Transcript } from '../../../../nodes/DescriptorAi/result/reading';
import { UnreadableTranscript } from '../../../../nodes/DescriptorAi/result/reading/unreadable';
import { srt, webVtt } from '../../../../nodes/DescriptorAi/result/subtitles';
import { transcriptText } from '../../../../nodes/DescriptorAi/result/transcript';
import { anything, results, words } from '../../../support/arbitraries';

/** What is read, or `null` where it says that it cannot be. Another error is a fault of the reader. */
function readOrRefused(value: unknown): Transcript | null {
	try {
		return readTranscript(value);
	} catch (error) {
		expect(error).toBeInstanceOf(UnreadableTranscript);
		return null;
	}
}

function expectFit({ segments, lines }: Transcript): void {
	expect(segments.length).toBeGreaterThan(0);
	expect(lines).toHaveLength(segments.length);
	for (const { text, start, end } of segments) {
		expect(text).not.toMatch(/^\s*$/);
		expect(start).toBeGreaterThanOrEqual(0);
		expect(end).toBeGreaterThanOrEqual(start);
	}
}

const rows = fc.array(
	fc.oneof(
		words,
		fc
			.tuple(fc.constantFrom('Agent', 'Customer', '[Dana]', '**Dana**', '0:05'), words)
			.map(([name, said]) => `${name}: ${said}`),
		fc.constantFrom('WEBVTT', '1', '00:00:01.000 --> 00:00:02.000', '<v Dana>Hi', '- Hi', 'NOTE x'),
	),
	{ maxLength: 12 },
);

const someSaid = fc.array(
	fc.record({
		text: fc.constantFrom('Good morning', 'I have a problem', 'We see it', 'It is well again'),
		seconds: fc.integer({ min: 1, max: 30 }),
		speaker: fc.constantFrom(0, 1),
	}),
	{ minLength: 2, maxLength: 8 },
);

/** A result of which every utterance has a place in time. */
const spoken = someSaid.map((said) => {
	let clock = 0;
	const transcript = said.map(({ text, seconds, speaker }) => {
		const start = clock;
		clock += seconds;
		return { text, start, end: clock, speaker };
	});
	const speakers = [
		{ id: '0', label: 'Dana', role: 'agent' },
		{ id: '1', label: 'Helen', role: 'customer' },
	];
	return { job_id: 'a', transcript, call_data: { speakers } };
});

describe('Whatever is given as a transcript', () => {
	it.each([
		['text', rows.map((list) => list.join('\n'))],
		['JSON', anything],
		['a result', results],
		['the text of a result', results.map((result) => JSON.stringify(result))],
	] as Array<[string, fc.Arbitrary<unknown>]>)(
		'as %s is read, or refused in words',
		(_what, given) => {
			fc.assert(
				fc.property(given, (value) => {
					const transcript = readOrRefused(value);
					if (transcript) expectFit(transcript);
				}),
			);
		},
	);
});

describe('What the node wrote, it reads again with the same words and speakers', () => {
	it.each([
		['text', transcriptText],
		['SRT', srt],
		['WebVTT', webVtt],
	])('as %s', (_what, write) => {
		fc.assert(
			fc.property(spoken, (result) => {
				const { lines } = readTranscript(write(result));
				expect(lines.join('\n')).toBe(transcriptText(result));
			}),
		);
	});

	it.each([
		['SRT', srt],
		['WebVTT', webVtt],
	])('and the same times as %s', (_what, write) => {
		fc.assert(
			fc.property(spoken, (result) => {
				const { segments } = readTranscript(write(result));
				expect(segments.map(({ start, end }) => [start, end])).toEqual(
					result.transcript.map(({ start, end }) => [start, end]),
				);
			}),
		);
	});
});
