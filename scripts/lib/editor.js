// What a person does first in a new n8n: set up the owner account. And what the editor does for a person after that.

const { until } = require('./process');

/** Account of the owner in the n8n of the demo and of the tests. It is reachable from this machine only. */
const OWNER = {
	email: 'owner@example.com',
	password: 'Descriptor-Demo-1',
	firstName: 'Demo',
	lastName: 'Owner',
};

/**
 * Whether what n8n keeps is what happened up to the end. On SQLite, n8n 1 writes first how an execution has ended and then
 * what has happened: between the two, it still has what it kept before, of a suspended execution or nothing.
 *
 * @param {string} status
 * @param {string | undefined} data
 */
function isOfEnd(status, data) {
	const [kept] = JSON.parse(data || '[]');
	// One that was canceled or lost while it was suspended stays as it was.
	return kept !== undefined && (['canceled', 'crashed'].includes(status) || !kept.waitTill);
}

/** The editor's own way to talk to n8n, logged in as the owner. */
class EditorApi {
	/** @param {string} url */
	constructor(url) {
		this.url = url;
		this.cookie = '';
	}

	/**
	 * @param {string} method
	 * @param {string} path
	 * @param {unknown} [body]
	 * @returns {Promise<any>} the answer's `data`
	 */
	async request(method, path, body) {
		const response = await fetch(`${this.url}/rest${path}`, {
			method,
			headers: {
				'content-type': 'application/json',
				// A kept connection may be one that n8n is just closing.
				connection: 'close',
				// n8n binds a login to the browser that it was made in.
				'browser-id': 'descriptor-ai',
				cookie: this.cookie,
			},
			body: body === undefined ? undefined : JSON.stringify(body),
		});
		const text = await response.text();
		if (!response.ok) throw new Error(`${method} ${path} was answered ${response.status}: ${text}`);
		const cookies = response.headers.getSetCookie().map((cookie) => cookie.split(';')[0]);
		if (cookies.length > 0) this.cookie = cookies.join('; ');
		return JSON.parse(text || '{}').data;
	}

	/**
	 * Saves a new workflow.
	 *
	 * @param {object} workflow whose ID is not used: n8n 1 gives each an ID of its own
	 * @returns {Promise<string>} its ID
	 */
	async createWorkflow(workflow) {
		return (await this.request('POST', '/workflows', { ...workflow, id: undefined })).id;
	}

	/**
	 * Saves a new credential.
	 *
	 * @param {{ name: string, type: string, data: object }} credential
	 * @returns {Promise<string>} its ID
	 */
	async createCredential(credential) {
		return (await this.request('POST', '/credentials', credential)).id;
	}

	/**
	 * Executes a saved workflow as the button in the editor does.
	 *
	 * @param {string} id of the workflow
	 * @param {string} trigger name of the node to begin with
	 * @returns {Promise<string>} id of the execution
	 */
	async run(id, trigger) {
		const workflowData = await this.request('GET', `/workflows/${id}`);
		const { executionId } = await this.request('POST', `/workflows/${id}/run`, {
			workflowData,
			startNodes: [],
			triggerToStartFrom: { name: trigger },
		});
		return executionId;
	}

	/**
	 * Waits until an execution is over.
	 *
	 * @param {string} id of the execution
	 * @returns {Promise<{ status: string, data: string }>} `data` is all that n8n keeps of it, as n8n's own JSON text
	 */
	async ended(id) {
		const over = async () => {
			const execution = await this.request('GET', `/executions/${id}`);
			const { status, stoppedAt, data } = execution;
			const isOver = stoppedAt && !['new', 'running', 'waiting'].includes(status);
			return isOver && isOfEnd(status, data) ? execution : null;
		};
		// n8n polls once a minute, and a busy machine takes its time.
		const execution = await until(over, { seconds: 240, what: `Execution ${id}` });
		if (!execution) throw new Error(`There is no execution ${id}`);
		return execution;
	}

	/** Sets up the owner account of a new n8n, and is logged in after it. */
	async setUpOwner() {
		await this.request('POST', '/owner/setup', OWNER);
	}

	/** Logs in as the owner who was set up before. */
	async logIn() {
		const { email, password } = OWNER;
		await this.request('POST', '/login', { emailOrLdapLoginId: email, email, password });
	}

	/**
	 * Activates a workflow, which newer versions of n8n call publishing, and waits until its triggers are there.
	 *
	 * @param {string} id
	 * @throws {Error} with what the person reads when n8n does not activate it
	 */
	async activate(id) {
		const { versionId } = await this.request('GET', `/workflows/${id}`);
		await this.request('POST', `/workflows/${id}/activate`, { versionId });
		const ended = async () => {
			const publication = await this.#publication(id);
			// n8n reads what is going on and what is published separately: between the two, it can miss both.
			const isGoingOn = ['in_progress', 'not_published'].includes(publication.status);
			return isGoingOn ? null : publication;
		};
		const limit = { seconds: 30, what: `Activating the workflow ${id}` };
		const publication = await until(ended, limit);
		if (publication?.status !== 'published') {
			throw new Error(publication?.triggers.map(({ errorMessage }) => errorMessage).join('\n'));
		}
	}

	/**
	 * How far n8n is with a workflow that was activated. Versions that do it while one waits do not know the question.
	 *
	 * @param {string} id
	 * @returns {Promise<{ status: string, triggers: Array<{ errorMessage: string | null }> }>}
	 */
	async #publication(id) {
		return await this.request('GET', `/workflows/${id}/publication-status`).catch((error) => {
			if (/was answered 404/.test(error.message)) return { status: 'published', triggers: [] };
			throw error;
		});
	}

	/**
	 * The executions of a workflow, newest first, a hundred at most.
	 *
	 * @param {string} workflowId
	 * @returns {Promise<Array<{ id: string, status: string }>>}
	 */
	async executions(workflowId) {
		const filter = encodeURIComponent(JSON.stringify({ workflowId }));
		return (await this.request('GET', `/executions?limit=100&filter=${filter}`)).results;
	}
}

module.exports = { EditorApi, OWNER };
