import { startPhones, type Phones } from '../../sandbox';
import { EditorWindow } from '../../scripts/lib/browser';
import { WEBHOOK_LOGINS } from '../../scripts/lib/phones';
import { until } from '../../scripts/lib/process';
import { expectMarked } from '../support/newUser';
import { INSTALLING, RUNNING, Workplace } from '../support/workplace';

const NAME = '6. From Twilio';
const GET_NODES = ['Get Call', 'Get Other Leg', 'Get Recording'];
const HELEN = {
	name: 'Helen Carter',
	phone: '+14155550101',
	email: 'helen.carter@traders.example',
};
const place = new Workplace({ ui: true });
let phones: Phones;
let editor: EditorWindow;

beforeAll(async () => {
	phones = await startPhones();
	await place.open({ processingSeconds: 1, salesforceOrg: 'inUse' }, phones);
	await place.activate('calls-to-salesforce');
}, INSTALLING);

afterAll(async () => {
	await place.close();
	await phones?.close();
}, RUNNING);

/** Leaves the person without connector and without its credentials, also after a try before. */
async function forget(): Promise<void> {
	type Kept = Record<'id' | 'name' | 'type', string> & { isArchived?: boolean };
	const all = async (what: string): Promise<Kept[]> =>
		await place.editor.request('GET', `/${what}`);
	for (const { id, name, isArchived } of await all('workflows')) {
		if (name === NAME && !isArchived)
			await place.editor.request('POST', `/workflows/${id}/archive`);
	}
	for (const { id, type } of await all('credentials')) {
		if (['twilioApi', 'httpBasicAuth'].includes(type)) {
			await place.editor.request('DELETE', `/credentials/${id}`);
		}
	}
}

beforeEach(async () => {
	await forget();
	editor = await EditorWindow.open(place.stage.n8n.url);
}, RUNNING);

afterEach(async () => await editor?.close());

/** Makes the first credential of its kind in the node that is open. */
async function connect(to: string, fields: Record<string, string>): Promise<void> {
	await editor.get('ndv').getByText(`Connect to ${to}`).click();
	const dialog = editor.get('credential-edit-dialog');
	for (const [name, value] of Object.entries(fields)) {
		await dialog.locator(`[data-test-id="parameter-input-${name}"] input`).fill(value);
	}
	await editor.get('credential-save-button').click();
	await editor.page.getByText('Credential successfully created').first().waitFor();
	const isClosed = async () => {
		const close = editor.page.getByRole('button', { name: 'Close this dialog' });
		await close.click({ timeout: 1_000 }).catch(() => {});
		return !(await dialog.isVisible());
	};
	await until(isClosed, { seconds: 30, what: 'Closing the credential' });
	await editor.get('node-credentials-select').waitFor();
}

async function publish(): Promise<void> {
	await editor.get('workflow-open-publish-modal-button').click();
	await editor.get('workflow-publish-button').click();
	const told = editor.page.getByRole('dialog').filter({ hasText: 'Workflow published' });
	await told.waitFor({ timeout: 60_000 });
	await told.getByRole('button', { name: 'Got it' }).click();
}

/** The address that a person copies. */
async function productionUrl(): Promise<string> {
	await editor.openNode('Recording Is Ready');
	await editor.get('ndv').getByText('Production URL', { exact: true }).click();
	const url = await editor
		.get('ndv')
		.getByText(/\/webhook\//)
		.first()
		.innerText();
	await editor.closeNode();
	return url.trim();
}

it(
	'A person with Twilio follows the note, and the next call becomes a linked record',
	async () => {
		await editor.importFile('workflows/from-twilio.json');
		await expectMarked(editor, ['Recording Is Ready', ...GET_NODES, 'Calls to Salesforce']);

		await editor.openNode('Calls to Salesforce');
		await editor.get('parameter-input-workflowId').getByPlaceholder('Choose...').click();
		await editor.get('rlc-item').getByText('5. Calls to Salesforce', { exact: true }).click();
		expect(await editor.get('ndv').getByText('deprecated').count()).toBe(0);
		await editor.closeNode();

		const { account: accountSid, token: authToken } = phones.twilio;
		await editor.openNode(GET_NODES[0]);
		await connect('Twilio', { accountSid, authToken });
		await editor.closeNode();
		await expectMarked(editor, ['Recording Is Ready']);

		await editor.openNode('Recording Is Ready');
		await connect('Basic Auth', WEBHOOK_LOGINS.basic);
		await editor.closeNode();
		await expectMarked(editor, []);

		await publish();
		const url = await productionUrl();
		expect(url).toMatch(/\/webhook\/twilio-recording$/);

		const recording = phones.twilio.add({ customer: HELEN });
		const { user, password } = WEBHOOK_LOGINS.basic;
		const callback = `${url.replace('://', `://${user}:${password}@`)}#rc=5`;
		const [{ status }] = await recording.deliver(callback);
		expect(status).toBe(200);
		const find = () =>
			place
				.analyses()
				.find(
					({ Recording_Id__c: id, Status__c }) =>
						String(id).includes(recording.id) && Status__c === 'Completed',
				);
		const record = await until(async () => find(), { seconds: 120, what: 'The record' });
		const contact = place.sandbox.salesforce
			.records('Contact')
			.find(({ Email }) => Email === HELEN.email);
		expect(record).toMatchObject({ Contact__c: contact?.Id, Caller__c: HELEN.phone });

		await editor.get('radio-button-executions').click();
		await editor.page
			.getByText(/^Succeeded/)
			.first()
			.waitFor();
	},
	RUNNING,
);
