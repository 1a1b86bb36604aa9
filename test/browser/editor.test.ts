import type { ConsoleMessage } from 'playwright-core';

import { EditorWindow } from '../../scripts/lib/browser';
import { readSchemas } from '../../scripts/lib/schemas';
import { INSTALLING, RUNNING, Workplace } from '../support/workplace';

const place = new Workplace();
let editor: EditorWindow;

beforeAll(async () => {
	await place.open({ processingSeconds: 5 });
	editor = await EditorWindow.open(place.stage.n8n.url);
}, INSTALLING);

afterAll(async () => {
	await editor?.close();
	await place.close();
}, RUNNING);

describe('A person in the editor', () => {
	it(
		'imports the template, picks credentials, runs it, sees green and opens the record',
		async () => {
			const faults: string[] = [];
			editor.page.on('console', (message: ConsoleMessage) => {
				if (message.type() === 'error' && /descriptor/i.test(message.text())) {
					faults.push(message.text());
				}
			});
			await editor.importFile('workflows/call-recording-to-salesforce-upsert.json');
			for (const name of ['Submit Recording', 'Wait for Result']) {
				await editor.pickCredential(name, 'Descriptor.AI (sandbox)');
			}
			await editor.pickCredential('Save Call Analysis', 'Salesforce (sandbox)');
			await editor.execute();

			for (const name of ['Submit Recording', 'Wait for Result', 'Save Call Analysis']) {
				await editor.node(name).locator('[data-test-id="canvas-node-status-success"]').waitFor();
			}
			const [record, ...others] = place.analyses();
			expect(others).toEqual([]);
			await editor.page.goto(`${place.sandbox.salesforce.url}/${String(record.Id)}`);
			await editor.page.getByText(String(record.Name)).first().waitFor();
			expect(faults).toEqual([]);
		},
		RUNNING,
	);

	it(
		'sees that a node waits, and green after the callback',
		async () => {
			const before = place.analyses().length;
			await editor.importFile('workflows/call-recordings-to-salesforce-submit-and-wait.json');
			for (const name of ['Submit and Wait', 'Collect Results']) {
				await editor.pickCredential(name, 'Descriptor.AI (sandbox)');
			}
			await editor.pickCredential('Save Call Analysis', 'Salesforce (sandbox)');
			await editor.get('execute-workflow-button').first().click();
			await editor.openNode('Submit and Wait');
			await editor.page.getByText('sends a callback when the results are ready').waitFor();
			await editor.page.getByText('View sub-execution').waitFor();
			await editor.closeNode();
			for (const name of ['Submit and Wait', 'Collect Results', 'Save Call Analysis']) {
				await editor.node(name).locator('[data-test-id="canvas-node-status-success"]').waitFor();
			}
			expect(place.analyses()).toHaveLength(before + 1);
		},
		RUNNING,
	);

	it(
		'sees the fields of a result in the next node before anything has run',
		async () => {
			const workflow = place.stage.workflows.find(({ name }) => name.endsWith('(upsert)'));
			if (!workflow) throw new Error('There is no template that upserts');
			await editor.openWorkflow(workflow.id);
			await editor.openNode('Save Call Analysis');
			await editor.page.getByText('Usually outputs the following fields').waitFor();
			const shown = await editor.get('run-data-schema-node-name').allInnerTexts();
			const [, preview] =
				Object.entries(readSchemas()).find(([file]) => /getResult/.test(file)) ?? [];
			// The first entry of a list is shown as well; the editor keeps its rows in an order of its own.
			expect(shown.filter((name) => !name.endsWith('[0]')).sort()).toEqual(
				Object.keys(preview?.properties ?? {}).sort(),
			);
			await editor.closeNode();
		},
		RUNNING,
	);

	it(
		'reads what is wrong, and what to do, when a parameter cannot be used',
		async () => {
			const workflow = place.stage.workflows.find(({ name }) => name.endsWith('(upsert)'));
			if (!workflow) throw new Error('There is no template that upserts');
			const submitted = place.jobs().length;
			await editor.openWorkflow(workflow.id);
			await editor.openNode('Submit Recording');
			await editor.page.getByPlaceholder('Add Option').first().click();
			await editor.page.getByRole('option', { name: 'Webhook URL' }).click();
			await editor.page.getByPlaceholder('e.g. https://n8n.example.com').fill('nowhere');
			await editor.closeNode();
			await editor.execute();
			await editor.openNode('Submit Recording');
			await editor.page.getByText("'Webhook URL' is not a web address [item 0]").first().waitFor();
			await editor.page.getByText('Enter the full address, beginning with https://').waitFor();
			expect(place.jobs()).toHaveLength(submitted);
		},
		RUNNING,
	);
});
