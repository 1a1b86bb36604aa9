// How long the node itself works on a result, without network and without n8n.
const path = require('node:path');
const { performance } = require('node:perf_hooks');

const { root } = require('../../scripts/lib/packages');
const { milliseconds, table } = require('../document');
const { max, median } = require('../statistics');
const { everything, finishedResult } = require('../ways/results');

/** The calls of the sandbox by their length, the longest first: it meets code that has not run yet. */
const CALLS = ['three-hour-call', 'support-call', 'short-call'];
/** How often everything is done with each call. */
const RUNS = 30;

/** A module of the build, which is what n8n runs. */
const built = (/** @type {string} */ file) =>
	require(path.join(root, 'dist', 'nodes', 'DescriptorAi', file));

/**
 * What the node does with a result, by what a person calls it.
 *
 * @typedef {import('../../nodes/DescriptorAi/api').AnalysisResult} Result
 * @param {string} json the result as the service sends it
 * @returns {Record<string, (result: Result) => unknown>} each is given a result that nothing has touched
 */
function worksOn(json) {
	/** @type {typeof import('../../nodes/DescriptorAi/output/resultForm')} */
	const { inForm } = built('output/resultForm');
	/** @type {typeof import('../../nodes/DescriptorAi/output/transcriptFormats')} */
	const { TRANSCRIPT_FORMATS } = built('output/transcriptFormats');
	/** @type {typeof import('../../nodes/DescriptorAi/report/html')} */
	const { reportHtml } = built('report/html');
	/** @type {typeof import('../../nodes/DescriptorAi/report/svg')} */
	const { reportSvg } = built('report/svg');
	/** @type {typeof import('../../nodes/DescriptorAi/transcript')} */
	const { readTranscript } = built('transcript');

	const facts = { resultId: 'an-id', resultUrl: 'https://demo.descriptor.ai/result/an-id' };
	const simplify = (/** @type {Result} */ result, /** @type {boolean} */ details) =>
		inForm(result, facts.resultId, facts.resultUrl, {
			output: 'simplified',
			fields: [],
			details,
			transcript: 'text',
		});
	const { srt, text, vtt } = TRANSCRIPT_FORMATS;
	const written = { text: text.write(JSON.parse(json)), srt: srt.write(JSON.parse(json)) };

	return {
		'`JSON.parse` of the result, for comparison': () => JSON.parse(json),
		Simplify: (result) => simplify(result, false),
		'Simplify with call details': (result) => simplify(result, true),
		'Transcript as text': text.write,
		'Transcript as SRT': srt.write,
		'Transcript as WebVTT': vtt.write,
		'Create Report: HTML page': (result) => reportHtml(result, facts, { transcript: true }),
		'Create Report: SVG picture': (result) => reportSvg(result),
		'Reading a transcript: text': () => readTranscript(written.text),
		'Reading a transcript: SRT': () => readTranscript(written.srt),
		'Reading a transcript: JSON text of the result': () => readTranscript(json),
	};
}

/**
 * @param {string} json
 * @param {number} runs
 * @returns {Map<string, number[]>} the times of each work in milliseconds
 */
function timesOf(json, runs) {
	/** @type {Map<string, number[]>} */
	const times = new Map();
	for (const [name, work] of Object.entries(worksOn(json))) {
		const own = Array.from({ length: runs }, () => {
			const result = JSON.parse(json);
			const begin = performance.now();
			work(result);
			return performance.now() - begin;
		});
		times.set(name, own);
	}
	return times;
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

/** @type {import('./index').Part['measure']} */
async function measure({ sandbox, say, least }) {
	say('The work on a result');
	const runs = least ? 1 : RUNS;
	/** @type {Array<{ size: string, times: Map<string, number[]> }>} */
	const columns = [];
	for (const call of least ? CALLS.slice(-1) : CALLS) {
		const { json } = await finishedResult(sandbox, call, await everything(sandbox));
		columns.unshift({ size: sizeOf(json), times: timesOf(json, runs) });
	}
	const rows = [...columns[0].times.keys()].map((name) => [
		name,
		...columns.map(({ times }) => {
			const own = times.get(name) ?? [];
			return `${milliseconds(median(own))} (${milliseconds(max(own))})`;
		}),
	]);
	const head = ['Work', ...columns.map(({ size }) => size)];
	return `Milliseconds, median (worst) of ${runs} runs each, on Node.js ${process.version.slice(1)}.\n\n${table(head, rows)}`;
}

module.exports = { measure };
