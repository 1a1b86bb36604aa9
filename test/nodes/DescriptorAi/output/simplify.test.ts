import { callOf } from '../../../../nodes/DescriptorAi/call/call';
import type { AnalysisResult } from '../../../../nodes/DescriptorAi/api';
import { simplify } from '../../../../nodes/DescriptorAi/output/simplify';

const simple = (result: AnalysisResult) =>
	simplify(callOf(result), 'asked-for', 'https://d.test/result/x');

describe('Simplify', () => {
	it('gives ten fields, also for a result that holds nothing', () => {
		expect(simple({})).toEqual({
			job_id: 'asked-for',
			summary: null,
			agent_actions: [],
			csat: null,
			main_emotion: null,
			topics: [],
			duration_seconds: null,
			transcript: null,
			failed_stages: [],
			result_url: 'https://d.test/result/x',
		});
	});

	it('joins the lines of a summary with line feeds, as the integration guide does', () => {
		expect(simple({ insights: { summary: ['One.', 'Two.'] } }).summary).toBe('One.\nTwo.');
	});

	it.each(['agent-actions', 'agent_actions'])('reads agent actions spelled %s', (name) => {
		expect(simple({ insights: { [name]: ['Called back'] } }).agent_actions).toEqual([
			'Called back',
		]);
	});

	it('prefers the spelling of the published schema', () => {
		const insights = { agent_actions: ['old'], 'agent-actions': ['new'] };
		expect(simple({ insights }).agent_actions).toEqual(['new']);
	});

	it('reads the satisfaction score', () => {
		expect(simple({ insights: { csat: { csat: 4.5, reason: 'Quick help' } } }).csat).toBe(4.5);
	});

	it('names the emotion that was heard longest, neutral only if there is no other', () => {
		const heard = (emotion: string | null, start: number, end: number) => ({
			text: '',
			start,
			end,
			emotion,
		});
		const transcript = [
			heard('neutral', 0, 60),
			heard('angry', 60, 65),
			heard('thankful', 65, 68),
			heard('thankful', 70, 74),
			heard(null, 74, 100),
		];
		expect(simple({ transcript }).main_emotion).toBe('thankful');
		expect(simple({ transcript: [heard('neutral', 0, 1)] }).main_emotion).toBe('neutral');
	});

	it('takes emotions from the sentiment of the text when the voices have none', () => {
		const transcript = [{ text: 'Hi', start: 0, end: 1, emotion: null }];
		const transcript_sentiment = [{ text: 'Hi', start: 0, end: 1, emotion: 'cheerful' }];
		expect(simple({ transcript, transcript_sentiment }).main_emotion).toBe('cheerful');
	});

	it('writes the transcript with the speakers’ names from the call data', () => {
		const result: AnalysisResult = {
			transcript: [
				{ text: 'Hello.', start: 0, end: 1, speaker: 0 },
				{ text: 'Hi.', start: 1, end: 2, speaker: 1 },
				{ text: 'Hm.', start: 2, end: 3, speaker: 2 },
				{ text: 'Yes.', start: 2, end: 3, speaker: 3 },
				{ text: '(music)', start: 3, end: 4, speaker: null },
			],
			call_data: {
				speakers: [
					{ id: '0', label: 'Dana', role: 'agent' },
					{ id: '1', label: '', role: 'customer' },
					{ id: '3', label: '', role: 'other' },
				],
			},
		};
		expect(simple(result).transcript).toBe(
			'Dana: Hello.\ncustomer: Hi.\nSpeaker 2: Hm.\nSpeaker 3: Yes.\n(music)',
		);
	});

	it('takes the speakers from the diarized transcript when only that knows them', () => {
		const transcript = [{ text: 'Hello.', start: 0, end: 1 }];
		const transcript_diarization = [{ text: 'Hello.', start: 0, end: 1, speaker: 1 }];
		expect(simple({ transcript, transcript_diarization }).transcript).toBe('Speaker 1: Hello.');
	});

	const said = (text: string, start: number, speaker?: number) => ({
		text,
		start,
		end: start + 1,
		speaker,
	});
	const three = [said('one', 0), said('two', 1), said('three', 2)];

	it.each<[string, AnalysisResult, string]>([
		[
			'the diarized one lacks some',
			{ transcript: three, transcript_diarization: [said('two', 1, 1)] },
			'one\nSpeaker 1: two\nthree',
		],
		[
			'the diarized one lacks some in the middle of an utterance',
			{
				transcript: [{ text: 'one two three', start: 0, end: 3 }],
				transcript_diarization: [{ text: 'One, three.', start: 0, end: 3, speaker: 1 }],
			},
			'Speaker 1: One, two three.',
		],
		[
			'only the sentiment knows who speaks the others',
			{
				transcript: three,
				transcript_diarization: [said('two', 1, 1)],
				transcript_sentiment: [said('one', 0, 0), said('two', 1, 1), said('three', 2, 0)],
			},
			'Speaker 0: one\nSpeaker 1: two\nSpeaker 0: three',
		],
		[
			'the diarized one has no words',
			{
				transcript: three,
				transcript_diarization: [
					{ text: '', start: 0, end: 1.5, speaker: 0 },
					{ text: '', start: 1.5, end: 3, speaker: 1 },
				],
			},
			'Speaker 0: one\nSpeaker 1: two\nSpeaker 1: three',
		],
		[
			'one has no times',
			{
				transcript: [{ text: 'one two' }, { text: 'three' }] as never,
				transcript_diarization: [{ text: 'two', speaker: 1 }] as never,
			},
			'one\nSpeaker 1: two\nthree',
		],
		[
			'only the diarized one has any',
			{ transcript: [], transcript_diarization: [said('two', 1, 1)] },
			'Speaker 1: two',
		],
		[
			'only the sentiment has any',
			{ transcript: [], transcript_sentiment: [said('two', 1, 1)] },
			'Speaker 1: two',
		],
		[
			'the transcript names some of the speakers only',
			{
				transcript: [said('one', 0, 0), said('two', 1)],
				transcript_diarization: [said('one', 0, 0), said('two', 1, 1)],
			},
			'Speaker 0: one\nSpeaker 1: two',
		],
		[
			'the same word is said at another time',
			{ transcript: [said('yes', 5)], transcript_diarization: [said('yes', 0, 1)] },
			'Speaker 1: yes\nyes',
		],
	])('loses no word where %s', (_where, result, transcript) => {
		expect(simple(result).transcript).toBe(transcript);
	});

	it('takes the duration from the metrics, else from the end of the last words', () => {
		const transcript = [
			{ text: 'a', start: 0, end: 9 },
			{ text: 'b', start: 2, end: 3 },
		];
		expect(simple({ transcript }).duration_seconds).toBe(9);
		const metrics = { overall: { total_call_duration: 12.5 } };
		expect(simple({ transcript, metrics }).duration_seconds).toBe(12.5);
	});
});
