import type { AnalysisResult } from '../../nodes/DescriptorAi/api';

const EMOTIONS =
	'friendly neutral frustrated stressed cautious cheerful angry thankful impatient surprised fear'.split(
		' ',
	);
const THREE_HOURS = 3 * 3600;

/** A call of ten seconds with everything that an analysis can hold. */
export const fullResult: AnalysisResult = {
	language_code: 'en-US',
	call_data: {
		id: 'CALL-7',
		timestamp: '2026-03-09T14:05:00Z',
		speakers: [
			{ id: '0', label: 'Dana', role: 'agent' },
			{ id: '1', label: 'Helen', role: 'customer' },
		],
	},
	transcript: [
		{ text: 'Good morning.', start: 0, end: 2, speaker: 0, emotion: 'friendly' },
		{ text: 'It is broken.', start: 3, end: 6, speaker: 1, emotion: 'angry' },
		{ text: 'Repaired.', start: 8, end: 10, speaker: 0, emotion: 'elated' },
	],
	insights: {
		summary: ['She called.', 'It was repaired.'],
		csat: { csat: 4.256, reason: 'Quick help' },
		'agent-actions': ['Repaired it'],
		'customer-requests': ['A repair'],
		questions: ['Is it broken?'],
		topics: ['Repairs'],
		labeling: ['hardware'],
		keywords: [{ word: 'broken', emotion: 'angry', count: 2 }],
		problems: [
			{
				title: 'Broken router',
				messages: [
					{
						problem_source: 'It is broken.',
						start: 3,
						end: 6,
						speaker_id: 1,
						solved: true,
						solution_start: 8,
						resolution_summary: 'It was repaired',
					},
				],
			},
			{ title: 'Late', messages: [{ problem_source: 'Late!', start: 4, end: 5, solved: false }] },
		],
		division: {
			introduction: { start: 0, end: 2 },
			negotiation: { start: null, end: null },
			resolution: { start: 8, end: 10 },
		},
		'emotional-score': { result: 7 },
		['next-best_offer' as never]: { product: 'Fibre', reasons: ['speed', 3, true] },
	},
};

/** A call of three hours and about 30,000 timed words, some 5 MB as JSON. */
export function longResult(): AnalysisResult {
	const transcript = [];
	for (let time = 0, turn = 0; time < THREE_HOURS; turn++) {
		const start = time;
		const words = Array.from({ length: 3 + (turn % 5) }, (_, index) => {
			const word = { text: `word${index}`, start: time, end: time + 0.3 };
			time += 0.32;
			return word;
		});
		const phase = Math.floor((EMOTIONS.length * start) / THREE_HOURS);
		transcript.push({
			text: words.map(({ text }) => text).join(' '),
			start,
			end: time,
			words,
			speaker: turn % 2,
			emotion: turn % 4 < 2 ? EMOTIONS[phase] : 'neutral',
		});
		time += 0.1 + (turn % 7) * 0.1;
	}
	return {
		job_id: 'long',
		language_code: 'en-US',
		transcript,
		transcript_sentiment: transcript,
		call_data: {
			speakers: [
				{ id: '0', label: 'Dana', role: 'agent' },
				{ id: '1', label: 'Helen', role: 'customer' },
			],
		},
	};
}

/** What somebody would write who wants to break out of a text. */
export const ATTACK =
	'<img src=x onerror=alert(1)></script></style></title><script>alert(2)</script>"\' onload="alert(3)" \0\b\uD800\u202Egnp';

/** Wrong types, wrong times, attacks and sizes wherever the service or a person puts something. */
export function hostileResult(): AnalysisResult {
	const long = 'W'.repeat(100_000);
	const turns = Array.from({ length: 300 }, (_, index) => ({
		text: index % 50 ? ATTACK : long,
		start: index % 7 ? index : -5,
		end: index % 11 ? index + 5 : 1e300,
		speaker: index,
		emotion: index % 2 ? 'constructor' : ATTACK,
	}));
	const result: unknown = {
		job_id: ATTACK,
		language_code: ATTACK,
		call_data: {
			id: long,
			timestamp: ATTACK,
			speakers: turns.map((_, id) => ({ id, label: id % 3 ? ATTACK + id : long, role: ATTACK })),
		},
		failed: [ATTACK, null, 3],
		transcript: [...turns, null, 3, 'x', { speaker: { toString: 1 }, text: [] }, { start: 'a' }],
		transcript_sentiment: 'none',
		insights: {
			summary: ATTACK,
			'agent-actions': [ATTACK, null, {}, '😀'.repeat(50_000)],
			csat: { csat: 1e300, reason: long },
			problems: [
				ATTACK,
				{ title: ATTACK, messages: ATTACK },
				{
					title: long,
					messages: [{ problem_source: long, start: 5, solution_start: 3, solved: true }],
				},
				{ title: 'x', messages: [{ problem_source: ATTACK, start: 9, speaker_id: ATTACK }, null] },
			],
			keywords: [{ word: ATTACK, emotion: ATTACK, count: -1e99 }, { word: long }, 'x'],
			topics: [long],
			division: { introduction: { start: -9, end: 1e99 }, negotiation: ATTACK },
			'emotional-score': { result: ATTACK },
			[ATTACK]: { [ATTACK]: [ATTACK, { a: { b: { c: { d: long } } } }] },
		},
		metrics: { overall: { interruption_count: { 0: 'x' }, total_call_duration: -4 } },
	};
	return result as AnalysisResult;
}
