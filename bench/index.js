// `npm run bench`: what this package costs, compared with what people do today, as Markdown on standard output.
// `npm run bench -- one burst`: these parts only. `-- --write`: all parts, and into docs/performance.md, too.
// `-- --least`: everything once, with one recording, to see that it works.
const os = require('node:os');
const path = require('node:path');
const { parseArgs } = require('node:util');

const { installN8n } = require('../scripts/lib/installation');
const { installPackages, root } = require('../scripts/lib/packages');
const { run } = require('../scripts/lib/process');
const { publish } = require('./document');
const { goalTable } = require('./goals');

/** More requests to Salesforce than a day's limit lets an org make. */
const API_CALLS = 1_000_000;

// The tables alone are on standard output.
const say = (/** @type {string} */ line) =>
	console.error(`${process.uptime().toFixed().padStart(5)} s  ${line}`);

function options() {
	const { PARTS } = require('./parts');
	const { values, positionals } = parseArgs({
		allowPositionals: true,
		options: {
			write: { type: 'boolean', default: false },
			least: { type: 'boolean', default: false },
		},
	});
	const unknown = positionals.filter((name) => !PARTS.some((part) => part.name === name));
	if (unknown.length > 0) {
		const names = PARTS.map(({ name }) => name).join(', ');
		throw new Error(`There is no part ${unknown.join(', ')}. There are ${names}.`);
	}
	if (values.write && (values.least || positionals.length > 0)) {
		throw new Error('The page is written from one run of all parts.');
	}
	const isWanted = (/** @type {string} */ name) =>
		positionals.length === 0 || positionals.includes(name);
	return { ...values, parts: PARTS.filter(({ name }) => isWanted(name)) };
}

/** When, what and on what machine was measured, for a person who compares. */
async function circumstances(
	/** @type {import('../scripts/lib/installation').Installation} */ installed,
) {
	const { version } = require(path.join(root, 'package.json'));
	const node = (await run(installed.node, ['--version'])).stdout.trim().slice(1);
	const cpus = os.cpus();
	const memory = Math.round(os.totalmem() / 1e9);
	const date = new Date().toISOString().slice(0, 10);
	return `${date}, n8n-nodes-descriptor-ai ${version}, n8n ${installed.version} on Node.js ${node}, ${cpus.length} CPUs (${cpus[0].model.trim()}), ${memory} GB of memory`;
}

/** Runs some work at the first use, once. @type {<T>(work: () => Promise<T>) => () => Promise<T>} */
function once(work) {
	/** @type {ReturnType<typeof work> | undefined} */
	let begun;
	return async () => await (begun ??= work());
}

/** Rejects when somebody stops the benchmark, so that it cleans up. A second signal ends it at once. */
async function interruption() {
	const signal = await new Promise((resolve) => {
		for (const name of ['SIGINT', 'SIGTERM']) process.once(name, resolve);
	});
	throw Object.assign(new Error('It was stopped.'), { signal });
}

/**
 * Measures the parts and prints each as soon as it is measured. The page is written when all is measured: its figures are
 * of one run.
 *
 * @param {ReturnType<typeof options>} wanted
 * @param {import('./part').Bench} bench
 * @param {string} facts
 */
async function measureAll({ parts, write }, bench, facts) {
	/** @type {Map<string, string>} */
	const page = new Map();
	const goals = [];
	for (const { heading, measure } of parts) {
		bench.say(heading);
		const measured = await measure(bench);
		goals.push(...measured.goals);
		page.set(heading, measured.tables);
		console.log(`## ${heading}\n\n${measured.tables}\n`);
	}
	const reached = `${facts}:\n\n${goalTable(goals)}`;
	console.log(`## Goals\n\n${reached}`);
	if (!write) return;
	for (const [heading, tables] of page.set('Goals', reached)) publish(heading, tables);
}

async function main() {
	await installPackages(say);
	const wanted = options();
	const installed = await installN8n(say);
	const { loadSandbox } = require('../scripts/lib/sandbox');
	const { Subject } = require('./subject/subject');
	const { credentialByHand } = require('./ways/requests');
	const sandbox = await loadSandbox().startSandbox({ salesforceOrg: 'inUse' });
	sandbox.salesforce.setDailyRequests(API_CALLS);
	/** @type {import('./subject/subject').Subject[]} */
	const started = [];
	const subject = once(async () => {
		const credential = credentialByHand(sandbox.descriptor.token);
		started.push(await Subject.start(say, sandbox, [credential]));
		return started[0];
	});
	const bench = { sandbox, node: installed.node, least: wanted.least, say, subject };
	try {
		await Promise.race([measureAll(wanted, bench, await circumstances(installed)), interruption()]);
	} finally {
		for (const { stage } of started) await stage.close();
		await sandbox.close();
	}
}

main().catch((error) => {
	console.error(`\nThe benchmark did not work: ${error.message}`);
	process.exitCode = 1;
	// What was being measured goes on trying; the signal, which nobody listens for any more, ends it.
	if (error.signal) process.kill(process.pid, error.signal);
});
