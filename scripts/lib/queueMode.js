// An n8n in queue mode as docker/compose.yaml describes it, without containers: a main process, two workers and two webhook
// processes, the first of them behind a load balancer, with PostgreSQL and Redis.
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { parseEnv } = require('node:util');

const { startLoadBalancer } = require('./loadBalancer');
const { N8n } = require('./n8n');
const { root } = require('./packages');
const { Postgres, findPostgres } = require('./postgres');
const { freePort } = require('./ports');
const { Redis, findRedis } = require('./redis');
const { setStage } = require('./stage');

/** What a machine lacks for it; empty when it lacks nothing. */
function missingPrograms() {
	return [...(findPostgres() ? [] : ['PostgreSQL']), ...(findRedis() ? [] : ['Redis'])];
}

/** The text of a file in docker/. */
function dockerFile(/** @type {string} */ name) {
	return fs.readFileSync(path.join(root, 'docker', name), 'utf8');
}

/** The settings that all processes share: the very file that the containers are given. */
function sharedSettings() {
	return parseEnv(dockerFile('n8n.env'));
}

/** @typedef {Awaited<ReturnType<typeof startQueueMode>>} QueueMode */

/**
 * Starts everything, with the templates in it.
 *
 * @param {object} options
 * @param {(line: string) => void} options.say gets each line about the progress
 * @param {import('../../sandbox').Sandbox} options.sandbox
 */
async function startQueueMode({ say, sandbox }) {
	/** What is to be ended, the last first. @type {Array<() => Promise<void>>} */
	const endings = [];
	const close = async () => {
		for (const end of endings.splice(0).reverse()) await end();
	};
	try {
		const postgres = await Postgres.start();
		endings.push(async () => await postgres.close());
		const redis = await Redis.start();
		endings.push(async () => await redis.close());
		const port = await freePort();
		const url = `http://127.0.0.1:${port}`;
		const servers = { ...postgres.settings, ...redis.settings };
		const settings = { ...sharedSettings(), ...servers, N8N_WEBHOOK_URL: `${url}/` };

		// The main process makes the tables that the others look for.
		const stage = await setStage({ say, sandbox, settings });
		endings.push(async () => await stage.close());
		const { n8n: main, editor, tarball, workflows } = stage;
		/** As a container has: a folder of its own for each process. */
		const another = async (/** @type {import('./n8n').Role} */ role) => {
			const home = fs.mkdtempSync(path.join(os.tmpdir(), `n8n-descriptor-ai-${role}-`));
			endings.push(async () => fs.rmSync(home, { recursive: true, force: true, maxRetries: 5 }));
			const n8n = await N8n.create(main.installed, { home, role, settings });
			await n8n.installPackage(tarball);
			endings.push(async () => await n8n.stop());
			return n8n;
		};
		const workers = [await another('worker'), await another('worker')];
		const webhooks = [await another('webhook'), await another('webhook')];
		const [webhook] = webhooks;
		const balancer = await startLoadBalancer(port, { main: main.url, webhook: webhook.url });
		endings.push(async () => await balancer.close());
		await Promise.all([...workers, ...webhooks].map(async (n8n) => await n8n.start()));
		return { url, main, editor, workers, webhook, webhooks, redis, workflows, close };
	} catch (error) {
		await close();
		throw error;
	}
}

module.exports = { dockerFile, missingPrograms, sharedSettings, startQueueMode };
