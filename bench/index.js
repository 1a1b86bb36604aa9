// `npm run bench`: what it costs to wait for an analysis, in the ways that there are, measured in a real n8n.
const os = require('node:os');

const { EditorApi } = require('../scripts/lib/editor');
const { installPackages } = require('../scripts/lib/packages');
const { run } = require('../scripts/lib/process');
const { measureCrowd, RECORDINGS } = require('./crowd');
const { LOST, loseCallbacks } = require('./lost');
const { COLLECTS_GARBAGE } = require('./memory');
const { measureSingle, RUNS } = require('./single');
const { Subject } = require('./subject');
const { tokenCredential, waysToWait } = require('./ways');

const say = (/** @type {string} */ line) => console.log(line);
const tell = (/** @type {string} */ line) =>
	say(`${process.uptime().toFixed().padStart(4)} s  ${line}`);

const HEAD = [
	'Way to wait',
	'Result to record: median (max)',
	'Requests per recording',
	'Callback lost: record after',
	`${RECORDINGS} recordings in`,
	'Executions that run / wait',
	'Memory of n8n',
	'Requests per recording',
	'Records (last result to last record)',
];
const seconds = (/** @type {number} */ ms) => `${(ms / 1000).toFixed(2)} s`;
const megabytes = (/** @type {number | null} */ mb) => (mb === null ? 'n/a' : `${mb.toFixed()} MB`);

/**
 * @param {Subject} subject
 * @param {import('./ways').Way[]} ways
 * @returns {Promise<string[][]>} the rows of the table
 */
async function measure(subject, ways) {
	for (const way of ways) await subject.warmUp(way);
	const lost = await loseCallbacks(subject, ways);
	const singles = new Map();
	for (const way of ways) {
		tell(`${way.name}: ${RUNS.count} recordings, an execution each`);
		singles.set(way, await measureSingle(subject, way));
	}
	tell('The recordings whose callback was lost');
	const atRest = await subject.watch(lost.isOver);
	tell(`n8n holds ${megabytes(atRest.memory)} while ${atRest.waiting} executions wait`);
	const found = lost.delays();
	const rows = [];
	for (const [i, way] of ways.entries()) {
		for (const executions of way.takesMany ? [RECORDINGS, 1] : [RECORDINGS]) {
			tell(`${way.name}: ${RECORDINGS} recordings that wait, executions: ${executions}`);
			const crowd = await measureCrowd(subject, way, executions);
			const single = singles.get(way);
			rows.push([
				way.name,
				`${seconds(single.delay.median)} (${seconds(single.delay.max)})`,
				single.requests.toFixed(1),
				found[i] === null ? `not in ${LOST.patience} s` : seconds(found[i]),
				`${executions} ${executions === 1 ? 'execution' : 'executions'}`,
				`${crowd.running} / ${crowd.waiting}`,
				megabytes(crowd.memory),
				crowd.requests.toFixed(1),
				`${crowd.saved} (${seconds(crowd.delay)})`,
			]);
		}
	}
	return rows;
}

/**
 * @param {import('../scripts/lib/stage').Stage} stage
 * @param {import('../sandbox').Sandbox} sandbox
 */
async function benchmark(stage, sandbox) {
	const { n8n } = stage;
	const ways = waysToWait(stage, sandbox.descriptor.url);
	await n8n.import('credentials', [tokenCredential(sandbox.descriptor.token)]);
	await n8n.import(
		'workflow',
		ways.map(({ workflow }) => workflow),
	);
	n8n.env.NODE_OPTIONS = COLLECTS_GARBAGE;
	await n8n.start();
	const editor = new EditorApi(n8n.url);
	await editor.setUpOwner();
	for (const { id } of ways) await editor.activate(id);
	const rows = await measure(new Subject(n8n, editor, sandbox), ways);
	const node = (await run(n8n.installed.node, ['--version'])).stdout.trim();
	say(`\nn8n ${n8n.installed.version}, Node.js ${node}, ${os.cpus().length} CPUs`);
	say(`${RUNS.count} recordings one by one, ${LOST.count} without a callback\n`);
	for (const row of [HEAD, HEAD.map(() => '---'), ...rows]) say(`| ${row.join(' | ')} |`);
}

/** Rejects when somebody stops the benchmark, so that it cleans up. */
async function interruption() {
	await new Promise((resolve) => process.once('SIGINT', resolve).once('SIGTERM', resolve));
	throw new Error('It was stopped.');
}

async function main() {
	await installPackages(say);
	const { loadSandbox } = require('../scripts/lib/sandbox');
	const { setStage } = require('../scripts/lib/stage');
	const sandbox = await loadSandbox().startSandbox();
	try {
		const stage = await setStage({ say, sandbox });
		try {
			await Promise.race([benchmark(stage, sandbox), interruption()]);
		} finally {
			await stage.close();
		}
	} finally {
		await sandbox.close();
	}
}

main().catch((error) => {
	console.error(`\nThe benchmark did not work: ${error.message}`);
	// An exit code alone does not end it: a way that was being measured goes on trying.
	process.exit(1);
});
