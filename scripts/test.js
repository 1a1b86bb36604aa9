// `npm test`: everything. `npm run test:fast`: what needs no n8n, for daily work. `npm run test:faults`: the tables of
// test/faults/README.md, which `-- --write` writes anew.
const { spawn } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const { N8N_RELEASES, N8N_VERSIONS, installN8n } = require('./lib/installation');
const { installPackages, root } = require('./lib/packages');
const { pack } = require('./lib/packed');

const fast = process.argv.includes('--fast');
const faultsOnly = process.argv.includes('--faults');
if (process.argv.includes('--write')) process.env.WRITE_DOCS = 'yes';
/** Tests with n8n wait for a third of their time: one more than processors, but four at most, for their memory. */
const BESIDE_EACH_OTHER = `--maxWorkers=${Math.min(os.availableParallelism() + 1, 4)}`;
const bin = (/** @type {string[]} */ ...parts) => path.join(root, 'node_modules', ...parts);
const jest = bin('jest', 'bin', 'jest.js');

/** Why there is no test in a browser; empty when there is one. */
function withoutBrowser() {
	const found = require('./lib/browser').findChromium();
	return found ? '' : 'There is no Chromium or Chrome; CHROMIUM_PATH can name one.';
}

/** Why there is no test in queue mode; empty when there is one. */
function withoutQueueMode() {
	const missing = require('./lib/queueMode').missingPrograms();
	return missing.length > 0 ? `There is no ${missing.join(' and no ')} on this machine.` : '';
}

/** Some of n8n's nodes load ES modules. */
const inEngine = (/** @type {string[]} */ ...paths) => [
	'--experimental-vm-modules',
	'--no-warnings',
	jest,
	BESIDE_EACH_OTHER,
	...paths,
];

/**
 * `slow` steps need a real n8n, `n8nNode` ones load its nodes and so run on its Node.js, `staged` ones run it with the
 * packed package in it. `without` says why a step cannot be done on this machine.
 *
 * @type {Array<{ name: string, args: string[], slow?: true, n8nNode?: true, staged?: true, env?: Record<string, string>, without?: () => string }>}
 */
const steps = [
	{
		name: 'Lint, by the strict rules of n8n',
		args: [bin('@n8n', 'node-cli', 'bin', 'n8n-node.mjs'), 'lint'],
	},
	{
		name: 'Format',
		args: [bin('prettier', 'bin', 'prettier.cjs'), '--check', '--log-level=warn', '.'],
	},
	{
		name: 'Types',
		args: [bin('typescript', 'bin', 'tsc'), '-p', path.join('test', 'tsconfig.json')],
	},
	{ name: 'Salesforce metadata', args: [path.join('scripts', 'checkSalesforce.js')] },
	{ name: 'Package scan of n8n', args: [path.join('scripts', 'scan.js')], slow: true },
	{
		name: 'Unit, engine, sandbox, container and documentation tests',
		args: [
			jest,
			'--maxWorkers=100%',
			'test/nodes',
			'test/sandbox',
			'test/salesforce',
			'test/scripts',
			'test/code',
			'test/docker',
			'test/docs',
		],
	},
	{
		name: 'Templates in the engine, with the real Salesforce node, and what happens when something goes wrong',
		args: inEngine('test/workflows', 'test/faults'),
		slow: true,
		n8nNode: true,
	},
	{
		name: 'End to end in a real n8n',
		args: [jest, BESIDE_EACH_OTHER, 'test/e2e'],
		slow: true,
		staged: true,
	},
	{
		name: 'The pipeline, the trigger and failed recordings in n8n 1',
		args: [jest, BESIDE_EACH_OTHER, 'test/e2e/pipeline', 'test/e2e/trigger', 'test/e2e/onError'],
		env: { N8N_VERSION: N8N_VERSIONS[1] },
		slow: true,
		staged: true,
	},
	{
		name: 'Queue mode, with PostgreSQL and Redis',
		args: [jest, 'test/queue'],
		slow: true,
		staged: true,
		without: withoutQueueMode,
	},
	{
		name: 'The editor and reports in a browser',
		args: [jest, '--maxWorkers=2', 'test/browser'],
		slow: true,
		staged: true,
		without: withoutBrowser,
	},
];

/** @type {typeof steps} */
const faultSteps = [
	{ name: 'What happens when something goes wrong', args: inEngine('test/faults'), n8nNode: true },
];

/**
 * Begins to install what steps need, the newest n8n first, one after the other and beside the steps that need none.
 *
 * @param {typeof steps} chosen
 */
function beginInstallation(chosen) {
	const newest = chosen.some(({ n8nNode }) => n8nNode) ? installN8n(console.log) : undefined;
	const all = chosen.some(({ staged }) => staged) ? newest?.then(installAll) : undefined;
	// A step that needs it reports its failure.
	newest?.catch(() => {});
	all?.catch(() => {});
	return { newest, all };
}

async function installAll() {
	for (const { version, nodeMajors } of N8N_RELEASES) {
		for (const major of nodeMajors) await installN8n(console.log, version, major);
	}
}

/**
 * @param {string} program
 * @param {string[]} args
 * @param {Record<string, string>} [env]
 * @returns {Promise<number | null>} exit code
 */
async function runProgram(program, args, env) {
	const child = spawn(program, args, {
		cwd: root,
		stdio: 'inherit',
		env: { ...process.env, ...env },
	});
	return await new Promise((resolve, reject) => child.on('error', reject).on('close', resolve));
}

const secondsSince = (/** @type {number} */ start) => Math.round((Date.now() - start) / 1000);

async function runSteps(/** @type {string} */ folder) {
	const leftOut = [];
	const durations = [];
	const chosen = faultsOnly ? faultSteps : steps.filter(({ slow }) => !(fast && slow));
	const installation = beginInstallation(chosen);
	for (const { name, args, n8nNode, staged, env, without } of chosen) {
		console.log(`\n--- ${name}`);
		const reason = without?.();
		if (reason) {
			if (process.env.CI) throw new Error(reason);
			console.log(`Left out. ${reason}`);
			leftOut.push(name);
			continue;
		}
		const began = Date.now();
		// Packed once: two builds at the same time would be in each other's way.
		if (staged) process.env.PACKAGE_TARBALL ??= await pack(folder);
		if (staged) await installation.all;
		const node = (n8nNode && (await installation.newest)?.node) || process.execPath;
		const waited = secondsSince(began);
		const code = await runProgram(node, args, env);
		const preparation = waited > 0 ? ` (after ${waited} s of preparation)` : '';
		durations.push(`${String(secondsSince(began)).padStart(5)} s  ${name}${preparation}`);
		console.log(durations.at(-1));
		if (code !== 0) throw new Error(`"${name}" failed.`);
	}
	console.log(`\n${durations.join('\n')}`);
	console.log(leftOut.length > 0 ? `\nPassed, but for: ${leftOut.join('; ')}.` : '\nPassed.');
}

async function main() {
	await installPackages(console.log);
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'n8n-descriptor-ai-test-'));
	try {
		await runSteps(folder);
	} finally {
		fs.rmSync(folder, { recursive: true, force: true });
	}
}

main().catch((error) => {
	console.error(`\n${error.message}`);
	process.exitCode = 1;
});
