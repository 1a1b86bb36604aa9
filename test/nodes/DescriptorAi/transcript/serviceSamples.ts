export const HELLO = { text: 'Hello there.', start: 0.25, end: 1.45 };
export const HI = { text: 'Oh hi.', start: 2, end: 3.5 };

/** The same two utterances, as each service describes them. */
export const SERVICES: Array<[service: string, json: object, speakers: Array<number | undefined>]> =
	[
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
