import { EditorWindow } from '../../scripts/lib/browser';
import { readTemplates } from '../../scripts/lib/templates';
import { nodeOf } from '../support/variants';
import { INSTALLING, RUNNING, Workplace } from '../support/workplace';

const SET_UP = 'set-up-salesforce.json';
const BACKFILL = 'backfill-call-analyses.json';
const WRONG = 'when-something-goes-wrong.json';
const TRIGGERED = 'finished-call-analyses-to-salesforce.json';
const LONG = 'long-call-recordings-to-salesforce.json';

const place = new Workplace();
let editor: EditorWindow;

beforeAll(async () => {
	await place.open({ salesforceOrg: 'empty' });
	editor = await EditorWindow.open(place.stage.n8n.url);
}, INSTALLING);

afterAll(async () => {
	await editor?.close();
	await place.close();
}, RUNNING);

/** Opens a workflow and clicks the button that executes it. */
async function begin(name: string): Promise<void> {
	await editor.openWorkflow(place.idOf(name));
	await editor.get('execute-workflow-button').first().click();
}

/** Waits until the editor says that all went well. */
async function succeed(): Promise<void> {
	await editor.page
		.getByText('Workflow executed successfully')
		.first()
		.waitFor({ timeout: 60_000 });
}

const idOf = (file: string) =>
	place.stage.workflows[readTemplates().findIndex((entry) => entry.file === file)].id;

const REST = readTemplates()
	.map(({ file }) => file)
	.filter((file) => ![SET_UP, BACKFILL, WRONG, TRIGGERED, LONG].includes(file));

describe('In the editor', () => {
	it(
		`${SET_UP} makes the object in an empty org`,
		async () => {
			await begin(idOf(SET_UP));
			await succeed();
			expect(place.analyses()).toEqual([]);
			await editor.openNode('Done');
			await editor.page.getByText('Call Analysis is ready, with 25 fields.').first().waitFor();
		},
		RUNNING,
	);

	it.each(REST)(
		'%s is executed and shown green',
		async (file) => {
			const before = place.jobs().length;
			await begin(idOf(file));
			await succeed();
			expect(place.jobs().length).toBeGreaterThan(before);
		},
		RUNNING,
	);

	it.each([
		[BACKFILL, null],
		[WRONG, 'Failed'],
	])(
		'%s completes a record that is there',
		async (file, status) => {
			const id = place.sandbox.salesforce.create('Call_Analysis__c', {
				Name: file,
				Status__c: status,
				Recording_Id__c: status && file,
				Recording_URL__c: 'https://recordings.example.com/short-call.mp3',
			});
			await begin(idOf(file));
			await succeed();
			expect(place.analyses().find(({ Id }) => Id === id)).toMatchObject({
				Status__c: 'Completed',
			});
		},
		RUNNING,
	);

	it(
		`${LONG} waits and is shown green`,
		async () => {
			const before = place.analyses().length;
			await place.variant('Long call recordings to Salesforce', 'long', (workflow) => {
				nodeOf(workflow, 'Wait 2 Minutes').parameters = { amount: 1, unit: 'seconds' };
			});
			await begin('long');
			await succeed();
			expect(place.analyses()).toHaveLength(before + 1);
		},
		RUNNING,
	);

	it(
		`${TRIGGERED} listens, and is shown green when the service has called`,
		async () => {
			const has = (job: string) => place.analyses().some(({ Job_Id__c: jobId }) => jobId === job);
			const job = place.jobs().find(({ id }) => !has(id))?.id ?? '';
			const addressEnd = 'only-the-service-knows_1';
			const webhookId = '5a0b7c1e-2f7d-4e52-9a51-6f0d8f1b3c77';
			const name = 'Finished call analyses to Salesforce';
			await place.variant(name, 'triggered', (triggered) => {
				const trigger = nodeOf(triggered, 'Analysis Finished');
				trigger.webhookId = webhookId;
				trigger.parameters.secret = addressEnd;
			});
			await begin('triggered');
			await editor.page
				.getByText(/Waiting for (you|trigger)/)
				.first()
				.waitFor();
			const answer = await fetch(`${place.stage.n8n.url}/webhook-test/${webhookId}/${addressEnd}`, {
				method: 'POST',
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify({ job_id: job }),
			});
			expect(answer.status).toBe(200);
			await succeed();
			expect(has(job)).toBe(true);
		},
		RUNNING,
	);
});
