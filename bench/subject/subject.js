// What is measured: a real n8n with this package and the sandbox behind it, and what can be seen of it from outside.
const path = require('node:path');
const { setTimeout: pause } = require('node:timers/promises');

const { EditorApi } = require('../../scripts/lib/editor');
const { freePort, until } = require('../../scripts/lib/process');
const { setStage } = require('../../scripts/lib/stage');

/** @typedef {import('./probe').Usage} Usage */

/** n8n is at rest when it uses less CPU time than this in this time; both in milliseconds. */
const REST = { used: 10, in: 200 };

class Subject {
	/** @type {Set<string>} */
	#added = new Set();

	/**
	 * @param {import('../../scripts/lib/stage').Stage} stage
	 * @param {string} probe its address
	 */
	constructor(stage, probe) {
		this.stage = stage;
		this.n8n = stage.n8n;
		this.editor = new EditorApi(stage.n8n.url);
		this.probe = probe;
	}

	/**
	 * Sets the stage and starts n8n.
	 *
	 * @param {(line: string) => void} say gets each line about the progress
	 * @param {import('../../sandbox').Sandbox} sandbox
	 * @param {object[]} credentials beside those of the stage, for n8n's import
	 */
	static async start(say, sandbox, credentials) {
		const stage = await setStage({ say, sandbox });
		await stage.n8n.import('credentials', credentials);
		const port = await freePort();
		stage.n8n.env.BENCH_PROBE_PORT = String(port);
		stage.n8n.env.NODE_OPTIONS = `--require=${JSON.stringify(path.join(__dirname, 'probe.js'))}`;
		await stage.n8n.start();
		const subject = new Subject(stage, `http://127.0.0.1:${port}`);
		await subject.editor.setUpOwner();
		return subject;
	}

	/** Starts n8n anew: a process seldom gives memory back, and the most that it held counts from its start. */
	async restart() {
		await this.n8n.stop();
		await this.n8n.start();
	}

	/** Makes workflows in n8n and activates them, but for those that are there already. */
	async add(/** @type {Array<{ name: string }>} */ workflows) {
		for (const workflow of workflows) {
			if (this.#added.has(workflow.name)) continue;
			this.#added.add(workflow.name);
			const { id } = await this.editor.request('POST', '/workflows', workflow);
			await this.editor.activate(id);
		}
	}

	/**
	 * Starts one production execution by its webhook.
	 *
	 * @param {string} name of the workflow
	 * @param {object[]} items
	 */
	async trigger(name, items) {
		const response = await fetch(`${this.n8n.url}/webhook/${name}`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ items }),
		});
		if (!response.ok) throw new Error(`${name}: ${response.status} ${await response.text()}`);
		await response.body?.cancel();
	}

	/**
	 * @template [Answer=Usage]
	 * @param {string} path of the probe
	 * @returns {Promise<Answer>}
	 */
	async request(path) {
		return /** @type {Answer} */ (await (await fetch(`${this.probe}${path}`)).json());
	}

	/** Waits until n8n does nothing any more. @returns {Promise<Usage>} */
	async atRest() {
		let usage = await this.request('/usage');
		await until(
			async () => {
				const before = usage.cpu;
				await pause(REST.in);
				usage = await this.request('/usage');
				return usage.cpu - before < REST.used;
			},
			{ seconds: 120, what: 'The end of what n8n does' },
		);
		return usage;
	}

	/**
	 * How many executions have a status.
	 *
	 * @param {'running' | 'waiting' | 'error'} status
	 * @returns {Promise<number>}
	 */
	async count(status) {
		const filter = JSON.stringify({ status: [status] });
		const query = new URLSearchParams({ filter, limit: '1' });
		return (await this.editor.request('GET', `/executions?${query}`)).count;
	}

	async close() {
		await this.stage.close();
	}
}

module.exports = { Subject };
