// The guide's way: a program of its own, one recording after the other, without n8n.
const path = require('node:path');

const { run } = require('../../scripts/lib/process');
const { loadSandbox } = require('../../scripts/lib/sandbox');
const { Recordings } = require('../subject/recordings');
const { tryOut } = require('../subject/trial');

const GUIDE = 'The integration guide’s program';

/**
 * Runs the guide's program with a sandbox of its own: others are being measured meanwhile.
 *
 * @param {import('../part').Bench} bench
 * @param {{ size: number, shortest: number, longest: number }} extent how many recordings, and what their analyses take
 * in seconds
 */
async function tryGuide({ node }, { size, ...analysis }) {
	const sandbox = await loadSandbox().startSandbox();
	const { descriptor, salesforce } = sandbox;
	const recordings = new Recordings(sandbox);
	const start = async (/** @type {string[]} */ addresses) => {
		const task = {
			descriptor: { url: descriptor.url, token: descriptor.token },
			salesforce: { url: salesforce.url, token: salesforce.accessToken },
			recordings: addresses,
		};
		await run(node, [path.join(__dirname, 'guide.js'), JSON.stringify(task)]);
	};
	try {
		return await tryOut(recordings, start, [recordings.make(size, analysis)]);
	} finally {
		await sandbox.close();
	}
}

module.exports = { GUIDE, tryGuide };
