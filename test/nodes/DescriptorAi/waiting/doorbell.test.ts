import { sleep } from 'n8n-workflow';

import { answerBell } from '../../../../nodes/DescriptorAi/waiting/doorbell';

let wait = 0;
beforeEach(() => {
	wait += 1;
});
const ring = async <T>(look: (over: Set<string>) => Promise<T | null>) =>
	await answerBell(`wait ${wait}`, look);

/** A look whose answer the test gives. */
function openLook() {
	const answers: Array<(found: string | null) => void> = [];
	const look = async () => await new Promise<string | null>((resolve) => answers.push(resolve));
	return { look, answers };
}

describe('Callbacks for one wait', () => {
	it('that come at the same time are answered by one look', async () => {
		const { look, answers } = openLook();
		const first = ring(look);
		const others = await Promise.all([ring(look), ring(look), ring(look)]);
		expect(others).toEqual([null, null, null]);
		expect(answers).toHaveLength(1);
		answers[0]('over');
		expect(await first).toBe('over');
	});

	it('that come during a look are looked after again', async () => {
		const { look, answers } = openLook();
		const first = ring(look);
		await ring(look);
		answers[0](null);
		await sleep(0);
		expect(answers).toHaveLength(2);
		answers[1]('over');
		expect(await first).toBe('over');
	});

	it('wake the execution once', async () => {
		expect(await ring(async () => 'over')).toBe('over');
		expect(await ring(async () => 'over')).toBeNull();
	});

	it('may wake it again when it still waits after a minute', async () => {
		await ring(async () => 'over');
		jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 60_001);
		expect(await ring(async () => 'over')).toBe('over');
		jest.restoreAllMocks();
	});

	it('are looked after when a look has failed', async () => {
		await expect(ring(async () => await Promise.reject(new Error('no')))).rejects.toThrow('no');
		expect(await ring(async () => 'over')).toBe('over');
	});

	it('remember what is over from look to look', async () => {
		await ring(async (over) => {
			over.add('a');
			return null;
		});
		expect(await ring(async (over) => [...over])).toEqual(['a']);
	});
});
