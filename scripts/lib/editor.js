// What a person does first in a new n8n: set up the owner account. And what the editor does for a person after that.

/** Account of the owner in the n8n of the demo and of the tests. It is reachable from this machine only. */
const OWNER = {
	email: 'owner@example.com',
	password: 'Descriptor-Demo-1',
	firstName: 'Demo',
	lastName: 'Owner',
};

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
	 * The newest executions.
	 *
	 * @returns {Promise<Array<{ id: string, workflowId: string, status: string, mode: string }>>}
	 */
	async executions() {
		const { results } = await this.request('GET', '/executions?limit=100');
		return results;
	}

	/** Signs in as the owner. */
	async signIn() {
		const { email, password } = OWNER;
		await this.request('POST', '/login', { emailOrLdapLoginId: email, password });
	}

	/** Sets up the owner account of a new n8n, and is logged in after it. */
	async setUpOwner() {
		await this.request('POST', '/owner/setup', OWNER);
	}
}

module.exports = { EditorApi, OWNER };
