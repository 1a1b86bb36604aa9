import { readTranscript } from '../../../../nodes/DescriptorAi/transcript';
import { lines, starts, twoLines, TWO_LINES } from './reading';

describe('A timestamp', () => {
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
	const NOTATIONS = ['@ $', '[@] $', '(@) $', '[@]: $', '@ - $', '@: $', '@ | $', '- @ $', '@\t$'];
	const LISTS = ['1. @ $', '12) @ $', '#3 @ $', '[4] @ $', '> [@] $', '**[@]** $'];

	it.each(ELAPSED)('such as %s counts from the start', (first, second) => {
		for (const notation of [...NOTATIONS, ...LISTS]) {
			expect([notation, lines(twoLines(first, second, notation))]).toEqual([notation, TWO_LINES]);
			expect(starts(twoLines(first, second, notation))).toEqual([58, 63]);
		}
	});

	it.each(CLOCKS)('such as %s is a time of day and counts from the first one', (first, second) => {
		for (const notation of [...NOTATIONS, ...LISTS]) {
			expect([notation, lines(twoLines(first, second, notation))]).toEqual([notation, TWO_LINES]);
			expect(starts(twoLines(first, second, notation))).toEqual([0, 5]);
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
	])('can have one of the months %s in its date', (months) => {
		for (const month of months.split(' ')) {
			for (const date of [`25 ${month} 2024`, `${month} 25, 2024`, `25. ${month}`]) {
				const text = twoLines(`${date} 10:00:01`, `${date} 10:00:06`);
				expect([text, lines(text), starts(text)]).toEqual([text, TWO_LINES, [0, 5]]);
			}
		}
	});

	it('counts on the next day if its date is another one', () => {
		const day = 24 * 3600;
		expect(starts(twoLines('2024-11-25 10:00:00', '2024-11-26 11:00:00'))).toEqual([0, day + 3600]);
		expect(starts(twoLines('11/12/2024 10:00:00', '12/12/2024 11:00:00'))).toEqual([0, day + 3600]);
		const channels = '25 23:59:50|26 00:00:10|25 23:59:55|26 00:00:20'.split('|');
		const text = channels.map((time) => `2024-11-${time} Agent: Hi`).join('\n');
		expect(starts(text)).toEqual([0, 20, 5, 30]);
	});

	it('can be beside the name, or on a line of its own', () => {
		const notations = [
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
		for (const notation of notations) {
			for (const [first, second] of [...ELAPSED, ...CLOCKS]) {
				const text = [
					notation.replace('@', () => first),
					notation
						.replace('@', () => second)
						.replace('Agent', 'Customer')
						.replace('Hello there', 'Oh hi'),
				].join('\n');
				const { segments } = readTranscript(text);
				expect([text, lines(text)]).toEqual([text, TWO_LINES]);
				expect([text, Number(segments[1].start) - Number(segments[0].start)]).toEqual([text, 5]);
			}
		}
	});

	it.each(['[00 : 03]', '[٠٠:٠٣]', '[۰۰:۰۳]', '[०० : ०३]', '[00 : 00 : 03]'])(
		'can have brackets, other digits and spaces: %s',
		(time) => {
			expect(lines(`${time} Agent: Hello\n${time} Customer: Hi`)).toEqual([
				'Agent: Hello',
				'Customer: Hi',
			]);
			expect(starts(`${time} Agent: Hello`)).toEqual([3]);
		},
	);

	it.each(['-->', '->', '—>', '→', '--›', '–', '—', '-', 'to', '=>', '--&gt;', '...'])(
		'ends at the one after %s',
		(arrow) => {
			const text = twoLines(`0:01 ${arrow} 0:03`, `0:04 ${arrow} 0:05`);
			const times = readTranscript(text).segments.map(({ start, end }) => [start, end]);
			expect(lines(text)).toEqual(TWO_LINES);
			expect(times).toEqual([
				[1, 3],
				[4, 5],
			]);
			const later = twoLines(`11:59:58 ${arrow} 12:00:01 PM`, `12:00:03 ${arrow} 12:00:04 PM`);
			expect(readTranscript(later).segments.map(({ start, end }) => [start, end])).toEqual([
				[0, 3],
				[5, 6],
			]);
		},
	);

	it('has hours and minutes if nobody could speak as fast', () => {
		const said = 'one two three four five six seven eight nine ten';
		const text = `10:05 Agent: ${said}\n10:05 Customer: ${said}\n10:06 Agent: Bye`;
		expect(starts(text)).toEqual([0, 0, 60]);
		expect(starts('10:05 Agent: Hello\n10:09 Customer: Oh hi')).toEqual([605, 609]);
	});

	it('counts from the earliest one if the channels follow each other', () => {
		expect(starts('10:00:09 AM Agent: a\n10:00:30 AM Agent: b\n10:00:01 AM Customer: c')).toEqual([
			8, 29, 0,
		]);
	});
});
