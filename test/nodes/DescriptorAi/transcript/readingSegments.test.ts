import { readTranscript } from '../../../../nodes/DescriptorAi/transcript';

describe('A list of segments', () => {
	it('is in milliseconds where nobody could speak as slowly in seconds, its words too', () => {
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

	it.each([
		[
			[0, 10],
			[3600, 3603],
		],
		[
			[0.5, 1000.5],
			[1001, 2000],
		],
	])('is in seconds where somebody could, such as %j', (first, second) => {
		const list = [first, second].map(([start, end]) => ({ text: 'Yes', start, end }));
		expect(readTranscript(list).segments).toEqual(list);
	});

	it('may have times as text', () => {
		const list = [
			{ text: 'Yes', start: '0.0', end: '12.5s' },
			{ text: 'No', start: '00:12.5', end: '00:13' },
		];
		expect(readTranscript(list).segments).toEqual([
			{ text: 'Yes', start: 0, end: 12.5 },
			{ text: 'No', start: 12.5, end: 13 },
		]);
	});

	it('has estimated times where it tells none', () => {
		const list = [{ text: 'one two three four five' }, { text: 'one', start: NaN, end: null }];
		expect(readTranscript(list).segments.map(({ start, end }) => [start, end])).toEqual([
			[0, 2],
			[2, 2.4],
		]);
	});

	it('keeps of its words what the service takes, whatever their text is called', () => {
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

	it('gives no two speakers the same number, and names them in its lines as they are', () => {
		const list = ['1', 'Agent', 'Bob', 1].map((speaker) => ({ text: 'x', speaker }));
		const { segments, lines } = readTranscript(list);
		expect(segments.map(({ speaker }) => speaker)).toEqual([0, 1, 2, 0]);
		expect(lines).toEqual(['Speaker 1: x', 'Agent: x', 'Bob: x', 'Speaker 1: x']);
	});

	it('keeps numbers where all speakers have one', () => {
		const list = ['7', 2, '7'].map((speaker) => ({ text: 'x', speaker }));
		expect(readTranscript(list).segments.map(({ speaker }) => speaker)).toEqual([7, 2, 7]);
	});
});

describe('The segments of a service that calls them otherwise', () => {
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

	it('count from the first where they tell the time of day', () => {
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

	it('have words that count as they do', () => {
		const words = [{ word: 'Hi', start_time: '2024-11-25T10:00:01Z', duration: 0.5 }];
		const list = [
			{ text: 'Oh', startTime: '2024-11-25T10:00:00Z' },
			{ text: 'Hi', startTime: '2024-11-25T10:00:01Z', words },
		];
		expect(readTranscript(list).segments[1].words).toEqual([{ text: 'Hi', start: 1, end: 1.5 }]);
	});

	it.each<[string, object[], number]>([
		[
			'with one long hold',
			[
				{ start: 0, end: 2 },
				{ start: 2, end: 1800 },
				{ start: 1800, end: 1802 },
			],
			1800,
		],
		[
			'with the hold in the first',
			[
				{ start: 0, end: 3600 },
				{ start: 3600, end: 3601 },
			],
			3600,
		],
		['without ends', [{ start: 0 }, { start: 3 }, { start: 3600 }, { start: 3602 }], 3602],
		['with times as text', [{ start: '00:00:00', end: '01:00:00' }, { start: '01:00:00' }], 3600],
	])('are in seconds %s', (_what, list, last) => {
		const { segments } = readTranscript(list.map((times) => ({ text: 'Yes', ...times })));
		expect(segments.at(-1)?.start).toBe(last);
	});

	it('are in milliseconds without ends, too', () => {
		const list = [0, 1200, 61_000, 62_000].map((start) => ({ text: 'Yes of course', start }));
		expect(readTranscript(list).segments.map(({ start }) => start)).toEqual([0, 1.2, 61, 62]);
	});

	it('have one speaker for all spellings of a name', () => {
		const names = ['Zoë', 'ZOË', 'zoe\u0308 ', 'Ｚｏë', '\u200FZoë\u200F', 'Zo\u00ADë', 'Dan'];
		const { segments, lines } = readTranscript(names.map((speaker) => ({ text: 'x', speaker })));
		expect(segments.map(({ speaker }) => speaker)).toEqual([0, 0, 0, 0, 0, 0, 1]);
		expect(new Set(lines)).toEqual(new Set(['Zoë: x', 'Dan: x']));
	});
});

describe('An object with a transcript', () => {
	const plain = [{ text: 'Hi.', start: 0, end: 1 }];
	const diarized = [{ text: 'Hi.', start: 0, end: 1, speaker: 1 }];

	it('is read from the list that knows the speakers, else from the first with words', () => {
		const object = { transcript: plain, transcript_diarization: diarized };
		expect(readTranscript(object).segments).toEqual(diarized);
		expect(readTranscript({ transcript: [], segments: plain }).segments).toEqual(plain);
		expect(readTranscript({ transcript: [{ text: '' }], segments: plain }).segments).toEqual(plain);
	});

	it('is read from the next key where the first is empty', () => {
		expect(readTranscript({ transcript: ' ', segments: plain }).segments).toEqual(plain);
		expect(readTranscript({ transcript: '', text: 'Agent: Hi' }).lines).toEqual(['Agent: Hi']);
	});

	it('tells its language as Descriptor.AI spells it', () => {
		const language = (value: unknown) => readTranscript(value).language;
		expect(language({ transcript: plain, language_code: 'he-IL' })).toBe('he-IL');
		expect(language({ result: { transcript: plain, language_code: 'he-IL' } })).toBe('he-IL');
		expect(language(JSON.stringify({ transcript: plain, language_code: 'it-IT' }))).toBe('it-IT');
		expect(language({ utterances: plain, language_code: 'en_us' })).toBeNull();
		expect(language({ transcript: plain })).toBeNull();
		expect(language('Agent: Hi')).toBeNull();
	});

	it('may be nested deeper than there is room for calls', () => {
		const nested = (inner: string) => '{"result":'.repeat(20_000) + inner + '}'.repeat(20_000);
		expect(readTranscript(nested(JSON.stringify({ transcript: plain }))).segments).toEqual(plain);
		expect(() => readTranscript(nested('{"id":1}'))).toThrow('It has no segments.');
		expect(() => readTranscript(JSON.parse(nested('1')))).toThrow('It has no segments.');
	});
});
