import { PARTS } from '../../bench/parts';
import { placeOf } from '../../bench/document';
import { slope } from '../../bench/statistics';
import { startSandbox } from '../../sandbox';
import { installN8n } from '../../scripts/lib/installation';
import { root } from '../../scripts/lib/packages';
import { run } from '../../scripts/lib/process';

/** Room for a build on a busy machine. */
const BUILDING = 120_000;

/** Runs a script of the benchmark on the Node.js of n8n. */
async function runScript(file: string, ...args: string[]): Promise<string> {
	const { node } = await installN8n(() => {});
	return (await run(node, [`${root}/bench/${file}`, ...args])).stdout;
}

describe('The benchmark', () => {
	it('has a place on its page for every part', () => {
		const missing = PARTS.filter(({ heading }) => placeOf(heading) === null);
		expect(missing).toEqual([]);
	});

	it('finds the slope of costs that grow with the number of items', () => {
		expect(
			slope([
				[1, 12],
				[10, 30],
				[100, 210],
			]),
		).toBeCloseTo(2);
	});

	it(
		'measures the parts that need no n8n',
		async () => {
			const stdout = await runScript('index.js', '--least', 'package', 'own');
			expect(stdout).toMatch(/^## The package\n[^]*\| Packed \| \d+ kB \|/);
			expect(stdout).toMatch(
				/^## The work on a result\n[^]*\| Get Result \| [\d.]+ \([\d.]+\) \|/m,
			);
		},
		BUILDING,
	);

	it('makes the records that the program of the integration guide makes', async () => {
		const sandbox = await startSandbox();
		try {
			const { descriptor, salesforce } = sandbox;
			const task = {
				descriptor: { url: descriptor.url, token: descriptor.token },
				salesforce: { url: salesforce.url, token: salesforce.accessToken },
				recordings: [1, 2].map(
					(i) => `https://recordings.example.com/support-call.mp3?number=${i}`,
				),
			};
			await runScript('ways/guide.js', JSON.stringify(task));
			expect(salesforce.records('Call_Analysis__c').map(({ Name: name }) => name)).toEqual(
				descriptor.jobs().map(({ id }) => `Analysis_${id.slice(0, 10)}`),
			);
		} finally {
			await sandbox.close();
		}
	});
});
