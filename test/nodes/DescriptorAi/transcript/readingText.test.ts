import type { AnalysisResult } from '../../../../nodes/DescriptorAi/api/contract';
import { readTranscript } from '../../../../nodes/DescriptorAi/transcript';
import { callOf } from '../../../../nodes/DescriptorAi/call/call';
import { TRANSCRIPT_FORMATS } from '../../../../nodes/DescriptorAi/output/transcriptFormats';

const transcriptText = (result: AnalysisResult) => TRANSCRIPT_FORMATS.text.write(callOf(result));

/** Speaker and text of each line, as a person reads them. */
const said = (text: string) => readTranscript(text).lines;
const speakers = (text: string) => readTranscript(text).segments.map(({ speaker }) => speaker);
const starts = (text: string) => readTranscript(text).segments.map(({ start }) => start);

describe('The text of a simplified result', () => {
	const NAMES = [
		'Dana',
		'Anne Marie van der Berg of Accounts',
		'2nd line support',
		'7',
		'+44 20 7946 0958',
		'[Agent]',
		'(Bob)',
		'**Eve**',
		'- Mallory',
		'12:30',
		'Ext:12',
		'a:b',
		'Name that ends in a colon:',
		'客户：二',
		'Jane (0:05)',
		'Jane Doe 0:05',
		'2024-11-25',
		'http://x.test',
		'I said',
		'נועה',
		'x'.repeat(120),
		'<b>',
		'{json}',
		'WEBVTT',
	];
	const TEXTS = [
		'Good morning.',
		'So: here it is',
		'12:30 is fine',
		'[00:05] in brackets',
		'- dashed',
		'[laughs] yes',
		'meet me at 0:05',
		'https://x.test/a: b',
		'1',
		'ends with a colon:',
	];

	it.each(NAMES)('is read back with the same speakers and words where one is called %j', (name) => {
		for (const other of NAMES.filter((one) => one !== name)) {
			const transcript = [...TEXTS, ...[...TEXTS].reverse()].map((text, index) => ({
				text,
				start: index,
				end: index + 1,
				speaker: [0, 0, 1][index % 3],
			}));
			const call_data = {
				speakers: [
					{ id: '0', label: name, role: '' },
					{ id: '1', label: other, role: '' },
				],
			};
			const { segments } = readTranscript(transcriptText({ transcript, call_data }));
			expect(segments.map(({ text }) => text)).toEqual(transcript.map(({ text }) => text));
			const [first, second] = [segments[0].speaker, segments[2].speaker];
			expect(first).not.toBe(second);
			expect(segments.map(({ speaker }) => speaker)).toEqual(
				transcript.map(({ speaker }) => (speaker === 0 ? first : second)),
			);
		}
	});

	it('leaves utterances without words out', () => {
		const result: AnalysisResult = {
			transcript: [
				{ text: 'Hi.', start: 0, end: 1, speaker: 0 },
				{ text: ' ', start: 1, end: 2, speaker: 1 },
				{ text: 'Hello?', start: 2, end: 3, speaker: 0 },
			],
		};
		expect(transcriptText(result)).toBe('Speaker 0: Hi.\nSpeaker 0: Hello?');
		expect(transcriptText({ transcript: [{ text: '', start: 0, end: 1 }] })).toBeNull();
	});
});

describe('A name in a text', () => {
	it.each([
		'So here is it: I want my money back',
		'I said: no',
		'My question is: why?',
		'12:30 is fine',
		'http://descriptor.test is the address',
		'see you at 10:30\nyes\nsee you at 10:30',
		'I said: no\nMy question is: why?',
	])('is not made of the sentence %j', (text) => {
		expect(said(text)).toEqual(text.split('\n'));
		expect(new Set(speakers(text))).toEqual(new Set([undefined]));
	});

	it('is not made of a sentence that ends with a time after a gap', () => {
		const [segment] = readTranscript('see you at  10:30\nyes').segments;
		expect(segment.text).toBe('see you at  10:30');
	});

	it('is what stands at the beginning of two rows, whatever its form', () => {
		const text = 'my dear old aunt from Ulm: Hello\nyes\nmy dear old aunt from Ulm: Bye';
		expect(said(text)).toEqual([
			'my dear old aunt from Ulm: Hello yes',
			'my dear old aunt from Ulm: Bye',
		]);
	});

	it('is the same in any spelling, and shown as at first', () => {
		const text = 'Agent: a\nAGENT: b\nagent : c\nＡｇｅｎｔ：d\nZoë: e\nZoe\u0308: f\nＺoë: g';
		expect(speakers(text)).toEqual([0, 0, 0, 0, 1, 1, 1]);
		expect(said(text)[1]).toBe('Agent: b');
		expect(said(text)[6]).toBe('Zoë: g');
	});

	it('is not hidden by marks that are not seen, nor is a time', () => {
		const marks =
			'\u00AD\u200B\u200C\u200D\u200E\u200F\u202A\u202B\u202C\u202D\u202E\u2060\u2066\u2069\uFEFF\uFE0F';
		for (const mark of marks) {
			for (const text of [
				'@Agent: Hello there\n@Customer: Oh hi',
				'Agent@: Hello there\nCustomer@: Oh hi',
				'Ag@ent: Hello there\nCust@omer: Oh hi',
				'@[00:01]@ Agent: Hello there\n@[00:02]@ Customer: Oh hi',
				'[@00:01@] @Agent@: Hello there\n[@00:02@] @Customer@: Oh hi',
				'@00:01 Agent: Hello there\n00:@02@ Customer: Oh hi',
			]) {
				const marked = text.replaceAll('@', mark);
				expect([text, mark.charCodeAt(0), said(marked)]).toEqual([
					text,
					mark.charCodeAt(0),
					['Agent: Hello there', 'Customer: Oh hi'],
				]);
			}
		}
	});

	it('leaves what was said as it was, with all that belongs to its letters', () => {
		const texts = ['क्‍ष और क्‌ष', '👨‍👩‍👧 ❤️ 🏴󠁧󠁢󠁥󠁮󠁧󠁿', 'ｗｉｄｅ ½ …', 'me\u0301'];
		const rows = texts.map((text) => `Agent: ${text}`);
		expect(readTranscript(rows.join('\n')).segments.map(({ text }) => text)).toEqual(texts);
	});

	it('may be behind the number of a row', () => {
		const expected = ['Agent: Hello there', 'Customer: Oh hi'];
		expect(said('1. Agent: Hello there\n2. Customer: Oh hi')).toEqual(expected);
		expect(said('#1 Agent: Hello there\n#2 Customer: Oh hi')).toEqual(expected);
		expect(said('1) Agent: Hello there\n2) Customer: Oh hi')).toEqual(expected);
	});

	it('is missed where several rows have none', () => {
		const lacks = (text: string) => readTranscript(text).lacksSpeakers;
		expect(lacks('a\nb\nc\nd')).toBe(true);
		expect(lacks('[00:01] a\n[00:02] b\n[00:03] c\n[00:04] d')).toBe(true);
		expect(lacks('a\nb\nc')).toBe(false);
		expect(lacks('a\nb\nc\nd\nAgent: e')).toBe(false);
	});

	it('is what looks like one where most rows have a label', () => {
		expect(said('Dana: Hi\nYoav Levi: Hello\nand welcome')).toEqual([
			'Dana: Hi',
			'Yoav Levi: Hello and welcome',
		]);
		expect(speakers('Dana: Hi\nYoav Levi: Hello\nand welcome')).toEqual([0, 1]);
	});

	it.each(['Agent', 'customer', 'Speaker 2', 'SPEAKER_00', 'נציג', 'Cliente', 'Anrufer', 'ग्राहक'])(
		'is the usual word %s, also where it stands once',
		(role) => {
			const text = `First row\n${role}: hello`;
			expect(speakers(text)).toEqual([undefined, 0]);
			expect(said(text)).toEqual(text.split('\n'));
		},
	);

	it('is not guessed for a row that begins like a label, nor is the row given to who spoke before', () => {
		const text = 'Agent: Hi\nmy friend: hello there\nAgent: Oh';
		expect(speakers(text)).toEqual([0, undefined, 0]);
		expect(said(text)).toEqual(text.split('\n'));
	});

	it('is not a sound in brackets', () => {
		const text = 'Agent: Hi\n[laughs] oh\nCustomer: Yes\n[laughs] no\nAgent: Well';
		expect(said(text)).toEqual([
			'Agent: Hi [laughs] oh',
			'Customer: Yes [laughs] no',
			'Agent: Well',
		]);
	});
});

describe('A time in a text', () => {
	it('without brackets is a word unless most utterances have one', () => {
		expect(said('Agent: When?\nCustomer: At noon.\n12:30 is fine.\nAgent: Good.')).toEqual([
			'Agent: When?',
			'Customer: At noon. 12:30 is fine.',
			'Agent: Good.',
		]);
		expect(said('0:01 hello there\n0:05 oh hi\nand bye')).toEqual([
			'hello there',
			'oh hi',
			'and bye',
		]);
		expect(starts('0:01 hello there\n0:05 oh hi')).toEqual([1, 5]);
	});

	it('stays in what was said after a name', () => {
		expect(said('[00:01] Agent: 12:30 is fine\n[00:05] Customer: [00:09] no')).toEqual([
			'Agent: 12:30 is fine',
			'Customer: [00:09] no',
		]);
	});

	it('with a date counts from the first of them', () => {
		const text = '2024-11-25 23:59:58 Agent: Hi\n2024-11-26 00:00:03 Customer: Hello';
		expect(said(text)).toEqual(['Agent: Hi', 'Customer: Hello']);
		expect(starts(text)).toEqual([0, 5]);
	});
});

describe('Text in the form', () => {
	const FORMS: Array<[form: string, text: string, start?: number]> = [
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
	it.each(FORMS)('%s tells who said what', (_form, text, start = 0) => {
		expect(said(text)).toEqual(['Agent: Hello there', 'Customer: Oh hi']);
		expect(speakers(text)).toEqual([0, 1]);
		expect(starts(text)[0]).toBe(start);
	});

	it('of numbers keeps the numbers', () => {
		expect(speakers('1: Hi\n2: Hello\n1: How are you?\n2: Fine')).toEqual([1, 2, 1, 2]);
	});

	it('of Otter reads one name and time alone on a row', () => {
		expect(said('Jane Doe  0:05\nHi\nMy question is: why?')).toEqual([
			'Jane Doe: Hi',
			'Jane Doe: My question is: why?',
		]);
		expect(starts('Jane Doe  0:05\nHi')).toEqual([5]);
	});

	it('of Whisper reads both times', () => {
		const text = '[00:00:00.000 --> 00:00:07.500]   Hello.\n[00:00:08.000 --> 00:00:09.000]   Bye.';
		expect(readTranscript(text).segments).toEqual([
			{ text: 'Hello.', start: 0, end: 7.5 },
			{ text: 'Bye.', start: 8, end: 9 },
		]);
	});

	// Who compares each part with each other one does not come to an end.
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
		['marks', 'Agent', '\u200F'],
		['tabs', 'Agent', '\t'],
	])('of millions of characters is read: %s', (_what, before, repeated) => {
		// Each row takes longer than a character.
		const length = /^[\r\n]/.test(repeated) ? 1_000_000 : 5_000_000;
		const text = before + repeated.repeat(length / repeated.length) + 'end';
		expect(readTranscript(text).segments.length).toBeGreaterThan(0);
	});
});
