import { sleep } from 'n8n-workflow';

import { clock } from '../../../../nodes/DescriptorAi/api';
import { answerTogether } from '../../../../nodes/DescriptorAi/waiting/combinedCallbacks';
import { passTime, skipPauses } from '../../../support/clock';

let wait = 0;
beforeEach(() => {
	wait += 1;
});
const ring = async <T>(
	check: (received: ReadonlySet<string>, over: Set<string>) => Promise<T | null>,
	resultId = 'a',
) => await answerTogether(`wait ${wait}`, resultId, check);

const GOES_ON = { isOver: false };

/** A check whose answer the test gives. */
function openLook() {
	const checks: Array<{ received: string[]; end: (found: string | null) => void }> = [];
	const check = async (received: ReadonlySet<string>) =>
		await new Promise<string | null>((end) => checks.push({ received: [...received], end }));
	return { check, checks };
}

describe('Callbacks for one wait', () => {
	it('that come during a check are answered together by the next one', async () => {
		const { check, checks } = openLook();
		const first = ring(check);
		const others = ['b', 'c', 'c'].map(async (id) => await ring(check, id));
		expect(checks.map(({ received }) => received)).toEqual([['a']]);
		checks[0].end(null);
		expect(await first).toEqual(GOES_ON);
		await sleep(0);
		expect(checks.map(({ received }) => received)).toEqual([['a'], ['b', 'c']]);
		checks[1].end('over');
		expect((await Promise.all(others)).filter(({ found }) => found)).toEqual([
			{ isOver: true, found: 'over' },
		]);
	});

	it('are told whether their own analysis is over', async () => {
		const { check, checks } = openLook();
		const answers = [ring(check), ring(check, 'b')];
		checks[0].end(null);
		await sleep(0);
		checks[1].end(null);
		expect(await Promise.all(answers)).toEqual([GOES_ON, GOES_ON]);
		const over = async (_rung: unknown, known: Set<string>) => (known.add('a'), null);
		expect(await ring(over)).toEqual({ isOver: true });
		expect(await ring(async () => null, 'b')).toEqual(GOES_ON);
	});

	it('wake the execution once', async () => {
		expect(await ring(async () => 'over')).toEqual({ isOver: true, found: 'over' });
		expect(await ring(async () => 'over')).toEqual({ isOver: true });
	});

	it('may wake it again when it still waits after a minute', async () => {
		skipPauses();
		await ring(async () => 'over');
		passTime(new Date(clock.now() + 60_001));
		expect((await ring(async () => 'over')).found).toBe('over');
	});

	it('are checked after when a check has failed', async () => {
		const failing = ring(async () => await Promise.reject(new Error('no')));
		const next = ring(async () => 'over', 'b');
		await expect(failing).rejects.toThrow('no');
		expect((await next).found).toBe('over');
	});

	it('remember what is over from check to check', async () => {
		await ring(async (_rung, over) => {
			over.add('a');
			return null;
		});
		expect((await ring(async (_rung, over) => [...over], 'b')).found).toEqual(['a']);
	});
});
