// `npm run bench`: what this package costs, compared with what people do today, as Markdown on standard output.
// `npm run bench -- requests memory`: these parts only. `-- --write`: into bench/README.md, too.
// `-- --least`: everything once, with one recording, to see that it works. `-- own --beside <commit>`: the work of the node
// in another version as well, in the same run.
const os = require('node:os');
const path = require('node:path');
const { parseArgs } = require('node:util');

const { installN8n } = require('../scripts/lib/installation');
const { installPackages, root } = require('../scripts/lib/packages');
const { npm, run } = require('../scripts/lib/process');
const { publish } = require('./document');

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
			beside: { type: 'string' },
		},
	});
	const unknown = positionals.filter((name) => !PARTS.some((part) => part.name === name));
	if (unknown.length > 0) {
		const names = PARTS.map(({ name }) => name).join(', ');
		throw new Error(`There is no part ${unknown.join(', ')}. There are ${names}.`);
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
 * Measures the parts and prints each as soon as it is measured.
 *
 * @param {ReturnType<typeof options>} wanted
 * @param {import('./part').Bench} bench
 * @param {string} facts
 */
async function measureAll({ parts, write }, bench, facts) {
	for (const { heading, measure } of parts) {
		const measured = `${facts}:\n\n${await measure(bench)}`;
		console.log(`## ${heading}\n\n${measured}\n`);
		if (write) publish(heading, measured);
	}
}

async function main() {
	await installPackages(say);
	const wanted = options();
	const installed = await installN8n(say);
	const { loadSandbox } = require('../scripts/lib/sandbox');
	const { startSlowService } = require('./subject/slowService');
	const { Subject } = require('./subject/subject');
	const { credentialsOf } = require('./ways/requests');
	await npm(['run', 'build'], { cwd: root });
	const sandbox = await loadSandbox().startSandbox();
	const slow = await startSlowService();
	/** @type {import('./subject/subject').Subject[]} */
	const started = [];
	const subject = once(async () => {
		const credentials = credentialsOf(sandbox.descriptor.token, slow.url);
		started.push(await Subject.start(say, sandbox, credentials));
		return started[0];
	});
	const modules = path.join(installed.folder, 'node_modules');
	const { least, beside } = wanted;
	const bench = { sandbox, slow, node: installed.node, modules, least, beside, say, subject };
	try {
		await Promise.race([measureAll(wanted, bench, await circumstances(installed)), interruption()]);
	} finally {
		for (const { stage } of started) await stage.close();
		slow.close();
		await sandbox.close();
	}
}

main().catch((error) => {
	console.error(`\nThe benchmark did not work: ${error.message}`);
	process.exitCode = 1;
	// What was being measured goes on trying; the signal, which nobody listens for any more, ends it.
	if (error.signal) process.kill(process.pid, error.signal);
});
