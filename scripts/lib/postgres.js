// A temporary PostgreSQL server on a free port.
const { execFileSync, spawn } = require('node:child_process');
const { randomBytes } = require('node:crypto');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const { freePort } = require('./ports');
const { endProcess, run, until } = require('./process');

/** Where Debian keeps the programs of each version, which are not in PATH. */
const DEBIAN = '/usr/lib/postgresql';

/** Folder of the programs of PostgreSQL; undefined where there are none. */
function findPostgres() {
	const versions = fs.existsSync(DEBIAN) ? fs.readdirSync(DEBIAN) : [];
	const newestFirst = versions.sort((a, b) => Number(b) - Number(a));
	const folders = newestFirst.map((version) => path.join(DEBIAN, version, 'bin'));
	return [...folders, ...(process.env.PATH ?? '').split(path.delimiter)].find((folder) =>
		fs.existsSync(path.join(folder, 'initdb')),
	);
}

/** Who runs the server: PostgreSQL refuses to be run by root. */
function owner() {
	if (process.getuid?.() !== 0) return {};
	const idOf = (/** @type {string} */ flag) =>
		Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
	return { uid: idOf('-u'), gid: idOf('-g') };
}

/** A database server for one n8n. */
class Postgres {
	/**
	 * @param {string} programs
	 * @param {string} folder
	 * @param {number} port
	 */
	constructor(programs, folder, port) {
		this.programs = programs;
		this.folder = folder;
		this.port = port;
		this.user = 'n8n';
		this.database = 'n8n';
		this.password = randomBytes(16).toString('hex');
		this.owner = owner();
		/** @type {import('node:child_process').ChildProcess | undefined} */
		this.server = undefined;
	}

	/** Sets a server up, starts it and makes the database. */
	static async start() {
		const programs = findPostgres();
		if (!programs) throw new Error('There is no PostgreSQL on this machine.');
		const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'n8n-descriptor-ai-postgres-'));
		const postgres = new Postgres(programs, folder, await freePort());
		await postgres.#setUp();
		return postgres;
	}

	async #setUp() {
		const { folder, user, password, owner: runBy, port } = this;
		if (runBy.uid !== undefined) fs.chownSync(folder, runBy.uid, runBy.gid);
		const passwordFile = path.join(folder, 'password');
		fs.writeFileSync(passwordFile, password);
		if (runBy.uid !== undefined) fs.chownSync(passwordFile, runBy.uid, runBy.gid);
		const data = path.join(folder, 'data');
		const login = ['--username', user, '--pwfile', passwordFile, '--auth', 'scram-sha-256'];
		await this.#run('initdb', ['--pgdata', data, ...login, '--encoding', 'UTF8', '--no-sync']);
		// Durability is not tested.
		const settings = [
			'fsync=off',
			`unix_socket_directories=${folder}`,
			'listen_addresses=127.0.0.1',
		];
		this.server = spawn(
			path.join(this.programs, 'postgres'),
			['-D', data, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])],
			{ ...runBy, cwd: folder, stdio: 'ignore' },
		);
		const address = ['--host', '127.0.0.1', '--port', String(port), '--username', user];
		await until(async () => await this.#run('pg_isready', [...address, '--dbname', 'postgres']), {
			seconds: 60,
			what: 'Starting PostgreSQL',
		});
		await this.#run('createdb', [...address, this.database]);
	}

	async #run(/** @type {string} */ program, /** @type {string[]} */ args) {
		const env = { ...process.env, PGPASSWORD: this.password };
		const options = { ...this.owner, cwd: this.folder, env };
		return await run(path.join(this.programs, program), args, options);
	}

	/** The settings with which n8n finds it. */
	get settings() {
		return {
			DB_POSTGRESDB_HOST: '127.0.0.1',
			DB_POSTGRESDB_PORT: String(this.port),
			DB_POSTGRESDB_DATABASE: this.database,
			DB_POSTGRESDB_USER: this.user,
			DB_POSTGRESDB_PASSWORD: this.password,
		};
	}

	/** Stops the server and deletes its data. */
	async close() {
		// "Fast": open connections are cut, as n8n may be gone already.
		await endProcess(this.server, 'SIGINT');
		fs.rmSync(this.folder, { recursive: true, force: true });
	}
}

module.exports = { Postgres, findPostgres };
