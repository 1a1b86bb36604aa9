// The whole pipeline on this machine: a real n8n with this package as a self-hoster installs it, connected to the
// sandbox, with the templates in it. The demo, the end-to-end tests and the pictures all begin here.
const { randomUUID } = require('node:crypto');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

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

/** The id under which n8n keeps the template of a file; n8n takes 36 characters at most. */
const idOf = (/** @type {string} */ file) => file.replace(/\.json$/, '').slice(0, 36);

/** The template for production, which the connectors call. */
const PRODUCTION = 'calls-to-salesforce.json';
/** The address of an org that a person replaces by their own. */
const ORG_ADDRESS = 'https://your-domain.my.salesforce.com';
/** The end of the trigger's address, which a person makes up. */
const SECRET = 'made-up-for-the-sandbox';

/**
 * Sets up a node of a template as a person does: the credential, the address of the org, the trigger's secret, the
 * workflow that it calls.
 *
 * @param {import('./templates').TemplateNode} node
 * @param {string} orgAddress
 * @param {import('../../sandbox').Phones} [phones]
 */
function setUp(node, orgAddress, phones) {
	const text = JSON.stringify(node.parameters).replaceAll(ORG_ADDRESS, orgAddress);
	const parameters = phones ? enterValues(JSON.parse(text), phones) : JSON.parse(text);
	for (const field of parameters.assignments?.assignments ?? []) {
		if (field.name === 'login_address') field.value = orgAddress;
	}
	const credentials =
		CREDENTIAL_OF[parameters.nodeCredentialType ?? node.type] ?? phoneCredentialOf(node);
	if (parameters.workflowId?.mode === 'list') parameters.workflowId.value = idOf(PRODUCTION);
	const isTrigger = node.type === 'n8n-nodes-descriptor-ai.descriptorAiTrigger';
	if (isTrigger) parameters.secret = SECRET;
	// The editor gives each node with a webhook such an ID; a template has none.
	const hasWebhook =
		isTrigger || ['n8n-nodes-base.webhook', 'n8n-nodes-base.awsSnsTrigger'].includes(node.type);
	const webhookId = hasWebhook ? { webhookId: randomUUID() } : {};
	return { ...node, parameters, ...webhookId, ...(credentials && { credentials }) };
}

/**
 * A template as it is after a person has imported it and has set it up.
 *
 * @param {import('./templates').Template} template
 * @param {string} id
 * @param {string} orgAddress of Salesforce
 * @param {import('../../sandbox').Phones} [phones]
 */
function asSetUp(template, id, orgAddress, phones) {
	const nodes = template.nodes.map((node) => setUp(node, orgAddress, phones));
	return { ...template, id, active: false, nodes };
}

/** @typedef {Awaited<ReturnType<typeof setStage>>} Stage */

/**
 * Sets the stage. n8n's server is not started yet: single commands do without it.
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
}) {
	const home = fs.mkdtempSync(path.join(os.tmpdir(), 'n8n-descriptor-ai-'));
	// The tests pack the package once: two builds at the same time would disturb each other.
	const packed = async () => process.env.PACKAGE_TARBALL ?? (await packOnce(say));
	const created = installing.then((installed) =>
		N8n.create(installed, {
			home,
			port,
			settings: {
				// The time zone in which the pages of the sandbox show times: the name of a record has one, too.
				GENERIC_TIMEZONE: 'UTC',
				...settings,
				// n8n 1 keeps files in memory unless it is told not to, and nobody can download them there.
				...(phones && { N8N_DEFAULT_BINARY_DATA_MODE: 'filesystem', ...phones.environment }),
			},
		}),
	);
	const workflows = readTemplates().map(({ file, template }) =>
		asSetUp(template, idOf(file), sandbox.salesforce.url, phones),
	);

	const addPackage = async () => {
		const [tarball, n8n] = await Promise.all([packed(), created]);
		say(`Installing ${path.basename(tarball)} into n8n ${n8n.installed.version}`);
		await n8n.installPackage(tarball);
		return tarball;
	};
	const addContent = async () => {
		const n8n = await created;
		say('Importing credentials and templates');
		await n8n.import('credentials', [
			...credentials(sandbox),
			...(phones ? phoneCredentials(phones) : []),
		]);
		await n8n.import('workflow', workflows);
	};
	// At the same time: n8n takes workflows whose nodes it does not know yet.
	const [n8n, tarball] = await Promise.all([created, addPackage(), addContent()]);

	return {
		n8n,
		tarball,
		workflows,
		/** Stops n8n and leaves nothing behind but its installation. */
		async close() {
			await n8n.stop();
			fs.rmSync(home, { recursive: true, force: true, maxRetries: 5 });
		},
	};
}

module.exports = { credentials, idOf, ORG_ADDRESS, PRODUCTION, setStage };
