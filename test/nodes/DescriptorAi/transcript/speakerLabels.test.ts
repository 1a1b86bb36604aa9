import type { AnalysisResult } from '../../../../nodes/DescriptorAi/api';
import { callOf } from '../../../../nodes/DescriptorAi/call/call';
import { TRANSCRIPT_FORMATS } from '../../../../nodes/DescriptorAi/output/transcriptFormats';
import { readTranscript } from '../../../../nodes/DescriptorAi/transcript';
import { lines, speakers } from './reading';

const transcriptText = (result: AnalysisResult) => TRANSCRIPT_FORMATS.text.write(callOf(result));

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

	it.each(NAMES)('has the same speakers and words after reading if one is called %j', (name) => {
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
});

describe('A name', () => {
	it.each([
		'So here is it: I want my money back',
		'I said: no',
		'My question is: why?',
		'12:30 is fine',
		'At 10:30: that is when we open',
		'What she told me in the end was this: no',
		'http://descriptor.test is the address',
		'see you at 10:30\nyes\nsee you at 10:30',
		'I said: no\nMy question is: why?',
	])('is not part of the sentence %j', (text) => {
		expect(lines(text)).toEqual(text.split('\n'));
		expect(new Set(speakers(text))).toEqual(new Set([undefined]));
	});

	it.each<[string, string, string[]]>([
		[
			'that begins two lines, in any notation',
			'my dear old aunt from Ulm: Hello\nyes\nmy dear old aunt from Ulm: Bye',
			['my dear old aunt from Ulm: Hello yes', 'my dear old aunt from Ulm: Bye'],
		],
		[
			'that looks like one, if most lines have a label',
			'Dana: Hi\nYoav Levi: Hello\nand welcome',
			['Dana: Hi', 'Yoav Levi: Hello and welcome'],
		],
		[
			'in any spelling, shown as spelled first',
			'Agent: a\nAGENT: b\nagent : c\nＡｇｅｎｔ：d\nZoë: e\nZoe\u0308: f\nＺoë: g',
			['Agent: a', 'Agent: b', 'Agent: c', 'Agent: d', 'Zoë: e', 'Zoë: f', 'Zoë: g'],
		],
		['after 1.', '1. Agent: a\n2. Customer: b', ['Agent: a', 'Customer: b']],
		['after 1)', '1) Agent: a\n2) Customer: b', ['Agent: a', 'Customer: b']],
		['after #1', '#1 Agent: a\n#2 Customer: b', ['Agent: a', 'Customer: b']],
		['before a tab', 'PK\tHello\nJM\tHi', ['PK: Hello', 'JM: Hi']],
		['with a digit before a tab', 'ID3\tHello\nID4\tHi', ['ID3: Hello', 'ID4: Hi']],
	])('is one %s', (_what, text, expected) => {
		expect(lines(text)).toEqual(expected);
	});

	it.each(['Agent', 'customer', 'Speaker 2', 'SPEAKER_00', 'נציג', 'Cliente', 'Anrufer', 'ग्राहक'])(
		'is the usual word %s, even if it occurs once',
		(role) => {
			const text = `First row\n${role}: hello`;
			expect(speakers(text)).toEqual([undefined, 0]);
			expect(lines(text)).toEqual(text.split('\n'));
		},
	);

	it('is not guessed for a line that begins like a label, and the line is not given to the speaker before it', () => {
		const text = 'Agent: Hi\nmy friend: hello there\nAgent: Oh';
		expect(speakers(text)).toEqual([0, undefined, 0]);
		expect(lines(text)).toEqual(text.split('\n'));
	});

	it('is found among invisible characters, and so is a time', () => {
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
				expect([text, mark.charCodeAt(0), lines(marked)]).toEqual([
					text,
					mark.charCodeAt(0),
					['Agent: Hello there', 'Customer: Oh hi'],
				]);
			}
		}
	});

	it('is followed by unchanged text, including joiners and variation selectors', () => {
		const texts = ['क्‍ष और क्‌ष', '👨‍👩‍👧 ❤️ 🏴󠁧󠁢󠁥󠁮󠁧󠁿', 'ｗｉｄｅ ½ …', 'me\u0301'];
		const rows = texts.map((text) => `Agent: ${text}`);
		expect(readTranscript(rows.join('\n')).segments.map(({ text }) => text)).toEqual(texts);
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
		[
			'Agent: Hi\n[laughs] oh\nCustomer: Yes\n[laughs] no\nAgent: Well',
			['Agent: Hi [laughs] oh', 'Customer: Yes [laughs] no', 'Agent: Well'],
		],
	])('are around names or sounds in %j', (text, expected) => {
		expect(lines(text)).toEqual(expected);
	});
});
