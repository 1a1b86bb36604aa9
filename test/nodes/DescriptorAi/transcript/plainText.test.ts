import { readTranscript } from '../../../../nodes/DescriptorAi/transcript';
import { lines, speakers, starts } from './reading';

describe('A time that was said', () => {
	it.each<[string, string[]]>([
		[
			'Agent: Your appointments are\n12.05.2024 12:00 Berlin\n13.05.2024 13:00 Hamburg\nCustomer: Good.',
			[
				'Agent: Your appointments are 12.05.2024 12:00 Berlin 13.05.2024 13:00 Hamburg',
				'Customer: Good.',
			],
		],
		[
			'Agent: You have\nMay 12, 2024 12:00 Berlin\nMay 13, 2024 13:00 Bonn\n2024-05-14 14:00 Ulm\nCustomer: Good.',
			[
				'Agent: You have May 12, 2024 12:00 Berlin May 13, 2024 13:00 Bonn 2024-05-14 14:00 Ulm',
				'Customer: Good.',
			],
		],
		[
			'Agent: It is on\n12.05.2024 12:00\nCustomer: Good.',
			['Agent: It is on 12.05.2024 12:00', 'Customer: Good.'],
		],
		[
			'Agent: How long?\n[5 minutes]\nCustomer: Good.',
			['Agent: How long? [5 minutes]', 'Customer: Good.'],
		],
		[
			'Agent: At\n[10:00 AM]\nor\n10:30 then\nCustomer: Good.',
			['Agent: At [10:00 AM] or 10:30 then', 'Customer: Good.'],
		],
		[
			'Agent: When?\n10:00:00\nCustomer: Or\n11:00:00\nAgent: Good.\nCustomer: Ok\nAgent: Bye',
			[
				'Agent: When? 10:00:00',
				'Customer: Or 11:00:00',
				'Agent: Good.',
				'Customer: Ok',
				'Agent: Bye',
			],
		],
		[
			'Agent: We have\n10:00 AM\n11:00 AM\n12:00 PM\nCustomer: 11:00 AM',
			['Agent: We have 10:00 AM 11:00 AM 12:00 PM', 'Customer: 11:00 AM'],
		],
		[
			'00:01 Agent: Wait\n[5 minutes]\n00:05 Customer: Until\n12.05.2024 12:00 in Ulm\n00:09 Agent: Yes',
			['Agent: Wait [5 minutes]', 'Customer: Until 12.05.2024 12:00 in Ulm', 'Agent: Yes'],
		],
		[
			'Dana:\nfrom 9:00 - 17:00\nYoav:\nWell\nDana:\nBye',
			['Dana: from 9:00 - 17:00', 'Yoav: Well', 'Dana: Bye'],
		],
		['2:1 odds I said.\n3:1 he said.', ['2:1 odds I said.', '3:1 he said.']],
		['16:9 is wide\n4:3 is not', ['16:9 is wide', '4:3 is not']],
		[
			'Agent: When?\nCustomer: At noon.\n12:30 is fine.\nAgent: Good.',
			['Agent: When?', 'Customer: At noon. 12:30 is fine.', 'Agent: Good.'],
		],
		[
			'[00:01] Agent: 12:30 is fine\n[00:05] Customer: [00:09] no',
			['Agent: 12:30 is fine', 'Customer: [00:09] no'],
		],
		['see you at  10:30\nyes', ['see you at 10:30', 'yes']],
	])('is kept in %j', (text, expected) => {
		const { segments, lines: read } = readTranscript(text);
		expect(read).toEqual(expected);
		expect(segments.at(-1)?.end).toBeLessThan(60);
	});

	it.each([
		'10 minutes please\n5 minutes ok\nAgent: so',
		'Agent: 10 minutes\nCustomer: 5 minutes',
		'1.5 million people\n2.5 million more',
		'May 5 is fine\nMarch 7 is better',
		'So I wait 10 minutes\nAnd then 20 minutes',
	])('is kept, and each line is an utterance, in %j', (text) => {
		expect(lines(text)).toEqual(text.split('\n'));
		expect(starts(text)[0]).toBe(0);
	});
});

describe('A time of another kind than most', () => {
	it.each<[string, string[], number[]]>([
		[
			'Weekly call\nJanuary 15, 2024, 10:00AM\nJane Doe   0:03\nHello everyone.\nMark   0:06\nHi.',
			['Weekly call', 'January 15, 2024, 10:00AM', 'Jane Doe: Hello everyone.', 'Mark: Hi.'],
			[0, 0.8, 3, 6],
		],
		[
			'[2024-01-15 10:00:00] Call started\n[00:00:03] Agent: Hello\n[00:00:06] Customer: Hi',
			['Call started', 'Agent: Hello', 'Customer: Hi'],
			[0, 3, 6],
		],
		[
			'[00:00:03] Agent: Hello\n[2024-01-15 10:00:00] Call moved\n[00:00:06] Customer: Hi',
			['Agent: Hello', 'Call moved', 'Customer: Hi'],
			[3, 3.4, 6],
		],
		[
			'0:03 Agent: When?\n0:06 Customer: Between\n10:00 AM and 12:00 PM.\n0:09 Agent: Ok',
			['Agent: When?', 'Customer: Between 10:00 AM and 12:00 PM.', 'Agent: Ok'],
			[3, 6, 9],
		],
		[
			'10:00:03 AM Agent: When?\n10:00:06 AM Customer: In\n10m 5s.\n10:00:09 AM Agent: Ok',
			['Agent: When?', 'Customer: In 10m 5s.', 'Agent: Ok'],
			[0, 3, 6],
		],
		[
			'2024-01-15 10:00:00 Agent: Hello\n10:00:03 Customer: Hi\n10:00:06 Agent: Ok',
			['Agent: Hello', 'Customer: Hi', 'Agent: Ok'],
			[0, 3, 6],
		],
	])('is ignored in %j', (text, expected, expectedStarts) => {
		expect(lines(text)).toEqual(expected);
		expect(starts(text)).toEqual(expectedStarts);
	});
});
describe('Text in the notation', () => {
	const NOTATIONS: Array<[notation: string, text: string, start?: number]> = [
		['[Agent]: x', '[Agent]: Hello there\n[Customer]: Oh hi'],
		['[Agent] x', '[Agent] Hello there\n[Customer] Oh hi'],
		['[00:00:01] [Agent] x', '[00:00:01] [Agent] Hello there\n[00:00:04] [Customer] Oh hi', 1],
		[
			'[00:01 - 00:05] Agent: x',
			'[00:01 - 00:05] Agent: Hello there\n[00:05 - 00:07] Customer: Oh hi',
			1,
		],
		['Agent (00:01): x', 'Agent (00:01): Hello there\nCustomer (00:04): Oh hi', 1],
		['Agent (00:01): above the text', 'Agent (00:01):\nHello there\n\nCustomer (00:04):\nOh hi', 1],
		['**Agent**: x', '**Agent**: Hello there\n\n**Customer**: Oh hi'],
		['**Agent:** x', '**Agent:** Hello there\n\n**Customer:** Oh hi'],
		['- Agent: x', '- Agent: Hello there\n- Customer: Oh hi'],
		['a label above the text', 'Agent:\nHello\nthere\n\nCustomer:\nOh hi'],
		['name and time above the text', 'Agent  0:01\nHello there\n\nCustomer  0:04\nOh hi', 1],
		['name and time above, one space', 'Agent 0:01\nHello there\n\nCustomer 0:04\nOh hi', 1],
		['a time above the text', '00:01\nAgent: Hello there\n00:04\nCustomer: Oh hi', 1],
		[
			'2024-11-25 10:00:01 Agent: x',
			'2024-11-25 10:00:01 Agent: Hello there\n2024-11-25 10:00:04 Customer: Oh hi',
		],
		['Agent:x', 'Agent:Hello there\nCustomer:Oh hi'],
		['full-width colon', 'Agent：Hello there\nCustomer：Oh hi'],
		['Agent : x', 'Agent : Hello there\nCustomer : Oh hi'],
		['carriage returns', 'Agent: Hello there\rCustomer: Oh hi'],
	];

	it.each(NOTATIONS)('%s has the speakers', (_notation, text, start = 0) => {
		expect(lines(text)).toEqual(['Agent: Hello there', 'Customer: Oh hi']);
		expect(speakers(text)).toEqual([0, 1]);
		expect(starts(text)[0]).toBe(start);
	});

	it.each<[string, string, string[], number[]]>([
		[
			'a continued line',
			'Agent: Please hold.\nI come back.',
			['Agent: Please hold. I come back.'],
			[0],
		],
		[
			'times, most lines',
			'0:01 hello there\n0:05 oh hi\nand bye',
			['hello there', 'oh hi', 'and bye'],
			[1, 5, 5.8],
		],
		[
			'a time before a name, although most lines have none',
			'0:05 Agent: Hello\nCustomer: Hi\nAgent: So\nCustomer: Yes',
			['Agent: Hello', 'Customer: Hi', 'Agent: So', 'Customer: Yes'],
			[5, 5.4, 5.8, 6.2],
		],
		[
			'Otter, with a single name and time',
			'Jane Doe  0:05\nHi\nMy question is: why?',
			['Jane Doe: Hi', 'Jane Doe: My question is: why?'],
			[5, 5.4],
		],
		[
			'Zoom, with the time after a name in brackets',
			'[Jane Doe] 16:10:11\nHello everyone.\n\n[Mark] 16:10:14\nHi.',
			['Jane Doe: Hello everyone.', 'Mark: Hi.'],
			[0, 3],
		],
	])('%s has speakers and times', (_notation, text, expected, expectedStarts) => {
		expect(lines(text)).toEqual(expected);
		expect(starts(text)).toEqual(expectedStarts);
	});

	it('of numbers for names keeps the numbers', () => {
		expect(speakers('1: Hi\n2: Hello\n1: How are you?\n2: Fine')).toEqual([1, 2, 1, 2]);
	});

	it('Whisper has both times', () => {
		const text = '[00:00:00.000 --> 00:00:07.500]   Hello.\n[00:00:08.000 --> 00:00:09.000]   Bye.';
		expect(readTranscript(text).segments).toEqual([
			{ text: 'Hello.', start: 0, end: 7.5 },
			{ text: 'Bye.', start: 8, end: 9 },
		]);
	});

	it('Google Meet has times above several utterances', () => {
		const text =
			'Transcript\n\n00:00:00\n\nJane Doe: Hello\nMark: Help at\n12:30\n\n00:05:02\n\nJane Doe: So\nMark: Yes';
		expect(lines(text.replace('\n12:30', ''))).toEqual([
			'Transcript',
			'Jane Doe: Hello',
			'Mark: Help at',
			'Jane Doe: So',
			'Mark: Yes',
		]);
		expect(starts(text.replace('\n12:30', ''))[3]).toBe(302);
	});

	it.each([
		'0:03 - Jane Doe (Acme)\nHello\n\n0:07 - Mark (Foo)\nHi',
		'0:03 | Jane Doe\nHello\n0:07 | Mark\nHi',
		'10:02:03 AM  Jane Doe\nHello\n10:02:07 AM  Mark\nHi',
		'[00:03] Jane Doe\nHello\n[00:07] Mark\nHi\n[00:09] Mark\nHi',
	])('%j has names alone after the times', (text) => {
		expect(lines(text).slice(0, 2)).toEqual(['Jane Doe: Hello', 'Mark: Hi']);
		const [first, second] = starts(text);
		expect(Number(second) - Number(first)).toBe(4);
	});

	it.each([
		'[00:03] Hello\nthere\n[00:07] Fine\nthanks',
		'[00:03] Hello\n[00:07] Fine',
		'00:03 - Hello\nthere\n00:07 - Fine\nthanks',
		'[00:03] Hello\nthere\n[00:07] Hello\nthanks',
	])('%j has no names after the times', (text) => {
		expect(readTranscript(text).segments[0].text).toMatch(/Hello$/);
	});

	it.each([
		['one row', 'Agent: ', 'x '],
		['a long label', 'x', 'y'],
		['spaces', 'Agent  ', ' '],
		['empty rows', 'Agent: hi', '\r'],
		['short rows', 'Agent: hi', '\nand so on'],
		['colons', 'a', ':'],
		['brackets', '[', '[00:'],
		['stars', '**', '*a'],
		['numbers', '', '12 '],
		['times', '', '[00:01]'],
		['dates', '', '1-1-24 '],
		['months', '', 'Nov 25 '],
		['units', '', '1h 2m '],
		['invisible characters', 'Agent', '\u200F'],
		['tabs', 'Agent', '\t'],
	])('of megabytes is read: %s', (_what, before, repeated) => {
		const text =
			before +
			repeated.repeat((/^[\r\n]/.test(repeated) ? 1_000_000 : 5_000_000) / repeated.length) +
			'end';
		expect(readTranscript(text).segments.length).toBeGreaterThan(0);
	});
});

describe('Times at the end of lines', () => {
	it.each([
		'Agent: Hello. [00:03]\nCustomer: Hi there. [00:06]\nAgent: Good. [00:09]',
		'Agent: Hello. (00:03)\nCustomer: Hi there. (00:06)\nAgent: Good. (00:09)',
		'Agent: Hello. #00:00:03-1#\nCustomer: Hi there. #00:00:06-4#\nAgent: Good. #00:00:09-0#',
	])('are times of the lines in %j', (text) => {
		const { segments } = readTranscript(text);
		expect(segments.map(({ text: said, start, speaker }) => [said, start, speaker])).toEqual([
			['Hello.', 3, 0],
			['Hi there.', 6, 1],
			['Good.', 9, 0],
		]);
	});

	it('were said if few lines have one', () => {
		const text = 'Agent: We open at (9:00)\nCustomer: Thank you.\nAgent: Good bye.';
		expect(readTranscript(text).segments[0].text).toBe('We open at (9:00)');
	});

	it('are beside names above the text', () => {
		const { segments } = readTranscript('Jane Doe (00:05)\nHello there.\nMark (00:09)\nHi, good.');
		expect(segments.map(({ text: said, start }) => [said, start])).toEqual([
			['Hello there.', 5],
			['Hi, good.', 9],
		]);
	});
});
