import nock from 'nock';

import { clock } from '../../../../nodes/DescriptorAi/api/clock';
import { skipPauses } from '../../../support/clock';
import { BASE_URL, runNode } from '../../../support/engine';
import { isolateRequests } from '../../../support/service';

isolateRequests();

const getResult = { resource: 'callAnalysis', operation: 'getResult', resultId: 'a' };
const run = async () => await runNode({ items: [{}], parameters: getResult });
const requested = () => nock(BASE_URL).get('/api/v1/offline/processing/a');

describe('A GET that is sent again', () => {
	it('waits longer each time, and by chance up to twice as long', async () => {
		for (const [chance, waits] of [
			[0, [1000, 2000, 4000]],
			[0.5, [1500, 3000, 6000]],
			[0.9999, [2000, 4000, 8000]],
		] as const) {
			const pauses = skipPauses(() => chance);
			requested().times(4).reply(503);
			expect((await run()).error?.message).toContain('HTTP 503');
			expect(pauses).toEqual(waits);
		}
	});

	it('never waits less than Retry-After, and little more', async () => {
		const pauses = skipPauses(() => 0.5);
		requested().times(2).reply(429, {}, { 'Retry-After': '30' });
		requested().replyWithError('reset');
		requested().reply(200, { transcript: [] });
		expect((await run()).error).toBeUndefined();
		expect(pauses).toEqual([30_500, 31_000, 6000]);
	});

	it('does not come at the moment of another that failed at the same moment', async () => {
		const chances = [0.25, 0.75];
		const pauses = skipPauses(() => chances.shift() ?? 0);
		requested().times(2).reply(503);
		requested().times(2).reply(200, { transcript: [] });
		await Promise.all([run(), run()]);
		expect(pauses).toEqual([1250, 1750]);
	});
});

it('The clock of production gives another random number each time', () => {
	const numbers = Array.from({ length: 10 }, () => clock.random());
	expect(new Set(numbers).size).toBe(10);
	expect(numbers.every((number) => number >= 0 && number < 1)).toBe(true);
});
