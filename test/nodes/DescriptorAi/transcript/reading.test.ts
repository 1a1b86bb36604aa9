import { callOf } from '../../../../nodes/DescriptorAi/call/call';
import type { AnalysisResult } from '../../../../nodes/DescriptorAi/api/contract';
import { readTranscript } from '../../../../nodes/DescriptorAi/transcript';
import { TRANSCRIPT_FORMATS } from '../../../../nodes/DescriptorAi/output/transcriptFormats';

const said = (value: unknown) =>
	readTranscript(value).segments.map(({ speaker, text }) => [speaker, text]);
const times = (value: unknown) =>
	readTranscript(value).segments.map(({ start, end }) => [start, end]);

const result: AnalysisResult = {
	job_id: 'a',
	transcript: [
		{ text: 'Good morning.', start: 0.5, end: 2, speaker: 0, emotion: 'friendly' },
		{ text: 'My <line> is down & out --> again.', start: 2.5, end: 6, speaker: 1 },
		{ text: 'I see.', start: 3725.04, end: 3726, speaker: 0 },
	],
	call_data: {
		speakers: [
			{ id: '0', label: 'Dana', role: 'agent' },
			{ id: '1', label: '', role: 'customer' },
		],
	},
};

describe('A transcript', () => {
	it('is read from text with the speakers’ names, numbered as they begin to speak', () => {
		const text = 'Agent: Good morning.\nCustomer: Hello.\n\nAgent: How can I help?';
		expect(said(text)).toEqual([
			[0, 'Good morning.'],
			[1, 'Hello.'],
			[0, 'How can I help?'],
		]);
		expect(readTranscript(text).lines).toEqual(text.split('\n').filter(Boolean));
	});

	it('has estimated times where text tells none, one after the other', () => {
		expect(times('Agent: One two three four five.\nCustomer: One.')).toEqual([
			[0, 2],
			[2, 2.4],
		]);
	});

	it('takes the times that stand before the lines, in brackets or not', () => {
		const text = '[00:05] Agent: Hello.\n1:02:03.5 - Customer: Yes';
		expect(said(text)).toEqual([
			[0, 'Hello.'],
			[1, 'Yes'],
		]);
		expect(times(text)).toEqual([
			[5, 5.4],
			[3723.5, 3723.9],
		]);
	});

	it('joins a line without a name to the one before', () => {
		expect(said('Agent: Please hold.\nI come back.')).toEqual([[0, 'Please hold. I come back.']]);
	});

	it('does not take a clock time or a long clause for a name', () => {
		expect(said('At 10:30: that is when we open')).toEqual([
			[undefined, 'At 10:30: that is when we open'],
		]);
		const clause = 'What she told me in the end was this: no';
		expect(said(clause)).toEqual([[undefined, clause]]);
	});

	it('is read from Hebrew text', () => {
		expect(said('נועה: שלום\nיואב: בוקר טוב')).toEqual([
			[0, 'שלום'],
			[1, 'בוקר טוב'],
		]);
	});

	it.each(['srt', 'vtt'] as const)('is read back from %s as it was written', (format) => {
		const text = TRANSCRIPT_FORMATS[format].write(callOf(result));
		const arrow = format === 'srt' ? '->' : '-->';
		const expected = [
			[0, 'Good morning.'],
			[1, `My <line> is down & out ${arrow} again.`],
			[0, 'I see.'],
		];
		expect(said(text)).toEqual(expected);
		expect(times(text)).toEqual([
			[0.5, 2],
			[2.5, 6],
			[3725.04, 3726],
		]);
		expect(readTranscript(text).lines[0]).toBe('Dana: Good morning.');
	});

	it('is read from WebVTT with styles, notes and Windows line ends', () => {
		const text =
			'WEBVTT - call\r\n\r\nNOTE made by hand\r\n\r\nintro\r\n00:01.000 --> 00:02.500 align:start\r\n<v.loud Dana Cole>Good <i>morning</i>\r\nsir</v>\r\n\r\n00:03.000 --> 00:04.000\r\n&lt;beep&gt;';
		expect(said(text)).toEqual([
			[0, 'Good morning sir'],
			[0, '<beep>'],
		]);
	});

	it.each([
		['a raw result', result],
		['the envelope of a result', { status: 'completed', result }],
		['JSON text', JSON.stringify(result)],
		['a list of segments', result.transcript],
		['the segments of another speech service', { segments: result.transcript }],
		['the utterances of another speech service', { utterances: result.transcript }],
	])('is read from %s', (_form, value) => {
		expect(readTranscript(value).segments).toEqual(result.transcript);
	});

	it('has the names of the result’s speakers in its lines', () => {
		expect(readTranscript(result).lines.slice(0, 2)).toEqual([
			'Dana: Good morning.',
			'customer: My <line> is down & out --> again.',
		]);
	});

	it('is read from a simplified result in any format', () => {
		for (const { write } of Object.values(TRANSCRIPT_FORMATS)) {
			expect(
				readTranscript({ job_id: 'a', transcript: write(callOf(result)) }).segments,
			).toHaveLength(3);
		}
	});

	it('numbers speakers that a speech service calls by name', () => {
		const segment = (speaker: unknown) => ({ text: 'x', start: 0, end: 1, speaker });
		expect(said([segment('spk_b'), segment('spk_a'), segment('7'), segment(null)])).toEqual([
			[0, 'x'],
			[1, 'x'],
			[2, 'x'],
			[undefined, 'x'],
		]);
	});

	it('leaves out what the service does not take', () => {
		const list = [{ text: 'x', start: 0, end: 1, confidence: 0.9, speaker: 'A', words: 'none' }];
		expect(readTranscript(list).segments).toEqual([{ text: 'x', start: 0, end: 1, speaker: 0 }]);
	});

	it.each([
		['nothing', undefined, 'It is empty.'],
		['an empty text', ' \n ', 'It is empty.'],
		['an empty list', [], 'It is empty.'],
		['a number', 7, 'It is empty.'],
		['an object of something else', { id: 1 }, 'It has no segments.'],
		['a segment without text', [{ words: 'secret words', start: 0 }], 'Its segment 1 lacks'],
		['segments that are no speech', { segments: [{ id: 1 }] }, 'Its segment 1 lacks'],
		['a segment that is text', ['secret words'], 'Its segment 1 lacks'],
	])('cannot be read from %s, and the error says what can', (_what, value, message) => {
		expect(() => readTranscript(value)).toThrow(message);
		expect(() => readTranscript(value)).toThrow('Give text such as "Agent: Good morning"');
		expect(() => readTranscript(value)).not.toThrow('secret');
	});
});
