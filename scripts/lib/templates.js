// The template workflows: reading them, and what must hold for each.
const fs = require('node:fs');
const path = require('node:path');

const folder = path.join(__dirname, '..', '..', 'workflows');

/**
 * @typedef {{ name: string, type: string, typeVersion: number, parameters: Record<string, any>, [key: string]: any }} TemplateNode
 * @typedef {{ name: string, nodes: TemplateNode[], connections: Record<string, any>, [key: string]: any }} Template
 */

/** @returns {Array<{ file: string, template: Template }>} */
function readTemplates() {
	return fs
		.readdirSync(folder)
		.filter((file) => file.endsWith('.json'))
		.sort()
		.map((file) => ({
			file,
			template: JSON.parse(fs.readFileSync(path.join(folder, file), 'utf8')),
		}));
}

/** Properties of an export that a template must not have. */
const PERSONAL_KEYS = [
	'id',
	'versionId',
	'meta',
	'shared',
	'staticData',
	'tags',
	'active',
	'triggerCount',
];
const HTTP_REQUEST = 'n8n-nodes-base.httpRequest';
const SALESFORCE = 'n8n-nodes-base.salesforce';
const SECRETS = [
	/\bBearer\s+[\w-]{8,}/,
	/\beyJ[\w-]{10,}\.[\w-]+\./,
	/\bsk-[\w-]{16,}/,
	/\b00D[A-Za-z0-9]{12,15}![\w.]+/,
	/-----BEGIN [A-Z ]*PRIVATE KEY-----/,
];

/** The type of the credential that a node needs, of those that HTTP Request nodes share with others. */
function sharedCredential(/** @type {TemplateNode} */ { type, parameters }) {
	if (type === HTTP_REQUEST) return parameters.nodeCredentialType;
	if (type === SALESFORCE) return 'salesforceOAuth2Api';
	return type.startsWith('n8n-nodes-base.aws') ? 'aws' : undefined;
}

/**
 * Faults of the credentials of nodes. A template has none of anybody. But an HTTP Request node that shares its credential
 * with other nodes asks for it by a name that no credential has: whoever selects theirs in one such node has selected it in
 * all nodes. Without the name, n8n selects for each such node by itself, and only when it is opened.
 *
 * Putting a credential in the place of such a name is no change for n8n 2.41, which does not save it before another change.
 * So a workflow that can be executed right after it begins with a Salesforce node that asks for the credential of OAuth2,
 * and is set to JWT: n8n changes that as well, and saves both. An unused entry beside it would be a change, too, but older
 * versions of n8n keep such an entry, and may refuse to execute the workflow because it has no ID.
 *
 * @param {TemplateNode[]} nodes
 * @returns {string[]}
 */
function credentialFaults(nodes) {
	return nodes.flatMap((node) => {
		const wanted = sharedCredential(node);
		const sharing = nodes.filter((other) => sharedCredential(other) === wanted);
		const isShared = node.type === HTTP_REQUEST && wanted && sharing.length > 1;
		const isOtherWay = node.type === SALESFORCE && node.parameters.authentication === 'jwt';
		if (!isShared && !isOtherWay) return node.credentials ? [`"${node.name}" has credentials`] : [];
		const [[type, { id, name }] = ['', {}], ...others] = Object.entries(node.credentials ?? {});
		const first = sharing.find(({ credentials }) => credentials);
		const asks = id === null && /^Select your \w+ credential$/.test(name);
		const asksAsOthers = type === wanted && name === first?.credentials[type].name;
		return asks && asksAsOthers && others.length === 0
			? []
			: [`"${node.name}" does not ask for its credential`];
	});
}

/**
 * Faults of a template apart from its parameters: data of the exporting n8n, unconnected nodes.
 *
 * @param {Template} template
 * @returns {string[]}
 */
function formFaults(template) {
	const faults = [];
	for (const key of PERSONAL_KEYS) if (key in template) faults.push(`has "${key}"`);
	if (Object.keys(template.pinData ?? {}).length > 0) faults.push('has pinned data');
	const names = template.nodes.map(({ name }) => name);
	if (new Set(names).size < names.length) faults.push('has two nodes of one name');
	for (const node of template.nodes) {
		if (node.webhookId) faults.push(`"${node.name}" has a webhook ID`);
	}
	faults.push(...credentialFaults(template.nodes));
	for (const [from, outputs] of Object.entries(template.connections)) {
		const to = Object.values(outputs).flat(2).filter(Boolean);
		for (const name of [from, ...to.map(({ node }) => node)]) {
			if (!names.includes(name)) faults.push(`connects "${name}", which does not exist`);
		}
	}
	if (!template.nodes.some(({ type }) => type === 'n8n-nodes-base.stickyNote')) {
		faults.push('has no sticky note');
	}
	const text = JSON.stringify(template);
	for (const secret of SECRETS) if (secret.test(text)) faults.push(`holds a secret (${secret})`);
	return faults;
}

/** @type {(value: unknown) => value is Record<string, unknown>} */
const isRecord = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * @param {any} property
 * @param {unknown} value
 * @returns {string[]}
 */
function valueFaults(property, value) {
	if (typeof value === 'string' && value.startsWith('=')) return [];
	const record = isRecord(value) ? value : undefined;
	switch (property.type) {
		case 'options':
		case 'multiOptions': {
			// Lists that n8n loads from a service cannot be checked.
			if (property.typeOptions?.loadOptionsMethod) return [];
			const known = property.options.map((/** @type {any} */ option) => option.value);
			return [value]
				.flat()
				.filter((entry) => !known.includes(entry))
				.map((entry) => `"${property.name}" has no option "${entry}"`);
		}
		case 'collection':
			return record
				? parameterFaults(property.options, record)
				: [`"${property.name}" is no collection`];
		case 'fixedCollection': {
			if (!record) return [`"${property.name}" is no collection`];
			return Object.entries(record).flatMap(([group, entries]) => {
				const found = property.options.find((/** @type {any} */ { name }) => name === group);
				if (!found) return [`"${property.name}" has no group "${group}"`];
				return [entries]
					.flat()
					.flatMap((entry) => (isRecord(entry) ? parameterFaults(found.values, entry) : []));
			});
		}
		default:
			return [];
	}
}

/**
 * @param {any[]} properties
 * @param {Record<string, unknown>} parameters
 * @returns {string[]}
 */
function parameterFaults(properties, parameters) {
	return Object.entries(parameters).flatMap(([name, value]) => {
		const candidates = properties.filter((property) => property.name === name);
		if (candidates.length === 0) return [`has no parameter "${name}"`];
		// A name can stand for several parameters that are shown in turn: one of them has to fit.
		const faults = candidates.map((property) => valueFaults(property, value));
		return faults.find((list) => list.length === 0) ?? faults[0];
	});
}

/**
 * Faults of the nodes of a template: unknown types, versions, parameters and values.
 *
 * @param {Template} template
 * @param {Map<string, any[]>} descriptions node descriptions by full type name, one for each group of versions
 * @returns {string[]}
 */
function nodeFaults(template, descriptions) {
	return template.nodes.flatMap(({ name, type, typeVersion, parameters }) => {
		const known = descriptions.get(type);
		if (!known) return [`"${name}": there is no node type "${type}"`];
		const description = known.find(({ version }) => [version].flat().includes(typeVersion));
		if (!description) return [`"${name}": "${type}" has no version ${typeVersion}`];
		return parameterFaults(description.properties, parameters).map((fault) => `"${name}" ${fault}`);
	});
}

module.exports = { formFaults, nodeFaults, readTemplates };
