// A real n8n, run as a self-hoster would.
const { spawn } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');

const { COMPILE_CACHE } = require('./installation');
const { freePort } = require('./ports');
const { endProcess, npm, run, until } = require('./process');

/** The environment without settings of another n8n or of a test runner. */
function ownEnvironment() {
	return Object.fromEntries(
		Object.entries(process.env).filter(
			// PATH is replaced; on Windows its name can be spelled in any case.
			([name]) =>
				!/^(N8N_|DB_|EXECUTIONS_|QUEUE_|OFFLOAD_|WEBHOOK_URL$|NODE_ENV$|NODE_OPTIONS$|JEST_|PATH$)/i.test(
					name,
				),
		),
	);
}

/**
 * What an n8n process is in an installation of several: `start` is the main one, or the only one.
 *
 * @typedef {'start' | 'worker' | 'webhook'} Role
 */

/** One process of n8n with a folder of its own for its database, settings and community nodes. */
class N8n {
	/**
	 * @param {import('./installation').Installation} installed
	 * @param {{ home: string, port: number, brokerPort: number, role: Role, settings: Record<string, string> }} options
	 */
	constructor(installed, { home, port, brokerPort, role, settings }) {
		this.installed = installed;
		this.program = path.join(installed.folder, 'node_modules', 'n8n', 'bin', 'n8n');
		this.home = home;
		this.role = role;
		this.url = `http://127.0.0.1:${port}`;
		/** The output of the running n8n so far. */
		this.log = '';
		/** @type {import('node:child_process').ChildProcess | undefined} */
		this.server = undefined;
		/** @type {NodeJS.ProcessEnv} */
		this.env = {
			...ownEnvironment(),
			// n8n starts helper processes by the name "node".
			PATH: `${path.dirname(installed.node)}${path.delimiter}${process.env.PATH}`,
			N8N_USER_FOLDER: home,
			N8N_PORT: String(port),
			// A worker has its own port, and answers only health checks there.
			QUEUE_HEALTH_CHECK_PORT: String(port),
			N8N_RUNNERS_BROKER_PORT: String(brokerPort),
			N8N_LISTEN_ADDRESS: '127.0.0.1',
			N8N_HOST: '127.0.0.1',
			N8N_ENCRYPTION_KEY: 'for-the-demo-and-the-tests-only',
			N8N_SECURE_COOKIE: 'false',
			N8N_DIAGNOSTICS_ENABLED: 'false',
			N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
			N8N_TEMPLATES_ENABLED: 'false',
			N8N_PERSONALIZATION_ENABLED: 'false',
			N8N_HIRING_BANNER_ENABLED: 'false',
			N8N_UNVERIFIED_PACKAGES_ENABLED: 'true',
			N8N_LOG_LEVEL: 'info',
			NODE_NO_WARNINGS: '1',
			// n8n consists of thousands of files; Node.js compiles them once and not at each start.
			NODE_COMPILE_CACHE: COMPILE_CACHE,
			...settings,
		};
	}

	/**
	 * @param {import('./installation').Installation} installed
	 * @param {{ home: string, port?: number, role?: Role, settings?: Record<string, string> }} options `port` absent: any
	 *   free one; `settings` are n8n's environment variables
	 */
	static async create(installed, { home, port, role = 'start', settings = {} }) {
		fs.mkdirSync(home, { recursive: true });
		const ports = { port: port ?? (await freePort()), brokerPort: await freePort() };
		return new N8n(installed, { home, ...ports, role, settings });
	}

	/** Installs a package as a self-hoster does: npm, in the folder for community nodes. */
	async installPackage(/** @type {string} */ tarball) {
		const folder = path.join(this.home, '.n8n', 'nodes');
		fs.mkdirSync(folder, { recursive: true });
		fs.writeFileSync(path.join(folder, 'package.json'), '{ "private": true }\n');
		// Peers are left out: n8n-workflow comes from n8n itself.
		const flags = [
			'--legacy-peer-deps',
			'--ignore-scripts',
			'--offline',
			'--no-audit',
			'--no-fund',
		];
		await npm(['install', tarball, ...flags, '--loglevel=error'], { cwd: folder });
	}

	/**
	 * Imports by n8n's own command, which runs beside the server, too.
	 *
	 * @param {'credentials' | 'workflow'} kind
	 * @param {object[]} entries
	 */
	async import(kind, entries) {
		const file = path.join(this.home, `import-${kind}.json`);
		fs.writeFileSync(file, JSON.stringify(entries), { mode: 0o600 });
		// A port of its own, beside that of the server.
		const env = { ...this.env, N8N_RUNNERS_BROKER_PORT: String(await freePort()) };
		try {
			await run(this.installed.node, [this.program, `import:${kind}`, `--input=${file}`], { env });
		} finally {
			fs.rmSync(file);
		}
	}

	/** Starts the process and waits until it can be used. */
	async start() {
		const server = spawn(this.installed.node, [this.program, this.role], {
			env: this.env,
			stdio: ['ignore', 'pipe', 'pipe'],
		});
		this.server = server;
		server.stdout.on('data', (chunk) => (this.log += chunk));
		server.stderr.on('data', (chunk) => (this.log += chunk));
		const isGone = () => server.exitCode !== null || server.signalCode !== null;
		await until(
			async () => {
				if (isGone()) return true;
				const ready = await fetch(`${this.url}/healthz/readiness`);
				// The health check succeeds before the REST API is ready, which only the main process has: nobody is logged in.
				const login = `${this.url}/rest/login`;
				return ready.ok && (this.role !== 'start' || (await fetch(login)).status === 401);
			},
			{ seconds: 300, what: 'Starting n8n' },
		);
		if (isGone()) throw new Error(`n8n did not start:\n${this.log.slice(-3000)}`);
	}

	async stop() {
		await endProcess(this.server, 'SIGTERM');
	}

	/** Kills the process: it cannot save anything. */
	async kill() {
		await endProcess(this.server, 'SIGKILL');
	}
}

module.exports = { N8n };
