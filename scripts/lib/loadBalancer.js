// The load balancer of n8n in queue mode: requests to webhooks go to the webhook process, all others to the main process.
const http = require('node:http');

/** Beginnings of the paths that the webhook process answers; docker/Caddyfile has the same. */
const WEBHOOK_PATHS = ['/webhook/', '/webhook-waiting/', '/form/', '/form-waiting/', '/mcp/'];

/**
 * @param {number} port to listen on
 * @param {{ main: string, webhook: string }} servers addresses
 */
async function startLoadBalancer(port, { main, webhook }) {
	const balancer = http.createServer((request, response) => {
		const isWebhook = WEBHOOK_PATHS.some((start) => request.url?.startsWith(start));
		const options = { method: request.method, headers: request.headers };
		const passed = http.request(`${isWebhook ? webhook : main}${request.url}`, options);
		passed.on('response', (answer) => {
			response.writeHead(answer.statusCode ?? 502, answer.headers);
			answer.pipe(response);
		});
		passed.on('error', () => {
			if (!response.headersSent) response.writeHead(502);
			response.end();
		});
		request.pipe(passed);
	});
	await new Promise((resolve) => balancer.listen(port, '127.0.0.1', () => resolve(undefined)));
	return {
		async close() {
			balancer.closeAllConnections();
			await new Promise((resolve) => balancer.close(resolve));
		},
	};
}

module.exports = { WEBHOOK_PATHS, startLoadBalancer };
