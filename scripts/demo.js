// `npm run demo`: from a fresh clone to a Salesforce record, in a real n8n.
// `npm run demo -- --open`: the same n8n with the templates in it, left running for the browser.
//   --port 5679: another port for the editor; --n8n 1.123.81: another version of n8n.
const { parseArgs } = require('node:util');

const { installPackages } = require('./lib/packages');
const { freePort } = require('./lib/process');

const say = (/** @type {string} */ line) => console.log(line);

const { values } = parseArgs({
	options: {
		open: { type: 'boolean', default: false },
		port: { type: 'string', default: '5678' },
		n8n: { type: 'string' },
	},
});

/** @param {Record<string, unknown>} record */
function show(record) {
	for (const [field, value] of Object.entries(record)) {
		if (value === null || value === undefined || field === 'attributes') continue;
		say(`  ${`${field}:`.padEnd(20)}${String(value).replace(/\n/g, `\n${' '.repeat(22)}`)}`);
	}
}

/**
 * @param {import('./lib/stage').Stage} stage
 * @param {import('../sandbox').Sandbox} sandbox
 */
async function runPipeline({ n8n, workflows }, sandbox) {
	const workflow = workflows.find(({ name }) => name.endsWith('(upsert)')) ?? workflows[0];
	say(`Executing the template "${workflow.name}" in n8n`);
	say('  The analysis takes a few seconds here; the node asks for it every 10 seconds.');
	const execution = await n8n.execute(workflow.id);
	const { error } = execution.data.resultData;
	if (error) throw new Error(`${error.message}\n${error.description ?? ''}`);
	const records = sandbox.salesforce.records('Call_Analysis__c');
	say(`\nIn Salesforce is now ${records.length} Call_Analysis__c record:\n`);
	records.forEach(show);
	say('\nTo see the workflow in the editor: npm run demo -- --open');
}

/**
 * @param {import('./lib/stage').Stage} stage
 * @param {import('../sandbox').Sandbox} sandbox
 */
async function leaveOpen({ n8n, workflows }, sandbox) {
	const { EditorApi, OWNER } = require('./lib/editor');
	say('Starting the editor');
	await n8n.start();
	await new EditorApi(n8n.url).setUpOwner();
	say(`\nn8n is running with the templates in it: ${n8n.url}`);
	say(`  E-mail    ${OWNER.email}`);
	say(`  Password  ${OWNER.password}\n`);
	for (const { id, name } of workflows) say(`  ${name}: ${n8n.url}/workflow/${id}`);
	say(`\nDescriptor.AI (sandbox): ${sandbox.descriptor.url}`);
	say(`Salesforce (sandbox):    ${sandbox.salesforce.url}`);
	say('\nPress Ctrl+C to stop.');
	await new Promise((resolve) => process.once('SIGINT', resolve).once('SIGTERM', resolve));
	say('\nStopping');
}

async function main() {
	const port = values.open ? Number(values.port) : 0;
	if (!Number.isInteger(port)) throw new Error(`--port ${values.port} is not a number.`);
	await freePort(port);

	await installPackages(say);
	const { loadSandbox } = require('./lib/sandbox');
	const { setStage } = require('./lib/stage');
	say('Starting the sandbox: a Descriptor.AI and a Salesforce on this machine');
	const sandbox = await loadSandbox().startSandbox({ processingSeconds: 5 });
	try {
		const stage = await setStage({ say, port, sandbox, version: values.n8n });
		try {
			await (values.open ? leaveOpen(stage, sandbox) : runPipeline(stage, sandbox));
		} finally {
			await stage.close();
		}
	} finally {
		await sandbox.close();
	}
}

main().catch((error) => {
	console.error(`\nThe demo did not work: ${error.message}`);
	if (/^Port \d+ is taken/.test(error.message)) {
		console.error('Choose another one: npm run demo -- --open --port 5679');
	}
	process.exitCode = 1;
});
