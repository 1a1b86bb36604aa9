import type { EditorWindow } from '../../scripts/lib/browser';
import { until } from '../../scripts/lib/process';
import type { Workplace } from './workplace';

/** File of the template for production. */
export const CALLS_FILE = 'calls-to-salesforce.json';

/** What the editor shows in a node that has done its work. */
const SUCCESS = '[data-test-id="canvas-node-status-success"]';

/** Waits until these nodes, and no others, have a red mark. */
export async function expectMarked(editor: EditorWindow, names: string[]): Promise<void> {
	const marked = async () =>
		await editor.page
			.locator('[data-test-id="canvas-node"]:has([data-test-id="node-issues"])')
			.evaluateAll((nodes) => nodes.map((node) => node.getAttribute('data-node-name')));
	const isSo = async () => (await marked()).join() === names.join();
	await until(isSo, { seconds: 30, what: 'A red mark' }).catch(() => {});
	expect(await marked()).toEqual(names);
}

/** Executes the workflow from one of its triggers. */
export async function runFrom(editor: EditorWindow, trigger: string): Promise<void> {
	const button = editor.get(`execute-workflow-button-${trigger}`);
	await editor.node(trigger).hover();
	// The editor moves it while it appears.
	await button.click({ force: true });
}

/** Waits until nodes are shown green. */
export async function expectGreen(editor: EditorWindow, nodes: string[]): Promise<void> {
	for (const name of nodes) await editor.node(name).locator(SUCCESS).waitFor({ timeout: 60_000 });
}

/** Puts the address of an org into the URL of a node. */
export async function enterOrg(editor: EditorWindow, node: string, org: string): Promise<void> {
	await editor.openNode(node);
	const url = editor.get('parameter-input-url').locator('input');
	await url.fill((await url.inputValue()).replace('https://your-domain.my.salesforce.com', org));
	await editor.closeNode();
}

/** Imports the template for production, and does what its note says before the first run. */
export async function importCalls(editor: EditorWindow, place: Workplace): Promise<void> {
	await editor.importFile(`workflows/${CALLS_FILE}`);
	await editor.pickCredential('Find People', 'Salesforce (sandbox)');
	await expectMarked(editor, ['Analysis Finished']);
	await enterOrg(editor, 'Find People', place.sandbox.salesforce.url);
	await editor.openNode('Analysis Finished');
	await editor
		.get('parameter-input-secret')
		.locator('input')
		.fill(`made-up-by-a-person-${Date.now()}`);
	await editor.closeNode();
}
