// Loaded into n8n by `--require`. Tells over HTTP what the process has cost so far, which no other process sees exactly:
// CPU time to the microsecond, the most memory that it ever held, and whose functions used the time.
const fs = require('node:fs');
const http = require('node:http');
const inspector = require('node:inspector');
const v8 = require('node:v8');
const vm = require('node:vm');

const { BENCH_PROBE_PORT: port } = process.env;

/** The answers, by path. @type {Record<string, () => object | Promise<object>>} */
const answers = {
	'/usage': usage,
	// What a process holds says little as long as garbage is in it. The peak counts from here.
	'/collect': () => {
		v8.setFlagsFromString('--expose-gc');
		vm.runInNewContext('gc')({ type: 'major', execution: 'sync', flavor: 'last-resort' });
		if (isLinux) fs.writeFileSync('/proc/self/clear_refs', '5');
		return usage();
	},
	'/profile/start': startProfile,
	'/profile/stop': stopProfile,
};

/**
 * @typedef {object} Usage
 * @property {number} cpu all CPU time of the process until now, in milliseconds
 * @property {number} memory resident memory in MB (1 MB is 1,000,000 bytes)
 * @property {number} peak the most resident memory that there was since the last `/collect`, in MB; on other systems than
 * Linux, since the process was started
 */

const isLinux = process.platform === 'linux';

function peakKibibytes() {
	if (!isLinux) return process.resourceUsage().maxRSS;
	return Number(/^VmHWM:\s+(\d+) kB$/m.exec(fs.readFileSync('/proc/self/status', 'utf8'))?.[1]);
}

/** @returns {Usage} */
function usage() {
	const { user, system } = process.cpuUsage();
	return {
		cpu: (user + system) / 1000,
		memory: process.memoryUsage.rss() / 1e6,
		peak: (peakKibibytes() * 1024) / 1e6,
	};
}

/** @type {inspector.Session | undefined} */
let session;

function startProfile() {
	session = new inspector.Session();
	session.connect();
	session.post('Profiler.enable');
	session.post('Profiler.start');
	return {};
}

/** @returns {Promise<object>} the profile as V8 writes it */
async function stopProfile() {
	const profile = await new Promise((resolve, reject) => {
		session?.post('Profiler.stop', (error, stopped) =>
			error ? reject(error) : resolve(stopped.profile),
		);
	});
	session?.disconnect();
	return profile;
}

// n8n starts other processes with the same NODE_OPTIONS, but without this variable.
if (port) {
	const server = http.createServer(async (request, response) => {
		const answer = answers[request.url ?? ''];
		response.end(JSON.stringify(await answer()));
	});
	server.listen(Number(port), '127.0.0.1').unref();
}
