// The whole pipeline on this machine: a real n8n with this package as a self-hoster installs it, connected to the
// sandbox, with the templates in it. The demo, the end-to-end tests and the pictures all begin here.
const { randomUUID } = require('node:crypto');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const { placeDatabase } = require('./database');
const { EditorApi } = require('./editor');
const { installN8n } = require('./installation');
const { N8n } = require('./n8n');
const { packOnce } = require('./packed');
const { enterValues, phoneCredentialOf, phoneCredentials } = require('./phones');
const { readTemplates } = require('./templates');

/**
 * The credentials that the templates need, for n8n's import.
 *
 * @param {import('../../sandbox').Sandbox} sandbox
 */
function credentials({ descriptor, salesforce }) {
	return [
		{
			id: 'descriptorAiApi1',
			name: 'Descriptor.AI (sandbox)',
			type: 'descriptorAiApi',
			data: { accessToken: descriptor.token, baseUrl: descriptor.url },
		},
		{
			// An OAuth2 credential that a person has connected already.
			id: 'salesforceOAuth1',
			name: 'Salesforce (sandbox)',
			type: 'salesforceOAuth2Api',
			data: {
				environment: 'production',
				oauthTokenData: {
					access_token: salesforce.accessToken,
					refresh_token: 'none',
					instance_url: salesforce.url,
					token_type: 'Bearer',
				},
			},
		},
	];
}

const DESCRIPTOR_AI = {
	descriptorAiApi: { id: 'descriptorAiApi1', name: 'Descriptor.AI (sandbox)' },
};
const SALESFORCE = {
	salesforceOAuth2Api: { id: 'salesforceOAuth1', name: 'Salesforce (sandbox)' },
};

/** @type {Record<string, Record<string, { id: string, name: string }>>} */
const CREDENTIAL_OF = {
	'n8n-nodes-descriptor-ai.descriptorAi': DESCRIPTOR_AI,
	'n8n-nodes-descriptor-ai.descriptorAiTrigger': DESCRIPTOR_AI,
	'n8n-nodes-base.salesforce': SALESFORCE,
	salesforceOAuth2Api: SALESFORCE,
};

/** The template for production, which the connectors call. */
const PRODUCTION = 'calls-to-salesforce.json';
/** The address of an org that a person replaces by their own. */
const ORG_ADDRESS = 'https://your-domain.my.salesforce.com';
/** The end of the trigger's address, which a person makes up. */
const SECRET = 'made-up-for-the-sandbox';

/**
 * What a person knows who sets templates up: the address of Salesforce, and the phone systems.
 *
 * @typedef {{ orgAddress: string, phones?: import('../../sandbox').Phones }} Known
 */

/**
 * Sets up a node of a template as a person does: the credential, the address of the org, the trigger's secret, the
 * workflow that it calls.
 *
 * @param {import('./templates').TemplateNode} node
 * @param {Known & { production: string }} known `production` is the ID of that workflow
 */
function setUp(node, { orgAddress, phones, production }) {
	const text = JSON.stringify(node.parameters).replaceAll(ORG_ADDRESS, orgAddress);
	const parameters = phones ? enterValues(JSON.parse(text), phones) : JSON.parse(text);
	for (const field of parameters.assignments?.assignments ?? []) {
		if (field.name === 'login_address') field.value = orgAddress;
	}
	const credentials =
		CREDENTIAL_OF[parameters.nodeCredentialType ?? node.type] ?? phoneCredentialOf(node);
	// The editor sets it to that of the credential, which is OAuth2.
	if (node.type === 'n8n-nodes-base.salesforce') delete parameters.authentication;
	if (parameters.workflowId?.mode === 'list') parameters.workflowId.value = production;
	const isTrigger = node.type === 'n8n-nodes-descriptor-ai.descriptorAiTrigger';
	if (isTrigger) parameters.secret = SECRET;
	// The editor gives each node with a webhook such an ID; a template has none.
	const hasWebhook =
		isTrigger || ['n8n-nodes-base.webhook', 'n8n-nodes-base.awsSnsTrigger'].includes(node.type);
	const webhookId = hasWebhook ? { webhookId: randomUUID() } : {};
	return { ...node, parameters, ...webhookId, ...(credentials && { credentials }) };
}

/**
 * Saves the templates as a person does who imports them and sets them up. Of the result, each has its file and the ID that
 * n8n gave it.
 *
 * @param {EditorApi} editor
 * @param {Known} known
 * @param {string[]} [files] of the templates; absent: all
 */
async function importTemplates(editor, known, files) {
	const templates = readTemplates().filter(({ file }) => !files || files.includes(file));
	// Connectors name it.
	const first = templates.filter(({ file }) => file === PRODUCTION);
	let production = '';
	const workflows = [];
	for (const { file, template } of new Set([...first, ...templates])) {
		const nodes = template.nodes.map((node) => setUp(node, { ...known, production }));
		// The editor leaves out the settings of a file, and has these for each new workflow.
		const settings = { executionOrder: 'v1' };
		const workflow = { ...template, active: false, nodes, settings };
		const id = await editor.createWorkflow(workflow);
		if (file === PRODUCTION) production = id;
		workflows.push({ ...workflow, file, id });
	}
	return workflows;
}

/** @typedef {Awaited<ReturnType<typeof setStage>>} Stage */

/**
 * The template of a file, as it is in a stage's n8n.
 *
 * @template {{ file: string }} Workflow
 * @param {{ workflows: Workflow[] }} stage
 * @param {string} file
 */
function templateOf({ workflows }, file) {
	const found = workflows.find((workflow) => workflow.file === file);
	if (!found) throw new Error(`There is no template ${file}`);
	return found;
}

/**
 * Sets the stage: n8n runs, and its owner is signed in.
 *
 * @param {object} options
 * @param {(line: string) => void} options.say gets each line about the progress
 * @param {import('../../sandbox').Sandbox} options.sandbox
 * @param {number} [options.port] of n8n; absent: any free one
 * @param {Promise<import('./installation').Installation>} [options.installed] an n8n; without it, one is installed
 * @param {string} [options.version] of that n8n
 * @param {number} [options.nodeMajor] version of Node.js that runs n8n
 * @param {Record<string, string>} [options.settings] environment variables of n8n
 * @param {import('../../sandbox').Phones} [options.phones] phone systems that the connectors are set up for
 * @param {string[]} [options.files] of the templates that are needed; absent: all
 * @param {boolean} [options.ui] whether somebody opens the editor in a browser: without it, n8n starts sooner
 */
async function setStage({
	say,
	sandbox,
	port,
	version,
	nodeMajor,
	installed: installing = installN8n(say, version, nodeMajor),
	settings,
	phones,
	files,
	ui = false,
}) {
	// The tests pack the package once: two builds at the same time would disturb each other.
	const packed = async () => process.env.PACKAGE_TARBALL ?? (await packOnce(say));
	const [tarball, installed] = await Promise.all([packed(), installing]);
	const home = fs.mkdtempSync(path.join(os.tmpdir(), 'n8n-descriptor-ai-'));
	const n8n = await N8n.create(installed, {
		home,
		port,
		settings: {
			// The time zone in which the pages of the sandbox show times: the name of a record has one, too.
			GENERIC_TIMEZONE: 'UTC',
			...(!ui && { N8N_DISABLE_UI: 'true' }),
			...settings,
			// n8n 1 keeps files in memory unless it is told not to, and nobody can download them there.
			...(phones && { N8N_DEFAULT_BINARY_DATA_MODE: 'filesystem', ...phones.environment }),
		},
	});
	/** Stops n8n and leaves nothing behind but its installation. */
	const close = async () => {
		await n8n.stop();
		fs.rmSync(home, { recursive: true, force: true, maxRetries: 5 });
	};
	try {
		say(`Installing ${path.basename(tarball)} into n8n ${installed.version}`);
		const isSqlite = settings?.DB_TYPE !== 'postgresdb';
		await Promise.all([n8n.installPackage(tarball), isSqlite && placeDatabase(n8n)]);
		say('Starting n8n');
		const starting = n8n.start();
		// Only a database that was kept has its tables already.
		if (!isSqlite) await starting;
		// By n8n's command: its API does not take the token of somebody who has signed in.
		const importing = n8n.import('credentials', [
			...credentials(sandbox),
			...(phones ? phoneCredentials(phones) : []),
		]);
		await Promise.all([starting, importing]);
		const editor = new EditorApi(n8n.url);
		await editor.setUpOwner();
		say('Importing the templates');
		const known = { orgAddress: sandbox.salesforce.url, phones };
		return { n8n, editor, tarball, workflows: await importTemplates(editor, known, files), close };
	} catch (error) {
		await close();
		throw error;
	}
}

module.exports = { credentials, ORG_ADDRESS, PRODUCTION, setStage, templateOf };
