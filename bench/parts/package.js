// What the package adds to an n8n: its size, and how long it takes to load.
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const { npm, run } = require('../../scripts/lib/process');
const { root } = require('../../scripts/lib/packages');
const { count, milliseconds, table } = require('../document');
const { median } = require('../statistics');

/** Fresh processes. */
const RUNS = 15;

/** Loads files in turn and says how long each has taken, in milliseconds. */
const LOAD = `
	const times = process.argv.slice(1).map((file) => {
		const begin = performance.now();
		require(file);
		return performance.now() - begin;
	});
	console.log(JSON.stringify(times));
`;

/**
 * How long files take to load in a fresh process, one after the other.
 *
 * @param {import('../part').Bench} bench
 * @param {string[]} files the first are loaded in any n8n
 * @returns {Promise<number[]>} medians in milliseconds
 */
async function loadTimes({ node, modules, least }, files) {
	/** @type {number[][]} */
	const runs = [];
	for (let i = 0; i < (least ? 1 : RUNS); i++) {
		// As in n8n, which gives its own n8n-workflow to the packages.
		const env = { ...process.env, NODE_PATH: modules };
		const { stdout } = await run(node, ['-e', LOAD, ...files], { env });
		runs.push(JSON.parse(stdout));
	}
	return files.map((_, i) => median(runs.map((times) => times[i])));
}

/** @type {import('../part').Part['measure']} */
async function measure(bench) {
	bench.say('Size of the package and time to load it');
	const packed = await npm(['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: root });
	const [{ size, unpackedSize, entryCount }] = JSON.parse(packed.stdout);
	const { n8n } = require(path.join(root, 'package.json'));
	// Away from the packages of this project, among which there is an n8n-workflow of its own.
	const away = fs.mkdtempSync(path.join(os.tmpdir(), 'n8n-descriptor-ai-'));
	fs.cpSync(path.join(root, 'dist'), path.join(away, 'dist'), { recursive: true });
	const own = [...n8n.credentials, ...n8n.nodes].map((file) => path.join(away, file));
	const workflow = path.join(bench.modules, 'n8n-workflow');
	const [, ...times] = await loadTimes(bench, [workflow, ...own]);
	const all = times.reduce((a, b) => a + b, 0);
	fs.rmSync(away, { recursive: true });
	const httpRequest = path.join(bench.modules, 'n8n-nodes-base/dist/nodes/HttpRequest');
	const [there, other] = await loadTimes(bench, [
		workflow,
		path.join(httpRequest, 'HttpRequest.node.js'),
	]);
	return table(
		['Measure', 'Value'],
		[
			['Packed', `${count(Math.round(size / 1000))} kB`],
			['Unpacked', `${count(Math.round(unpackedSize / 1000))} kB`],
			['Files', count(entryCount)],
			['Run-time dependencies', '0'],
			['Loading both nodes and the credential', `${milliseconds(all)} ms`],
			['Loading HTTP Request, for comparison', `${milliseconds(other)} ms`],
			['Loading `n8n-workflow`, which n8n has loaded already', `${milliseconds(there)} ms`],
		],
	);
}

module.exports = { measure };
