import { placeOf, emotionSpansOf, ticksOf } from '../../../../nodes/DescriptorAi/report/timeAxis';
import { clock } from '../../../../nodes/DescriptorAi/report/text';

const turn = (start: number | null, end: number | null, emotion: string | null) => ({
	text: '',
	speaker: null,
	start,
	end,
	emotion,
});

/** Utterances of one second each, one after the other. */
const many = (count: number, emotionOf: (index: number) => string | null) =>
	Array.from({ length: count }, (_, index) => turn(index, index + 1, emotionOf(index)));

describe('A lane of the time line', () => {
	it('shows each utterance of a short call', () => {
		const turns = [turn(1, 2, 'angry'), turn(2, 3, 'angry'), turn(5, 9, null)];
		expect(emotionSpansOf(turns, 8)).toEqual({
			spans: [
				{ start: 1, end: 2, emotion: 'angry' },
				{ start: 2, end: 3, emotion: 'angry' },
				{ start: 5, end: 8, emotion: null },
			],
			slotSeconds: null,
		});
	});

	it('copes with a faulty result in which everything goes on to the end of a long call', () => {
		const turns = Array.from({ length: 40_000 }, () => turn(0, 9, 'angry'));
		expect(emotionSpansOf(turns, 9).spans).toEqual([{ start: 0, end: 9, emotion: 'angry' }]);
	});

	it('leaves out what has no time, no length or comes after the end', () => {
		const turns = [
			turn(null, 2, 'fear'),
			turn(3, 3, 'fear'),
			turn(5, 4, 'fear'),
			turn(9, 10, 'fear'),
		];
		expect(emotionSpansOf(turns, 8).spans).toEqual([]);
	});

	it('sums up the utterances of a long call in slots, and like slots in one', () => {
		const turns = many(2000, (second) => (second < 1000 ? 'friendly' : 'angry'));
		expect(emotionSpansOf(turns, 2000)).toEqual({
			spans: [
				{ start: 0, end: 1000, emotion: 'friendly' },
				{ start: 1000, end: 2000, emotion: 'angry' },
			],
			slotSeconds: 10,
		});
	});

	it.each([
		[3, 'fear'],
		[2, 'neutral'],
	])('shows with %i seconds of fear in ten, the others neutral: %s', (seconds, expected) => {
		const turns = many(2000, (second) => (second % 10 < seconds ? 'fear' : 'neutral'));
		const { spans } = emotionSpansOf(turns, 2000);
		expect(spans).toEqual([{ start: 0, end: 2000, emotion: expected }]);
	});

	it('keeps silence free', () => {
		const turns = many(300, () => 'cheerful').map((each, index) =>
			index < 150 ? each : turn(index + 1700, index + 1701, 'cheerful'),
		);
		expect(emotionSpansOf(turns, 2000).spans).toEqual([
			{ start: 0, end: 150, emotion: 'cheerful' },
			{ start: 1850, end: 2000, emotion: 'cheerful' },
		]);
	});
});

describe('The time axis', () => {
	it.each([
		[0.4, '0:00'],
		[20, '0:00 0:05 0:10 0:15 0:20'],
		[104, '0:00 0:30 1:00 1:30'],
		[3 * 3600, '0:00 1:00:00 2:00:00 3:00:00'],
	])('of %d seconds has few and round times', (duration, expected) => {
		expect(ticksOf(duration).map(clock).join(' ')).toBe(expected);
	});

	it('does not show a second before it is over', () => {
		expect([7.99, 59.6, 3599.7].map(clock)).toEqual(['0:07', '0:59', '59:59']);
	});

	it('has never more than seven times, be the call a week long', () => {
		for (let duration = 1; duration < 7 * 24 * 3600; duration *= 1.3) {
			expect(ticksOf(duration).length).toBeLessThan(8);
		}
	});

	it('has no place outside of itself', () => {
		expect([placeOf(-5, 10), placeOf(2.5, 10), placeOf(50, 10), placeOf(1, 0)]).toEqual([
			'0%',
			'25%',
			'100%',
			'0%',
		]);
	});
});
