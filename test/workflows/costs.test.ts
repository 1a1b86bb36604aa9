import { startSandbox, type Sandbox } from '../../sandbox';
import { recording } from '../support/calls';
import { runWith } from '../support/faultRuns';
import { read, section } from '../support/pages';
import { loadNodes, type Beginning } from '../support/templateRuns';

/** Room for the first installation of n8n. */
const INSTALLING = 1_200_000;

beforeAll(loadNodes, INSTALLING);

const CALL = {
	recording_id: 'call-1',
	audio_url: recording('support'),
	customer_phone: '+1 415 555 0101',
};
const TEMPLATES: Array<[name: string, beginning: Beginning]> = [
	['call-recording-to-salesforce', {}],
	['call-recordings-with-submit-and-wait', {}],
	['call-recording-to-customer', {}],
	['call-report-to-salesforce', {}],
	['calls-to-salesforce', { from: 'Called by Another Workflow', items: [CALL] }],
];

describe('For one call, as many API calls of Salesforce as its page says are needed by', () => {
	let sandbox: Sandbox;
	beforeEach(async () => {
		sandbox = await startSandbox({ salesforceOrg: 'inUse' });
	});
	afterEach(async () => await sandbox.close());

	it.each(TEMPLATES)('%s', async (name, beginning) => {
		const cost = section(read(`docs/templates/${name}.md`), 'Cost');
		const [, published] = /\*\*(\d) (?:Salesforce )?API calls?\*\*/.exec(cost) ?? [];
		const before = sandbox.salesforce.requests().length;
		const { error } = await runWith(`${name}.json`, sandbox, ['support'], beginning);
		expect(error).toBe('');
		expect(sandbox.descriptor.jobs()).toHaveLength(1);
		expect(sandbox.salesforce.requests()).toHaveLength(before + Number(published));
	});
});
