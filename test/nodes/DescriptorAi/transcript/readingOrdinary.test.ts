import { readTranscript } from '../../../../nodes/DescriptorAi/transcript';

const said = (text: unknown) => readTranscript(text).lines;
const starts = (text: unknown) => readTranscript(text).segments.map(({ start }) => start);

describe('A range of hours that was said', () => {
	it.each<[string, string[]]>([
		[
			'Agent: Hello.\nCustomer: Hi, I moved it\n10:00 -> 12:00\nAgent: ok\nCustomer: bye',
			['Agent: Hello.', 'Customer: Hi, I moved it 10:00 -> 12:00', 'Agent: ok', 'Customer: bye'],
		],
		[
			'Agent: Our opening hours are\n9:00 - 17:00\nCustomer: Thank you.',
			['Agent: Our opening hours are 9:00 - 17:00', 'Customer: Thank you.'],
		],
		[
			'Agent: We open\n9:00 - 12:00\nand\n13:00 → 17:00\nCustomer: Oh.',
			['Agent: We open 9:00 - 12:00 and 13:00 → 17:00', 'Customer: Oh.'],
		],
		[
			'Support call\n10:02 AM - 10:31 AM\nAgent: Hello\nCustomer: Hi',
			['Support call', '10:02 AM - 10:31 AM', 'Agent: Hello', 'Customer: Hi'],
		],
		[
			'10:02 - 10:31\nAgent: Hello\nCustomer: Hi\nAgent: Bye',
			['10:02 - 10:31', 'Agent: Hello', 'Customer: Hi', 'Agent: Bye'],
		],
		[
			'Agent: Hello\nCustomer: Hi\n00:00:01 --> 00:00:02\nAgent: ok\nCustomer: bye',
			['Agent: Hello', 'Customer: Hi 00:00:01 --> 00:00:02', 'Agent: ok', 'Customer: bye'],
		],
	])('does not make subtitles of %j', (text, expected) => {
		expect(said(text)).toEqual(expected);
		expect(starts(text)[0]).toBe(0);
	});

	it('is not what subtitles begin with: a title before them is kept', () => {
		const text =
			'Call of Dana\n\n1\n00:00:03,000 --> 00:00:04,000\nAgent: Hello\n\n2\n00:00:05,000 --> 00:00:06,000\nCustomer: Hi';
		expect(said(text)).toEqual(['Call of Dana', 'Agent: Hello', 'Customer: Hi']);
		expect(starts(text)).toEqual([0, 3, 5]);
		expect(said('WEBVTT - Call\nKind: captions\n\n00:03.000 --> 00:04.000\nHello')).toEqual([
			'Hello',
		]);
	});
});

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
		['PK\tHello\nJM\tHi', ['PK: Hello', 'JM: Hi']],
		['ID3\tHello\nID4\tHi', ['ID3: Hello', 'ID4: Hi']],
		['2:1 odds I said.\n3:1 he said.', ['2:1 odds I said.', '3:1 he said.']],
		['16:9 is wide\n4:3 is not', ['16:9 is wide', '4:3 is not']],
	])('stays in %j', (text, expected) => {
		expect(said(text)).toEqual(expected);
		const { segments } = readTranscript(text);
		expect(segments.at(-1)?.end).toBeLessThan(60);
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
	])('is set apart in %j', (text, lines, times) => {
		expect(said(text)).toEqual(lines);
		expect(starts(text)).toEqual(times);
	});
});

describe('Whole numbers are seconds', () => {
	it.each<[string, object[]]>([
		[
			'without ends',
			[
				{ text: 'Yes', start: 0 },
				{ text: 'No', start: 45 },
				{ text: 'Bye', start: 100 },
			],
		],
		['in one segment', [{ text: 'Hi', start: 0, end: 60 }]],
		[
			'with holds',
			[
				{ text: 'Hello', start: 0, end: 2 },
				{ text: 'One moment', start: 2, end: 180 },
				{ text: 'Hello?', start: 200, end: 290 },
			],
		],
		[
			'with longer holds',
			[
				{ text: 'Hello', start: 0, end: 2 },
				{ text: 'One moment', start: 2, end: 1800 },
				{ text: 'Hello?', start: 1800, end: 2900 },
			],
		],
	])('%s', (_what, list) => {
		expect(readTranscript(list).segments).toMatchObject(list);
	});

	it('unless all would be far too slow', () => {
		const list = [
			{ text: 'Yes of course', start: 0, end: 1100 },
			{ text: 'No', start: 1200, end: 1500 },
		];
		expect(starts(list)).toEqual([0, 1.2]);
	});
});

describe('Brackets', () => {
	it.each<[string, string[]]>([
		[
			'[lacht] Guten Tag\n[Pause] Hallo\n[hustet] ja',
			['[lacht] Guten Tag', '[Pause] Hallo', '[hustet] ja'],
		],
		['[Agent] Hi\n[laughs] oh\n[Customer] Yes', ['Agent: Hi [laughs] oh', 'Customer: Yes']],
		['[laughs] Customer: ho\n[sighs] Agent: hi', ['Customer: [laughs] ho', 'Agent: [sighs] hi']],
		['[Agent] So: yes\n[Customer] So: no', ['Agent: So: yes', 'Customer: So: no']],
		[
			'[Agent] 2024-05-12 at 10:00\n[Customer] 10:30',
			['Agent: 2024-05-12 at 10:00', 'Customer: 10:30'],
		],
		['[Dana] Hi\n[Yoav] Hello\n[Dana] Bye', ['Dana: Hi', 'Yoav: Hello', 'Dana: Bye']],
		[
			'[Speaker:0] Hello\n[Speaker:1] Hi\n[Speaker:0] Bye',
			['Speaker:0: Hello', 'Speaker:1: Hi', 'Speaker:0: Bye'],
		],
		['[Agent: Jane] Hi\n[Customer: Bob] Hello', ['Agent: Jane: Hi', 'Customer: Bob: Hello']],
		[
			'1\n00:00:01,000 --> 00:00:02,000\n[laughs] Customer: ho\n\n2\n00:00:03,000 --> 00:00:04,000\n[sighs] Agent: hi\n',
			['Customer: [laughs] ho', 'Agent: [sighs] hi'],
		],
	])('are names, or sounds, in %j', (text, expected) => {
		expect(said(text)).toEqual(expected);
	});

	it.each(['[00 : 03]', '[٠٠:٠٣]', '[۰۰:۰۳]', '[०० : ०३]', '[00 : 00 : 03]'])(
		'are around the time %s',
		(time) => {
			expect(said(`${time} Agent: Hello\n${time} Customer: Hi`)).toEqual([
				'Agent: Hello',
				'Customer: Hi',
			]);
			expect(starts(`${time} Agent: Hello`)).toEqual([3]);
		},
	);
});

describe('A meeting', () => {
	it('of Google Meet has times above several utterances', () => {
		const text =
			'Transcript\n\n00:00:00\n\nJane Doe: Hello\nMark: Help at\n12:30\n\n00:05:02\n\nJane Doe: So\nMark: Yes';
		expect(said(text.replace('\n12:30', ''))).toEqual([
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
	])('has names alone behind the times in %j', (text) => {
		expect(said(text).slice(0, 2)).toEqual(['Jane Doe: Hello', 'Mark: Hi']);
		const [first, second] = starts(text);
		expect(Number(second) - Number(first)).toBe(4);
	});

	it.each([
		'[00:03] Hello\nthere\n[00:07] Fine\nthanks',
		'[00:03] Hello\n[00:07] Fine',
		'00:03 - Hello\nthere\n00:07 - Fine\nthanks',
		'[00:03] Hello\nthere\n[00:07] Hello\nthanks',
	])('has words behind the times in %j', (text) => {
		expect(readTranscript(text).segments[0].text).toMatch(/Hello$/);
	});

	it('of Zoom has the time behind a name in brackets', () => {
		const text = '[Jane Doe] 16:10:11\nHello everyone.\n\n[Mark] 16:10:14\nHi.';
		expect(said(text)).toEqual(['Jane Doe: Hello everyone.', 'Mark: Hi.']);
		expect(starts(text)).toEqual([0, 3]);
	});
});

describe('The speaker of a segment', () => {
	it.each<[string, object]>([
		['name before role', { name: '$', role: 'agent' }],
		['id before role', { participantId: '$', participantRole: 'agent' }],
		['sender', { sender: '$' }],
		['author', { author: '$' }],
		['user', { user: { id: 7, name: '$' } }],
		['from', { from: '$' }],
		['from beside a time', { from: '$', timestamp: '00:03' }],
		['words', { words: [{ text: 'x', start: 0.5, end: 1, speaker_id: '$' }] }],
	])('is told by %s', (_what, given) => {
		const list = ['Jane', 'Bob'].map((name) => ({
			text: 'x',
			...(JSON.parse(JSON.stringify(given).replace('$', name)) as object),
		}));
		expect(said(list)).toEqual(['Jane: x', 'Bob: x']);
	});

	it('of Amazon Connect is called by the role, unless several people have it', () => {
		const speakers = (...roles: string[]) =>
			said({
				Transcript: roles.map((ParticipantRole, id) => {
					return { Content: 'x', ParticipantId: `u${id}`, ParticipantRole };
				}),
			});
		expect(speakers('AGENT', 'CUSTOMER')).toEqual(['AGENT: x', 'CUSTOMER: x']);
		expect(speakers('AGENT', 'AGENT')).toEqual(['u0: x', 'u1: x']);
	});
});
