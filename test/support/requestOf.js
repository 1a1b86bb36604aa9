// Requests as n8n hands them to a node that reads the body itself.
const { Readable } = require('node:stream');
const { createGunzip, gzipSync } = require('node:zlib');

/**
 * A request of which nothing has come yet, with n8n's own way to read all of it.
 *
 * @param {{ isCompressed?: boolean }} [options]
 */
function openRequest({ isCompressed = false } = {}) {
	/** @type {Buffer | undefined} */
	let rawBody;
	const request = new Readable({ read() {} });
	// The connection of a request breaks without anybody being at fault.
	request.on('error', () => {});
	return Object.assign(request, {
		rawBody,
		async readRawBody() {
			if (this.rawBody) return;
			if (request.destroyed) throw new Error('stream is not readable');
			// What is unpacked does not hear that the connection is broken.
			const stream = isCompressed ? request.pipe(createGunzip()) : request;
			/** @type {Buffer[]} */
			const parts = [];
			stream.on('data', (/** @type {Buffer} */ part) => parts.push(part));
			await new Promise((resolve, reject) => stream.on('end', resolve).on('error', reject));
			this.rawBody = Buffer.concat(parts);
		},
	});
}

/**
 * A request that has come.
 *
 * @param {Buffer} body
 * @param {{ isCompressed?: boolean }} [options]
 */
function requestOf(body, options) {
	const request = openRequest(options);
	request.push(body);
	request.push(null);
	return request;
}

/** A body as a sender compresses it. */
const gzipped = (/** @type {Buffer} */ body) => gzipSync(body);

module.exports = { gzipped, openRequest, requestOf };
