import { readTranscript } from '../../../../nodes/DescriptorAi/result/reading';

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
