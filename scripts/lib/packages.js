// The development packages of this project. A fresh clone has none of them.
const fs = require('node:fs');
const path = require('node:path');

const { npm } = require('./process');

const root = path.join(__dirname, '..', '..');

/**
 * Installs the packages that package-lock.json names, unless they are there.
 *
 * @param {(line: string) => void} say gets each line about the progress
 */
async function installPackages(say) {
	// npm writes this file when an installation is complete.
	if (fs.existsSync(path.join(root, 'node_modules', '.package-lock.json'))) return;
	say('Installing the packages of this project (about 1 GB, 1 to 3 minutes, done once)');
	await npm(['ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: root });
}

module.exports = { installPackages, root };
