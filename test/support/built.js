const fs = require('node:fs');
const path = require('node:path');

const { root } = require('../../scripts/lib/packages');

/** The built code of the package, a text for each file. */
function readBuilt() {
	const folder = path.join(root, 'dist');
	return fs
		.readdirSync(folder, { recursive: true })
		.map((file) => path.join(folder, String(file)))
		.filter((file) => /dist.(nodes|credentials).*\.js$/.test(file))
		.map((file) => fs.readFileSync(file, 'utf8'));
}

module.exports = { readBuilt };
