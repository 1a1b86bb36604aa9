import { until } from '../../../scripts/lib/process';
import { LINK, recording, setCalls } from '../../support/calls';
import { baseNode, chain, nodeOf } from '../../support/variants';
import { RUNNING, type Workplace } from '../../support/workplace';

const WRONG = 'when-something-goes-wrong';

/** What the template for when something goes wrong has to do. */
export function goingWrong(place: Workplace): void {
	const { analyses, jobs, succeed, tasks, variant } = place;

	describe('the template for when something goes wrong', () => {
		const withId = (id: string) =>
			analyses().find(({ Recording_Id__c: recordingId }) => recordingId === id);

		it(
			'sends recordings again that failed, and pays for none of them twice',
			async () => {
				const impatient = await variant(LINK, 'impatient', (workflow) => {
					const list = [
						{ audio_url: 'nowhere', call_id: 'no-address', phone: '555' },
						{ audio_url: `${recording('support')}?seconds=8`, call_id: 'too-slow' },
					];
					setCalls(workflow, list);
					nodeOf(workflow, 'Wait for Result').parameters.options = {
						includeDetails: true,
						maxWait: 1,
						pollInterval: 1,
					};
				});
				const before = jobs().length;
				await succeed(impatient);
				expect(jobs()).toHaveLength(before + 1);
				const job = jobs()[before];
				expect(withId('no-address')).toMatchObject({
					Status__c: 'Failed',
					Job_Id__c: null,
					Failure_Reason__c: expect.stringContaining("'Audio URL' is not a web address"),
				});
				expect(withId('too-slow')).toMatchObject({
					Status__c: 'Failed',
					Job_Id__c: job.id,
					Failure_Reason__c: expect.stringContaining('only asks for the result'),
				});

				// In n8n 2, what a published workflow calls has to be published, too.
				await place.activate('analyze-and-link-calls').catch(() => {});
				expect((await succeed(WRONG, 'Send Failed Ones Again')).text).toContain('still_failed');
				expect(withId('too-slow')).toMatchObject({
					Status__c: 'Completed',
					Job_Id__c: job.id,
					Failure_Reason__c: null,
				});
				expect(withId('no-address')).toMatchObject({ Status__c: 'Failed' });
				expect(jobs()).toHaveLength(before + 1);
			},
			RUNNING,
		);

		it(
			'notes what another workflow hands over to it',
			async () => {
				const id = await variant('Many call recordings to Salesforce', 'hands-over', (workflow) => {
					const list = [{ audio_url: recording('failed'), error: 'Too quiet', result_id: 'an-id' }];
					const parameters = {
						mode: 'raw',
						jsonOutput: JSON.stringify(list[0]),
						options: {},
					};
					chain(workflow, [
						nodeOf(workflow, 'Start'),
						baseNode('Failed', 'set', 3.4, parameters),
						baseNode('Hand Over', 'executeWorkflow', 1.2, {
							workflowId: { __rl: true, mode: 'id', value: WRONG },
							workflowInputs: { mappingMode: 'defineBelow', value: {} },
							options: {},
						}),
					]);
				});
				await place.activate(WRONG).catch(() => {});
				await succeed(id);
				const noted = analyses().find(({ Job_Id__c: job }) => job === 'an-id');
				expect(noted).toMatchObject({
					Status__c: 'Failed',
					Failure_Reason__c: 'Too quiet.',
					Recording_URL__c: recording('failed'),
				});
			},
			RUNNING,
		);

		it(
			'makes a task when a workflow that names it as its error workflow stops',
			async () => {
				const before = tasks().length;
				const path = 'stops';
				const id = await variant('Many call recordings to Salesforce', 'stops', (workflow) => {
					workflow.settings = { executionOrder: 'v1', errorWorkflow: WRONG };
					chain(workflow, [
						{
							...baseNode('Called', 'webhook', 2, { httpMethod: 'POST', path, options: {} }),
							webhookId: '1f0d2c1e-2f7d-4e52-9a51-6f0d8f1b3c00',
						},
						baseNode('Stop', 'stopAndError', 1, { errorMessage: 'The disk is full' }),
					]);
				});
				await place.activate(id);
				await fetch(`${place.stage.n8n.url}/webhook/${path}`, { method: 'POST' });
				await until(async () => tasks().length > before, { seconds: 120, what: 'The task' });
				expect(tasks().slice(before)).toMatchObject([
					{
						Subject: 'Call analysis stopped: stops',
						Status: 'Not Started',
						Priority: 'High',
						Description: expect.stringContaining('The disk is full'),
					},
				]);
			},
			RUNNING,
		);
	});
}
