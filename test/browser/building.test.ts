import { randomUUID } from 'node:crypto';
import { NodeHelpers, type IDataObject, type INodeProperties } from 'n8n-workflow';

import { RESOURCES } from '../../nodes/DescriptorAi/operations';
import { EditorWindow } from '../../scripts/lib/browser';
import { readTemplates } from '../../scripts/lib/templates';
import { ourNode } from '../support/callWorkflows';
import { baseNode, chain, nodeOf } from '../support/variants';
import { INSTALLING, RUNNING, Workplace } from '../support/workplace';

const FIRST = '1. Call recording to Salesforce';
const FORMS = 'forms';

const place = new Workplace({ ui: true });
let editor: EditorWindow;

const operations = RESOURCES.flatMap(({ option: resource, operations: all }) =>
	all.map((operation) => ({ resource: resource.value, ...operation })),
);

/** A workflow with a node for each operation, as the node is when it has just been added. */
const importForms = async () =>
	await place.variant(FIRST, FORMS, (workflow) => {
		const [first, ...others] = operations.map(({ resource, option: { name, value: operation } }) =>
			ourNode(workflow, name, { resource, operation }),
		);
		chain(workflow, [baseNode('Start', 'manualTrigger', 1, {}), first, ...others]);
		workflow.nodes = workflow.nodes.map((node, i) => ({
			...node,
			// The editor opens the first node whose ID begins with the one in its address.
			id: randomUUID(),
			position: [0, i * 160],
		}));
	});

beforeAll(async () => {
	await place.open({ processingSeconds: 1 });
	editor = await EditorWindow.open(place.stage.n8n.url);
	await importForms();
}, INSTALLING);

afterAll(async () => {
	await editor?.close();
	await place.close();
}, RUNNING);

describe('A person who builds a workflow', () => {
	it(
		'pastes a template, and adds a node by what it is to do',
		async () => {
			await editor.openNew();
			const { template } = readTemplates().find(({ template }) => template.name === FIRST) ?? {};
			await editor.paste(JSON.stringify(template));
			await editor.node('Save Call Analysis').waitFor();
			await editor.page.keyboard.press('Escape');
			await editor.get('node-creator-plus-button').first().click();
			await editor.get('node-creator-search-bar').fill('descriptor');
			await editor
				.get('node-creator-item-name')
				.getByText('Descriptor.AI', { exact: true })
				.click();
			const actions = editor.get('node-creator-item-name');
			for (const { option } of operations) {
				await actions.getByText(option.action, { exact: true }).waitFor();
			}
			await actions.getByText('Get analysis result', { exact: true }).click();
			await editor.get('ndv').waitFor();
			await editor.get('ndv').getByText('If Not Ready').waitFor();
		},
		RUNNING,
	);

	it(
		'makes a credential, and reads what is wrong with it until it is right',
		async () => {
			const { url, token } = place.sandbox.descriptor;
			await editor.importFile('workflows/call-recording-to-salesforce.json');
			await editor.openNode('Submit Recording');
			await editor.get('node-credentials-select').first().click();
			await editor.get('node-credentials-select-item-new').first().click();
			const dialog = editor.get('credential-edit-dialog');
			const save = async (accessToken: string, baseUrl: string) => {
				const field = (name: string) =>
					dialog.locator(`[data-test-id="parameter-input-${name}"] input`);
				await field('accessToken').fill(accessToken);
				await field('baseUrl').fill(baseUrl);
				await editor.get('credential-save-button').click();
			};
			const isTold = async (words: string) => {
				const told = dialog.getByText(words).first();
				// A click is lost while n8n still tests what was entered before.
				await told.waitFor({ timeout: 10_000 }).catch(async () => {
					await editor.get('credential-save-button').click();
					await told.waitFor();
				});
			};
			await save('wrong', url);
			await dialog.getByText('More details').click();
			await isTold('Descriptor.AI did not accept the access token');
			await save(token, 'http://127.0.0.1:9');
			await isTold("Nothing answers at http://127.0.0.1:9. Check 'Base URL'");
			await save(token, `${place.sandbox.salesforce.url}/`);
			await isTold('There is no Descriptor.AI API at');
			await save(token, `${url}/api/v1/`);
			await dialog.waitFor({ state: 'hidden' });
			await editor.get('node-credentials-select').first().waitFor();
		},
		RUNNING,
	);
});

/** Whether a field is there in a form to which nothing has been done. */
function isShown(property: INodeProperties, all: INodeProperties[]): boolean {
	const presets = Object.fromEntries(all.map(({ name, default: preset }) => [name, preset]));
	const isDisplayed = NodeHelpers.displayParameter(presets, property, null, null);
	return property.type !== 'hidden' && isDisplayed;
}

describe('The forms', () => {
	beforeAll(async () => await editor.openWorkflow(place.idOf(FORMS)), RUNNING);

	describe.each(operations.map((operation) => [operation.option.name, operation] as const))(
		'of %s',
		(name, { resource, properties }) => {
			beforeAll(async () => await editor.openNode(name), RUNNING);
			afterAll(async () => await editor.closeNode(), RUNNING);

			it(
				'has each label in full, in the order in which one fills it in',
				async () => {
					const labels = editor.get('ndv').locator('label:visible');
					await labels.getByText('Operation', { exact: true }).waitFor();
					const shown = (await labels.allInnerTexts()).map((text) => text.split('\n')[0].trim());
					expect(shown).toEqual([
						// What works without the service needs no access to it.
						...(resource === 'salesforce' ? [] : ['Credential']),
						'Resource',
						'Operation',
						...properties.filter((one) => isShown(one, properties)).map((one) => one.displayName),
					]);
					const areCut = await labels.evaluateAll((all) =>
						all
							.filter((label) => label.scrollWidth > label.clientWidth)
							.map(({ innerText }) => innerText),
					);
					expect(areCut).toEqual([]);
				},
				RUNNING,
			);

			const lists = properties.filter(({ typeOptions }) => typeOptions?.loadOptionsMethod);
			if (lists.length === 0) return;
			it(
				'has lists that come from the service',
				async () => {
					for (const { name: parameter } of lists) {
						const list = editor.get('ndv').locator(`[data-test-id="parameter-input-${parameter}"]`);
						const entries = await editor.openList(list.first());
						await entries.nth(2).waitFor();
						expect(
							(await entries.allInnerTexts()).filter((text) => /undefined|\[object/.test(text)),
						).toEqual([]);
						await editor.page.keyboard.press('Escape');
						await entries.first().waitFor({ state: 'hidden' });
					}
				},
				RUNNING,
			);
		},
	);
});

describe('The output', () => {
	it(
		'is read as a table and as a schema',
		async () => {
			const { id } = place.stage.workflows.find(({ name }) => name === FIRST) ?? { id: '' };
			await editor.openWorkflow(id);
			await editor.execute();
			await editor.openNode('Wait for Result');
			const output = editor.get('output-panel');
			for (const view of ['table', 'schema']) {
				await output.hover();
				await output.locator(`[data-test-id="radio-button-${view}"]`).click();
				for (const field of ['summary', 'agent_actions', 'transcript']) {
					await output.getByText(field, { exact: true }).first().waitFor();
				}
				await output
					.getByText(/Helen Carter/)
					.first()
					.waitFor();
			}
		},
		RUNNING,
	);
});

/** Executes a workflow that a node stops, and reads there what is wrong, and the way out. */
async function expectToRead(workflow: string, node: string, message: string, remedy: string) {
	await editor.openWorkflow(place.idOf(workflow));
	await editor.execute();
	await editor.openNode(node);
	const output = editor.get('output-panel');
	await output.getByText(message).first().waitFor();
	await output.getByText(remedy).first().waitFor();
}

const SUBMIT = 'Submit Recording';
const GET = 'Wait for Result';

describe('A person reads what is wrong, and what to do, of', () => {
	it.each([
		{
			what: 'a recording that cannot be analyzed',
			file: 'failed-call.mp3',
			node: GET,
			parameters: {},
			message: "The recording 'failed-call.mp3' could not be transcribed",
			remedy: 'Check that the recording holds speech',
		},
		{
			what: 'an analysis that is not ready in time',
			file: 'support-call.mp3?seconds=600',
			node: GET,
			parameters: { options: { maxWait: 0 } },
			message: 'is still processing after 0 seconds',
			remedy: 'Nothing is lost',
		},
		{
			what: 'a language that the service does not know',
			file: 'support-call.mp3',
			node: SUBMIT,
			parameters: { languageCode: 'xx-XX' },
			message: "'Language Name or ID' (config.language_code)",
			remedy: 'The recording was not accepted. Correct what is named',
		},
		{
			what: 'no language',
			file: 'support-call.mp3',
			node: SUBMIT,
			parameters: { languageCode: '={{ $json.language }}' },
			message: "'Language Name or ID' is empty",
			remedy: 'Select an entry',
		},
	])(
		'$what',
		async ({ what, file, node, parameters, message, remedy }) => {
			await place.variant(FIRST, what, (workflow) => {
				Object.assign(nodeOf(workflow, node).parameters, parameters);
				const recording = nodeOf(workflow, 'Recording');
				recording.parameters = JSON.parse(
					JSON.stringify(recording.parameters).replace('support-call.mp3', file),
				) as IDataObject;
			});
			await expectToRead(what, node, message, remedy);
		},
		RUNNING,
	);

	it.each([
		[
			'a token that is not accepted',
			{ accessToken: 'wrong' },
			'Descriptor.AI did not accept the access token',
			'credential',
		],
		[
			'an address where nothing answers',
			{ baseUrl: 'http://127.0.0.1:9' },
			'could not be reached',
			"'Base URL'",
		],
	])(
		'%s',
		async (what, wrong, message, remedy) => {
			const { url: baseUrl, token: accessToken } = place.sandbox.descriptor;
			const data = { baseUrl, accessToken, ...wrong };
			const credential = { name: what, type: 'descriptorAiApi', data };
			const id = await place.editor.createCredential(credential);
			await place.variant(FIRST, what, (workflow) => {
				nodeOf(workflow, SUBMIT).credentials = { descriptorAiApi: { id, name: what } };
			});
			await expectToRead(what, SUBMIT, message, remedy);
		},
		RUNNING,
	);
});
