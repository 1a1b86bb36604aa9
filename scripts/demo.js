// `npm run demo`: from a fresh clone to a Salesforce record, in a real n8n.
// `npm run demo -- --open`: the same n8n with the templates in it, left running for the browser.
const { parseArgs } = require('node:util');

const { installN8n } = require('./lib/installation');
const { installPackages } = require('./lib/packages');
const { freePort } = require('./lib/process');

const say = (/** @type {string} */ line) => console.log(line);

const USAGE = `npm run demo                 execute a template and print the Salesforce record
npm run demo -- --open       leave the editor running, with the templates in it
  --port 5679                another port for the editor
  --n8n 1.123.81             another version of n8n`;

function options() {
	try {
		const { values } = parseArgs({
			options: {
				open: { type: 'boolean', default: false },
				port: { type: 'string', default: '5678' },
				n8n: { type: 'string' },
			},
		});
		const port = values.open ? Number(values.port) : 0;
		if (!Number.isInteger(port)) throw new Error(`--port ${values.port} is not a number.`);
		return { open: values.open, port, version: values.n8n };
	} catch (error) {
		throw new Error(`${/** @type {Error} */ (error).message}\n\n${USAGE}`);
	}
}

/** @param {import('../sandbox').SalesforceRecord} record */
function show(record) {
	for (const field of ['Id', 'Name', 'Job_Id__c', 'Summary_c__c', 'Agent_Actions_c__c']) {
		say(`  ${field.padEnd(20)}${String(record[field]).replace(/\n/g, `\n${' '.repeat(22)}`)}`);
	}
}

/**
 * Sorts the template to begin with before all others.
 *
 * @param {import('./lib/stage').Stage['workflows']} workflows
 */
const simplestFirst = (workflows) =>
	[...workflows].sort(
		(a, b) => Number(b.name.endsWith('(upsert)')) - Number(a.name.endsWith('(upsert)')),
	);

/**
 * @param {import('./lib/stage').Stage} stage
 * @param {import('../sandbox').Sandbox} sandbox
 */
async function runPipeline({ n8n, workflows }, sandbox) {
	const [workflow] = simplestFirst(workflows);
	say(`Executing the template "${workflow.name}" in n8n`);
	say('  The analysis takes a few seconds here; the node requests it every 10 seconds.');
	const execution = await n8n.execute(workflow.id);
	const { error } = execution.data.resultData;
	if (error) throw new Error(`${error.message}\n${error.description ?? ''}`);
	const records = sandbox.salesforce.records('Call_Analysis__c');
	say(`\nThe Call_Analysis__c record in Salesforce:\n`);
	records.forEach(show);
	say('\nTo see the workflow and the record in the browser: npm run demo -- --open');
}

/**
 * @param {import('./lib/stage').Stage} stage
 * @param {import('../sandbox').Sandbox} sandbox
 */
async function leaveOpen({ n8n, workflows }, { descriptor, salesforce }) {
	const { EditorApi, OWNER } = require('./lib/editor');
	const { loadSandbox } = require('./lib/sandbox');
	say('Starting the editor');
	await n8n.start();
	await new EditorApi(n8n.url).setUpOwner();
	say('\nn8n is running. Sign in with\n');
	say(`  E-mail    ${OWNER.email}`);
	say(`  Password  ${OWNER.password}`);
	say(
		'\nOpen a template and click "Execute workflow"; what its notes call "Set up" is done already.',
	);
	say('Begin with the first:\n');
	for (const { id, name } of simplestFirst(workflows)) {
		say(`  ${n8n.url}/workflow/${id}  ${name}`);
	}
	say(`\nThe records are then at ${salesforce.url} (Salesforce, sandbox; empty at first),`);
	say(
		`the analyses at ${descriptor.url} (Descriptor.AI, sandbox; access token ${descriptor.token}).`,
	);
	say(
		'\nThe sandbox does not listen to audio: the file name in the node "Recording" selects the call.',
	);
	say(
		`Try https://recordings.example.com/NAME.mp3 with ${loadSandbox().SCENARIO_NAMES.join(', ')}.`,
	);
	say('\nPress Ctrl+C to stop.');
	await new Promise((resolve) => process.once('SIGINT', resolve).once('SIGTERM', resolve));
	say('\nStopping');
}

async function main() {
	const { open, port, version } = options();
	await freePort(port);

	// At the same time as the packages. The stage waits for it, and gets its error.
	installN8n(say, version).catch(() => {});
	await installPackages(say);
	const { loadSandbox } = require('./lib/sandbox');
	const { setStage } = require('./lib/stage');
	say('Starting the sandbox: a Descriptor.AI and a Salesforce on this machine');
	const sandbox = await loadSandbox().startSandbox({ processingSeconds: 5 });
	try {
		const stage = await setStage({ say, port, sandbox, version });
		try {
			await (open ? leaveOpen(stage, sandbox) : runPipeline(stage, sandbox));
		} finally {
			await stage.close();
		}
	} finally {
		await sandbox.close();
	}
}

main().catch((error) => {
	console.error(`\nThe demo failed: ${error.message}`);
	if (/^Port \d+ is taken/.test(error.message)) {
		console.error('Stop an n8n or a demo that still runs, or take another port:');
		console.error('npm run demo -- --open --port 5679');
	}
	process.exitCode = 1;
});
