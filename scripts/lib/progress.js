// What a person sees of the work of minutes: a bar on a terminal, a line now and then elsewhere.
const fs = require('node:fs');

/**
 * Gets each line about the progress. `live`, if there, shows a text in place of the last such text.
 *
 * @typedef {((line: string) => void) & { live?: (text: string) => void }} Say
 */

/** Both in milliseconds. */
const ON_TERMINAL = 1_000;
const IN_LINES = 15_000;
/** Characters of the bar. */
const WIDTH = 24;
/**
 * The share of the packages that is there after a share of the time, as measured with n8n: npm unpacks all at once, so
 * those of few files are there first.
 */
const COURSE = [
	[0, 0],
	[0.01, 0.18],
	[0.5, 0.34],
	[0.86, 0.5],
	[0.96, 0.64],
	[0.988, 0.78],
	[0.998, 0.87],
	[1, 1],
];
/** Before this share of the time, what is left would be a guess. */
const [, [, GUESS]] = COURSE;

/**
 * Prints lines, and on a terminal the live text below them.
 *
 * @param {{ isTTY?: boolean, columns?: number, write(text: string): unknown }} [out]
 * @returns {Say}
 */
function sayOn(out = process.stdout) {
	const line = (/** @type {string} */ text) => void out.write(`${text}\n`);
	if (!out.isTTY || process.env.CI) return line;
	const anew = '\r\x1b[K';
	const live = (/** @type {string} */ text) =>
		void out.write(`${anew}${text.slice(0, (out.columns || 80) - 1)}`);
	return Object.assign((/** @type {string} */ text) => line(`${anew}${text}`), { live });
}

/** What is left, in words that do not change every second. */
function timeLeft(/** @type {number} */ milliseconds) {
	const tens = Math.max(1, Math.round(milliseconds / 10_000));
	return tens < 9 ? `${tens}0 s` : `${Math.round(tens / 6)} min`;
}

/**
 * The share of the time that is over.
 *
 * @param {number} packages the share of them that is there
 */
function shareOfTime(packages) {
	const next = Math.max(
		1,
		COURSE.findIndex(([share]) => share >= packages),
	);
	const [[fromPackages, fromTime], [toPackages, toTime]] = COURSE.slice(next - 1, next + 1);
	const part = (packages - fromPackages) / (toPackages - fromPackages);
	return fromTime + part * (toTime - fromTime);
}

/**
 * How far an installation is, for a person.
 *
 * @param {number} done packages
 * @param {number} total packages
 * @param {number} elapsed milliseconds
 */
function progressText(done, total, elapsed) {
	// npm compares and downloads first.
	if (done === 0) return `preparing ${total} packages`;
	const count = `${done} of ${total} packages`;
	const share = shareOfTime(done / total);
	if (share < GUESS) return count;
	const left = (elapsed * (1 - share)) / share;
	return done === total ? `${count}, finishing` : `${count}, installed in about ${timeLeft(left)}`;
}

/** A bar of `WIDTH` characters. */
function bar(/** @type {number} */ share) {
	const full = Math.floor(share * WIDTH);
	return `[${'#'.repeat(full)}${'-'.repeat(WIDTH - full)}]`;
}

/**
 * Shows how many packages are there, until it is ended.
 *
 * @param {Say} say
 * @param {string[]} files one of each package: it is there as soon as npm writes the package
 * @returns {() => void} ends it
 */
function watchPackages(say, files) {
	const began = Date.now();
	const total = files.length;
	let missing = files;
	const timer = setInterval(
		() => {
			missing = missing.filter((file) => !fs.existsSync(file));
			const done = total - missing.length;
			const text = progressText(done, total, Date.now() - began);
			if (say.live) say.live(`  ${bar(shareOfTime(done / total))} ${text}`);
			else say(`  … ${text}`);
		},
		say.live ? ON_TERMINAL : IN_LINES,
	);
	return () => {
		clearInterval(timer);
		say.live?.('');
	};
}

module.exports = { progressText, sayOn, watchPackages };
