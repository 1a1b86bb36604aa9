// `npm run demo`: from a fresh clone to linked Salesforce records, in a real n8n.
// `npm run demo -- --source twilio`: the same calls come from a phone system, by its connector.
// `npm run demo -- --open`: the same n8n with the templates in it, left running for the browser.
const { parseArgs } = require('node:util');

const { installN8n } = require('./lib/installation');
const { ownN8n } = require('./lib/ownN8n');
const { installPackages } = require('./lib/packages');
const { expectFree } = require('./lib/ports');
const { until } = require('./lib/process');
const { sayOn } = require('./lib/progress');
const { SOURCES } = require('./lib/phones');
const { PRODUCTION, setStage, templateOf } = require('./lib/stage');

const say = sayOn();

const USAGE = `npm run demo                 three calls come in; print their Salesforce records
  --source twilio            they come from a phone system: ${Object.keys(SOURCES).join(', ')}
npm run demo -- --open       leave the editor running, with the templates in it
  --port 5679                another port for the editor
  --n8n 1.123.81             another version of n8n
  --n8n /usr/lib/node_modules/n8n    the n8n in that folder`;

function options() {
	try {
		const { values } = parseArgs({
			options: {
				open: { type: 'boolean', default: false },
				port: { type: 'string', default: '5678' },
				n8n: { type: 'string' },
				source: { type: 'string' },
			},
		});
		const { source } = values;
		if (source && !(source in SOURCES)) {
			throw new Error(`--source ${source} is none of ${Object.keys(SOURCES).join(', ')}.`);
		}
		const port = values.open ? Number(values.port) : undefined;
		if (port !== undefined && !(Number.isInteger(port) && port > 0)) {
			throw new Error(`--port ${values.port} is not the number of a port.`);
		}
		return { open: values.open, port, source, n8n: values.n8n };
	} catch (error) {
		throw new Error(`${/** @type {Error} */ (error).message}\n\n${USAGE}`);
	}
}

/** Agents, who are users in Salesforce. */
const [DANA, TOM] = [
	{ name: 'Dana Miller', email: 'dana.miller@northwind.example' },
	{ name: 'Tom Fields', email: 'tom.fields@northwind.example' },
];
/** What is said in a call, the customer, whose number Salesforce has in another notation, and the agent. */
const CALLS = /** @type {const} */ ([
	['support-call', '+14155550101', DANA],
	['complaint-call', '+442079460958', DANA],
	['sales-call', '+16285550144', TOM],
]);
/** How long ago a call from a phone system began, in milliseconds: its recording is ready some minutes later. */
const BEGAN = 300_000;

/**
 * A workflow that stands for the phone system: it hands each call to the production workflow and does not wait.
 *
 * @param {string} workflowId
 */
function phoneSystem(workflowId) {
	const calls = CALLS.map(([scenario, phone, agent], index) => ({
		recording_id: `demo-${index + 1}`,
		audio_url: `https://recordings.example.com/${scenario}.mp3`,
		customer_phone: phone,
		agent_email: agent.email,
		called_at: new Date().toISOString(),
	}));
	const base = (
		/** @type {string} */ name,
		/** @type {string} */ type,
		/** @type {number} */ typeVersion,
		/** @type {object} */ parameters,
		/** @type {number} */ column,
	) => ({
		id: name,
		name,
		type: `n8n-nodes-base.${type}`,
		typeVersion,
		position: [column * 224, 0],
		parameters,
	});
	const nodes = [
		base('Start', 'manualTrigger', 1, {}, 0),
		base('Calls', 'set', 3.4, { mode: 'raw', jsonOutput: JSON.stringify({ calls }) }, 1),
		base('Each Call', 'splitOut', 1, { fieldToSplitOut: 'calls', options: {} }, 2),
		base(
			'Calls to Salesforce',
			'executeWorkflow',
			1.2,
			{
				workflowId: { __rl: true, mode: 'id', value: workflowId },
				workflowInputs: { mappingMode: 'defineBelow', value: {} },
				mode: 'each',
				options: { waitForSubWorkflow: false },
			},
			3,
		),
	];
	const connections = Object.fromEntries(
		nodes
			.slice(1)
			.map(({ name }, i) => [nodes[i].name, { main: [[{ node: name, type: 'main', index: 0 }]] }]),
	);
	return {
		name: 'Phone system',
		nodes,
		connections,
		settings: { executionOrder: 'v1' },
		active: false,
	};
}

/**
 * Prints a record as a person looks at it: whom it is linked to by their names.
 *
 * @param {import('../sandbox').SalesforceRecord} record
 * @param {import('../sandbox').Sandbox['salesforce']} salesforce
 */
function show(record, salesforce) {
	const nameOf = (/** @type {string} */ object, /** @type {unknown} */ id) =>
		salesforce.records(object).find(({ Id }) => Id === id)?.Name;
	const linked = [
		nameOf('Contact', record.Contact__c),
		nameOf('Lead', record.Lead__c),
		nameOf('Account', record.Account__c),
	].filter(Boolean);
	const lines = {
		'Linked to': `${linked.join(', ') || 'nobody'} (${record.Match__c})`,
		Agent: nameOf('User', record.Agent__c) ?? 'not known',
		CSAT: `${record.CSAT__c}${record.Low_CSAT__c ? ', low' : ''}: ${record.CSAT_Reason__c}`,
		Topics: record.Topics__c,
		Summary: record.Summary_c__c,
		'Follow-ups': record.Follow_Ups__c ?? 'none',
	};
	say(`\n  ${record.Name}`);
	for (const [label, text] of Object.entries(lines)) {
		say(`    ${label.padEnd(12)}${String(text).replace(/\n/g, `\n${' '.repeat(16)}`)}`);
	}
}

/**
 * @param {import('./lib/stage').Stage} stage
 * @param {import('../sandbox').Sandbox} sandbox
 * @param {{ source?: string, phones?: import('../sandbox').Phones }} from
 */
async function runPipeline(stage, { salesforce }, { source, phones }) {
	const { editor } = stage;
	const production = templateOf(stage, PRODUCTION);
	await editor.activate(production.id);
	const records = () => salesforce.records('Call_Analysis__c');
	const known = new Set(records().map(({ Id }) => Id));
	const from = source && phones ? SOURCES[source] : undefined;
	if (from && phones) {
		await editor.activate(templateOf(stage, from.connector).id);
		say(`Three calls come in from ${from.name} (sandbox), which has a recording of each`);
		const startedAt = new Date(Date.now() - BEGAN);
		for (const [scenario, phone, agent] of CALLS) {
			const customer = { name: 'Customer', phone, email: '' };
			await from.callIn(phones, stage.n8n.url, { scenario, customer, agent, startedAt });
		}
	} else {
		const id = await editor.createWorkflow(phoneSystem(production.id));
		say(`Three calls come in, and n8n executes "${production.name}"`);
		await editor.ended(await editor.run(id, 'Start'));
	}
	say('  Descriptor.AI takes a few seconds for each, and calls n8n back.');
	const added = () =>
		records().filter(({ Id, Status__c: status }) => !known.has(Id) && status === 'Completed');
	const areThere = async () => added().length === CALLS.length;
	await until(areThere, { seconds: 120, what: 'The three records' });
	say('\nThe Call Analysis records in Salesforce:');
	for (const record of added()) show(record, salesforce);
	say('\nTo see the workflow and the records in the browser: npm run demo -- --open');
}

/**
 * @param {import('./lib/stage').Stage} stage
 * @param {import('../sandbox').Sandbox} sandbox
 */
async function leaveOpen(stage, { descriptor, salesforce }) {
	const { OWNER } = require('./lib/editor');
	const { loadSandbox } = require('./lib/sandbox');
	// The production workflow is not published: its trigger would save the record before a run that somebody watches does.
	const { n8n, workflows } = stage;
	say('\nn8n is running. Sign in with\n');
	say(`  E-mail    ${OWNER.email}`);
	say(`  Password  ${OWNER.password}`);
	const list = (/** @type {typeof workflows} */ some) => {
		for (const { id, name } of some) say(`  ${n8n.url}/workflow/${id}  ${name}`);
	};
	const byNumber = [...workflows].sort(
		(one, other) => Number.parseInt(one.name) - Number.parseInt(other.name),
	);
	const isConnector = (/** @type {{ file: string }} */ { file }) => file.startsWith('from-');
	say(
		'\nOpen a template, point at its first node and click "Execute workflow": all is set up already.\n',
	);
	list(byNumber.filter((workflow) => !isConnector(workflow)));
	say(
		'\nConnectors need a phone system, so these are only to be looked at. "npm run demo -- --source twilio" runs one:\n',
	);
	list(byNumber.filter(isConnector));
	say(`\nThe records are at ${salesforce.url} (Salesforce, sandbox).`);
	say(
		'It begins with an account, its contacts, a lead, a case, and two old recordings to be sent,',
	);
	say(
		`which "${templateOf(stage, PRODUCTION).name}" sends within ten minutes after you publish it.`,
	);
	say(
		`The analyses are at ${descriptor.url} (Descriptor.AI, sandbox; access token ${descriptor.token}).`,
	);
	say('\nThe sandbox does not listen to audio: the file name of a recording selects the call.');
	say(
		`Try https://recordings.example.com/NAME.mp3 with ${loadSandbox().SCENARIO_NAMES.join(', ')}.`,
	);
	say('\nPress Ctrl+C to stop.');
	await new Promise((resolve) => process.once('SIGINT', resolve).once('SIGTERM', resolve));
	say('\nStopping');
}

async function main() {
	const { open, port, source, n8n } = options();
	if (port) await expectFree(port);
	const own = n8n && !/^\d/.test(n8n) ? await ownN8n(n8n) : undefined;

	// At the same time as the packages. The stage waits for it, and gets its error.
	const installed = own ? Promise.resolve(own) : installN8n(say, n8n);
	installed.catch(() => {});
	await installPackages(say);
	const { loadSandbox } = require('./lib/sandbox');
	say('Starting the sandbox: a Descriptor.AI and a Salesforce on this machine');
	const sandbox = await loadSandbox().startSandbox({
		processingSeconds: 2,
		salesforceOrg: 'inUse',
	});
	const phones = source ? await loadSandbox().startPhones() : undefined;
	try {
		const files = open ? undefined : [PRODUCTION, ...(source ? [SOURCES[source].connector] : [])];
		const stage = await setStage({ say, port, sandbox, installed, phones, files, ui: open });
		try {
			await (open ? leaveOpen(stage, sandbox) : runPipeline(stage, sandbox, { source, phones }));
		} finally {
			await stage.close();
		}
	} finally {
		await Promise.all([sandbox.close(), phones?.close()]);
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
