import { readTranscript } from '../../../../nodes/DescriptorAi/result/reading';

const HELLO = { text: 'Hello there.', start: 0.25, end: 1.45 };
const HI = { text: 'Oh hi.', start: 2, end: 3.5 };

/** The same two utterances, as each service describes them. */
const SERVICES: Array<[service: string, json: object, speakers: Array<number | undefined>]> = [
	[
		'AssemblyAI, in milliseconds',
		{
			text: 'Hello there. Oh hi.',
			language_code: 'en_us',
			utterances: [
				{ speaker: 'A', text: 'Hello there.', start: 250, end: 1450, confidence: 0.9 },
				{ speaker: 'B', text: 'Oh hi.', start: 2000, end: 3500, confidence: 0.9 },
			],
		},
		[0, 1],
	],
	[
		'Deepgram, with utterances',
		{
			results: {
				channels: [{ alternatives: [{ transcript: 'hello there oh hi', words: [] }] }],
				utterances: [
					{ start: 0.25, end: 1.45, channel: 0, transcript: 'Hello there.', speaker: 0 },
					{ start: 2, end: 3.5, channel: 0, transcript: 'Oh hi.', speaker: 1 },
				],
			},
		},
		[0, 1],
	],
	[
		'Deepgram, with paragraphs',
		{
			results: {
				channels: [
					{
						alternatives: [
							{
								transcript: 'Hello there. Oh hi.',
								paragraphs: {
									transcript: '\nSpeaker 0: Hello there.\n\nSpeaker 1: Oh hi.',
									paragraphs: [
										{
											sentences: [
												{ text: 'Hello', start: 0.25, end: 0.6 },
												{ text: 'there.', start: 0.7, end: 1.45 },
											],
											start: 0.25,
											end: 1.45,
											num_words: 2,
											speaker: 0,
										},
										{ sentences: [{ text: 'Oh hi.' }], start: 2, end: 3.5, speaker: 1 },
									],
								},
							},
						],
					},
				],
			},
		},
		[0, 1],
	],
	[
		'Deepgram, with a speaker on each channel and nothing but words',
		{
			results: {
				channels: [
					{
						alternatives: [
							{
								transcript: 'oh hi',
								words: [
									{ word: 'oh', punctuated_word: 'Oh', start: 2, end: 2.5 },
									{ word: 'hi', punctuated_word: 'hi.', start: 3, end: 3.5 },
								],
							},
						],
					},
					{
						alternatives: [
							{
								transcript: 'hello there',
								words: [
									{ word: 'hello', punctuated_word: 'Hello', start: 0.25, end: 1 },
									{ word: 'there', punctuated_word: 'there.', start: 1, end: 1.45 },
								],
							},
						],
					},
				],
			},
		},
		[1, 0],
	],
	[
		'Amazon Transcribe',
		{
			jobName: 'call',
			results: {
				transcripts: [{ transcript: 'Hello there. Oh hi.' }],
				items: [{ id: 0, type: 'pronunciation', alternatives: [{ content: 'Hello' }] }],
				audio_segments: [
					{
						id: 0,
						transcript: 'Hello there.',
						start_time: '0.25',
						end_time: '1.45',
						speaker_label: 'spk_0',
						items: [0, 1, 2],
					},
					{
						id: 1,
						transcript: 'Oh hi.',
						start_time: '2.0',
						end_time: '3.5',
						speaker_label: 'spk_1',
					},
				],
			},
		},
		[0, 1],
	],
	[
		'Amazon Transcribe, word by word',
		{
			results: {
				transcripts: [{ transcript: 'Hello there. Oh hi.' }],
				items: (
					[
						['Hello', 'spk_0', '0.25', '1.0'],
						['there', 'spk_0', '1.0', '1.45'],
						['.', 'spk_0'],
						['Oh', 'spk_1', '2.0', '2.5'],
						['hi', 'spk_1', '3.0', '3.5'],
						['.', 'spk_1'],
					] as const
				).map(([content, speaker_label, start_time, end_time]) => ({
					type: start_time === undefined ? 'punctuation' : 'pronunciation',
					alternatives: [{ confidence: '1.0', content }],
					speaker_label,
					start_time,
					end_time,
				})),
			},
		},
		[0, 1],
	],
	[
		'Whisper',
		{
			text: ' Hello there. Oh hi.',
			language: 'en',
			segments: [
				{ id: 0, seek: 0, start: 0.25, end: 1.45, text: ' Hello there.', tokens: [1] },
				{ id: 1, seek: 0, start: 2, end: 3.5, text: ' Oh hi.', tokens: [2] },
			],
		},
		[undefined, undefined],
	],
	[
		'WhisperX',
		{
			segments: [
				{ start: 0.25, end: 1.45, text: ' Hello there.', speaker: 'SPEAKER_01' },
				{ start: 2, end: 3.5, text: 'Oh hi.', speaker: 'SPEAKER_00' },
			],
			word_segments: [],
		},
		[0, 1],
	],
	[
		'whisper.cpp',
		{
			result: { language: 'en' },
			transcription: [
				{
					timestamps: { from: '00:00:00,250', to: '00:00:01,450' },
					offsets: { from: 250, to: 1450 },
					text: ' Hello there.',
					speaker: '0',
				},
				{ offsets: { from: 2000, to: 3500 }, text: ' Oh hi.', speaker: '1' },
			],
		},
		[0, 1],
	],
	[
		'Google Speech-to-Text',
		{
			results: [
				{
					alternatives: [
						{
							transcript: 'Hello there.',
							words: [{ startTime: '0.250s', endTime: '1.450s', word: 'Hello' }],
						},
						{ transcript: 'Yellow there.' },
					],
					resultEndTime: '1.450s',
					languageCode: 'en-us',
				},
				{
					alternatives: [{ transcript: ' Oh hi.', words: [{ startTime: '2s', word: 'Oh' }] }],
					resultEndTime: '3.500s',
				},
			],
			totalBilledTime: '15s',
		},
		[undefined, undefined],
	],
	[
		'Google Speech-to-Text, with speakers, from an operation',
		{
			name: 'operations/1',
			done: true,
			response: {
				results: [
					{ alternatives: [{ transcript: 'Hello there. Oh hi.' }], resultEndTime: '3.5s' },
					{
						alternatives: [
							{
								words: [
									{ startTime: '0.250s', endTime: '1s', word: 'Hello', speakerTag: 2 },
									{ startTime: '1s', endTime: '1.450s', word: 'there.', speakerTag: 2 },
									{ startTime: '2s', endTime: '2.5s', word: 'Oh', speakerTag: 1 },
									{ startTime: '3s', endTime: '3.500s', word: 'hi.', speakerTag: 1 },
								],
							},
						],
					},
				],
			},
		},
		[2, 1],
	],
	[
		'Azure fast transcription',
		{
			durationMilliseconds: 4000,
			combinedPhrases: [{ text: 'Hello there. Oh hi.' }],
			phrases: [
				{ speaker: 1, offsetMilliseconds: 250, durationMilliseconds: 1200, text: 'Hello there.' },
				{ speaker: 2, offsetMilliseconds: 2000, durationMilliseconds: 1500, text: 'Oh hi.' },
			],
		},
		[1, 2],
	],
	[
		'Azure batch transcription, with a speaker on each channel',
		{
			recognizedPhrases: [
				{
					recognitionStatus: 'Success',
					channel: 0,
					offsetInTicks: 20000000.0,
					durationInTicks: 15000000.0,
					nBest: [{ confidence: 0.9, lexical: 'oh hi', display: 'Oh hi.' }],
				},
				{
					channel: 1,
					offsetInTicks: 2500000.0,
					durationInTicks: 12000000.0,
					nBest: [{ display: 'Hello there.' }, { display: 'Yellow there.' }],
				},
				{ recognitionStatus: 'Failure', channel: 1 },
			],
		},
		[1, 0],
	],
	[
		'Amazon Connect Contact Lens',
		{
			Version: '1.1.0',
			LanguageCode: 'en-US',
			Transcript: [
				{
					Content: 'Hello there.',
					BeginOffsetMillis: 250,
					EndOffsetMillis: 1450,
					ParticipantId: 'AGENT',
					ParticipantRole: 'AGENT',
					Sentiment: 'NEUTRAL',
				},
				{
					Content: 'Oh hi.',
					BeginOffsetMillis: 2000,
					EndOffsetMillis: 3500,
					ParticipantId: 'CUSTOMER',
				},
			],
		},
		[0, 1],
	],
];

describe('The JSON of', () => {
	it.each(SERVICES)('%s is read as it is and as text', (_service, json, [first, second]) => {
		const expected = [
			{ ...HELLO, speaker: first },
			{ ...HI, speaker: second },
		];
		expect(readTranscript(json).segments).toEqual(expected);
		expect(readTranscript(JSON.stringify(json)).segments).toEqual(expected);
	});

	it('a service with a single channel tells no speakers', () => {
		const utterances = [{ transcript: 'Hello', start: 0, end: 1, channel: 0 }];
		expect(readTranscript({ results: { utterances } }).lines).toEqual(['Hello']);
	});
});

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
