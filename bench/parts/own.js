// `npm run bench:own`: how long the node itself works on a result, without network and without n8n.
const os = require('node:os');
const path = require('node:path');
const { performance } = require('node:perf_hooks');

const { installPackages, root } = require('../scripts/lib/packages');
const { npm } = require('../scripts/lib/process');
const { max, median } = require('./statistics');

/** The calls of the sandbox by their length, the longest first: it meets code that has not run yet. */
const CALLS = ['three-hour-call', 'support-call', 'short-call'];
/** How often everything is done with each call. */
const RUNS = 30;

const CONFIG = {
	insights: [
		'agent-actions',
		'csat',
		'customer-requests',
		'division',
		'emotional-score',
		'keywords',
		'labeling',
		'problems',
		'questions',
		'summary',
		'topics',
	],
	metrics: ['speech', 'emo', 'problems', 'intervals'],
	emotions_alignment: true,
	emotions_diarization: true,
	emotions_sentiment: true,
	mandatory_stages: [],
};
const CALL_DATA = {
	speakers: [
		{ id: '0', label: 'Dana', role: 'agent' },
		{ id: '1', label: 'Helen', role: 'customer' },
	],
};

/** A module of the build, which is what n8n runs. */
const built = (/** @type {string} */ file) =>
	require(path.join(root, 'dist', 'nodes', 'DescriptorAi', 'result', file));

/**
 * What the node does with a result, by what a person calls it.
 *
 * @typedef {import('../nodes/DescriptorAi/api/contract').AnalysisResult} Result
 * @param {string} json the result as the service sends it
 * @returns {Record<string, (result: Result) => unknown>} each is given a result that nothing has touched
 */
function worksOn(json) {
	/** @type {typeof import('../nodes/DescriptorAi/result/resultForm')} */
	const { inForm } = built('resultForm');
	/** @type {typeof import('../nodes/DescriptorAi/result/transcriptFormats')} */
	const { TRANSCRIPT_FORMATS } = built('transcriptFormats');
	/** @type {typeof import('../nodes/DescriptorAi/result/report/html')} */
	const { reportHtml } = built('report/html');
	/** @type {typeof import('../nodes/DescriptorAi/result/report/svg')} */
	const { reportSvg } = built('report/svg');
	/** @type {typeof import('../nodes/DescriptorAi/result/reading')} */
	const { readTranscript } = built('reading');

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
 * @returns {Map<string, number[]>} the times of each work in milliseconds
 */
function measure(json) {
	/** @type {Map<string, number[]>} */
	const times = new Map();
	for (const [name, work] of Object.entries(worksOn(json))) {
		const own = Array.from({ length: RUNS }, () => {
			const result = JSON.parse(json);
			const begin = performance.now();
			work(result);
			return performance.now() - begin;
		});
		times.set(name, own);
	}
	return times;
}

/**
 * The finished result of a call with everything that can be asked for, as JSON.
 *
 * @param {import('../sandbox').Sandbox} sandbox
 * @param {string} call
 */
async function resultOf({ descriptor }, call) {
	const url = `${descriptor.url}/api/v1/offline/processing`;
	const headers = {
		authorization: `Bearer ${descriptor.token}`,
		'content-type': 'application/json',
	};
	const audio = { uri: `https://recordings.example.com/${call}.mp3` };
	const body = JSON.stringify({ config: CONFIG, audio, call_data: CALL_DATA });
	const submitted = await fetch(url, { method: 'POST', headers, body });
	if (!submitted.ok) throw new Error(`${call}: ${submitted.status} ${await submitted.text()}`);
	const { result_id: id } = /** @type {{ result_id: string }} */ (await submitted.json());
	return await (await fetch(`${url}/${id}`, { headers })).text();
}

const milliseconds = (/** @type {number} */ ms) => ms.toFixed(ms < 10 ? 2 : 0);

/** How long a call is, and how large its result. */
function sizeOf(/** @type {string} */ json) {
	const { transcript, metrics } = JSON.parse(json);
	const seconds = metrics.overall.total_call_duration;
	const words = transcript.flatMap((/** @type {{ text: string }} */ { text }) => text.split(' '));
	const long = seconds < 90 ? `${Math.round(seconds)} s` : `${(seconds / 60).toFixed(1)} min`;
	const large = (Buffer.byteLength(json) / 1e6).toFixed(2);
	return `${long}, ${words.length.toLocaleString('en')} words, ${large} MB`;
}

async function main() {
	await installPackages(console.log);
	await npm(['run', 'build'], { cwd: root });
	const sandbox = await require('../scripts/lib/sandbox').loadSandbox().startSandbox();
	/** @type {Array<{ size: string, times: Map<string, number[]> }>} */
	const columns = [];
	try {
		for (const call of CALLS) {
			const json = await resultOf(sandbox, call);
			columns.unshift({ size: sizeOf(json), times: measure(json) });
		}
	} finally {
		await sandbox.close();
	}
	const rows = [...columns[0].times.keys()].map((name) => [
		name,
		...columns.map(({ times }) => {
			const own = times.get(name) ?? [];
			return `${milliseconds(median(own))} (${milliseconds(max(own))})`;
		}),
	]);
	const [{ model }, ...others] = os.cpus();
	console.log(
		`Node.js ${process.version}, ${others.length + 1} CPUs (${model}), ${RUNS} runs each`,
	);
	console.log('Milliseconds: median (worst)\n');
	const head = ['Work', ...columns.map(({ size }) => size)];
	for (const row of [head, head.map(() => '---'), ...rows]) console.log(`| ${row.join(' | ')} |`);
}

main().catch((error) => {
	console.error(`\nThe benchmark did not work: ${error.message}`);
	process.exitCode = 1;
});
