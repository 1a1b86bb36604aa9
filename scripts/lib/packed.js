// The package as a file, as for publication.
const { createHash } = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');

const { root } = require('./packages');
const { npm } = require('./process');

/** What no file of the package is made of. */
const APART = [
	'.cache',
	'.ci',
	'.git',
	'.github',
	'bench',
	'dist',
	'docker',
	'docs',
	'node_modules',
	'sandbox',
	'test',
];

/**
 * Builds the package and packs it.
 *
 * @param {string} folder where the tarball goes
 * @returns {Promise<string>} path of the tarball
 */
async function pack(folder) {
	await npm(['run', 'build'], { cwd: root });
	const { stdout } = await npm(
		['pack', `--pack-destination=${folder}`, '--ignore-scripts', '--loglevel=error'],
		{ cwd: root },
	);
	return path.join(folder, /** @type {string} */ (stdout.trim().split('\n').at(-1)));
}

/** A checksum of everything that the package is made of: its sources, and the programs that build it. */
function checksum() {
	const hash = createHash('sha256');
	const entries = fs.readdirSync(root).filter((name) => !APART.includes(name));
	for (const entry of entries.sort()) {
		const place = path.join(root, entry);
		const files = fs.statSync(place).isDirectory()
			? fs.readdirSync(place, { recursive: true }).map((name) => path.join(entry, String(name)))
			: [entry];
		for (const file of files.sort()) {
			if (!fs.statSync(path.join(root, file)).isFile()) continue;
			hash
				.update(`${file}\0`)
				.update(fs.readFileSync(path.join(root, file)))
				.update('\0');
		}
	}
	return hash.digest('hex');
}

/**
 * The package of the sources as they are: the one that was packed last if nothing has changed since.
 *
 * @param {(line: string) => void} say
 * @returns {Promise<string>} path of the tarball
 */
async function packOnce(say) {
	const all = path.join(root, '.cache', 'packed');
	const folder = path.join(all, checksum());
	const [packed] = fs.existsSync(folder) ? fs.readdirSync(folder) : [];
	if (packed) return path.join(folder, packed);
	say('Building and packing n8n-nodes-descriptor-ai');
	fs.rmSync(all, { recursive: true, force: true });
	const unfinished = path.join(all, 'unfinished');
	fs.mkdirSync(unfinished, { recursive: true });
	const tarball = await pack(unfinished);
	fs.renameSync(unfinished, folder);
	return path.join(folder, path.basename(tarball));
}

module.exports = { pack, packOnce };
