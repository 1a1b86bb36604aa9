// `npm run lock`: makes the lock files of the tested n8n and of its database driver that are not there, and deletes those
// that nothing needs. To have one renewed, delete it first.
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const { N8N_VERSIONS } = require('./lib/installation');
const { LOCKS, driverOf, lockFile, makeLock } = require('./lib/locks');

/** @returns {Promise<string>} path of the lock file */
async function provide(/** @type {string} */ name, /** @type {string} */ version) {
	const file = lockFile(name, version);
	if (fs.existsSync(file)) return file;
	console.log(`Making ${path.relative('.', file)}`);
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'n8n-descriptor-ai-lock-'));
	try {
		fs.writeFileSync(file, await makeLock(name, version, folder));
	} finally {
		fs.rmSync(folder, { recursive: true });
	}
	return file;
}

async function main() {
	const needed = [];
	for (const version of N8N_VERSIONS) {
		const file = await provide('n8n', version);
		const driver = driverOf(JSON.parse(fs.readFileSync(file, 'utf8')));
		needed.push(file, await provide('sqlite3', driver));
	}
	for (const name of fs.readdirSync(LOCKS)) {
		const file = path.join(LOCKS, name);
		if (!needed.includes(file)) fs.rmSync(file);
	}
}

main().catch((error) => {
	console.error(error.message);
	process.exitCode = 1;
});
