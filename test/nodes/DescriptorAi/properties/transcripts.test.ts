import type { AnalysisResult } from '../../../../nodes/DescriptorAi/api';
import fc from 'fast-check';

import { readTranscript, type Transcript } from '../../../../nodes/DescriptorAi/transcript';
import { UnreadableTranscript } from '../../../../nodes/DescriptorAi/transcript/unreadable';
import { srt, webVtt } from '../../../../nodes/DescriptorAi/output/writeSubtitles';
import { callOf } from '../../../../nodes/DescriptorAi/call/call';
import { TRANSCRIPT_FORMATS } from '../../../../nodes/DescriptorAi/output/transcriptFormats';
import { anything, results, words } from '../../../support/arbitraries';

const transcriptText = (result: AnalysisResult) => TRANSCRIPT_FORMATS.text.write(callOf(result));

/** The transcript, or `null` if it is refused. Any other error is a bug. */
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
			.tuple(
				fc.constantFrom(
					'Agent',
					'Customer',
					'[Dana]',
					'**Dana**',
					'0:05',
					'10h05',
					'\u200F1-1-24 0:05 PM',
					'2. [1m2s]',
				),
				words,
			)
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

/** A result with a time for each utterance. */
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

const two = (number: number) => String(number).padStart(2, '0');

/** The parts of a point in time, in seconds since 1970. */
function parts(seconds: number) {
	const date = new Date(seconds * 1000);
	const [day, month, year] = [date.getUTCDate(), date.getUTCMonth() + 1, date.getUTCFullYear()];
	const [hours, minutes] = [date.getUTCHours(), date.getUTCMinutes()];
	const clock = `${two(minutes)}:${two(date.getUTCSeconds())}`;
	const twelve = `${hours % 12 || 12}:${clock}`;
	const half = hours < 12 ? 'AM' : 'PM';
	const name = date.toLocaleString('en', { month: 'short', timeZone: 'UTC' });
	return { day, month, year, hours, clock, twelve, half, name };
}

type Parts = ReturnType<typeof parts>;

const CLOCKS: Array<(time: Parts) => string> = [
	({ hours, clock }) => `${two(hours)}:${clock}`,
	({ twelve, half }) => `${twelve} ${half}`,
	({ twelve, half }) => `${twelve}${half.toLowerCase()}`,
	({ twelve, half }) => `${twelve} ${half === 'AM' ? 'a.m.' : 'p.m.'}`,
	({ hours, clock }) => `${two(hours)}:${clock}.000`,
	({ hours, clock }) => `${two(hours)}:${clock}Z`,
	({ hours, clock }) => `${two(hours)}:${clock}+02:00`,
];
const DATES: Array<(time: Parts) => string> = [
	({ day, month, year }) => `${year}-${two(month)}-${two(day)} `,
	({ day, month, year }) => `${year}-${two(month)}-${two(day)}T`,
	({ day, month, year }) => `${two(day)}.${two(month)}.${year} `,
	({ day, month, year }) => `${two(month)}/${two(day)}/${year}, `,
	({ day, month, year }) => `${day}/${month}/${year} `,
	({ day, name, year }) => `${name} ${day}, ${year} `,
	({ day, name, year }) => `${day} ${name} ${year}, `,
];
const PLACES = [
	'@ $',
	'[@] $',
	'(@) - $',
	'1. @ $',
	'#2 [@] $',
	'- @ - $',
	'@\n$',
	'\u200E@\u200F $',
];

/** A call at any time of a year, including midnight. */
const calls = fc.record({
	start: fc
		.integer({ min: 1_704_067_200, max: 1_735_689_600 })
		.chain((any) => fc.constantFrom(any, any - (any % 43_200) - 2)),
	said: someSaid,
});

describe('A timestamp before a line', () => {
	const written = (
		said: Array<{ text: string; seconds: number; speaker: number }>,
		place: string,
		timeAt: (index: number, passed: number) => string,
	) => {
		let passed = 0;
		const starts: number[] = [];
		const rows = said.map(({ text, seconds, speaker }, index) => {
			starts.push(passed);
			const time = timeAt(index, passed);
			passed += seconds;
			return place
				.replace('@', () => time)
				.replace('$', () => `${['Agent', 'Customer'][speaker]}: ${text}`);
		});
		return { text: rows.join('\n'), starts };
	};
	const expectSame = (
		said: Array<{ text: string; speaker: number }>,
		text: string,
		starts: number[],
	) => {
		const { segments, lines } = readTranscript(text);
		expect(segments.map(({ start }) => start)).toEqual(starts);
		expect(lines).toEqual(said.map((one) => `${['Agent', 'Customer'][one.speaker]}: ${one.text}`));
	};

	it('is read with the same speakers, words and times in every format with a date', () => {
		fc.assert(
			fc.property(
				calls,
				fc.constantFrom(...DATES),
				fc.constantFrom(...CLOCKS),
				fc.constantFrom(...PLACES),
				({ start, said }, date, clock, place) => {
					const { text, starts } = written(said, place, (_index, passed) => {
						const time = parts(start + passed);
						return date(time) + clock(time);
					});
					expectSame(said, text, starts);
				},
			),
		);
	});

	it('is read the same with AM and PM', () => {
		fc.assert(
			fc.property(
				calls,
				fc.constantFrom(...CLOCKS.slice(1, 4)),
				fc.constantFrom(...PLACES),
				({ start, said }, clock, place) => {
					const { text, starts } = written(said, place, (_index, passed) =>
						clock(parts(start + passed)),
					);
					expectSame(said, text, starts);
				},
			),
		);
	});

	it('is read the same if it counts from the start', () => {
		const notations: Array<(time: Parts) => string> = [
			...CLOCKS.slice(0, 1),
			({ hours, clock }) => `${hours}:${clock},000`,
			({ hours, clock }) => `${hours}h ${clock.replace(':', 'm ')}s`,
			({ hours, clock }) => `${two(hours)}h${clock.replace(':', 'm')}s`,
			({ hours, clock }) => `PT${hours}H${clock.replace(':', 'M')}.0S`,
		];
		fc.assert(
			fc.property(
				fc.integer({ min: 0, max: 3 * 3600 }),
				someSaid,
				fc.constantFrom(...notations),
				fc.constantFrom(...PLACES),
				(first, said, notation, place) => {
					fc.pre(!notation(parts(0)).startsWith('PT') || /[[(]/.test(place));
					const { text, starts } = written(said, place, (_index, passed) =>
						notation(parts(first + passed)),
					);
					expectSame(
						said,
						text,
						starts.map((one) => one + first),
					);
				},
			),
		);
	});
});

describe('The unit of whole numbers', () => {
	const said = fc.record({
		words: fc.integer({ min: 1, max: 25 }),
		pace: fc.double({ min: 0.2, max: 1.5, noNaN: true }),
		pause: fc.integer({ min: 0, max: 4 }),
	});
	/** A call with holds in fewer than half of its utterances, in whole seconds. */
	const timed = fc
		.tuple(
			fc.array(said, { minLength: 3, maxLength: 12 }),
			fc.array(fc.integer({ min: 60, max: 7200 })),
		)
		.map(([list, holds]) => {
			let clock = 0;
			return list.map(({ words: count, pace, pause }, index) => {
				const hold = index % 3 === 1 ? (holds[index] ?? 0) : 0;
				const start = clock + pause;
				const end = start + Math.max(1, Math.round(count * pace)) + hold;
				clock = end;
				return { text: 'word '.repeat(count).trim(), start, end };
			});
		});

	it('is found in a call with long holds', () => {
		fc.assert(
			fc.property(timed, fc.boolean(), (list, hasEnds) => {
				const given = (unit: number) =>
					list.map(({ text, start, end }) => {
						return { text, start: start * unit, ...(hasEnds && { end: end * unit }) };
					});
				const starts = list.map(({ start }) => start);
				for (const unit of [1, 1000]) {
					const { segments } = readTranscript(given(unit));
					expect(segments.map(({ start }) => start)).toEqual(starts);
				}
			}),
		);
	});
});

describe('Whatever is given as a transcript', () => {
	it.each([
		['text', rows.map((list) => list.join('\n'))],
		['JSON', anything],
		['a result', results],
		['the text of a result', results.map((result) => JSON.stringify(result))],
	] as Array<[string, fc.Arbitrary<unknown>]>)(
		'as %s is read, or refused with a message',
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

describe('A transcript written by the node has the same words and speakers after reading', () => {
	it.each([
		['text', TRANSCRIPT_FORMATS.text.write],
		['SRT', srt],
		['WebVTT', webVtt],
	])('as %s', (_what, write) => {
		fc.assert(
			fc.property(spoken, (result) => {
				const { lines } = readTranscript(write(callOf(result)));
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
				const { segments } = readTranscript(write(callOf(result)));
				expect(segments.map(({ start, end }) => [start, end])).toEqual(
					result.transcript.map(({ start, end }) => [start, end]),
				);
			}),
		);
	});
});
