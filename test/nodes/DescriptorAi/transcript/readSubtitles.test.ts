import { lines, speakers, starts, times } from './reading';

const SRT =
	'1\n00:00:01,000 --> 00:00:02,000\nAgent: Hello\nthere\n\n2\n00:00:03,000 --> 00:00:04,000\nCustomer: Oh hi\n';

describe('Subtitles', () => {
	it.each([
		['as they should be', SRT],
		['without empty rows between the cues', SRT.replaceAll('\n\n', '\n')],
		['with empty rows that hold spaces', SRT.replaceAll('\n\n', '\n  \n')],
		['with an empty row after the timings', SRT.replace(/(-->.*\n)/g, '$1\n')],
		['with an empty row after every row', SRT.replaceAll('\n', '\n\n')],
		['with two carriage returns before each line feed', SRT.replaceAll('\n', '\r\r\n')],
		['with Windows line ends', SRT.replaceAll('\n', '\r\n')],
		['with carriage returns only', SRT.replaceAll('\n', '\r')],
		['without spaces around the arrow', SRT.replaceAll(' --> ', '-->')],
		['with a byte order mark', `\uFEFF${SRT}`],
		['with points and colons before the milliseconds', SRT.replaceAll(',', '.')],
		['with colons before the milliseconds', SRT.replaceAll(',', ':')],
		['without milliseconds', SRT.replaceAll(',000', '')],
		['without hours', SRT.replace(/00:(?=\d\d:\d\d,)/g, '')],
		['with spaces among the numbers', SRT.replace(/(?<=\d)[:,](?=\d)/g, '$& ')],
		['with spaces on both sides of the colons', SRT.replace(/(?<=\d):(?=\d)/g, ' : ')],
		['with numbers as in a list', SRT.replace(/^(\d)$/gm, '#$1.')],
		['with direction marks', SRT.replace(/^/gm, '\u200E')],
		['with coordinates', SRT.replace(/-->.*/g, '$& X1:100 X2:200 Y1:1 Y2:2')],
		...['->', '—>', '→', '--›', '=>', '--&gt;', '–>', '»'].map((arrow) => [
			`with the arrow ${arrow}`,
			SRT.replaceAll('-->', arrow),
		]),
		...['-', '–', '—', 'to'].map((sign) => [
			`with ${sign} for an arrow`,
			SRT.replaceAll('-->', sign),
		]),
		[
			'as YouTube writes them',
			SRT.replace(/^\d\n/gm, '')
				.replace(/(,000) --> /g, '.000,')
				.replace(/,000$/gm, '.000'),
		],
		['without numbers', SRT.replace(/^\d\n/gm, '')],
		['as WebVTT', `WEBVTT\n\n${SRT.replaceAll(',', '.')}`],
		[
			'with settings, identifiers, notes, regions and styles',
			'WEBVTT call\nKind: captions\n\nREGION\nid:a\n\nSTYLE\n::cue {\n  color: red;\n}\n\nintro\n00:01.000 --> 00:02.000 align:start\n<c.loud>Agent: Hello</c>\nthere\n\nNOTE\nnot\nsaid\n\nsecond one\n00:03.000 --> 00:04.000\nCustomer: <i>Oh</i> hi',
		],
	])('are read %s', (_how, text) => {
		expect(lines(text)).toEqual(['Agent: Hello there', 'Customer: Oh hi']);
		expect(times(text)).toEqual([
			[1, 2],
			[3, 4],
		]);
	});

	it('count from the first cue if they have times of day', () => {
		const text = SRT.replaceAll('00:00:01', '23:59:58')
			.replaceAll('00:00:02', '23:59:59')
			.replaceAll('00:00:03', '00:00:00');
		expect(times(text).map(([start]) => start)).toEqual([0, 2]);
	});

	it('keep a range of hours that was said', () => {
		const text = SRT.replace('there', '10:00 - 12:30');
		expect(lines(text)).toEqual(['Agent: Hello 10:00 - 12:30', 'Customer: Oh hi']);
	});

	it('keep a number that was said', () => {
		expect(lines(SRT.replace('Customer: Oh hi', '42'))).toEqual([
			'Agent: Hello there',
			'Agent: 42',
		]);
		expect(lines('00:01.000 --> 00:02.000\n41\n\n00:03.000 --> 00:04.000\n42')).toEqual([
			'41',
			'42',
		]);
	});

	it('give each voice of a cue its own utterance and its share of the time', () => {
		const text =
			'WEBVTT\n\n00:00.000 --> 00:10.000\n<v Dana>Hello</v>\n<v.loud Yoav Levi>How are you all</v>';
		expect(lines(text)).toEqual(['Dana: Hello', 'Yoav Levi: How are you all']);
		expect(times(text)).toEqual([
			[0, 2.5],
			[2.5, 10],
		]);
	});

	it('give each line with a dash its own utterance, without a speaker', () => {
		const text =
			'1\n00:00:00,000 --> 00:00:02,000\nAgent: Yes?\n\n2\n00:00:02,000 --> 00:00:04,000\n- Hello\n- Howdy\n\n3\n00:00:04,000 --> 00:00:06,000\nBye';
		expect(lines(text)).toEqual(['Agent: Yes?', 'Hello', 'Howdy', 'Bye']);
		expect(times(text).slice(1, 3)).toEqual([
			[2, 3],
			[3, 4],
		]);
	});

	it('give each name of a cue its own utterance', () => {
		const text = '1\n00:00:00,000 --> 00:00:04,000\n- Agent: Hello\n- Customer: Howdy';
		expect(lines(text)).toEqual(['Agent: Hello', 'Customer: Howdy']);
	});

	it('keep a label, or a name with a time, that nothing follows in the cue', () => {
		const cues = ['Agent: Hello.', 'Options:', 'Customer: Oh.', 'Tomorrow  10:30', 'Agent:\nFine.'];
		const text = cues.map((cue, index) => `00:0${index}.000 --> 00:0${index + 1}.000\n${cue}\n`);
		expect(lines(text.join('\n'))).toEqual([
			'Agent: Hello.',
			'Agent: Options:',
			'Customer: Oh.',
			'Customer: Tomorrow 10:30',
			'Agent: Fine.',
		]);
	});

	it('do not take a sentence for a speaker', () => {
		const cues = ['Agent: Hello.', 'I said: no', 'My question is: why?', 'Agent: Oh.', 'Well.'];
		const text = cues.map((cue, index) => `00:0${index}.000 --> 00:0${index + 1}.000\n${cue}\n`);
		expect(speakers(text.join('\n'))).toEqual([0, 0, 0, 0, 0]);
		expect(lines(text.join('\n'))[1]).toBe('Agent: I said: no');
	});

	it.each([
		['styles that do not end', '<b '],
		['voices that do not end', '<v '],
		['spaces in a voice', ' '],
		['brackets', '<'],
		['times in brackets', '<00:'],
		['braces', '{\\'],
		['carriage returns', '\r'],
		['arrows', '-->'],
		['rows', '\nand so on'],
	])('of megabytes are read: %s', (_what, repeated) => {
		const timing = '00:01.000 --> 00:02.000\n';
		const text = `${timing}<v ${repeated.repeat((repeated.startsWith('\n') ? 1_000_000 : 5_000_000) / repeated.length)}\n${timing}end`;
		expect(lines(text).at(-1)).toContain('end');
	});
});
describe('A time range that was said', () => {
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
	])('is kept in %j', (text, expected) => {
		expect(lines(text)).toEqual(expected);
		expect(starts(text)[0]).toBe(0);
	});

	it('is not a cue, but a title before the first cue is', () => {
		const text =
			'Call of Dana\n\n1\n00:00:03,000 --> 00:00:04,000\nAgent: Hello\n\n2\n00:00:05,000 --> 00:00:06,000\nCustomer: Hi';
		expect(lines(text)).toEqual(['Call of Dana', 'Agent: Hello', 'Customer: Hi']);
		expect(starts(text)).toEqual([0, 3, 5]);
		expect(lines('WEBVTT - Call\nKind: captions\n\n00:03.000 --> 00:04.000\nHello')).toEqual([
			'Hello',
		]);
	});
});
