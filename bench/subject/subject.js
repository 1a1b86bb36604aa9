// What is measured: a real n8n with this package and the sandbox behind it, and what can be seen of it from outside.
const path = require('node:path');
const { setTimeout: pause } = require('node:timers/promises');

const { freePort } = require('../../scripts/lib/ports');
const { until } = require('../../scripts/lib/process');
const { setStage } = require('../../scripts/lib/stage');
const { median } = require('../statistics');
const { workflowOf } = require('./workflow');

/** @typedef {import('./probe').Usage} Usage */

/** n8n is at rest when it uses less CPU time than this in this time, which is longer than a request takes; both in ms. */
const REST = { used: 15, in: 400 };
/** For how long n8n is watched to see what it uses at rest, in milliseconds. */
const IDLE = 3000;
/** A workflow that does nothing: what n8n takes for an execution as such, the median of so many. */
const NOTHING = { name: 'bench-nothing', runs: 10 };

/**
 * @typedef {object} Costs
 * @property {number} cpu of n8n's main process, without what it uses at rest, in milliseconds
 * @property {number} apiCalls requests to Salesforce's API
 * @property {number} wall in milliseconds
 */

class Subject {
	/** IDs of workflows by their names. @type {Map<string, string>} */
	#added = new Map();
	/** Milliseconds of CPU time that n8n uses at rest in a millisecond. @type {number | undefined} */
	#idle;
	/** @type {{ cpu: number, wall: number } | undefined} */
	#nothing;

	/**
	 * @param {import('../../sandbox').Sandbox} sandbox
	 * @param {import('../../scripts/lib/stage').Stage} stage
	 * @param {string} probe its address
	 */
	constructor(sandbox, stage, probe) {
		this.sandbox = sandbox;
		this.stage = stage;
		this.n8n = stage.n8n;
		this.editor = stage.editor;
		this.probe = probe;
	}

	/**
	 * Sets the stage.
	 *
	 * @param {(line: string) => void} say gets each line about the progress
	 * @param {import('../../sandbox').Sandbox} sandbox
	 * @param {object[]} credentials beside those of the stage, for n8n's import
	 */
	static async start(say, sandbox, credentials) {
		const stage = await setStage({ say, sandbox, ui: true });
		try {
			await stage.n8n.import('credentials', credentials);
			const port = await freePort();
			stage.n8n.env.BENCH_PROBE_PORT = String(port);
			stage.n8n.env.NODE_OPTIONS = `--require=${JSON.stringify(path.join(__dirname, 'probe.js'))}`;
			const subject = new Subject(sandbox, stage, `http://127.0.0.1:${port}`);
			// With the probe in it.
			await subject.restart();
			return subject;
		} catch (error) {
			await stage.close();
			throw error;
		}
	}

	/** Starts n8n anew: a process seldom gives memory back, and the most that it held counts from its start. */
	async restart() {
		await this.n8n.stop();
		await this.n8n.start();
	}

	/**
	 * Makes workflows in n8n and activates them, but for those that are there already.
	 *
	 * @param {Array<{ name: string }>} workflows
	 * @returns {Promise<string[]>} their IDs
	 */
	async add(workflows) {
		const ids = [];
		for (const workflow of workflows) {
			const id = this.#added.get(workflow.name) ?? (await this.editor.createWorkflow(workflow));
			if (!this.#added.has(workflow.name)) await this.editor.activate(id);
			this.#added.set(workflow.name, id);
			ids.push(id);
		}
		return ids;
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

	/** What n8n uses when nothing is to be done. */
	async #idleRate() {
		if (this.#idle !== undefined) return this.#idle;
		const before = await this.atRest();
		const begin = performance.now();
		await pause(IDLE);
		const { cpu } = await this.request('/usage');
		this.#idle = (cpu - before.cpu) / (performance.now() - begin);
		return this.#idle;
	}

	/**
	 * What some work costs, until n8n does nothing any more.
	 *
	 * @template Result
	 * @param {() => Promise<Result>} work
	 * @returns {Promise<Costs & { result: Result }>} `wall` is that of the work alone
	 */
	async costsOf(work) {
		const idle = await this.#idleRate();
		const before = await this.atRest();
		const calls = this.#apiCalls();
		const begin = performance.now();
		const result = await work();
		const wall = performance.now() - begin;
		const { cpu } = await this.atRest();
		const atRest = idle * (performance.now() - begin);
		return {
			cpu: Math.max(0, cpu - before.cpu - atRest),
			apiCalls: this.#apiCalls() - calls,
			wall,
			result,
		};
	}

	#apiCalls() {
		const all = this.sandbox.salesforce.requests();
		return all.filter(({ path }) => path.startsWith('/services/data/')).length;
	}

	/** An execution with one item that does nothing: what no workflow can go below. */
	async emptyExecution() {
		if (this.#nothing) return this.#nothing;
		await this.add([workflowOf(NOTHING.name, [], { answers: 'lastNode' })]);
		const execute = async () => await this.trigger(NOTHING.name, [{}]);
		await execute();
		const costs = [];
		for (let i = 0; i < NOTHING.runs; i++) costs.push(await this.costsOf(execute));
		this.#nothing = {
			cpu: median(costs.map(({ cpu }) => cpu)),
			wall: median(costs.map(({ wall }) => wall)),
		};
		return this.#nothing;
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
