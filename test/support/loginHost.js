// A phone system whose recordings need a login.
const http = require('node:http');

/**
 * Starts it on this machine.
 *
 * @param {{ user: string, password: string }} login
 * @param {string} path of the recording
 * @param {Buffer} audio
 */
async function startLoginHost({ user, password }, path, audio) {
	const login = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
	const server = http.createServer(({ headers, url }, answer) => {
		if (headers.authorization !== login || url !== path) answer.writeHead(401).end();
		else answer.writeHead(200, { 'content-type': 'audio/wav' }).end(audio);
	});
	await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
	const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
	return { url: `http://127.0.0.1:${port}`, close: () => void server.close() };
}

module.exports = { startLoginHost };
