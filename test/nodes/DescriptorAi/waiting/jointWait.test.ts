import fc from 'fast-check';

import { clock } from '../../../../nodes/DescriptorAi/api';
import { JointWait } from '../../../../nodes/DescriptorAi/waiting/jointWait';
import { pollUntil } from '../../../../nodes/DescriptorAi/waiting/polling';
import { skipPauses } from '../../../support/clock';

const TIMES = { interval: 10, maxWait: 3_600 };

interface Waited {
	/** Whether each item was ready in the end. */
	ready: boolean[];
	/** How often each item was requested. */
	requests: number[];
	/** Seconds from the time at which the last result was ready until all were there. */
	lag: number;
	pauses: number[];
}

/** Waits together for results that are ready after so many seconds, on a clock of its own. */
async function waitFor(
	seconds: number[],
	{ interval, maxWait } = TIMES,
	signal = new AbortController().signal,
): Promise<Waited> {
	const pauses = skipPauses();
	const began = clock.now();
	const wait = new JointWait();
	const requests = seconds.map(() => 0);
	for (const itemIndex of seconds.keys()) wait.join(itemIndex);
	const ready = await Promise.all(
		seconds.map(async (after, itemIndex) => {
			const poll = async () => {
				requests[itemIndex] += 1;
				return await Promise.resolve(clock.now() - began >= after * 1000);
			};
			const pause = async (_answer: boolean, deadline: number) =>
				await wait.pause({
					itemIndex,
					interval: interval * 1000,
					deadline,
					signal,
					onPause: () => {},
				});
			return await pollUntil(poll, Boolean, { interval, maxWait }, signal, pause).finally(() =>
				wait.leave(itemIndex),
			);
		}),
	);
	const lag = (clock.now() - began) / 1000 - Math.max(...seconds);
	return { ready, requests, lag, pauses };
}

const sum = (numbers: number[]) => numbers.reduce((total, one) => total + one, 0);
/** Requests for a recording, on average. */
const each = ({ requests }: Waited) => sum(requests) / requests.length;
const inOrder = (durations: number[]) =>
	durations.map((_, item) => sum(durations.slice(0, item + 1)));
/** Durations from 5 to 25 seconds, equally spread, in an order that is no order. */
const mixed = (count: number) =>
	Array.from({ length: count }, (_, item) => 5 + (20 * ((item * 37) % count)) / count);

describe('A joint wait', () => {
	it('finds the result of a recording of 5 to 25 seconds two seconds after it is ready', async () => {
		const lags: number[] = [];
		const requests: number[] = [];
		for (let seconds = 5; seconds <= 25; seconds += 0.1) {
			const waited = await waitFor([seconds]);
			lags.push(waited.lag);
			requests.push(each(waited));
		}
		lags.sort((a, b) => a - b);
		expect(lags[Math.floor(lags.length / 2)]).toBeLessThanOrEqual(2.05);
		expect(Math.max(...lags)).toBeLessThan(4.5);
		expect(sum(requests) / requests.length).toBeLessThan(5.5);
	});

	it.each([3, 8, 60, 300])('takes at most four requests a recording, of %i', async (count) => {
		const atOnce = await waitFor(mixed(count));
		expect(atOnce.ready).not.toContain(false);
		expect(each(atOnce)).toBeLessThanOrEqual(4);
	});

	it.each([8, 60, 300])(
		'takes as few where the service works on one of %i at a time',
		async (count) => {
			const waited = await waitFor(inOrder(mixed(count)), { interval: 10, maxWait: 36_000 });
			expect(waited.ready).not.toContain(false);
			expect(each(waited)).toBeLessThanOrEqual(4.2);
		},
	);

	it('ends within an interval after the last result, whatever the order', async () => {
		const lists = fc.array(fc.double({ min: 0, max: 90, noNaN: true }), {
			minLength: 1,
			maxLength: 12,
		});
		await fc.assert(
			fc.asyncProperty(lists, fc.integer({ min: 1, max: 20 }), async (seconds, interval) => {
				const { ready, lag, pauses } = await waitFor(seconds, { interval, maxWait: 300 });
				expect(ready).not.toContain(false);
				expect(lag).toBeLessThanOrEqual(interval + 0.001);
				expect(Math.max(0, ...pauses)).toBeLessThanOrEqual(interval * 1000);
			}),
		);
	});

	it('requests each a last time when the time is up', async () => {
		const { ready, requests } = await waitFor([20, 500, 26, 700], { interval: 10, maxWait: 30 });
		expect(ready).toEqual([true, false, true, false]);
		expect(requests.slice(0, 3)).toEqual([2, 2, 2]);
	});

	it('requests the others only after the last one was waited for', async () => {
		const { requests } = await waitFor([7, 3, 0, 0]);
		expect(requests).toEqual([3, 2, 1, 1]);
	});

	it('ends for all when it is stopped', async () => {
		const stop = new AbortController();
		const waiting = waitFor([50, 60, 70], TIMES, stop.signal);
		stop.abort();
		const { ready, requests } = await waiting;
		expect(ready).toEqual([false, false, false]);
		expect(requests).toEqual([1, 1, 1]);
	});
});
