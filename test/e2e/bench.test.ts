import { PARTS } from '../../bench/parts';
import { placeOf } from '../../bench/document';
import { exponent } from '../../bench/statistics';
import { startSandbox } from '../../sandbox';
import { installN8n } from '../../scripts/lib/installation';
import { root } from '../../scripts/lib/packages';
import { run } from '../../scripts/lib/process';
import { INSTALLING } from '../support/workplace';

/** Room for an n8n that is started and works through parts of the benchmark, on a busy machine; in milliseconds. */
const MEASURING = 480_000;

/** Runs a script of the benchmark on the Node.js of n8n. */
async function runScript(file: string, ...args: string[]): Promise<string> {
	const { node } = await installN8n(() => {});
	return (await run(node, [`${root}/bench/${file}`, ...args])).stdout;
}

describe('The benchmark', () => {
	beforeAll(async () => await installN8n(() => {}), INSTALLING);

	it.each(['Goals', ...PARTS.map(({ heading }) => heading)])(
		'has a place on the page of figures: %s',
		(heading) => {
			expect(placeOf(heading)).not.toBeNull();
		},
	);

	it('tells costs that grow with the number of items from those that grow with its square', () => {
		const sizes = [10, 100, 1000];
		expect(exponent(sizes.map((size) => [size, 3 * size]))).toBeCloseTo(1);
		expect(exponent(sizes.map((size) => [size, size ** 2 / 7]))).toBeCloseTo(2);
	});

	it(
		'measures by every way and says which goals are met',
		async () => {
			const stdout = await runScript('index.js', '--least', 'one', 'burst', 'many', 'slow');
			const ways = [
				'Submit \\+ Trigger',
				'Calls to Salesforce \\(production\\)',
				'Submit and Wait',
			];
			for (const way of [...ways, 'HTTP Request, Webhook', 'The integration guide’s program']) {
				expect(stdout).toMatch(
					new RegExp(`^\\| ${way} \\| [\\d.]+ s \\([\\d.]+ s\\) \\| [\\d.]+ \\|`, 'm'),
				);
			}
			expect(stdout).toMatch(
				/^## Bursts of callbacks\n[^]*\| Submit \+ Trigger \| 1 in 0 s \| 0 \| 0 \|/m,
			);
			expect(stdout).toMatch(/^## Many recordings\n[^]*\| Submit, Get Result \| 1 \| [\d.]+ s \|/m);
			expect(stdout).toMatch(/^## A slow service\n[^]*\| Submit \| this package \| 1 \| 1 \|/m);
			expect(stdout).toMatch(
				/^## Goals\n[^]*\| Submit \+ Trigger: one callback to its record \| 0\.20 s \|/m,
			);
		},
		MEASURING,
	);

	it('does not write the page from a run of single parts', async () => {
		await expect(runScript('index.js', '--write', 'slow')).rejects.toThrow(
			'The page is written from one run of all parts.',
		);
	});

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
