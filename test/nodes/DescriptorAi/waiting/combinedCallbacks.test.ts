import { sleep } from 'n8n-workflow';

import { clock } from '../../../../nodes/DescriptorAi/api';
import { answerBell } from '../../../../nodes/DescriptorAi/waiting/combinedCallbacks';
import { passTime, skipPauses } from '../../../support/clock';

let wait = 0;
beforeEach(() => {
	wait += 1;
});
const ring = async <T>(
	look: (rung: ReadonlySet<string>, over: Set<string>) => Promise<T | null>,
	resultId = 'a',
) => await answerBell(`wait ${wait}`, resultId, look);

const GOES_ON = { isOver: false };

/** A look whose answer the test gives. */
function openLook() {
	const looks: Array<{ rung: string[]; end: (found: string | null) => void }> = [];
	const look = async (rung: ReadonlySet<string>) =>
		await new Promise<string | null>((end) => looks.push({ rung: [...rung], end }));
	return { look, looks };
}

describe('Callbacks for one wait', () => {
	it('that come during a look are answered together by the next one', async () => {
		const { look, looks } = openLook();
		const first = ring(look);
		const others = ['b', 'c', 'c'].map(async (id) => await ring(look, id));
		expect(looks.map(({ rung }) => rung)).toEqual([['a']]);
		looks[0].end(null);
		expect(await first).toEqual(GOES_ON);
		await sleep(0);
		expect(looks.map(({ rung }) => rung)).toEqual([['a'], ['b', 'c']]);
		looks[1].end('over');
		expect((await Promise.all(others)).filter(({ found }) => found)).toEqual([
			{ isOver: true, found: 'over' },
		]);
	});

	it('are told whether their own analysis is over', async () => {
		const { look, looks } = openLook();
		const answers = [ring(look), ring(look, 'b')];
		looks[0].end(null);
		await sleep(0);
		looks[1].end(null);
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

	it('are looked after when a look has failed', async () => {
		const failing = ring(async () => await Promise.reject(new Error('no')));
		const next = ring(async () => 'over', 'b');
		await expect(failing).rejects.toThrow('no');
		expect((await next).found).toBe('over');
	});

	it('remember what is over from look to look', async () => {
		await ring(async (_rung, over) => {
			over.add('a');
			return null;
		});
		expect((await ring(async (_rung, over) => [...over], 'b')).found).toEqual(['a']);
	});
});
