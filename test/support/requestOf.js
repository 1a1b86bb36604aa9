// Requests as n8n hands them to a node that reads the body itself.
const { Readable } = require('node:stream');

/** A request of which nothing has come yet, with n8n's own way to read all of it. */
function openRequest() {
	/** @type {Buffer | undefined} */
	let rawBody;
	const request = new Readable({ read() {} });
	// The connection of a request breaks without anybody being at fault.
	request.on('error', () => {});
	return Object.assign(request, {
		rawBody,
		async readRawBody() {
			if (request.destroyed) throw new Error('stream is not readable');
			/** @type {Buffer[]} */
			const parts = [];
			request.on('data', (/** @type {Buffer} */ part) => parts.push(part));
			await new Promise((resolve, reject) => request.on('end', resolve).on('error', reject));
			this.rawBody = Buffer.concat(parts);
		},
	});
}

/** A request that has come. */
function requestOf(/** @type {Buffer} */ body) {
	const request = openRequest();
	request.push(body);
	request.push(null);
	return request;
}

module.exports = { openRequest, requestOf };
