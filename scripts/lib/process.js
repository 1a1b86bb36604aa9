// Starting other programs, the same way on Linux, macOS and Windows.
const { spawn } = require('node:child_process');

/**
 * Runs a program to its end.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, shell?: boolean, uid?: number, gid?: number }} [options]
 * @returns {Promise<{ stdout: string }>}
 * @throws {Error} with the end of what the program said, when it fails
 */
async function run(command, args, options = {}) {
	const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
	let stdout = '';
	let stderr = '';
	child.stdout.on('data', (chunk) => (stdout += chunk));
	child.stderr.on('data', (chunk) => (stderr += chunk));
	const code = await new Promise((resolve, reject) => {
		child.on('error', reject);
		child.on('close', (exitCode, signal) => resolve(exitCode ?? (signal ? 1 : 0)));
	});
	if (code !== 0) {
		const said = `${stdout}\n${stderr}`.trim().split('\n').slice(-25).join('\n');
		throw new Error(`"${[command, ...args].join(' ')}" ended with code ${code}:\n${said}`);
	}
	return { stdout };
}

/**
 * Ends a program that was started, and waits until it is gone. One that has ended already is ignored.
 *
 * @param {import('node:child_process').ChildProcess | undefined} child
 * @param {NodeJS.Signals} signal
 */
async function endProcess(child, signal) {
	if (!child || child.exitCode !== null || child.signalCode !== null) return;
	const gone = new Promise((resolve) => child.once('close', resolve));
	child.kill(signal);
	await gone;
}

/**
 * Runs npm: the one that started this script if there is one, so that no shell is needed.
 *
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} [options]
 */
async function npm(args, options = {}) {
	const cli = process.env.npm_execpath;
	return cli?.endsWith('.js')
		? await run(process.execPath, [cli, ...args], options)
		: await run('npm', args, { ...options, shell: process.platform === 'win32' });
}

/**
 * Polls until the answer is truthy: at first after 5 milliseconds, later 4 times a second.
 *
 * @template T
 * @param {() => T | false | undefined | Promise<T | false | undefined>} check a rejection counts as "not yet"
 * @param {{ seconds: number, what: string }} limit
 * @returns {Promise<T>}
 */
async function until(check, { seconds, what }) {
	const deadline = Date.now() + seconds * 1000;
	let last = '';
	for (let pause = 5; Date.now() < deadline; pause = Math.min(2 * pause, 250)) {
		try {
			const answer = await check();
			if (answer) return answer;
		} catch (error) {
			last = ` (${/** @type {Error} */ (error).message})`;
		}
		await new Promise((resolve) => setTimeout(resolve, pause));
	}
	throw new Error(`${what} took longer than ${seconds} seconds${last}`);
}

module.exports = { endProcess, npm, run, until };
