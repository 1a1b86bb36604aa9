import { readTranscript } from '../../../../nodes/DescriptorAi/transcript';

const lines = (text: string) => readTranscript(text).lines;
const starts = (text: string) => readTranscript(text).segments.map(({ start }) => start);

/** Two rows with a time before each, or wherever `@` stands. */
const rows = (first: string, second: string, form = '@ $') =>
	[
		['Agent: Hello there', first],
		['Customer: Oh hi', second],
	]
		.map(([said, time]) => form.replace('@', () => time).replace('$', () => said))
		.join('\n');

const EXPECTED = ['Agent: Hello there', 'Customer: Oh hi'];

describe('A time before a row', () => {
	/** The same five seconds, counted from the beginning of the call. */
	const ELAPSED: Array<[string, string]> = [
		['00:00:58', '00:01:03'],
		['0:58', '1:03'],
		['00:58.0', '01:03.0'],
		['00:58,000', '01:03,000'],
		['00:00:58:000', '00:01:03:000'],
		['00:00:58:00', '00:01:03:00'],
		['58s', '63s'],
		['58.0s', '1m3s'],
		['0m 58s', '1m 3s'],
		['00h00m58s', '00h01m03s'],
		['0h 0m 58s', '0h 1m 3s'],
		['०:५८', '१:०३'],
		['０：５８', '１：０３'],
	];
	/** The same five seconds by a clock, over midnight or noon where there is none that tells. */
	const CLOCKS: Array<[string, string]> = [
		['23:59:58', '00:00:03'],
		['12:59:58', '1:00:03'],
		['11:59:58', '12:00:03'],
		['10:00:01 AM', '10:00:06 AM'],
		['11:59:58 AM', '12:00:03 PM'],
		['11:59:58 p.m.', '12:00:03 a.m.'],
		['11:59:58 p. m.', '12:00:03 a. m.'],
		['12:59:58pm', '1:00:03pm'],
		['11:59:58\u202FPM', '12:00:03\u202FAM'],
		['10:00:01 Uhr', '10:00:06 Uhr'],
		['2024-11-25 10:00:01', '2024-11-25 10:00:06'],
		['2024-11-25T10:00:01.000Z', '2024-11-25T10:00:06.000Z'],
		['2024-11-25T10:00:01+02:00', '2024-11-25T10:00:06+02:00'],
		['2024-10-27T02:59:58+02:00', '2024-10-27T02:00:03+01:00'],
		['2024-11-25 10:00:01 UTC', '2024-11-25 10:00:06 UTC'],
		['2024-11-25 10:00:01 -0500', '2024-11-25 10:00:06 -0500'],
		['2024-11-25, 10:00:01', '2024-11-25, 10:00:06'],
		['2024-12-31 23:59:58', '2025-01-01 00:00:03'],
		['2024/11/25 10:00:01', '2024/11/25 10:00:06'],
		['25.11.2024 10:00:01', '25.11.2024 10:00:06'],
		['25. 11. 2024, 10:00:01', '25. 11. 2024, 10:00:06'],
		['11/25/2024 10:00:01 AM', '11/25/2024 10:00:06 AM'],
		['25/11/2024 10:00:01', '25/11/2024 10:00:06'],
		['25/11/24, 10:00:01', '25/11/24, 10:00:06'],
		['30/11/2024 23:59:58', '01/12/2024 00:00:03'],
		['11/30/2024 11:59:58 PM', '12/1/2024 12:00:03 AM'],
		['10/11/2024 23:59:58', '11/11/2024 00:00:03'],
		['11/10/2024 23:59:58', '11/11/2024 00:00:03'],
		['Nov 25, 2024 10:00:01', 'Nov 25, 2024 10:00:06'],
		['Nov 30, 2024, 11:59:58 PM', 'Dec 1, 2024, 12:00:03 AM'],
		['Monday, November 25, 2024 at 10:00:01 AM', 'Monday, November 25, 2024 at 10:00:06 AM'],
		['25 Nov 2024 10:00:01', '25 Nov 2024 10:00:06'],
		['25 Nov 10:00:01', '25 Nov 10:00:06'],
		['25. November 2024 10:00:01', '25. November 2024 10:00:06'],
		['30 novembre 2024 23:59:58', '1 décembre 2024 00:00:03'],
		['25 de noviembre de 2024 10:00:01', '25 de noviembre de 2024 10:00:06'],
		['10:00:01 25.11.2024', '10:00:06 25.11.2024'],
		['10:00:01 AM 11/25/2024', '10:00:06 AM 11/25/2024'],
		// A date that cannot be is another day all the same, and none is further than the next.
		['45.45.2024 23:59:58', '45.45.2024 00:00:03'],
		['2024-01-25 23:59:58', '2025-11-25 00:00:03'],
	];
	const FORMS = ['@ $', '[@] $', '(@) $', '[@]: $', '@ - $', '@: $', '@ | $', '- @ $', '@\t$'];
	const LISTS = ['1. @ $', '12) @ $', '#3 @ $', '[4] @ $', '> [@] $', '**[@]** $'];

	it.each(ELAPSED)('such as %s counts from the beginning', (first, second) => {
		for (const form of [...FORMS, ...LISTS]) {
			expect([form, lines(rows(first, second, form))]).toEqual([form, EXPECTED]);
			expect(starts(rows(first, second, form))).toEqual([58, 63]);
		}
	});

	it.each(CLOCKS)('such as %s, which is one of day, counts from the first', (first, second) => {
		for (const form of [...FORMS, ...LISTS]) {
			expect([form, lines(rows(first, second, form))]).toEqual([form, EXPECTED]);
			expect(starts(rows(first, second, form))).toEqual([0, 5]);
		}
	});

	it.each([
		'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec',
		'January February March April May June July August September October November December',
		'Januar Februar März April Mai Juni Juli August September Oktober November Dezember',
		'janvier février mars avril mai juin juillet août septembre octobre novembre décembre',
		'janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.',
		'gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre',
		'enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre',
	])('may have one of the months %s in its date', (months) => {
		for (const month of months.split(' ')) {
			for (const date of [`25 ${month} 2024`, `${month} 25, 2024`, `25. ${month}`]) {
				const text = rows(`${date} 10:00:01`, `${date} 10:00:06`);
				expect([text, lines(text), starts(text)]).toEqual([text, EXPECTED, [0, 5]]);
			}
		}
	});

	it('counts on the next day where the date is another one', () => {
		const day = 24 * 3600;
		expect(starts(rows('2024-11-25 10:00:00', '2024-11-26 11:00:00'))).toEqual([0, day + 3600]);
		expect(starts(rows('11/12/2024 10:00:00', '12/12/2024 11:00:00'))).toEqual([0, day + 3600]);
		const channels = '25 23:59:50|26 00:00:10|25 23:59:55|26 00:00:20'.split('|');
		const text = channels.map((time) => `2024-11-${time} Agent: Hi`).join('\n');
		expect(starts(text)).toEqual([0, 20, 5, 30]);
	});

	it('may stand beside the name, or on a row of its own', () => {
		const forms = [
			'Agent @: Hello there',
			'Agent [@]: Hello there',
			'Agent (@): Hello there',
			'Agent - @: Hello there',
			'Agent (@) Hello there',
			'[Agent] [@] Hello there',
			'[Agent @] Hello there',
			'**Agent** (@): Hello there',
			'**[@] Agent:** Hello there',
			'Agent: [@] Hello there',
			'Agent\t@\tHello there',
			'Agent  @\nHello there',
			'Agent | @\nHello there',
			'@\nAgent: Hello there',
		];
		for (const form of forms) {
			for (const [first, second] of [...ELAPSED, ...CLOCKS]) {
				const text = [
					form.replace('@', () => first),
					form
						.replace('@', () => second)
						.replace('Agent', 'Customer')
						.replace('Hello there', 'Oh hi'),
				].join('\n');
				const { segments } = readTranscript(text);
				expect([text, lines(text)]).toEqual([text, EXPECTED]);
				expect([text, Number(segments[1].start) - Number(segments[0].start)]).toEqual([text, 5]);
			}
		}
	});

	it.each(['-->', '->', '—>', '→', '--›', '–', '—', '-', 'to', '=>', '--&gt;', '...'])(
		'goes on until the one behind %s',
		(arrow) => {
			const text = rows(`0:01 ${arrow} 0:03`, `0:04 ${arrow} 0:05`);
			const times = readTranscript(text).segments.map(({ start, end }) => [start, end]);
			expect(lines(text)).toEqual(EXPECTED);
			expect(times).toEqual([
				[1, 3],
				[4, 5],
			]);
			const later = rows(`11:59:58 ${arrow} 12:00:01 PM`, `12:00:03 ${arrow} 12:00:04 PM`);
			expect(readTranscript(later).segments.map(({ start, end }) => [start, end])).toEqual([
				[0, 3],
				[5, 6],
			]);
		},
	);

	it('has hours and minutes where minutes and seconds could not be spoken', () => {
		const said = 'one two three four five six seven eight nine ten';
		const text = `10:05 Agent: ${said}\n10:05 Customer: ${said}\n10:06 Agent: Bye`;
		expect(starts(text)).toEqual([0, 0, 60]);
		expect(starts('10:05 Agent: Hello\n10:09 Customer: Oh hi')).toEqual([605, 609]);
	});

	it('does not count back where rows of one channel follow those of another', () => {
		expect(starts('10:00:09 AM Agent: a\n10:00:30 AM Agent: b\n10:00:01 AM Customer: c')).toEqual([
			8, 29, 0,
		]);
	});

	it('in front of a name tells a time, although most rows have none', () => {
		expect(lines('0:05 Agent: Hello\nCustomer: Hi\nAgent: So\nCustomer: Yes')[0]).toBe(
			'Agent: Hello',
		);
	});

	it.each([
		'10 minutes please\n5 minutes ok\nAgent: so',
		'Agent: 10 minutes\nCustomer: 5 minutes',
		'1.5 million people\n2.5 million more',
		'May 5 is fine\nMarch 7 is better',
		'So I wait 10 minutes\nAnd then 20 minutes',
	])('is not made of what is said in %j', (text) => {
		expect(lines(text)).toEqual(text.split('\n'));
		expect(starts(text)[0]).toBe(0);
	});
});

describe('A time in a form that is not read', () => {
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
	])('such as %s is told by its form', (first, second, form) => {
		const message = `Most of its rows begin with a time in a form that is not read, ${form} (9 stands for any digit).`;
		expect(() => readTranscript(rows(first, second))).toThrow(message);
		expect(() => readTranscript(rows(first, second, '@\n$'))).toThrow(message);
		expect(() => readTranscript(rows(first, second, '@;$'))).toThrow(message);
		expect(() => readTranscript(rows(first, second))).not.toThrow('Hello');
	});

	it('is told beside a name as well', () => {
		expect(() => readTranscript('Agent 10h05: Hello\nCustomer 10h06: Hi')).toThrow('99h99');
		expect(() => readTranscript('Agent (10h05): Hello\nCustomer (10h06): Hi')).toThrow('99h99');
	});

	it.each([
		'10h05 is when I came\nAnd then\nso on',
		'020 7946 0958 is my number\n020 7946 0959 is yours',
		'12.50 for this\n13.50 for that',
		'1. First\n2. Second',
	])('is not made of what is said in %j', (text) => {
		expect(lines(text)).toEqual(text.split('\n'));
	});
});

describe('Times at the end of rows', () => {
	it.each([
		'Agent: Hello. [00:03]\nCustomer: Hi there. [00:06]\nAgent: Good. [00:09]',
		'Agent: Hello. (00:03)\nCustomer: Hi there. (00:06)\nAgent: Good. (00:09)',
		'Agent: Hello. #00:00:03-1#\nCustomer: Hi there. #00:00:06-4#\nAgent: Good. #00:00:09-0#',
	])('are no speech: %j', (text) => {
		const { segments } = readTranscript(text);
		expect(segments.map(({ text: said, start, speaker }) => [said, start, speaker])).toEqual([
			['Hello.', 3, 0],
			['Hi there.', 6, 1],
			['Good.', 9, 0],
		]);
	});

	it('stay where few rows have one', () => {
		const text = 'Agent: We open at (9:00)\nCustomer: Thank you.\nAgent: Good bye.';
		expect(readTranscript(text).segments[0].text).toBe('We open at (9:00)');
	});

	it('stay with names that stand above what was said', () => {
		const { segments } = readTranscript('Jane Doe (00:05)\nHello there.\nMark (00:09)\nHi, good.');
		expect(segments.map(({ text: said, start }) => [said, start])).toEqual([
			['Hello there.', 5],
			['Hi, good.', 9],
		]);
	});
});
