import { readTranscript } from '../../../../nodes/DescriptorAi/transcript';
import { lines, twoLines } from './reading';

describe('Text in an unsupported format is refused as', () => {
	const BASE64 = Buffer.from('Agent: Hello there\nCustomer: Oh hi\n'.repeat(20)).toString('base64');
	it.each([
		['HTML or XML', '<!DOCTYPE html>\n<html><body><p>Agent: secret</p></body></html>'],
		['HTML or XML', '<html lang="en">'],
		['HTML or XML', '<p>Agent: secret</p>\n<p>Customer: Oh hi</p>'],
		['HTML or XML', '<div class="x"><b>Agent:</b> secret</div>'],
		[
			'HTML or XML',
			'<?xml version="1.0"?>\n<tt><body><div><p begin="0s">secret</p></div></body></tt>',
		],
		['HTML or XML', '<tt xmlns="http://www.w3.org/ns/ttml">\n<body>'],
		['HTML or XML', '<transcript>\n<turn speaker="Agent">secret</turn>\n</transcript>'],
		['a table (CSV)', 'start,end,speaker,text\n0,1,Agent,secret'],
		['a table (CSV)', '"Start Time";"Speaker Name";"Text"\n"0:01";"Agent";"secret"'],
		['a table (CSV)', 'Speaker\tTranscript\nAgent\tsecret'],
		['a table (CSV)', '| Time | Speaker | Text |\n|---|---|---|\n| 0:01 | Agent | secret |'],
		['a table (CSV)', '"Agent","secret"\n"Customer","Oh, hi"'],
		['an RTF document', '{\\rtf1\\ansi\\deff0 Agent: secret\\par}'],
		['a PDF file', '%PDF-1.7\nsecret'],
		['a ZIP archive or an Office document such as DOCX', 'PK\u0003\u0004\u0014\0secret'],
		['an audio file', 'RIFF\u0024\u0008\0\0WAVEfmt secret'],
		['an audio file', 'ID3\u0003\0secret'],
		['a binary file', [...'Agent: secret'].join('\0')],
		['a file in base64', BASE64],
		['a file in base64', BASE64.replace(/.{76}/g, '$&\n')],
		['a file in base64', `data:text/plain;base64,${BASE64}`],
		['an ASS subtitle file', '[Script Info]\nTitle: secret'],
		['an ASS subtitle file', 'Dialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,secret'],
		['WebVTT without a cue', 'WEBVTT'],
		['WebVTT without a cue', 'WEBVTT\nKind: captions\n'],
		['only the word undefined, null or NaN', 'undefined'],
		['only the word undefined, null or NaN', 'null'],
		['incomplete or invalid JSON', '[{"text":"secret","start":0,"end":1},{"text":"Oh'],
		['incomplete or invalid JSON', '```json\n{"segments": [{"text": "secret"'],
		['incomplete or invalid JSON', '{"text":"secret"}\n{"text":"Oh'],
		['incomplete or invalid JSON', "[{'text': 'secret', 'start': 0.0}]"],
		['JSON Lines, but no line has a text', '{"secret":1}\n{"other":2}'],
		['only a URL', 'https://example.test/secret.vtt?x=1'],
		['[object Object]', '[object Object]'],
	])('%s', (name, text) => {
		for (const given of [text, `\uFEFF${text}\n`, { transcript: text }]) {
			expect(() => readTranscript(given)).toThrow(`It is ${name}`);
			expect(() => readTranscript(given)).not.toThrow('secret');
		}
	});

	it.each([
		'[Agent] Hello there\n[Customer] Oh hi',
		'<b>: hi',
		'{json}: hi',
		'[laughs] yes',
		'Name, time: nothing',
		'https://example.test is the address',
		'"Well", he said',
		'data: that is what I need',
		'Dialogue: hello',
		'WEBVTT: hi',
		'null and void',
	])('but not %j', (text) => {
		expect(readTranscript(text).segments.length).toBeGreaterThan(0);
	});
});
describe('An unsupported timestamp', () => {
	it.each([
		['10h05', '10h06', '99h99'],
		['[10h05]', '[10h06]', '99h99'],
		['10.00.01', '10.00.05', '99.99.99'],
		['99:99:99', '99:99:98', '99:99:99'],
		["05'12", "05'15", "99'99"],
		['20241125T100001', '20241125T100005', '99999999T999999'],
		['2024-11-25', '2024-11-25', '9999-99-99'],
		['T+00:00:05', 'T+00:00:07', '99:99:99'],
		['10-00-01', '10-00-05', '99-99-99'],
	])('such as %s is refused by its format', (first, second, notation) => {
		const message = `Most of its lines begin with a timestamp in an unsupported format: ${notation} (9 stands for any digit).`;
		expect(() => readTranscript(twoLines(first, second))).toThrow(message);
		expect(() => readTranscript(twoLines(first, second, '@\n$'))).toThrow(message);
		expect(() => readTranscript(twoLines(first, second, '@;$'))).toThrow(message);
		expect(() => readTranscript(twoLines(first, second))).not.toThrow('Hello');
	});

	it('is found beside a name, too', () => {
		expect(() => readTranscript('Agent 10h05: Hello\nCustomer 10h06: Hi')).toThrow('99h99');
		expect(() => readTranscript('Agent (10h05): Hello\nCustomer (10h06): Hi')).toThrow('99h99');
	});

	it.each([
		'10h05 is when I came\nAnd then\nso on',
		'020 7946 0958 is my number\n020 7946 0959 is yours',
		'12.50 for this\n13.50 for that',
		'1. First\n2. Second',
	])('is not found in %j', (text) => {
		expect(lines(text)).toEqual(text.split('\n'));
	});
});
describe('A transcript that cannot be read', () => {
	it.each([
		['nothing', undefined, 'It is empty.'],
		['an empty text', ' \n ', 'It is empty.'],
		['an empty list', [], 'It is empty.'],
		['a number', 7, 'It is empty.'],
		['an object of something else', { id: 1 }, 'It has no segments.'],
		['a segment without text', [{ words: 'secret words', start: 0 }], 'Its segment 1 has no text'],
		['segments of something else', { segments: [{ id: 1 }] }, 'Its segment 1 has no text'],
		['a segment that is text', ['secret words'], 'Its segment 1 has no text'],
	])('is %s: the error says what is supported', (_what, value, message) => {
		expect(() => readTranscript(value)).toThrow(message);
		expect(() => readTranscript(value)).toThrow(
			'Supported formats: text such as "Agent: Good morning"',
		);
		expect(() => readTranscript(value)).not.toThrow('secret');
	});
});
