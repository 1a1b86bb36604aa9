// The pictures of workflows, as they lie in the editor after their import: the templates, and the one with an AI agent.
const path = require('node:path');

const { agentWorkflow } = require('./agentWorkflow');
const { EditorWindow } = require('./browser');
const { root } = require('./packages');
const { ORG_ADDRESS, PRODUCTION, templateOf } = require('./stage');

const folder = path.join(root, 'docs', 'images');

/**
 * The part of the canvas that has something on it, with a margin.
 *
 * @param {import('playwright-core').Page} page
 */
async function extent(page) {
	const parts = page.locator('[data-test-id="canvas-node"], [data-test-id="sticky"]');
	const boxes = await Promise.all(
		(await parts.all()).map(async (part) => await part.boundingBox()),
	);
	const found = boxes.filter((box) => box !== null);
	const margin = 24;
	// A trigger has a mark to its left, and a name that is wider than the node.
	const x = Math.min(...found.map((box) => box.x)) - 2 * margin;
	const y = Math.min(...found.map((box) => box.y)) - margin;
	// The last node has a plus to its right.
	const right = Math.max(...found.map((box) => box.x + box.width)) + 4 * margin;
	// The name of a node is below it.
	const bottom = Math.max(...found.map((box) => box.y + box.height)) + 2 * margin;
	return { x, y, width: right - x, height: bottom - y };
}

/** In a window of this size, n8n opens every template at 100 %. */
const WINDOW = { width: 3000, height: 1900 };

/**
 * Takes the picture of a workflow's canvas.
 *
 * @param {EditorWindow} editor
 * @param {string} id of the workflow
 * @param {string} name of the picture, in docs/images
 */
async function takeCanvas(editor, id, name) {
	await editor.openWorkflow(id);
	await editor.get('zoom-to-fit').click();
	// A workflow that a chat starts has another button.
	for (const controls of ['execute-workflow-button', 'workflow-chat-button', 'zoom-to-fit']) {
		await editor.get(controls).evaluateAll((buttons) => {
			for (const { parentElement } of buttons) {
				parentElement?.parentElement?.style.setProperty('visibility', 'hidden');
			}
		});
	}
	// The canvas is animated; nothing on the page tells when it stops.
	await editor.page.waitForTimeout(1500);
	await editor.page.screenshot({ path: path.join(folder, name), clip: await extent(editor.page) });
	console.log(`docs/images/${name}`);
}

/**
 * @param {import('./stage').Stage} stage
 * @param {string} orgAddress of the sandbox, in whose place the pictures show the one of the templates
 */
async function takeTemplatePictures(stage, orgAddress) {
	const { n8n, editor: api, workflows } = stage;
	const editor = await EditorWindow.open(n8n.url, WINDOW);
	// n8n shows the ID of a workflow that is called, which is another one each time.
	const { id: productionId } = templateOf(stage, PRODUCTION);
	for (const { file, ...workflow } of workflows) {
		const text = JSON.stringify(workflow)
			.replaceAll(orgAddress, ORG_ADDRESS)
			.replaceAll(productionId, path.basename(PRODUCTION, '.json'));
		const id = await api.createWorkflow(JSON.parse(text));
		await takeCanvas(editor, id, `templates/${path.basename(file, '.json')}.png`);
	}
	await takeCanvas(editor, await api.createWorkflow(agentWorkflow), 'ai-agent.png');
	await editor.close();
}

module.exports = { takeTemplatePictures };
