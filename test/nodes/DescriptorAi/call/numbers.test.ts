import type { AnalysisResult } from '../../../../nodes/DescriptorAi/api';
import { callOf } from '../../../../nodes/DescriptorAi/call/call';
import { hostileResult } from '../../../support/results';
import { said, speakers } from '../../../support/said';

/** The problems insight, by what each mention says of its solution. */
const withProblems = (...problems: Array<Array<boolean | null>>): AnalysisResult => ({
	insights: {
		problems: problems.map((mentions) => ({
			title: 'Problem',
			messages: mentions.map((solved) => ({ problem_source: 'x', start: 1, end: 2, solved })),
		})),
	},
});

const numbersOf = (result: AnalysisResult) => callOf(result).numbers;

describe('The numbers of a call', () => {
	it('are null, and not zero, for a result that holds nothing', () => {
		expect(numbersOf({})).toEqual({
			duration_seconds: null,
			silence_seconds: null,
			silence_percent: null,
			interruption_count: null,
			agent_talk_percent: null,
			customer_main_emotion: null,
			unsolved_problem_count: null,
			talk_percent_by_speaker: null,
			main_emotion_by_speaker: null,
			interruption_count_by_speaker: null,
		});
	});

	it('count as silence what nobody fills, and talk over one another only once', () => {
		const transcript = said([0, 0, 10], [1, 8, 12], [0, 20, 25]);
		const metrics = { overall: { total_call_duration: 40 } };
		expect(numbersOf({ transcript, metrics })).toMatchObject({
			duration_seconds: 40,
			silence_seconds: 23,
			silence_percent: 57.5,
		});
	});

	it('take speech of nobody in particular for no silence, and for nobody’s talk', () => {
		const transcript = said([0, 0, 10], [null, 10, 20], [1, 20, 30]);
		const { silence_seconds, talk_percent_by_speaker } = numbersOf({ transcript });
		expect(silence_seconds).toBe(0);
		expect(talk_percent_by_speaker).toEqual({ 'Speaker 0': 50, 'Speaker 1': 50 });
	});

	it('share the talk to one decimal', () => {
		const transcript = said([0, 0, 10], [1, 10, 30]);
		expect(numbersOf({ transcript }).talk_percent_by_speaker).toEqual({
			'Speaker 0': 33.3,
			'Speaker 1': 66.7,
		});
	});

	it('leave the share of a speaker whose times are missing unknown', () => {
		const untimed = { text: 'Hm', speaker: 1 } as never;
		expect(
			numbersOf({ transcript: [...said([0, 0, 10]), untimed] }).talk_percent_by_speaker,
		).toEqual({ 'Speaker 0': 100, 'Speaker 1': null });
	});

	it.each([
		['Agent', 'Customer'],
		['customer service representative', 'client'],
		['SALES_REP', 'Caller 1'],
		['support', 'patient'],
	])('know the agent and the customer by the roles "%s" and "%s"', (agent, customer) => {
		const transcript = said([0, 0, 10, 'friendly'], [1, 10, 40, 'angry']);
		const call_data = { speakers: speakers(agent, customer) };
		expect(numbersOf({ transcript, call_data })).toMatchObject({
			agent_talk_percent: 25,
			customer_main_emotion: 'angry',
		});
	});

	it('add up the agents of a call that was handed on', () => {
		const transcript = said([0, 0, 10], [1, 10, 20], [2, 20, 40]);
		const call_data = { speakers: speakers('agent', 'agent', 'customer') };
		expect(numbersOf({ transcript, call_data })).toMatchObject({
			agent_talk_percent: 50,
			talk_percent_by_speaker: { agent: 25, 'agent (2)': 25, customer: 50 },
		});
	});

	it('do not guess who is the agent when no role tells', () => {
		const transcript = said([0, 0, 10, 'angry'], [1, 10, 20, 'angry']);
		const call_data = { speakers: speakers('left', 'right') };
		expect(numbersOf({ transcript, call_data })).toMatchObject({
			agent_talk_percent: null,
			customer_main_emotion: null,
		});
	});

	it('keep speakers of the same name apart, whatever the name', () => {
		const transcript = said([0, 0, 1], [1, 1, 2], [2, 2, 4]);
		const named = (label: string, id: string) => ({ id, label, role: '' });
		const call_data = {
			speakers: [named('__proto__', '0'), named('__proto__', '1'), named('__proto__ (2)', '2')],
		};
		const shares = numbersOf({ transcript, call_data }).talk_percent_by_speaker ?? {};
		expect(Object.entries(shares)).toEqual([
			['__proto__', 25],
			['__proto__ (2)', 25],
			['__proto__ (2) (2)', 50],
		]);
	});

	it('name neutral as a main emotion only if there is no other', () => {
		const transcript = said([0, 0, 9, 'neutral'], [0, 9, 10, 'fear'], [1, 10, 20, 'neutral']);
		expect(numbersOf({ transcript }).main_emotion_by_speaker).toEqual({
			'Speaker 0': 'fear',
			'Speaker 1': 'neutral',
		});
	});

	it('find whose emotion it is where words and emotions come in different lists', () => {
		const transcript = said([null, 0, 4, 'angry'], [null, 4, 10, 'friendly']);
		const transcript_diarization = said([1, 0, 4], [0, 4.5, 9]);
		expect(numbersOf({ transcript, transcript_diarization }).main_emotion_by_speaker).toEqual({
			'Speaker 1': 'angry',
			'Speaker 0': 'friendly',
		});
	});

	it.each<[string, Array<Array<boolean | null>>, number | null]>([
		['none when there is no problem', [], 0],
		['none when all are solved', [[true], [true]], 0],
		['one with an unsolved mention', [[true, false], [true]], 1],
		['the known ones, beside an unknown one', [[false], [null]], 1],
		['unknown when no mention is known', [[null]], null],
	])('count unsolved problems: %s', (_, problems, expected) => {
		expect(numbersOf(withProblems(...problems)).unsolved_problem_count).toBe(expected);
	});

	it('never take a time that cannot be one', () => {
		const transcript = said([0, -3, 10], [0, 20, 1e300], [1, Number.NaN, 7]);
		const metrics = { overall: { total_call_duration: -4 } };
		expect(numbersOf({ transcript, metrics })).toMatchObject({
			duration_seconds: 10,
			silence_seconds: 0,
		});
	});

	it('are ten whatever the result holds', () => {
		expect(Object.keys(numbersOf(hostileResult()))).toHaveLength(10);
	});

	it('never compare each turn with each other one: a week of turns would take minutes', () => {
		const transcript = Array.from(
			{ length: 250_000 },
			(_, i) => said([i % 2, i, i + 1.5, 'angry'])[0],
		);
		expect(numbersOf({ transcript }).duration_seconds).toBe(250_000.5);
	});

	it('know the emotions of words that the diarized transcript lacks', () => {
		const transcript = said([null, 0, 4, 'angry'], [null, 4, 10, 'friendly']);
		const transcript_diarization = said([1, 0, 4]);
		const transcript_sentiment = said([1, 0, 4], [0, 4, 10]);
		const result = { transcript, transcript_diarization, transcript_sentiment };
		expect(numbersOf(result).main_emotion_by_speaker).toEqual({
			'Speaker 1': 'angry',
			'Speaker 0': 'friendly',
		});
	});
});
