import type { IDataObject } from 'n8n-workflow';

import { phone, text } from '../../sandbox/salesforce/fields';
import { EditorWindow } from '../../scripts/lib/browser';
import { expectGreen, runFrom } from '../support/newUser';
import { CALLS } from '../support/queuePlace';
import { nodeOf } from '../support/variants';
import { INSTALLING, RUNNING, Workplace } from '../support/workplace';

const place = new Workplace({ ui: true });
let editor: EditorWindow;

/** Lets the user read and change a field, as an administrator does after having added it. */
function permit(object: string, name: string): void {
	const { records, create } = place.sandbox.salesforce;
	const [{ PermissionSetId: parent }] = records('PermissionSetAssignment');
	create('FieldPermissions', {
		ParentId: parent,
		SobjectType: object,
		Field: `${object}.${name}`,
		PermissionsRead: true,
		PermissionsEdit: true,
	});
}

beforeAll(async () => {
	await place.open({ processingSeconds: 1, salesforceOrg: 'inUse' });
	const { setField } = place.sandbox.salesforce;
	setField('Contact', phone('Second_Phone__c'));
	permit('Contact', 'Second_Phone__c');
	setField('Call_Analysis__c', text('Region__c', 80));
	permit('Call_Analysis__c', 'Region__c');
	editor = await EditorWindow.open(place.stage.n8n.url);
}, INSTALLING);

afterAll(async () => {
	await editor?.close();
	await place.close();
}, RUNNING);

/** Opens a copy of the template for production, whose example is a call of its own. */
async function openCopy(name: string, call: IDataObject = {}): Promise<void> {
	await place.variant(CALLS, name, (workflow) => {
		nodeOf(workflow, 'Analysis Finished').parameters.secret = `made-up-for-${name}`;
		const { assignments } = nodeOf(workflow, 'Example Call').parameters.assignments as {
			assignments: Array<{ name: string; value: unknown }>;
		};
		const given: IDataObject = { recording_id: name, ...call };
		for (const field of assignments) field.value = given[field.name] ?? field.value;
	});
	await editor.openWorkflow(place.idOf(name));
}

const parameter = (name: string) => editor.get(`parameter-input-${name}`);

async function addOption(label: string): Promise<void> {
	await editor.get('ndv').getByPlaceholder('Add Option').first().click();
	await editor.page.getByRole('option', { name: label, exact: true }).first().click();
}

/** Selects an entry of the last list of a parameter. */
async function select(list: ReturnType<typeof parameter>, entry: string): Promise<void> {
	const entries = await editor.openList(list.last().locator('input').first());
	await entries.filter({ hasText: entry }).first().click();
}

/** Executes the workflow, and gives the record of its call. */
async function recordOf(id: string) {
	await runFrom(editor, 'Start');
	await expectGreen(editor, ['Save Call Analysis', 'Done']);
	return place.analyses().find(({ Recording_Id__c: known }) => known === id);
}

describe('A builder changes in the editor', () => {
	it(
		'the fields that a customer is looked for in',
		async () => {
			const contact = place.sandbox.salesforce.create('Contact', {
				LastName: 'Second',
				Second_Phone__c: '(212) 555-0188',
			});
			await openCopy('own-phone-field', { customer_phone: '+1 212 555 0188' });
			await editor.openNode('Prepare Call');
			await addOption('More Phone Fields');
			await parameter('phoneFields').locator('input').fill('Contact.Second_Phone__c');
			await editor.closeNode();
			expect(await recordOf('own-phone-field')).toMatchObject({ Contact__c: contact });
		},
		RUNNING,
	);

	it(
		'the fields that are saved',
		async () => {
			await openCopy('own-field-of-record');
			await editor.openNode('Combine Records');
			await editor.get('ndv').getByText('Add Field', { exact: true }).first().click();
			await parameter('name').last().locator('input').fill('Region__c');
			// It makes the field an expression; a tip of n8n lies on the button for that.
			await parameter('value').last().locator('input').press('=');
			// n8n saves the workflow by itself when it has taken over an expression, a moment after it was entered.
			const saved = editor.page.waitForRequest(
				(request) =>
					request.postData()?.includes('"Region__c","value":"={{ $json.linked_to }}"') ?? false,
			);
			await parameter('value').last().locator('.cm-content').fill('{{ $json.linked_to }}');
			await saved;
			await editor.closeNode();
			const record = await recordOf('own-field-of-record');
			expect(record?.Contact__c).toEqual(expect.any(String));
			expect(record?.Region__c).toBe(record?.Contact__c);
		},
		RUNNING,
	);

	it(
		'whose the tasks are',
		async () => {
			await openCopy('task-of-the-owner');
			await editor.openNode('Match Customer');
			await addOption('Owner');
			await select(parameter('owner'), 'Owner of the Contact');
			await editor.closeNode();
			await editor.openNode('Build Record');
			await select(parameter('followUps'), 'Completed Call');
			await editor.closeNode();
			const record = await recordOf('task-of-the-owner');
			await expectGreen(editor, ['Create Task']);
			const [contact] = place.sandbox.salesforce
				.records('Contact')
				.filter(({ Id }) => Id === record?.Contact__c);
			expect(place.tasks()).toMatchObject([
				{ WhatId: record?.Id, WhoId: contact.Id, OwnerId: contact.OwnerId },
			]);
		},
		RUNNING,
	);
});
