import { everythingMadeOf, type Sent } from '../../support/goldenRuns';
import { fullResult } from '../../support/results';
import { isolateRequests } from '../../support/service';

const SPEAKERS = [
	{ id: '0', label: 'Dana', role: 'agent' },
	{ id: 1, label: 'Dana', role: 'Caller 2' },
];

/** Results that differ in what they hold, by what is special about them. */
const RESULTS: Record<string, Sent> = {
	'everything that an analysis can hold': fullResult,
	'nothing but an ID': { job_id: 'empty', transcript: [] },
	'words, speakers and emotions in different lists': {
		job_id: 'lists',
		language_code: 'en-US',
		call_data: { speakers: SPEAKERS },
		transcript: [
			{ text: 'Hello, this is Dana speaking.', start: 0.5, end: 3 },
			{ text: 'My bill is wrong again', start: 3.5, end: 6, words: null },
		],
		transcript_diarization: [
			{ text: 'Hello this is Dana speaking', start: 0.5, end: 3, speaker: 0 },
			{ text: 'my bill is wrong', start: 3.6, end: 5.2, speaker: 1 },
			{ text: 'Which one?', start: 6.5, end: 7.5, speaker: 0 },
		],
		transcript_sentiment: [
			{ text: 'My bill is wrong again', start: 3.5, end: 6, emotion: 'angry' },
		],
		emotions_diarization: [
			{ start: 0, end: 3, speaker: 0, emotion: 'friendly' },
			{ start: 3, end: 6.2, speaker: 1, emotion: 'frustrated' },
			{ start: 6.2, end: 8, speaker: 0, emotion: 'neutral' },
		],
	},
	'speakers without names who interrupt each other, and metrics': {
		job_id: 'metrics',
		language_code: 'he-IL',
		call_data: null,
		transcript: [
			{ text: 'שלום, מדבר דני', start: 0, end: 4, speaker: 0, emotion: 'friendly' },
			{ text: 'האינטרנט לא עובד', start: 3, end: 9, speaker: 1, emotion: 'stressed' },
			{ text: 'רגע', start: 8, end: 8.5, speaker: 2, emotion: null },
		],
		metrics: {
			overall: {
				total_call_duration: 30.5,
				interruption_count: { 0: 0, 1: 2, 2: 1 },
				speaker_speech_ratio: { 0: 0.4, 1: 0.6 },
				csat_rate: 3.5,
				emotional_volatility: 0.25,
			},
		},
	},
	'stages that failed, and insights that are missing': {
		job_id: 'partial',
		transcript: [
			{ words: ['Is', { word: 'it' }, { text: 'broken?' }], start: 1, end: 2, speaker: 0 },
		],
		config: { insights: { summary: {}, csat: {}, 'next-move': {} }, language_code: 'de-DE' },
		insights: { agent_actions: ['Called back'], csat: { csat: 2, reason: null } },
		failed: ['insights', 'store'],
		failed_reason: 'The quota is used up',
	},
	'wrong types everywhere': {
		job_id: 7,
		language_code: { a: 1 },
		transcript: [
			null,
			3,
			{ text: ['x'], start: '0', end: -1, speaker: {} },
			{ start: 1e9, end: 2 },
		],
		transcript_sentiment: 'none',
		insights: {
			summary: 'One </style><script>alert(1)</script> line',
			csat: 4,
			problems: [{ title: '', messages: [{ problem_source: 'Late', solution_start: 3 }] }, 'x'],
			keywords: [{ word: 'broken', emotion: 'angry', count: -1e99 }, 'x'],
			division: { introduction: { start: -9, end: 1e99 }, negotiation: 'x' },
			topics: ['<b>', 3, ''],
		},
		metrics: { overall: { interruption_count: { 0: 'x' }, total_call_duration: -4 } },
		failed: 'store',
	},
};

isolateRequests();

describe('What the node makes of a result stays as it is', () => {
	it.each(Object.entries(RESULTS))('with %s', async (_, result) => {
		expect(await everythingMadeOf([result])).toMatchSnapshot();
	});
});
