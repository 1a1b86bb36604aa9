// A Descriptor.AI that takes its time for every answer, as one does that is far away or busy.
const http = require('node:http');
const { setTimeout: pause } = require('node:timers/promises');

/** How long it takes to answer, in milliseconds. */
const LATENCY = 500;

/** The least that counts as a finished analysis, and as an answer to a submit. */
const answerTo = (/** @type {string} */ url) => {
	const id = url.slice(url.lastIndexOf('/') + 1);
	return { result_id: 'an-id', job_id: id, transcript: [], insights: { summary: ['Short.'] } };
};

/** @typedef {Awaited<ReturnType<typeof startSlowService>>} SlowService */

async function startSlowService() {
	const server = http.createServer(async (request, response) => {
		await pause(LATENCY);
		request.resume();
		response.setHeader('content-type', 'application/json');
		response.end(JSON.stringify(answerTo(request.url ?? '')));
	});
	await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(null)));
	const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
	return {
		url: `http://127.0.0.1:${port}`,
		close() {
			server.closeAllConnections();
			server.close();
		},
	};
}

module.exports = { LATENCY, startSlowService };
