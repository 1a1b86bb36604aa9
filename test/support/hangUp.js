// A client that does not wait for an answer.
const { request } = require('node:http');

/**
 * Sends a POST, and breaks the connection as soon as the body has left.
 *
 * @param {string} url
 * @param {string} body
 */
async function hangUp(url, body) {
	await new Promise((resolve) => {
		const sent = request(url, {
			method: 'POST',
			headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
		});
		sent.on('error', () => {});
		sent.on('close', resolve);
		sent.end(body, () => sent.destroy());
	});
}

module.exports = { hangUp };
