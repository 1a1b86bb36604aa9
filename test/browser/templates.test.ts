import type { Locator } from 'playwright-core';

import { EditorWindow } from '../../scripts/lib/browser';
import { until } from '../../scripts/lib/process';
import { templateOf } from '../../scripts/lib/stage';
import { readTemplates } from '../../scripts/lib/templates';
import { CALLS_FILE, enterOrg, expectMarked, runFrom } from '../support/newUser';
import { INSTALLING, RUNNING, Workplace } from '../support/workplace';

const SET_UP = 'set-up-salesforce.json';
const LINK_AGAIN = 'link-calls-again.json';
/** How small a template may be shown when all of it is seen on a small screen. */
const LEAST_ZOOM = 0.45;
const SMALL_SCREEN = { width: 1440, height: 900 };

const place = new Workplace({ ui: true });
let editor: EditorWindow;

beforeAll(async () => {
	await place.open({ salesforceOrg: 'empty' });
	editor = await EditorWindow.open(place.stage.n8n.url, SMALL_SCREEN);
}, INSTALLING);

afterAll(async () => {
	await editor?.close();
	await place.close();
}, RUNNING);

const FILES = readTemplates().map(({ file }) => file);
const idOf = (file: string) => templateOf(place.stage, file).id;

/** What a person chooses in a connector: the workflow that it calls. */
const WORKFLOW = 'Parameter "Workflow" is required.';
/** What else a person enters or chooses. */
const CHOICES: Record<string, string[]> = {
	[CALLS_FILE]: ['Parameter "Secret" is required.'],
	'from-amazon-connect.json': ['Parameter "Topic" is required.', WORKFLOW],
	'from-google-drive.json': ['Parameter "Folder" is required.', WORKFLOW],
};
const choicesIn = (file: string) => CHOICES[file] ?? (file.startsWith('from-') ? [WORKFLOW] : []);

/** Waits until the editor says that all went well. */
async function succeed(): Promise<void> {
	await editor.page
		.getByText('Workflow executed successfully')
		.first()
		.waitFor({ timeout: 60_000 });
}

/** The beginnings of the notes whose text is longer than they are. */
const cutNotes = async (notes: Locator) =>
	await notes.evaluateAll((all) =>
		all
			.filter((note) =>
				[...note.querySelectorAll('*')].some(
					({ scrollHeight, clientHeight }) => scrollHeight > clientHeight + 1,
				),
			)
			.map(({ textContent }) => textContent?.trim().slice(0, 40)),
	);

/** The zoom of the canvas after *Zoom to Fit*, when it moves no more. */
async function zoomToFit(): Promise<number> {
	const canvas = editor.page.locator('.vue-flow__transformationpane').first();
	const zoom = async () =>
		await canvas.evaluate(({ style }) => Number(/scale\(([\d.]+)\)/.exec(style.transform)?.[1]));
	await editor.get('zoom-to-fit').click();
	let before: number;
	let now = 0;
	do {
		before = now;
		await editor.page.waitForTimeout(300);
		now = await zoom();
	} while (now !== before);
	return now;
}

/** Waits until n8n has saved the workflow of the editor, with a credential of somebody in each node that has an entry. */
async function expectSaved(): Promise<void> {
	const id = () => /\/workflow\/(\w+)/.exec(editor.page.url())?.[1] ?? '';
	type Saved = { nodes: { credentials?: Record<string, { id: string | null }> }[] };
	const isSaved = async () => {
		const { nodes }: Saved = await place.editor.request('GET', `/workflows/${id()}`);
		const entries = nodes.flatMap(({ credentials = {} }) => Object.values(credentials));
		return entries.length > 1 && entries.every((entry) => entry.id !== null);
	};
	await until(isSaved, { seconds: 30, what: 'Saving the credentials' });
}

/** What the red marks of the nodes say. */
async function issues(): Promise<string[]> {
	const found: string[] = [];
	for (const mark of await editor.get('node-issues').all()) {
		await mark.hover();
		const tip = editor.page
			.locator('[data-reka-popper-content-wrapper]')
			.filter({ hasText: 'Issues' });
		found.push((await tip.innerText()).replace(/^Issues\s*/, ''));
		await editor.page.mouse.move(0, 0);
		await tip.waitFor({ state: 'detached' });
	}
	return found;
}

describe.each(FILES)('%s, imported from its file,', (file) => {
	beforeAll(async () => await editor.importFile(`workflows/${file}`), RUNNING);

	it('can be read as a whole, with notes that are not cut', async () => {
		expect(await zoomToFit()).toBeGreaterThanOrEqual(LEAST_ZOOM);
		expect(await cutNotes(editor.get('sticky'))).toEqual([]);
	});

	it(
		'misses nothing but credentials, and what everybody makes up or chooses',
		async () => {
			const others = (await issues())
				.flatMap((issue) => issue.split('\n'))
				.filter((issue) => !/^Credentials for .* are not set\.$/.test(issue));
			expect(others).toEqual(choicesIn(file));
		},
		RUNNING,
	);
});

describe('A credential that is selected in one node', () => {
	it.each([
		// The file, the node that its note names, and what still has a red mark for another reason.
		[SET_UP, 'Find Org', []],
		[CALLS_FILE, 'Find People', ['Analysis Finished']],
		[LINK_AGAIN, 'Find People', []],
		['call-recording-to-customer.json', 'Find People', []],
		['from-salesforce-files.json', 'Create Link', ['Calls to Salesforce']],
	])(
		'is selected in all nodes of %s',
		async (file, node, left) => {
			await editor.importFile(`workflows/${file}`);
			await editor.pickCredential(node, 'Salesforce (sandbox)');
			await expectMarked(editor, left);
			// Next, the notes of all but this ask for the address of the org; with an edit, n8n saves everything.
			if (file !== SET_UP) await enterOrg(editor, node, 'https://mycompany.my.salesforce.com');
			await expectSaved();
		},
		RUNNING,
	);
});

describe('A credential that a person has besides', () => {
	const made: string[] = [];
	/** Makes it as a person has made it before, and has the editor load it. */
	async function make(name: string, type: string, data: object): Promise<void> {
		made.push(await place.editor.createCredential({ name, type, data }));
		await editor.page.reload();
	}
	afterEach(async () => {
		// n8n would select it in the templates of the other tests.
		for (const id of made.splice(0)) await place.editor.request('DELETE', `/credentials/${id}`);
	});

	it(
		'of AWS is selected in all nodes of from-amazon-connect.json',
		async () => {
			const keys = { region: 'eu-central-1', accessKeyId: 'AKIA', secretAccessKey: 'secret' };
			await make('AWS', 'aws', keys);
			await editor.importFile('workflows/from-amazon-connect.json');
			await editor.pickCredential('Get Contact', 'AWS');
			// Where the topic and the workflow are chosen.
			await expectMarked(editor, ['RecordingStored', 'Calls to Salesforce']);
			expect(await issues()).toEqual(choicesIn('from-amazon-connect.json'));
			await editor.openNode('Get Contact');
			const url = editor.get('parameter-input-url').locator('.cm-content');
			await url.fill((await url.innerText()).replace('your-instance-id', '1234abcd'));
			// The editor takes over what was typed a moment later, and shows what comes of it.
			await editor.get('inline-expression-editor-output').getByText('1234abcd').waitFor();
			await editor.closeNode();
			await expectSaved();
		},
		RUNNING,
	);

	it(
		`of Salesforce's JWT signs in ${CALLS_FILE}, where OAuth2 was expected`,
		async () => {
			const user = { clientId: 'app', username: 'n8n@traders.example', privateKey: 'key' };
			await make('By JWT', 'salesforceJwtApi', { environment: 'production', ...user });
			await editor.importFile(`workflows/${CALLS_FILE}`);
			for (const node of ['Find People', 'Claim and Look Up', 'Save Call Analysis']) {
				await editor.openNode(node);
				await editor.get('credential-select').first().click();
				const type = editor
					.get('credential-select-option')
					.filter({ hasText: 'Salesforce JWT API' });
				await type.first().click();
				await editor.closeNode();
				await editor.pickCredential(node, 'By JWT');
			}
			for (const node of ['Find New', 'Find Submitted', 'Create Task']) {
				await editor.pickCredential(node, 'By JWT');
			}
			await expectMarked(editor, ['Analysis Finished']);
			await expectSaved();
		},
		RUNNING,
	);
});

describe('In the editor', () => {
	it(
		`${SET_UP} makes the object in an empty org`,
		async () => {
			await editor.openWorkflow(idOf(SET_UP));
			await editor.get('execute-workflow-button').first().click();
			await succeed();
			expect(place.analyses()).toEqual([]);
		},
		RUNNING,
	);

	it.each(
		FILES.filter((file) => ![SET_UP, LINK_AGAIN].includes(file) && !file.startsWith('from-')),
	)(
		'%s is executed and shown green',
		async (file) => {
			const before = place.analyses().length;
			await editor.openWorkflow(idOf(file));
			await runFrom(editor, 'Start');
			await succeed();
			expect(place.analyses().length).toBeGreaterThan(before);
		},
		RUNNING,
	);

	it(
		`${LINK_AGAIN} links a call whose customer was entered later`,
		async () => {
			const { create, records } = place.sandbox.salesforce;
			// A try before has left its record.
			const count = records('Call_Analysis__c').length;
			const recording = `of-a-stranger-${count}`;
			const number = `+1 628 555 ${1200 + count}`;
			const call = { Name: 'Of a stranger', Recording_Id__c: recording, Caller__c: number };
			const id = create('Call_Analysis__c', { ...call, Status__c: 'Completed', Match__c: 'None' });
			const contact = create('Contact', { LastName: 'Stranger', Phone: number });
			await editor.openWorkflow(idOf(LINK_AGAIN));
			await runFrom(editor, 'Every Night');
			await succeed();
			const found = records('Call_Analysis__c').find(({ Id }) => Id === id);
			expect(found).toMatchObject({ Contact__c: contact, Match__c: 'Unique' });
		},
		RUNNING,
	);
});
