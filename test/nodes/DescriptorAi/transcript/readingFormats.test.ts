import { readTranscript } from '../../../../nodes/DescriptorAi/transcript';

describe('Text in another format is refused by name:', () => {
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
		['a file as base64 text', BASE64],
		['a file as base64 text', BASE64.replace(/.{76}/g, '$&\n')],
		['a file as base64 text', `data:text/plain;base64,${BASE64}`],
		['an ASS subtitle file', '[Script Info]\nTitle: secret'],
		['an ASS subtitle file', 'Dialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,secret'],
		['WebVTT without a cue', 'WEBVTT'],
		['WebVTT without a cue', 'WEBVTT\nKind: captions\n'],
		['only the word for a value that is missing', 'undefined'],
		['only the word for a value that is missing', 'null'],
		['JSON that breaks off', '[{"text":"secret","start":0,"end":1},{"text":"Oh'],
		['JSON that breaks off', '```json\n{"segments": [{"text": "secret"'],
		['JSON that breaks off', '{"text":"secret"}\n{"text":"Oh'],
		['JSON that breaks off', "[{'text': 'secret', 'start': 0.0}]"],
		['one JSON object a line', '{"secret":1}\n{"other":2}'],
		['only an address', 'https://example.test/secret.vtt?x=1'],
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
			'in a fence behind a sentence',
			`Here it is:\n\`\`\`json\n${JSON.stringify(list)}\n\`\`\`\nBye`,
		],
		['behind a mark that is not seen', `\u200B${JSON.stringify(list)}`],
	])('is read %s', (_how, text) => {
		expect(readTranscript(text).segments).toEqual(list);
	});

	it.each(['<br>', '<br />', '\\n', '\\r\\n'])(
		'or other text may have %s for a line end',
		(end) => {
			expect(readTranscript(`Agent: Hello${end}Customer: Oh hi`).lines).toEqual([
				'Agent: Hello',
				'Customer: Oh hi',
			]);
			expect(readTranscript('Agent: in C:\\new').lines).toEqual(['Agent: in C:\\new']);
		},
	);

	it('is not needed in a fence', () => {
		expect(readTranscript('```\nAgent: Hello\nCustomer: Oh hi\n```').lines).toEqual([
			'Agent: Hello',
			'Customer: Oh hi',
		]);
	});
});
