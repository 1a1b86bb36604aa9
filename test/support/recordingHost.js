// A host of recordings: it answers each path in a way of its own.
const http = require('node:http');

const HTML = { 'content-type': 'text/html; charset=utf-8' };

/** @type {Record<string, (answer: http.ServerResponse) => unknown>} */
const ANSWERS = {
	'/wave': (answer) => answer.writeHead(206, { 'content-range': 'bytes 0-0/9' }).end('R'),
	'/id3': (answer) => answer.writeHead(206).end('I'),
	'/mpeg': (answer) => answer.writeHead(206).end(Buffer.from([0xff])),
	'/mp4': (answer) => answer.writeHead(206).end(Buffer.from([0])),
	'/labeled-as-page': (answer) => answer.writeHead(206, HTML).end('R'),
	'/whole': (answer) => answer.end('RIFF____WAVEfmt '),
	'/endless': function write(answer) {
		answer.once('drain', () => write(answer));
		answer.write(Buffer.alloc(65_536, 'ID3\x04'));
		answer.write(Buffer.alloc(65_536, 'ID3\x04'));
	},
	'/moved': (answer) => answer.writeHead(302, { location: '/wave' }).end(),
	'/moved-to-login': (answer) => answer.writeHead(302, { location: '/login' }).end(),
	'/login': (answer) => answer.writeHead(206, { 'content-type': 'audio/mpeg' }).end('<'),
	'/page': (answer) => answer.end('\n\n<!DOCTYPE html>'),
	'/page-from-space': (answer) => answer.writeHead(206, HTML).end('\n'),
	'/page-that-echoes': (answer) =>
		answer.writeHead(206, { 'content-type': 'text/call.mp3?signature=c2ln' }).end('N'),
	'/json': (answer) => answer.writeHead(206).end('{'),
	'/text': (answer) => answer.writeHead(206, { 'content-type': 'text/plain' }).end('N'),
	'/short': (answer) => answer.end('No'),
	'/ogg': (answer) => answer.end('OggS\0\x02 and so on'),
	'/nothing': (answer) => answer.writeHead(200, { 'content-length': '0' }).end(),
	'/no-content': (answer) => answer.writeHead(204).end(),
	'/no-range': (answer) => answer.writeHead(416, { 'content-range': 'bytes */0' }).end(),
	'/broken': (answer) => answer.destroy(),
	'/silent': () => {},
	'/half': (answer) => answer.writeHead(200).flushHeaders(),
};

/**
 * Starts the host on this machine.
 *
 * @returns its address; the requests that it got; `close` also ends the answers that have no end
 */
async function startRecordingHost() {
	/** @type {http.IncomingMessage[]} */
	const requests = [];
	const server = http.createServer((request, answer) => {
		requests.push(request);
		const [path] = String(request.url).split('?');
		const status = /^\/status\/(\d+)$/.exec(path)?.[1];
		if (status) answer.writeHead(Number(status), HTML).end('<html>Sign in</html>');
		else ANSWERS[path](answer);
	});
	await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
	const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
	return {
		url: `http://127.0.0.1:${port}`,
		requests,
		/** @returns {Promise<unknown>} */
		nextRequest: async () => await new Promise((resolve) => server.once('request', resolve)),
		close() {
			server.closeAllConnections();
			server.close();
		},
	};
}

module.exports = { startRecordingHost };
