import type { ConsoleMessage } from 'playwright-core';

import { EditorWindow } from '../../scripts/lib/browser';
import { readSchemas } from '../../scripts/lib/schemas';
import { expectGreen, importCalls, runFrom } from '../support/newUser';
import { INSTALLING, RUNNING, Workplace } from '../support/workplace';

/** ID of the first template in the n8n of the stage. */
const FIRST = 'call-recording-to-salesforce';

const place = new Workplace({ ui: true });
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
			await editor.importFile('workflows/call-recording-to-salesforce.json');
			for (const name of ['Submit Recording', 'Wait for Result']) {
				await editor.pickCredential(name, 'Descriptor.AI (sandbox)');
			}
			await editor.pickCredential('Save Call Analysis', 'Salesforce (sandbox)');
			await editor.execute();

			await expectGreen(editor, ['Submit Recording', 'Wait for Result', 'Save Call Analysis']);
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
			await editor.importFile('workflows/call-recordings-with-submit-and-wait.json');
			await editor.pickCredential('Submit and Wait', 'Descriptor.AI (sandbox)');
			await editor.pickCredential('Save Call Analysis', 'Salesforce (sandbox)');
			await editor.get('execute-workflow-button').first().click();
			await editor.openNode('Submit and Wait');
			await editor.page.getByText('sends a callback when the results are ready').waitFor();
			await editor.page.getByText('View sub-execution').waitFor();
			await editor.closeNode();
			await expectGreen(editor, ['Submit and Wait', 'Is Analyzed', 'Save Call Analysis']);
			expect(place.analyses()).toHaveLength(before + 2);
		},
		RUNNING,
	);

	it(
		'imports the template for production, does what its note says, and sees the call at its customer',
		async () => {
			const contact = place.sandbox.salesforce.create('Contact', {
				FirstName: 'Helen',
				LastName: 'Carter',
				Phone: '(415) 555-0101',
			});
			await importCalls(editor, place);
			await runFrom(editor, 'Start');
			await expectGreen(editor, ['Find People', 'Claim and Look Up', 'Get Result', 'Done']);
			const [record] = place.analyses().filter(({ Recording_Id__c: id }) => id === 'example-1');
			expect(record).toMatchObject({ Status__c: 'Completed', Contact__c: contact });
			await editor.openNode('Done');
			const output = editor.get('output-panel');
			for (const shown of [contact, 'Completed']) await output.getByText(shown).first().waitFor();
			await editor.closeNode();
			await editor.page.goto(`${place.sandbox.salesforce.url}/${String(record.Id)}`);
			await editor.page.locator(`a[href*="${contact}"]`).first().waitFor();
		},
		RUNNING,
	);

	it(
		'sees the fields of a result in the next node before anything has run',
		async () => {
			await editor.openWorkflow(place.idOf(FIRST));
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
			const submitted = place.jobs().length;
			await editor.openWorkflow(place.idOf(FIRST));
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
