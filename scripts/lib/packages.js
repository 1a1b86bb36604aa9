// The development packages of this project. A fresh clone has none of them.
const fs = require('node:fs');
const path = require('node:path');

const { writeLock } = require('./locks');
const { npm, until } = require('./process');

const root = path.join(__dirname, '..', '..');

/**
 * Installs the packages that package-lock.json names, unless they are there.
 *
 * @param {(line: string) => void} say gets each line about the progress
 * @param {string} [project] its folder
 */
async function installPackages(say, project = root) {
	const installed = path.join(project, 'node_modules');
	// npm writes this file when an installation is complete.
	if (fs.existsSync(path.join(installed, '.package-lock.json'))) return;
	say('Installing the packages of this project (about 1 GB, done once)');
	// In a folder of its own, as the lock file of the project stays as it is, without addresses.
	const folder = path.join(project, '.cache', 'packages');
	fs.mkdirSync(folder, { recursive: true });
	for (const file of ['.npmrc', 'package.json']) {
		fs.copyFileSync(path.join(project, file), path.join(folder, file));
	}
	await writeLock(folder, fs.readFileSync(path.join(project, 'package-lock.json'), 'utf8'));
	await npm(['ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: folder });
	fs.rmSync(installed, { recursive: true, force: true });
	const moved = () => {
		fs.renameSync(path.join(folder, 'node_modules'), installed);
		return true;
	};
	// Windows refuses it while something reads one of the files.
	await until(moved, { seconds: 60, what: 'Moving the packages into the project' });
	fs.rmSync(folder, { recursive: true });
}

module.exports = { installPackages, root };
