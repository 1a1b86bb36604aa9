import { pollUntil } from '../../../../nodes/DescriptorAi/waiting/polling';
import { skipPauses } from '../../../support/clock';

const isFinal = (answer: string) => answer === 'ready';
const answers = (...list: string[]) => jest.fn(async () => list.shift() ?? 'ready');

afterEach(() => jest.restoreAllMocks());

describe('Polling', () => {
	it('does not pause when the first answer is final', async () => {
		const pauses = skipPauses();
		const signal = new AbortController().signal;
		await pollUntil(answers(), isFinal, { interval: 10, maxWait: 300 }, signal);
		expect(pauses).toEqual([]);
	});

	it('polls once when there is no time to wait', async () => {
		const poll = answers('busy', 'busy');
		const signal = new AbortController().signal;
		const answer = await pollUntil(poll, isFinal, { interval: 10, maxWait: 0 }, signal);
		expect(answer).toBe('busy');
		expect(poll).toHaveBeenCalledTimes(1);
	});

	it('polls a last time when the time is up, and not later', async () => {
		const pauses = skipPauses();
		const poll = answers('busy', 'busy', 'busy', 'busy', 'busy', 'busy');
		const signal = new AbortController().signal;
		expect(await pollUntil(poll, isFinal, { interval: 10, maxWait: 25 }, signal)).toBe('busy');
		expect(pauses).toEqual([10_000, 10_000, 5_000]);
		expect(poll).toHaveBeenCalledTimes(4);
	});

	it('ends a real pause at once when the signal is given', async () => {
		const stop = new AbortController();
		const poll = answers('busy', 'busy');
		const polled = pollUntil(poll, isFinal, { interval: 3600, maxWait: 7200 }, stop.signal);
		stop.abort();
		expect(await polled).toBe('busy');
		expect(poll).toHaveBeenCalledTimes(1);
	});
});
