import * as fc from 'fast-check';

import { groupCommit } from '../../../../nodes/DescriptorAi/trigger/groupCommit';
import { useClock } from '../../../../nodes/DescriptorAi/api';

/** Batches that the test ends by itself. */
function byHand() {
	const begun: number[][] = [];
	const ends: Array<() => void> = [];
	const join = groupCommit<number, string>(async (batch) => {
		begun.push(batch);
		await new Promise<void>((resolve) => ends.push(resolve));
		return batch.map((member) => `answer to ${member}`);
	});
	return { begun, ends, join };
}

/** Lets everything run that waits for nothing. */
const settle = async () => {
	for (let turn = 0; turn < 20; turn++) await Promise.resolve();
};

/** Pauses that the test ends by itself; the time stands still otherwise. */
function pausesByHand() {
	let now = 0;
	const pauses: Array<{ milliseconds: number; end: () => void }> = [];
	useClock({
		now: () => now,
		pause: async (milliseconds) =>
			await new Promise<void>((end) => pauses.push({ milliseconds, end })),
	});
	return { pauses, pass: (milliseconds: number) => (now += milliseconds) };
}

afterEach(() => {
	useClock();
	jest.restoreAllMocks();
});

describe('Members that come together', () => {
	it('are handled at once and alone if nobody is handled', async () => {
		const { begun, join } = byHand();
		void join('trigger', 1);
		expect(begun).toEqual([[1]]);
	});

	it('make the next batch if they come while others are handled', async () => {
		pausesByHand();
		const { begun, ends, join } = byHand();
		const answers = [1, 2, 3].map(async (member) => await join('trigger', member));
		expect(begun).toEqual([[1]]);
		ends[0]();
		await settle();
		expect(begun).toEqual([[1], [2, 3]]);
		ends[1]();
		expect(await Promise.all(answers)).toEqual(['answer to 1', 'answer to 2', 'answer to 3']);
	});

	it('gather for as long as the batch before took, so that batches do not follow each other closely', async () => {
		const { pauses, pass } = pausesByHand();
		const { begun, ends, join } = byHand();
		void join('trigger', 1);
		pass(300);
		ends[0]();
		await settle();
		expect(pauses.map(({ milliseconds }) => milliseconds)).toEqual([300]);
		void join('trigger', 2);
		void join('trigger', 3);
		expect(begun).toEqual([[1]]);
		pauses[0].end();
		await settle();
		expect(begun).toEqual([[1], [2, 3]]);
	});

	it('gather until a second has passed since the batch before began, and no longer', async () => {
		const { pauses, pass } = pausesByHand();
		const { ends, join } = byHand();
		void join('trigger', 1);
		pass(800);
		ends[0]();
		await settle();
		expect(pauses.map(({ milliseconds }) => milliseconds)).toEqual([200]);
	});

	it('are not held up by a batch that takes longer than a second', async () => {
		const late = new AbortController();
		jest.spyOn(AbortSignal, 'timeout').mockReturnValueOnce(late.signal);
		const { pass } = pausesByHand();
		const { begun, ends, join } = byHand();
		const slow = join('trigger', 1);
		const quick = join('trigger', 2);
		expect(begun).toEqual([[1]]);
		pass(1000);
		late.abort();
		await settle();
		expect(begun).toEqual([[1], [2]]);
		ends[1]();
		expect(await quick).toBe('answer to 2');
		ends[0]();
		expect(await slow).toBe('answer to 1');
	});

	it('are fifty at most, and do not gather if there are as many', async () => {
		const { pauses, pass } = pausesByHand();
		const { begun, ends, join } = byHand();
		for (let member = 0; member < 120; member++) void join('trigger', member);
		pass(300);
		for (let batch = 0; batch < 2; batch++) {
			ends[batch]();
			await settle();
		}
		expect(begun.map(({ length }) => length)).toEqual([1, 50, 50]);
		expect(pauses).toEqual([]);
		ends[2]();
		await settle();
		expect(begun.map(({ length }) => length)).toEqual([1, 50, 50, 19]);
	});

	it('do not wait for members of another group', async () => {
		const { begun, join } = byHand();
		void join('trigger', 1);
		void join('another trigger', 2);
		expect(begun).toEqual([[1], [2]]);
	});

	it('all get the fault of their batch, and the next batch is handled', async () => {
		let batches = 0;
		const join = groupCommit<number, number>(async (batch) => {
			batches += 1;
			if (batches === 2) throw new Error('No credential');
			return batch;
		});
		const answers = [1, 2, 3].map(async (member) => await join('trigger', member));
		expect((await Promise.allSettled(answers)).map(({ status }) => status)).toEqual([
			'fulfilled',
			'rejected',
			'rejected',
		]);
		expect(await join('trigger', 4)).toBe(4);
	});

	it('each get their own answer once and in order, however they come', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.array(fc.record({ group: fc.constantFrom('a', 'b'), turns: fc.nat(6) }), {
					maxLength: 150,
				}),
				fc.nat(8),
				async (arrivals, takes) => {
					const turn = async (turns: number) => {
						for (let i = 0; i < turns; i++) await Promise.resolve();
					};
					const handled: number[] = [];
					const join = groupCommit<number, number>(async (batch) => {
						expect(batch.length).toBeLessThanOrEqual(50);
						handled.push(...batch);
						await turn(takes);
						return batch.map((member) => member * 2);
					});
					const answers: Array<Promise<number>> = [];
					for (const [member, { group, turns }] of arrivals.entries()) {
						await turn(turns);
						answers.push(join(group, member));
					}
					expect(await Promise.all(answers)).toEqual(arrivals.map((_, member) => member * 2));
					for (const group of ['a', 'b']) {
						const own = handled.filter((member) => arrivals[member].group === group);
						expect(own).toEqual([...own].sort((a, b) => a - b));
					}
					expect(handled).toHaveLength(arrivals.length);
				},
			),
		);
	});
});
