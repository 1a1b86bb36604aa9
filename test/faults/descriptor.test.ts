import { randomBytes } from 'node:crypto';
import type { INodeType } from 'n8n-workflow';

import { startOtherHost, startSandbox, type OtherHost, type Sandbox } from '../../sandbox';
import { installN8n } from '../../scripts/lib/installation';
import { skipPauses } from '../support/clock';
import { keepLog } from '../support/log';
import { knowNoInvalidHosts } from '../support/names';
import { expectPublished } from '../support/matrix';
import { violations } from './descriptor/invariants';
import { merged, outcomeOfFault } from './descriptor/outcome';
import { EVERYWHERE } from './descriptor/places';
import { answers } from './descriptor/rows/answers';
import { connections } from './descriptor/rows/connections';
import { results } from './descriptor/rows/results';
import { statuses } from './descriptor/rows/statuses';
import { observe, type Mode, type Trouble } from './descriptor/run';
import { Timeouts } from './descriptor/timeouts';

/** Room for the first installation of n8n, in milliseconds. */
const INSTALLING = 1_200_000;
/** Room for a fault at every place, in milliseconds. */
const RUNNING = 60_000;
const token = `token-${randomBytes(16).toString('hex')}`;

let sandbox: Sandbox;
let otherHost: OtherHost;
let selfSigned: OtherHost;
const nodeTypes: Record<string, INodeType> = {};
const outcomes: Array<Parameters<typeof expectPublished>[1][number]> = [];

beforeAll(async () => {
	sandbox = await startSandbox({ token, salesforceLanguage: 'en' });
	otherHost = await startOtherHost();
	selfSigned = await startOtherHost('https');
	const { folder } = await installN8n(() => {});
	for (const path of ['ExecuteWorkflow/ExecuteWorkflowTrigger', 'If']) {
		const name = path.slice(path.lastIndexOf('/') + 1);
		const file = `${folder}/node_modules/n8n-nodes-base/dist/nodes/${path}/${name}.node.js`;
		const node: INodeType = new (jest.requireActual(file)[name])();
		nodeTypes[`n8n-nodes-base.${node.description.name}`] = node;
	}
}, INSTALLING);
afterAll(async () => {
	await Promise.all([sandbox, otherHost, selfSigned].map(async (host) => await host?.close()));
});
afterEach(() => {
	sandbox.descriptor.faults.clear();
	jest.restoreAllMocks();
});

/** Lets a fault happen at each of its places, in every mode, and keeps what was seen. */
async function meet(trouble: Trouble): Promise<void> {
	const pauses = skipPauses();
	const log = keepLog();
	knowNoInvalidHosts();
	const timeouts = new Timeouts();
	if (trouble.timesOut) jest.spyOn(AbortSignal, 'timeout').mockImplementation(timeouts.signal);
	const seen = [];
	const problems: string[] = [];
	for (const place of trouble.at ?? EVERYWHERE) {
		const run = async (mode: Mode) => {
			const surroundings = { service: sandbox.descriptor, otherHost, nodeTypes, log, timeouts };
			const observation = await observe(surroundings, place, trouble, mode);
			problems.push(...violations(observation));
			return observation;
		};
		pauses.length = 0;
		log.length = 0;
		otherHost.requests.length = 0;
		const stopped = await run('stop');
		const paused = [...pauses];
		const continued = await run('error output');
		if (!trouble.isLarge) {
			await run('continue');
			if ('audioUrl' in place.parameters) await run('stop, tried twice');
		}
		seen.push(outcomeOfFault(stopped, continued, paused));
		sandbox.descriptor.faults.clear();
	}
	outcomes.push(...merged(seen));
	expect(problems).toEqual([]);
}

describe('When Descriptor.AI fails, no recording is lost or paid for twice, and the text helps:', () => {
	it.each(
		[
			...statuses(token),
			...connections(() => selfSigned),
			...answers(() => otherHost),
			...results,
		].map((trouble) => [trouble.fault, trouble] as const),
	)('%s', async (_fault, trouble) => await meet(trouble), RUNNING);

	it('and the published table says what was seen', () => {
		expectPublished('Descriptor.AI', outcomes);
	});
});
