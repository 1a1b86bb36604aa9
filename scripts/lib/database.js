// n8n's SQLite database as n8n makes it, without content. It takes n8n seconds of migrations, so it is kept for each version.
const fs = require('node:fs');
const path = require('node:path');

const { cacheFolder } = require('./installation');
const { N8n } = require('./n8n');

const inHome = (/** @type {string} */ home) => path.join(home, '.n8n');

/**
 * Has n8n make its database, unless it did before.
 *
 * @param {import('./installation').Installation} installed
 * @returns {Promise<string>} the folder with its files
 */
async function keptDatabase(installed) {
	const kept = path.join(cacheFolder, `database-${installed.version}`);
	if (fs.existsSync(kept)) return kept;
	const home = fs.mkdtempSync(`${kept}-`);
	try {
		const n8n = await N8n.create(installed, { home });
		// Any command makes it.
		await n8n.import('workflow', []);
		// With its settings file: two commands that begin together would each write a new one.
		const files = fs.readdirSync(inHome(home)).filter((name) => /^(config$|database)/.test(name));
		const folder = path.join(home, 'database');
		fs.mkdirSync(folder);
		for (const file of files) {
			fs.renameSync(path.join(inHome(home), file), path.join(folder, file));
		}
		// At once, because several processes may do this at the same time: one comes first.
		try {
			fs.renameSync(folder, kept);
		} catch (error) {
			if (!fs.existsSync(kept)) throw error;
		}
	} finally {
		fs.rmSync(home, { recursive: true, force: true, maxRetries: 5 });
	}
	return kept;
}

/**
 * Gives a new n8n its database.
 *
 * @param {N8n} n8n
 */
async function placeDatabase(n8n) {
	fs.cpSync(await keptDatabase(n8n.installed), inHome(n8n.home), { recursive: true });
}

module.exports = { placeDatabase };
