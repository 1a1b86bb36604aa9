// How much memory another process needs.
const fs = require('node:fs');
const path = require('node:path');

const { run } = require('../scripts/lib/process');

/** For `NODE_OPTIONS` of the other process, so that it can be told to collect its garbage. */
const COLLECTS_GARBAGE = `--require=${JSON.stringify(path.join(__dirname, 'collectGarbage.js'))}`;

/** Whether this system tells how much memory a process holds. */
const isMeasurable = process.platform !== 'win32';

/** Tells a process that was started with `COLLECTS_GARBAGE` to collect its garbage; it takes a moment. */
function collectGarbage(/** @type {number} */ pid) {
	if (isMeasurable) process.kill(pid, 'SIGUSR2');
}

/**
 * Resident memory of a process.
 *
 * @param {number} pid
 * @returns {Promise<number | null>} in MB (1,000,000 bytes); null where the system does not tell
 */
async function residentMemory(pid) {
	if (!isMeasurable) return null;
	const kibibytes =
		process.platform === 'linux'
			? /^VmRSS:\s+(\d+) kB$/m.exec(fs.readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
			: (await run('ps', ['-o', 'rss=', '-p', String(pid)])).stdout.trim();
	return (Number(kibibytes) * 1024) / 1e6;
}

module.exports = { COLLECTS_GARBAGE, collectGarbage, residentMemory };
