import type { IDataObject } from 'n8n-workflow';

import { startSandbox, type Sandbox, type SandboxOptions } from '../../sandbox';
import { EditorApi } from '../../scripts/lib/editor';
import { N8N_VERSIONS } from '../../scripts/lib/n8n';
import { until } from '../../scripts/lib/process';
import { credentials, setStage, type Stage } from '../../scripts/lib/stage';
import { baseNode, nodeOf, variantOf, type Imported } from '../support/variants';

/** Room for the first installation of n8n. */
const INSTALLING = 1_800_000;
const RUNNING = 180_000;

const SUPPORT = 'https://recordings.example.com/support-call.mp3';
const COMPLAINT = 'https://recordings.example.com/complaint-call.mp3';

describe.each(N8N_VERSIONS)('In n8n %s', (version) => {
	let sandbox: Sandbox;
	let stage: Stage;
	let editor: EditorApi;

	beforeAll(async () => {
		sandbox = await startSandbox({ salesforceOrg: 'empty' });
		stage = await setStage({ say: () => {}, sandbox, version });
		await stage.n8n.start();
		editor = new EditorApi(stage.n8n.url);
		await editor.setUpOwner();
	}, INSTALLING);

	afterAll(async () => {
		await stage?.close();
		await sandbox?.close();
	}, RUNNING);

	const analyses = () => sandbox.salesforce.records('Call_Analysis__c');
	const tasks = () => sandbox.salesforce.records('Task');
	const jobs = () => sandbox.descriptor.jobs();
	const run = async (id: string, trigger = 'Start') =>
		await editor.ended(await editor.run(id, trigger));
	const succeed = async (id: string, trigger?: string) => {
		const { status, data } = await run(id, trigger);
		expect({ status, data: status === 'success' ? '' : data }).toEqual({
			status: 'success',
			data: '',
		});
		return data;
	};
	const variant = async (template: string, id: string, change: (workflow: Imported) => void) => {
		await stage.n8n.import('workflow', [variantOf(stage, template, id, change)]);
		return id;
	};

	describe('the template that sets Salesforce up', () => {
		const deployments = () =>
			sandbox.salesforce.requests().filter(({ path }) => path.endsWith('/metadata/deployRequest'));

		it(
			'gives an empty org the object as the package has it',
			async () => {
				expect(() => analyses()).toThrow();
				const data = await succeed('set-up-salesforce');
				expect(data).toContain('Call Analysis is ready, with 25 fields.');
				expect(deployments()).toHaveLength(1);
				const complete = await startSandbox();
				const described = async ({ salesforce }: Sandbox) =>
					await salesforce.get('sobjects/Call_Analysis__c/describe');
				expect(await described(sandbox)).toEqual(await described(complete));
				await complete.close();
			},
			RUNNING,
		);

		it(
			'changes nothing when it is run again',
			async () => {
				const before = sandbox.salesforce.requests().length;
				expect(await succeed('set-up-salesforce')).toContain('nothing was changed');
				const later = sandbox.salesforce.requests().slice(before);
				expect(later.filter(({ method }) => method !== 'GET')).toEqual([]);
			},
			RUNNING,
		);
	});
});
