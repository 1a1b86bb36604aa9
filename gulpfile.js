// Finishes what the TypeScript build leaves: `n8n-node build && gulp`.
const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const { series } = require('gulp');

const packageJson = require('./package.json');
const { packageZip, ZIPS } = require('./salesforce/package');
const { schemaFile } = require('./scripts/lib/schemas');
const { formFaults, readTemplates } = require('./scripts/lib/templates');

/** What is packed today and some room: more should be a decision, and not happen by itself. */
const MOST_BYTES = 222_000;

/** The build copies every picture of the project into dist; only the icons belong there. */
async function prune() {
	for (const entry of fs.readdirSync('dist')) {
		if (!['credentials', 'icons', 'nodes'].includes(entry)) {
			fs.rmSync(path.join('dist', entry), { recursive: true });
		}
	}
}

/** The object that the templates write into and the reports on it, as files that an org takes: each release has them. */
async function salesforce() {
	for (const { path: file, apart } of ZIPS) {
		fs.mkdirSync(path.dirname(file), { recursive: true });
		fs.writeFileSync(file, packageZip(apart));
	}
}

/** The templates are shipped as they are: each has to be free of anything personal and of loose ends. */
async function templates() {
	const faults = readTemplates().flatMap(({ file, template }) =>
		formFaults(template).map((fault) => `workflows/${file} ${fault}`),
	);
	if (faults.length > 0) throw new Error(faults.join('\n'));
}

/** Where n8n finds the previews of the outputs: one for each operation that the built node has. */
function previews() {
	const built = path.resolve('dist', 'nodes', 'DescriptorAi');
	/** @type {typeof import('./nodes/DescriptorAi/operations')} */
	const { RESOURCES } = require(path.join(built, 'operations'));
	/** @type {typeof import('./nodes/DescriptorAi/DescriptorAi.node')} */
	const { DescriptorAi } = require(path.join(built, 'DescriptorAi.node'));
	const { version } = new DescriptorAi().description;
	return RESOURCES.flatMap(({ option: resource, operations }) =>
		operations.map(({ option }) => `dist/${schemaFile(version, resource.value, option.value)}`),
	);
}

/** What npm would publish: everything that n8n loads, everything that a person needs, and nothing else. */
async function tarball() {
	// npm is a script beside node, so that no shell is needed; without npm around it, this is plain `npx gulp`.
	const npm = process.env.npm_execpath;
	const args = ['pack', '--dry-run', '--json', '--ignore-scripts', '--loglevel=error'];
	const answer = npm?.endsWith('.js')
		? execFileSync(process.execPath, [npm, ...args])
		: execFileSync('npm', args, { shell: process.platform === 'win32' });
	const report = JSON.parse(answer.toString());
	/** @type {{ size: number, files: Array<{ path: string }> }} */
	const { size, files } = Array.isArray(report) ? report[0] : Object.values(report)[0];
	if (size > MOST_BYTES) throw new Error(`The package has grown to ${size} bytes; see MOST_BYTES`);
	const packed = files.map((file) => file.path);

	const { credentials, nodes } = packageJson.n8n;
	const needed = [
		'LICENSE',
		'README.md',
		'package.json',
		'dist/icons/descriptorAi.svg',
		'dist/icons/descriptorAi.dark.svg',
		...credentials,
		...nodes,
		...nodes.map((file) => file.replace(/\.js$/, '.json')),
		...previews(),
		...readTemplates().map(({ file }) => `workflows/${file}`),
		'workflows/README.md',
	];
	const missing = needed.filter((file) => !packed.includes(file));
	const belongs =
		/^(dist\/(credentials|icons|nodes)\/|workflows\/|(CHANGELOG\.md|LICENSE|README\.md|package\.json)$)/;
	const stray = packed.filter((file) => !belongs.test(file) || /\.test\./.test(file));
	if (missing.length > 0) throw new Error(`Missing from the package: ${missing.join(', ')}`);
	if (stray.length > 0) throw new Error(`Does not belong in the package: ${stray.join(', ')}`);
}

exports.default = series(prune, salesforce, templates, tarball);
