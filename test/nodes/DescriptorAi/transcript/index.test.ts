import { callOf } from '../../../../nodes/DescriptorAi/call/call';
import type { AnalysisResult } from '../../../../nodes/DescriptorAi/api/contract';
import { TRANSCRIPT_FORMATS } from '../../../../nodes/DescriptorAi/output/transcriptFormats';
import { readTranscript } from '../../../../nodes/DescriptorAi/transcript';
import { times, turns } from './reading';

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
		expect(turns(text)).toEqual([
			[0, 'Good morning.'],
			[1, 'Hello.'],
			[0, 'How can I help?'],
		]);
		expect(readTranscript(text).lines).toEqual(text.split('\n').filter(Boolean));
	});

	it('has estimated times if the text has none', () => {
		expect(times('Agent: One two three four five.\nCustomer: One.')).toEqual([
			[0, 2],
			[2, 2.4],
		]);
	});

	it('has the times before the lines, in brackets or not', () => {
		const text = '[00:05] Agent: Hello.\n1:02:03.5 - Customer: Yes';
		expect(turns(text)).toEqual([
			[0, 'Hello.'],
			[1, 'Yes'],
		]);
		expect(times(text)).toEqual([
			[5, 5.4],
			[3723.5, 3723.9],
		]);
	});

	it('can be Hebrew text', () => {
		expect(turns('נועה: שלום\nיואב: בוקר טוב')).toEqual([
			[0, 'שלום'],
			[1, 'בוקר טוב'],
		]);
	});

	it.each(['srt', 'vtt'] as const)('is the same after writing and reading %s', (format) => {
		const text = TRANSCRIPT_FORMATS[format].write(callOf(result));
		const arrow = format === 'srt' ? '->' : '-->';
		const expected = [
			[0, 'Good morning.'],
			[1, `My <line> is down & out ${arrow} again.`],
			[0, 'I see.'],
		];
		expect(turns(text)).toEqual(expected);
		expect(times(text)).toEqual([
			[0.5, 2],
			[2.5, 6],
			[3725.04, 3726],
		]);
		expect(readTranscript(text).lines[0]).toBe('Dana: Good morning.');
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

	it('has the names of the speakers in its lines', () => {
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

	it('numbers speakers that a speech service names', () => {
		const segment = (speaker: unknown) => ({ text: 'x', start: 0, end: 1, speaker });
		expect(turns([segment('spk_b'), segment('spk_a'), segment('7'), segment(null)])).toEqual([
			[0, 'x'],
			[1, 'x'],
			[2, 'x'],
			[undefined, 'x'],
		]);
	});

	it('omits fields that the service rejects', () => {
		const list = [{ text: 'x', start: 0, end: 1, confidence: 0.9, speaker: 'A', words: 'none' }];
		expect(readTranscript(list).segments).toEqual([{ text: 'x', start: 0, end: 1, speaker: 0 }]);
	});

	it('lacks speakers if several lines have none', () => {
		const lacks = (text: string) => readTranscript(text).lacksSpeakers;
		expect(lacks('a\nb\nc\nd')).toBe(true);
		expect(lacks('[00:01] a\n[00:02] b\n[00:03] c\n[00:04] d')).toBe(true);
		expect(lacks('a\nb\nc')).toBe(false);
		expect(lacks('a\nb\nc\nd\nAgent: e')).toBe(false);
	});
});

describe('JSON text', () => {
	const list = [
		{ text: 'Hello', start: 0, end: 1, speaker: 0 },
		{ text: 'Oh hi', start: 1, end: 2.5, speaker: 1 },
	];

	it.each([
		['in a fence', `\`\`\`json\n${JSON.stringify(list, null, 2)}\n\`\`\``],
		['in a fence without a language', `\`\`\`\n${JSON.stringify({ segments: list })}\n\`\`\`\n`],
		['one segment a line', list.map((one) => JSON.stringify(one)).join('\n')],
		[
			'one segment a line, with Windows line ends',
			`${list.map((one) => JSON.stringify(one)).join('\r\n\r\n')}\r\n`,
		],
		[
			'one segment a line in a fence',
			`\`\`\`jsonl\n${list.map((one) => JSON.stringify(one)).join('\n')}\n\`\`\``,
		],
		[
			'in a fence after a sentence',
			`Here it is:\n\`\`\`json\n${JSON.stringify(list)}\n\`\`\`\nBye`,
		],
		['after an invisible character', `\u200B${JSON.stringify(list)}`],
	])('is read %s', (_how, text) => {
		expect(readTranscript(text).segments).toEqual(list);
	});

	it.each(['<br>', '<br />', '\\n', '\\r\\n'])(
		'and other text may have %s for a line end',
		(end) => {
			expect(readTranscript(`Agent: Hello${end}Customer: Oh hi`).lines).toEqual([
				'Agent: Hello',
				'Customer: Oh hi',
			]);
			expect(readTranscript('Agent: in C:\\new').lines).toEqual(['Agent: in C:\\new']);
		},
	);

	it('is optional in a fence', () => {
		expect(readTranscript('```\nAgent: Hello\nCustomer: Oh hi\n```').lines).toEqual([
			'Agent: Hello',
			'Customer: Oh hi',
		]);
	});
});

describe('An object with a transcript', () => {
	const plain = [{ text: 'Hi.', start: 0, end: 1 }];
	const diarized = [{ text: 'Hi.', start: 0, end: 1, speaker: 1 }];

	it('is read from the list with speakers, otherwise from the first one with text', () => {
		const object = { transcript: plain, transcript_diarization: diarized };
		expect(readTranscript(object).segments).toEqual(diarized);
		expect(readTranscript({ transcript: [], segments: plain }).segments).toEqual(plain);
		expect(readTranscript({ transcript: [{ text: '' }], segments: plain }).segments).toEqual(plain);
	});

	it('is read from the next key if the first one is empty', () => {
		expect(readTranscript({ transcript: ' ', segments: plain }).segments).toEqual(plain);
		expect(readTranscript({ transcript: '', text: 'Agent: Hi' }).lines).toEqual(['Agent: Hi']);
	});

	it('has a language only in the spelling of Descriptor.AI', () => {
		const language = (value: unknown) => readTranscript(value).language;
		expect(language({ transcript: plain, language_code: 'he-IL' })).toBe('he-IL');
		expect(language({ result: { transcript: plain, language_code: 'he-IL' } })).toBe('he-IL');
		expect(language(JSON.stringify({ transcript: plain, language_code: 'it-IT' }))).toBe('it-IT');
		expect(language({ utterances: plain, language_code: 'en_us' })).toBeNull();
		expect(language({ transcript: plain })).toBeNull();
		expect(language('Agent: Hi')).toBeNull();
	});

	it('may be nested deeper than recursion allows', () => {
		const nested = (inner: string) => '{"result":'.repeat(20_000) + inner + '}'.repeat(20_000);
		expect(readTranscript(nested(JSON.stringify({ transcript: plain }))).segments).toEqual(plain);
		expect(() => readTranscript(nested('{"id":1}'))).toThrow('It has no segments.');
		expect(() => readTranscript(JSON.parse(nested('1')))).toThrow('It has no segments.');
	});
});
