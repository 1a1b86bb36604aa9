// A temporary Redis server on a free port, which keeps its data when it is restarted.
const { spawn } = require('node:child_process');
const fs = require('node:fs');
const net = require('node:net');
const os = require('node:os');
const path = require('node:path');

const { freePort } = require('./ports');
const { endProcess, until } = require('./process');

/** Path of the program; undefined where there is none. */
function findRedis() {
	return (process.env.PATH ?? '')
		.split(path.delimiter)
		.map((folder) => path.join(folder, 'redis-server'))
		.find((program) => fs.existsSync(program));
}

/** Whether a Redis answers on a port; while it still reads its file, it answers with an error. */
async function answers(/** @type {number} */ port) {
	return await new Promise((resolve, reject) => {
		const socket = net.connect(port, '127.0.0.1', () => socket.write('PING\r\n'));
		socket.once('error', reject);
		socket.once('data', (said) => {
			socket.destroy();
			resolve(String(said).startsWith('+PONG'));
		});
	});
}

/** A queue server for one n8n. */
class Redis {
	/**
	 * @param {string} folder
	 * @param {number} port
	 */
	constructor(folder, port) {
		this.folder = folder;
		this.port = port;
		/** @type {import('node:child_process').ChildProcess | undefined} */
		this.server = undefined;
	}

	static async start() {
		const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'n8n-descriptor-ai-redis-'));
		const redis = new Redis(folder, await freePort());
		await redis.#start();
		return redis;
	}

	async #start() {
		const program = findRedis();
		if (!program) throw new Error('There is no Redis on this machine.');
		const { folder, port } = this;
		const place = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder];
		this.server = spawn(program, [...place, '--appendonly', 'yes'], { stdio: 'ignore' });
		await until(async () => await answers(port), { seconds: 60, what: 'Starting Redis' });
	}

	/** Stops it, and starts it with what it held. */
	async restart() {
		await endProcess(this.server, 'SIGTERM');
		await this.#start();
	}

	/** The settings with which n8n finds it. */
	get settings() {
		return { QUEUE_BULL_REDIS_HOST: '127.0.0.1', QUEUE_BULL_REDIS_PORT: String(this.port) };
	}

	/** Stops it and deletes what it held. */
	async close() {
		await endProcess(this.server, 'SIGTERM');
		fs.rmSync(this.folder, { recursive: true, force: true });
	}
}

module.exports = { Redis, findRedis };
