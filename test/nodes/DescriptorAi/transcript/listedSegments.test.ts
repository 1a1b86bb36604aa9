import { readTranscript } from '../../../../nodes/DescriptorAi/transcript';
import { lines, starts } from './reading';

describe('A list of segments', () => {
	it('is in milliseconds if nobody speaks as slowly in seconds, including its words', () => {
		const words = [{ text: 'Hello', start: 250, end: 800, speaker: 'A' }];
		const [segment] = readTranscript([
			{ text: 'Hello there', start: 250, end: 1450, words },
		]).segments;
		expect(segment).toEqual({
			text: 'Hello there',
			start: 0.25,
			end: 1.45,
			speaker: 0,
			words: [{ text: 'Hello', start: 0.25, end: 0.8 }],
		});
	});

	it.each<[string, object[]]>([
		[
			'with a long segment',
			[
				{ text: 'Yes', start: 0, end: 10 },
				{ text: 'Yes', start: 3600, end: 3603 },
			],
		],
		[
			'with fractions',
			[
				{ text: 'Yes', start: 0.5, end: 1000.5 },
				{ text: 'Yes', start: 1001, end: 2000 },
			],
		],
		[
			'without ends',
			[
				{ text: 'Yes', start: 0 },
				{ text: 'No', start: 45 },
				{ text: 'Bye', start: 100 },
			],
		],
		['in one segment', [{ text: 'Hi', start: 0, end: 60 }]],
		[
			'with holds',
			[
				{ text: 'Hello', start: 0, end: 2 },
				{ text: 'One moment', start: 2, end: 180 },
				{ text: 'Hello?', start: 200, end: 290 },
			],
		],
		[
			'with longer holds',
			[
				{ text: 'Hello', start: 0, end: 2 },
				{ text: 'One moment', start: 2, end: 1800 },
				{ text: 'Hello?', start: 1800, end: 2900 },
			],
		],
		[
			'with the hold in the first segment',
			[
				{ text: 'Yes', start: 0, end: 3600 },
				{ text: 'Yes', start: 3600, end: 3601 },
			],
		],
		['without ends, with a hold', [0, 3, 3600, 3602].map((start) => ({ text: 'Yes', start }))],
	])('is in seconds %s', (_what, list) => {
		expect(readTranscript(list).segments).toMatchObject(list);
	});

	it.each<[string, object[], number[]]>([
		[
			'if all would be far too slow in seconds',
			[
				{ text: 'Yes of course', start: 0, end: 1100 },
				{ text: 'No', start: 1200, end: 1500 },
			],
			[0, 1.2],
		],
		[
			'without ends, too',
			[0, 1200, 61_000, 62_000].map((start) => ({ text: 'Yes of course', start })),
			[0, 1.2, 61, 62],
		],
	])('is in milliseconds %s', (_what, list, expected) => {
		expect(starts(list)).toEqual(expected);
	});

	it('can have times as text', () => {
		const list = [
			{ text: 'Yes', start: '0.0', end: '12.5s' },
			{ text: 'No', start: '00:12.5', end: '00:13' },
		];
		expect(readTranscript(list).segments).toEqual([
			{ text: 'Yes', start: 0, end: 12.5 },
			{ text: 'No', start: 12.5, end: 13 },
		]);
	});

	it('has estimated times if it has none', () => {
		const list = [{ text: 'one two three four five' }, { text: 'one', start: NaN, end: null }];
		expect(readTranscript(list).segments.map(({ start, end }) => [start, end])).toEqual([
			[0, 2],
			[2, 2.4],
		]);
	});

	it('keeps words with times, whatever the key of their text', () => {
		const words = [
			{ text: 'a', start: 0, end: 1, confidence: 1 },
			{ word: ' b', start: '1', end: 2 },
			{ punctuated_word: 'C.', start: 2, end: 3 },
			{ word: 'without times' },
			{ word: 'endless', start: 0, end: Infinity },
			'no object',
		];
		const [kept] = readTranscript([{ text: 'a b C.', start: 0, end: 3, words }]).segments;
		expect(kept.words).toEqual([
			{ text: 'a', start: 0, end: 1 },
			{ text: 'b', start: 1, end: 2 },
			{ text: 'C.', start: 2, end: 3 },
		]);
		const [without] = readTranscript([{ text: 'a', start: 0, end: 1, words: [1] }]).segments;
		expect(without).not.toHaveProperty('words');
	});

	it('keeps the published emotions only', () => {
		const list = ['thankful', 'fear', 'POSITIVE', '', null].map((emotion, start) => {
			return { text: 'x', start, end: start + 1, emotion };
		});
		expect(readTranscript(list).segments.map(({ emotion }) => emotion)).toEqual([
			'thankful',
			'fear',
			undefined,
			undefined,
			undefined,
		]);
	});

	it('numbers the speakers anew if not all have a number, and keeps the names in its lines', () => {
		const list = ['1', 'Agent', 'Bob', 1].map((speaker) => ({ text: 'x', speaker }));
		const { segments, lines } = readTranscript(list);
		expect(segments.map(({ speaker }) => speaker)).toEqual([0, 1, 2, 0]);
		expect(lines).toEqual(['Speaker 1: x', 'Agent: x', 'Bob: x', 'Speaker 1: x']);
	});

	it('keeps the numbers of the speakers if all have one', () => {
		const list = ['7', 2, '7'].map((speaker) => ({ text: 'x', speaker }));
		expect(readTranscript(list).segments.map(({ speaker }) => speaker)).toEqual([7, 2, 7]);
	});

	it('has one speaker for all spellings of a name', () => {
		const names = ['Zoë', 'ZOË', 'zoe\u0308 ', 'Ｚｏë', '\u200FZoë\u200F', 'Zo\u00ADë', 'Dan'];
		const { segments, lines } = readTranscript(names.map((speaker) => ({ text: 'x', speaker })));
		expect(segments.map(({ speaker }) => speaker)).toEqual([0, 0, 0, 0, 0, 0, 1]);
		expect(new Set(lines)).toEqual(new Set(['Zoë: x', 'Dan: x']));
	});

	it('counts from the first segment if it has times of day', () => {
		const starts = (times: unknown[]) =>
			readTranscript(times.map((timestamp) => ({ content: 'x', timestamp }))).segments.map(
				({ start }) => start,
			);
		expect(starts(['2024-11-25T23:59:58.250Z', '2024-11-26T00:00:03Z'])).toEqual([0, 4.75]);
		expect(starts([1732528801, 1732528806])).toEqual([0, 5]);
		expect(starts([1732528801250, 1732528806000])).toEqual([0, 4.75]);
		expect(starts(['11:59:58 PM', '12:00:03 AM'])).toEqual([0, 5]);
		expect(starts(['00:58', '1m3s'])).toEqual([58, 63]);
		expect(starts([30_000.5, 30_010])).toEqual([30_000.5, 30_010]);
	});

	it('has words that count as it does', () => {
		const words = [{ word: 'Hi', start_time: '2024-11-25T10:00:01Z', duration: 0.5 }];
		const list = [
			{ text: 'Oh', startTime: '2024-11-25T10:00:00Z' },
			{ text: 'Hi', startTime: '2024-11-25T10:00:01Z', words },
		];
		expect(readTranscript(list).segments[1].words).toEqual([{ text: 'Hi', start: 1, end: 1.5 }]);
	});
});

describe('The fields of a segment', () => {
	const FIRST = { text: 'Hello there', start: 0.25, end: 1.45, speaker: 0 };

	it.each<[string, object]>([
		['start_time', { start_time: '0.25', end_time: '1.45', transcript: 'Hello there' }],
		['startTime', { startTime: 0.25, endTime: 1.45 }],
		['StartTime in milliseconds', { StartTime: 250, EndTime: 1450 }],
		['begin', { begin: '00:00:00.250', end: '00:00:01.450' }],
		['offset and duration', { offset: 0.25, duration: 1.2 }],
		['offset and duration in milliseconds', { offset: 250, duration: 1200 }],
		['ISO durations', { offset: 'PT0.25S', duration: 'PT1.2S' }],
		['startOffset of Google', { startOffset: '0.250s', endOffset: '1.450s' }],
		['timestamp as a list', { timestamp: [0.25, 1.45] }],
		['timestamp as text from and to', { timestamp: '00:00.250 --> 00:01.450' }],
		['names that tell the unit', { start_ms: 250, endMs: 1450 }],
		['names that tell seconds', { startSeconds: 0.25, end_seconds: 1.45 }],
		['headings of a table', { 'Start Time (ms)': '250', 'End Time (ms)': '1450' }],
		['from and to', { from: 0.25, to: 1.45 }],
	])('are read with %s', (_what, times) => {
		const speakers = [
			{ speaker_label: 'spk_0' },
			{ speakerName: 'Dana', speaker_id: 4 },
			{ Speaker: { id: 'u1', name: 'Dana' } },
			{ role: 'agent' },
		];
		for (const speaker of speakers) {
			const list = [{ text: 'Hello there', id: 7, confidence: 0.9, ...times, ...speaker }];
			expect(readTranscript(list).segments).toEqual([FIRST]);
			expect(readTranscript({ sentences: list }).segments).toEqual([FIRST]);
			expect(readTranscript({ text: 'all', chunks: list }).segments).toEqual([FIRST]);
		}
	});
});

describe('The speaker of a segment', () => {
	it.each<[string, object]>([
		['name before role', { name: '$', role: 'agent' }],
		['id before role', { participantId: '$', participantRole: 'agent' }],
		['sender', { sender: '$' }],
		['author', { author: '$' }],
		['user', { user: { id: 7, name: '$' } }],
		['from', { from: '$' }],
		['from beside a time', { from: '$', timestamp: '00:03' }],
		['words', { words: [{ text: 'x', start: 0.5, end: 1, speaker_id: '$' }] }],
	])('is told by %s', (_what, given) => {
		const list = ['Jane', 'Bob'].map((name) => ({
			text: 'x',
			...(JSON.parse(JSON.stringify(given).replace('$', name)) as object),
		}));
		expect(lines(list)).toEqual(['Jane: x', 'Bob: x']);
	});

	it('of Amazon Connect is called by the role, unless several people have it', () => {
		const speakers = (...roles: string[]) =>
			lines({
				Transcript: roles.map((ParticipantRole, id) => {
					return { Content: 'x', ParticipantId: `u${id}`, ParticipantRole };
				}),
			});
		expect(speakers('AGENT', 'CUSTOMER')).toEqual(['AGENT: x', 'CUSTOMER: x']);
		expect(speakers('AGENT', 'AGENT')).toEqual(['u0: x', 'u1: x']);
	});
});
