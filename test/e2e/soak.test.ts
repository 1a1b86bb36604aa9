import { balance, faultsOf } from '../../bench/soak/ledger';
import { growthOf } from '../../bench/soak/memory';
import { planOf } from '../../bench/soak/plan';
import { installN8n } from '../../scripts/lib/installation';
import { root } from '../../scripts/lib/packages';
import { run } from '../../scripts/lib/process';

/** Room for the start and the restart of n8n on a busy machine, in milliseconds. */
const SOAKING = 400_000;

const SMALL = { minutes: 10, rate: 20, seed: 1, longest: 20 };

describe('A soak', () => {
	it('offers the same calls at the same rate for the same seed, in bursts', () => {
		const bursts = planOf(SMALL);
		expect(planOf(SMALL)).toEqual(bursts);
		expect(planOf({ ...SMALL, seed: 2 })).not.toEqual(bursts);
		const calls = bursts.flatMap(({ calls: together }) => together);
		expect(new Set(calls.map(({ call_id: id }) => id)).size).toBe(12_000);
		expect(new Set(bursts.slice(0, -1).map(({ calls: { length } }) => length))).toEqual(
			new Set([100, 300]),
		);
		const never = calls.filter(({ audio_url: address }) => address.includes('callback=never'));
		expect(never.length / calls.length).toBeCloseTo(0.05, 1);
	});

	it('finds what is lost, paid for twice, recorded twice and delivered twice', () => {
		const offered = ['whole', 'paid-twice', 'failed', 'recorded-twice', 'gone'];
		const record = (id: string, status: string) => ({ Recording_Id__c: id, Status__c: status });
		const ledger = balance({
			offered,
			paid: [...offered, 'paid-twice'],
			records: [
				record('whole', 'Completed'),
				record('paid-twice', 'Completed'),
				{ ...record('failed', 'Failed'), Failure_Reason__c: 'It is said why.' },
				record('recorded-twice', 'Completed'),
				record('recorded-twice', 'Submitted'),
			],
			deliveredTwice: ['a-result'],
		});
		expect(ledger.failed).toEqual([{ recording: 'failed', reason: 'It is said why.' }]);
		expect(faultsOf(ledger)).toEqual([
			'2 lost: failed, gone',
			'1 paid twice: paid-twice',
			'1 recorded twice: recorded-twice',
			'1 delivered twice: a-result',
		]);
	});

	it('sees memory that grows, but not a burst', () => {
		const samples = (memory: (i: number) => number) =>
			Array.from({ length: 30 }, (_, at) => ({ at, memory: memory(at) }));
		expect(growthOf(samples((i) => 500 + (i % 7 === 0 ? 400 : 0)))?.isFlat).toBe(true);
		expect(growthOf(samples((i) => 500 + 5 * i))?.isFlat).toBe(false);
		expect(growthOf(samples(() => 500).slice(0, 9))).toBeNull();
	});

	it(
		'loses and doubles nothing when callbacks are lost and n8n is killed',
		async () => {
			const extent = ['--minutes', '0.2', '--rate', '3', '--sweep', '3', '--longest', '4'];
			const { node } = await installN8n(() => {});
			const { stdout } = await run(node, [`${root}/bench/soak/index.js`, ...extent, '--seed', '1']);
			expect(stdout).toMatch(/\| Offered \| 36 \|\n\| Submitted \| 36 \|/);
			expect(stdout).toMatch(/0 lost, 0 doubled\.\n$/);
		},
		SOAKING,
	);
});
