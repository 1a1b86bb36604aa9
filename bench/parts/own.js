// How long the node itself works on a result, without network and without n8n; beside another version if one is named.
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { performance } = require('node:perf_hooks');

const { root } = require('../../scripts/lib/packages');
const { run } = require('../../scripts/lib/process');
const { milliseconds, table } = require('../document');
const { max, median } = require('../statistics');
const { execute } = require('../subject/oneNode');
const { everything, finishedResult } = require('../ways/results');

/** The sandbox's calls by their length, the longest first: it meets code that has not run yet. */
const CALLS = ['three-hour-call', 'support-call', 'short-call'];
/** How often everything is done with each call. */
const RUNS = 30;

/** @typedef {{ parameters: Record<string, unknown>, answer?: unknown }} Work what the node is given besides the result */

const analysis = (/** @type {string} */ operation, /** @type {object} */ more = {}) => ({
	parameters: { resource: 'callAnalysis', operation, resultId: 'an-id', simplify: true, ...more },
});

/** @returns {Work} */
const reading = (/** @type {string} */ transcript) => ({
	parameters: {
		resource: 'transcript',
		operation: 'extractInsight',
		insights: ['topics'],
		transcript,
		languageCode: 'en-US',
		simplify: true,
	},
	answer: ['Bills'],
});

/**
 * What the node does, by what a person calls it.
 *
 * @param {string} json the result as the service sends it
 * @returns {Record<string, Work>}
 */
function worksOn(json) {
	/** @type {Array<{ text: string }>} */
	const segments = JSON.parse(json).transcript;
	return {
		'Get Result': analysis('getResult'),
		'Get Result, with call details': analysis('getResult', { 'options.includeDetails': true }),
		'Get Result, with a transcript file of each format': analysis('getResult', {
			'options.transcriptFiles': ['srt', 'text', 'vtt'],
		}),
		'Create Report: HTML page': analysis('createReport', { files: ['html'] }),
		'Create Report: SVG picture': analysis('createReport', { files: ['svg'] }),
		'Extract Insight, of a transcript as text': reading(
			segments.map(({ text }) => text).join('\n'),
		),
		'Extract Insight, of a result as JSON text': reading(json),
	};
}

/**
 * @param {string[]} builds folders of the builds to measure, in turns
 * @param {string} json
 * @param {number} runs
 * @returns {Promise<Map<string, number[][]>>} milliseconds of CPU time of each work, by build
 */
async function timesOf(builds, json, runs) {
	/** @type {Map<string, number[][]>} */
	const times = new Map();
	for (const [name, { parameters, answer }] of Object.entries(worksOn(json))) {
		const own = builds.map(() => /** @type {number[]} */ ([]));
		for (let turn = 0; turn < runs; turn++) {
			for (const [index, build] of builds.entries()) {
				const body = answer ?? JSON.parse(json);
				const begin = process.cpuUsage();
				await execute(build, parameters, body);
				const { user, system } = process.cpuUsage(begin);
				own[index].push((user + system) / 1000);
			}
		}
		times.set(name, own);
	}
	const parsing = Array.from({ length: runs }, () => {
		const begin = performance.now();
		JSON.parse(json);
		return performance.now() - begin;
	});
	return times.set('`JSON.parse` of the result, for comparison', [parsing]);
}

/** How long a call is, and how large its result. */
function sizeOf(/** @type {string} */ json) {
	const { transcript, metrics } = JSON.parse(json);
	const seconds = metrics.overall.total_call_duration;
	const words = transcript.flatMap((/** @type {{ text: string }} */ { text }) => text.split(' '));
	const long = seconds < 90 ? `${Math.round(seconds)} s` : `${(seconds / 60).toFixed(1)} min`;
	const large = (Buffer.byteLength(json) / 1e6).toFixed(2);
	return `${long}, ${words.length.toLocaleString('en')} words, ${large} MB`;
}

/**
 * Builds another version of the package from the project's history.
 *
 * @param {string} ref a commit, tag or branch
 * @param {string} folder an empty one
 * @returns {Promise<{ dist: string, version: string }>} the folder of its build, and its version
 */
async function buildOf(ref, folder) {
	const archive = path.join(folder, 'source.tar');
	await run('git', ['archive', `--output=${archive}`, ref], { cwd: root });
	await run('tar', ['-xf', archive, '-C', folder], { cwd: root });
	fs.symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'), 'junction');
	const compiler = path.join(root, 'node_modules', 'typescript', 'bin', 'tsc');
	await run(process.execPath, [compiler, '--outDir', 'dist'], { cwd: folder });
	const { version } = require(path.join(folder, 'package.json'));
	return { dist: path.join(folder, 'dist'), version };
}

/** @type {import('../part').Part['measure']} */
async function measure({ sandbox, say, least, beside }) {
	say('The work on a result');
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'n8n-descriptor-ai-'));
	try {
		const other = beside && (await buildOf(beside, folder));
		const builds = [path.join(root, 'dist'), ...(other ? [other.dist] : [])];
		const runs = least ? 1 : RUNS;
		const config = await everything(sandbox);
		/** @type {string[]} */
		const results = [];
		for (const call of least ? CALLS.slice(-1) : CALLS) {
			results.push((await finishedResult(sandbox, call, config)).json);
		}
		/** @type {Array<{ size: string, times: Map<string, number[][]> }>} */
		const columns = [];
		for (const json of results) {
			columns.unshift({ size: sizeOf(json), times: await timesOf(builds, json, runs) });
		}
		const rows = [...columns[0].times.keys()].map((name) => [
			name,
			...columns.map(({ times }) =>
				(times.get(name) ?? [])
					.map((own) => `${milliseconds(median(own))} (${milliseconds(max(own))})`)
					.join(' / '),
			),
		]);
		const head = ['Work', ...columns.map(({ size }) => size)];
		const versions = other ? `, this version / ${other.version}` : '';
		return `Milliseconds of CPU time, median (worst) of ${runs} runs each${versions}, on Node.js ${process.version.slice(1)}.\n\n${table(head, rows)}`;
	} finally {
		fs.rmSync(folder, { recursive: true, force: true });
	}
}

module.exports = { measure };
