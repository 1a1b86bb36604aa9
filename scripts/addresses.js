// `npm run addresses`: writes the repository and the author of package.json into each file that names them.
const fs = require('node:fs');
const path = require('node:path');

const { author, repository } = require('../package.json');

const root = path.join(__dirname, '..');
const ADDRESS = repository.url.replace(/^git\+|\.git$/g, '');

/** The files that link to the repository with its address, because they are read outside of it. */
const FILES = [
	'.github/ISSUE_TEMPLATE/bug_report.yml',
	'.github/ISSUE_TEMPLATE/config.yml',
	'.github/pull_request_template.md',
	'credentials/DescriptorAiApi.credentials.ts',
	'nodes/DescriptorAi/DescriptorAi.node.json',
	'nodes/DescriptorAi/DescriptorAiTrigger.node.json',
	'package.json',
];
const LICENSE = 'LICENSE';

const read = (/** @type {string} */ file) => fs.readFileSync(path.join(root, file), 'utf8');

/** The file as it has to be. */
function rewritten(/** @type {string} */ file) {
	if (file === LICENSE)
		return read(file).replace(/^(Copyright .* \d{4}) .*$/m, `$1 ${author.name}`);
	return read(file).replace(/https:\/\/github\.com\/[\w-]+\/[\w.-]+?(?=\.git"|[^\w.-])/g, ADDRESS);
}

if (require.main === module) {
	for (const file of [...FILES, LICENSE]) fs.writeFileSync(path.join(root, file), rewritten(file));
	console.log(`${FILES.length} files link to ${ADDRESS}.`);
}

module.exports = { ADDRESS, FILES, LICENSE, rewritten };
