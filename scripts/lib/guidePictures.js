// The pictures of the guide: forms, runs and the record that they create.
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const { EditorWindow } = require('./browser');
const { root } = require('./packages');
const { PRODUCTION, templateOf } = require('./stage');

const folder = path.join(root, 'docs', 'images');
const TEMPLATE = 'call-recording-to-salesforce.json';
const WAITING_TEMPLATE = 'call-recordings-with-submit-and-wait.json';

/** A workflow that extracts insights from a typed transcript. */
const transcriptWorkflow = (/** @type {string} */ transcript) => ({
	name: 'Insights of a transcript',
	nodes: [
		{
			id: 'start',
			name: 'Start',
			type: 'n8n-nodes-base.manualTrigger',
			typeVersion: 1,
			position: [0, 0],
			parameters: {},
		},
		{
			id: 'transcript',
			name: 'Transcript',
			type: 'n8n-nodes-base.set',
			typeVersion: 3.4,
			position: [220, 0],
			parameters: {
				mode: 'raw',
				jsonOutput: JSON.stringify({ transcript }),
				options: {},
			},
		},
		{
			id: 'insights',
			name: 'Extract Insights',
			type: 'n8n-nodes-descriptor-ai.descriptorAi',
			typeVersion: 1,
			position: [440, 0],
			parameters: {
				resource: 'transcript',
				insights: ['summary', 'csat', 'questions', 'topics'],
				options: {},
			},
		},
	],
	connections: {
		Start: { main: [[{ node: 'Transcript', type: 'main', index: 0 }]] },
		Transcript: { main: [[{ node: 'Extract Insights', type: 'main', index: 0 }]] },
	},
});

/**
 * @param {import('./stage').Stage} stage
 * @param {import('../../sandbox').Sandbox} sandbox whose analyses take long enough for a picture of the wait
 */
async function takeGuidePictures(stage, sandbox) {
	const editor = await EditorWindow.open(stage.n8n.url, { width: 1400, height: 900 });
	const { page } = editor;
	const picture = async (/** @type {string} */ name) => {
		await editor.closeNotifications();
		// Animations must end; nothing on the page tells when.
		await page.waitForTimeout(1500);
		await page.screenshot({ path: path.join(folder, `${name}.png`) });
		console.log(`docs/images/${name}.png`);
	};

	await editor.importFile(path.join(root, 'workflows', TEMPLATE));
	for (const name of ['Submit Recording', 'Wait for Result']) {
		await editor.pickCredential(name, 'Descriptor.AI (sandbox)');
	}
	await editor.pickCredential('Save Call Analysis', 'Salesforce (sandbox)');
	await editor.execute();
	await editor.openNode('Submit Recording');
	await picture('submit');
	await editor.closeNode();
	await editor.openNode('Wait for Result');
	await picture('get-result');
	await editor.importFile(path.join(root, 'workflows', WAITING_TEMPLATE));
	await editor.pickCredential('Submit and Wait', 'Descriptor.AI (sandbox)');
	await editor.pickCredential('Save Call Analysis', 'Salesforce (sandbox)');
	await editor.get('execute-workflow-button').first().click();
	await editor.openNode('Submit and Wait');
	await page.getByText('Descriptor.AI is analyzing').waitFor();
	await picture('waiting');
	await editor.closeNode();
	await editor.get('stop-execution-button').waitFor({ state: 'hidden' });
	await editor.openWorkflow(templateOf(stage, PRODUCTION).id);
	await editor.execute('Start');
	await editor.node('Done').locator('[data-test-id="canvas-node-status-success"]').waitFor();
	await editor.get('zoom-to-fit').click();
	await picture('executed');
	const transcriptFile = path.join(os.tmpdir(), 'insights-of-a-transcript.json');
	// The caller has loaded the sandbox, which is TypeScript.
	/** @type {typeof import('../../sandbox/descriptor/calls/short')} */
	const { shortCall } = require('../../sandbox/descriptor/calls/short');
	const said = shortCall.lines.map(
		({ speaker, text }) => `${speaker === 0 ? 'Agent' : 'Customer'}: ${text}`,
	);
	fs.writeFileSync(transcriptFile, JSON.stringify(transcriptWorkflow(said.join('\n'))));
	await editor.importFile(transcriptFile);
	fs.rmSync(transcriptFile);
	await editor.pickCredential('Extract Insights', 'Descriptor.AI (sandbox)');
	await editor.execute();
	await editor.openNode('Extract Insights');
	await picture('extract-insight');
	await page.setViewportSize({ width: 1000, height: 760 });
	const record = sandbox.salesforce.records('Call_Analysis__c').at(-1);
	await page.goto(`${sandbox.salesforce.url}/${record?.Id}`);
	await picture('record');
	await editor.close();
}

module.exports = { takeGuidePictures };
