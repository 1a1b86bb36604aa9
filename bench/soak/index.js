// `npm run soak`: the pipeline of the production workflow under load for 20 minutes, with lost callbacks and an n8n that is killed. The
// ledger is on standard output; the command fails unless 0 recordings are lost, 0 are doubled, and memory is flat.
// `npm run soak -- --minutes 1 --rate 5`: shorter. `--seed 7`: the calls and mishaps of an earlier run.
// `-- --whole --rate 5`: template 5 as it is, which does more for each call.
// `-- --engine vm`: with n8n's default expression engine (N8N_EXPRESSION_ENGINE), which takes about twice the CPU time.
// `--sweep 5 --longest 4`: seconds between two sweeps, and of the longest analysis.
const { parseArgs } = require('node:util');

const { loadSandbox } = require('../../scripts/lib/sandbox');
const { Subject } = require('../subject/subject');
const { faultsOf } = require('./ledger');
const { reportOf } = require('./report');
const { soak } = require('./soak');

const say = (/** @type {string} */ line) =>
	console.error(`${process.uptime().toFixed().padStart(5)} s  ${line}`);

/** What n8n evaluates expressions with unless it is told otherwise. */
const ENGINE = 'vm';

/** @returns {import('./soak').Extent} */
function extentOf() {
	const { values } = parseArgs({
		options: {
			minutes: { type: 'string', default: '20' },
			rate: { type: 'string', default: '20' },
			seed: { type: 'string', default: String(Date.now() % 100_000) },
			sweep: { type: 'string', default: '60' },
			longest: { type: 'string', default: '20' },
			whole: { type: 'boolean', default: false },
			engine: { type: 'string', default: 'legacy' },
		},
	});
	/** @type {(name: Exclude<keyof typeof values, 'whole' | 'engine'>) => number} */
	const numberOf = (name) => {
		const number = Number(values[name]);
		if (number > 0) return number;
		throw new Error(`--${name} ${values[name]} is not a number above 0.`);
	};
	return {
		minutes: numberOf('minutes'),
		rate: numberOf('rate'),
		seed: numberOf('seed'),
		sweep: numberOf('sweep'),
		longest: numberOf('longest'),
		isWhole: values.whole,
		engine: values.engine,
	};
}

/** Rejects when somebody stops the soak, so that n8n ends with it. @returns {Promise<never>} */
async function interruption() {
	const signal = await new Promise((resolve) => {
		for (const name of ['SIGINT', 'SIGTERM']) process.once(name, resolve);
	});
	throw Object.assign(new Error('It was stopped.'), { signal });
}

/** Why something happened is on standard error; standard output has the ledger. */
function tellReasons(/** @type {import('./soak').Outcome} */ { refusals, asked, ledger }) {
	for (const [reason, times] of refusals) say(`Delivered again ${times} times. ${reason}`);
	for (const { recording, reason, done } of asked) say(`${recording}: ${done}. ${reason}`);
	for (const { recording, reason } of ledger.failed) say(`${recording} failed. ${reason}`);
}

async function main() {
	const extent = extentOf();
	const { minutes, rate, seed, sweep, longest } = extent;
	const sandbox = await loadSandbox().startSandbox();
	/** @type {Subject | undefined} */
	let subject;
	try {
		subject = await Subject.start(say, sandbox, []);
		if (extent.engine !== ENGINE) {
			subject.n8n.env.N8N_EXPRESSION_ENGINE = extent.engine;
			await subject.restart();
		}
		const outcome = await Promise.race([soak(say, subject, extent), interruption()]);
		tellReasons(outcome);
		const heading = `${extent.isWhole ? 'The whole template' : 'The fewest nodes'}, ${minutes} minutes, ${rate} recordings a second, analyses of 2 to ${longest} s, a sweep every ${sweep} s, expressions by ${extent.engine}, --seed ${seed}`;
		console.log(`${heading}\n\n${reportOf(outcome)}`);
		const faults = faultsOf(outcome.ledger);
		if (outcome.growth?.isFlat === false) faults.push('The memory of n8n grows');
		console.log(`\n${faults.join('\n') || '0 lost, 0 doubled.'}`);
		if (faults.length > 0) process.exitCode = 1;
	} finally {
		await subject?.close();
		await sandbox.close();
	}
}

main().catch((error) => {
	console.error(`\nThe soak did not work: ${error.message}`);
	process.exitCode = 1;
	// What is still tried goes on trying; the signal, which nobody listens for any more, ends it.
	if (error.signal) process.kill(process.pid, error.signal);
});
