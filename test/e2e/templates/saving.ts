import { until } from '../../../scripts/lib/process';
import { idOf } from '../../../scripts/lib/stage';
import { nodeOf } from '../../support/variants';
import { RUNNING, type Workplace } from '../../support/workplace';

/** Templates that make one record of one recording, and need nothing but credentials. */
const SINGLE = [
	'call-recording-to-salesforce',
	'call-recording-to-salesforce-upsert',
	'call-report-to-salesforce',
	'call-recordings-to-salesforce-submit-and-wait',
	'long-call-recordings-to-salesforce',
].map((name) => idOf(`${name}.json`));

/** What the templates that save results have to do in an org that was set up. */
export function saving(place: Workplace): void {
	const { analyses, jobs, succeed, variant } = place;

	it.each(SINGLE)(
		'%s makes a record in that org',
		async (id) => {
			const before = analyses().length;
			const { name } = place.stage.workflows.find((workflow) => workflow.id === id) ?? { name: '' };
			const quick = await variant(name, 'quick', (workflow) => {
				const wait = workflow.nodes.find(({ type }) => type === 'n8n-nodes-base.wait');
				if (wait) wait.parameters = { amount: 1, unit: 'seconds' };
				const submit = workflow.nodes.find(({ name: node }) => node === 'Submit and Wait');
				if (submit) submit.parameters.options = { allowPrivateAddress: true };
			});
			await succeed(quick);
			const [record, ...others] = analyses().slice(before);
			expect(others).toEqual([]);
			expect(record).toMatchObject({
				Job_Id__c: name === 'Call recording to Salesforce' ? null : jobs().at(-1)?.id,
				Summary_c__c: expect.stringContaining('Helen Carter'),
			});
		},
		RUNNING,
	);

	it(
		'many-call-recordings-to-salesforce saves what can be analyzed, and lists what cannot',
		async () => {
			const before = analyses().length;
			const { text } = await succeed('many-call-recordings-to-salesforce');
			expect(analyses()).toHaveLength(before + 3);
			expect(text).toContain('could not analyze the recording');
		},
		RUNNING,
	);

	it(
		'submit-call-recordings and finished-call-analyses-to-salesforce make a record together',
		async () => {
			const before = analyses().length;
			const addressEnd = 'only-the-service-knows_1';
			const webhookId = '5a0b7c1e-2f7d-4e52-9a51-6f0d8f1b3c77';
			await variant('Finished call analyses to Salesforce', 'receiver', (workflow) => {
				const trigger = nodeOf(workflow, 'Analysis Finished');
				trigger.webhookId = webhookId;
				trigger.parameters.secret = addressEnd;
			});
			await variant('Submit call recordings', 'submitter', (workflow) => {
				nodeOf(workflow, 'Submit Recording').parameters.options = {
					webhook: `${place.stage.n8n.url}/webhook/${webhookId}/${addressEnd}`,
				};
			});
			await place.activate('receiver');
			await succeed('submitter');
			await until(async () => analyses().length > before, { seconds: 120, what: 'The record' });
			expect(analyses().slice(before)).toMatchObject([{ Job_Id__c: jobs().at(-1)?.id }]);
		},
		RUNNING,
	);
}
