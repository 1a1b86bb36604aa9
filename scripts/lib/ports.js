// Ports of this machine for the programs that are started on it.
const { randomInt } = require('node:crypto');
const dgram = require('node:dgram');
const net = require('node:net');

/**
 * Below those that systems give to outgoing connections, which can take any of theirs at any time, and above those that
 * browsers refuse.
 */
const RANGE = { first: 11_000, last: 32_767 };
const HOST = '127.0.0.1';

/**
 * Listens on a port for a moment.
 *
 * @param {number} port
 * @throws {NodeJS.ErrnoException} when that is not possible
 */
async function tryPort(port) {
	const server = net.createServer();
	await new Promise((resolve, reject) => {
		server.once('error', reject);
		server.listen(port, HOST, () => server.close(resolve));
	});
}

/** Whether an error says that a port cannot be had, and another one can; Windows keeps some from everybody. */
const isTaken = (/** @type {NodeJS.ErrnoException} */ { code }) =>
	code === 'EADDRINUSE' || code === 'EACCES';

/**
 * Keeps a port from all programs that ask this file, as long as this process lives. A program that is started needs
 * seconds until it listens, and may have to listen there once more later. The UDP port of the same number is the mark: the
 * system gives it to one process only, and takes it back however that ends; the TCP port stays free.
 *
 * @param {number} port
 * @throws {NodeJS.ErrnoException} when that is not possible
 */
async function keep(port) {
	const mark = dgram.createSocket('udp4').unref();
	await new Promise((resolve, reject) => {
		mark.once('error', reject);
		mark.bind({ port, address: HOST, exclusive: true }, () => resolve(undefined));
	}).catch((error) => {
		mark.close();
		throw error;
	});
	// A test file that is over is not kept in memory by it.
	mark.removeAllListeners();
}

/**
 * A port that nothing listens on. It is given once.
 *
 * @returns {Promise<number>}
 * @throws {NodeJS.ErrnoException} when the system gives none at all
 */
async function freePort() {
	for (;;) {
		const port = randomInt(RANGE.first, RANGE.last + 1);
		try {
			await keep(port);
			await tryPort(port);
			return port;
		} catch (error) {
			if (!isTaken(/** @type {NodeJS.ErrnoException} */ (error))) throw error;
		}
	}
}

/**
 * Checks a port that a person has chosen.
 *
 * @param {number} port
 * @throws {Error} when it is taken
 */
async function expectFree(port) {
	await tryPort(port).catch((/** @type {NodeJS.ErrnoException} */ error) => {
		if (error.code !== 'EADDRINUSE') throw error;
		throw new Error(`Port ${port} is taken by another program.`);
	});
}

module.exports = { expectFree, freePort };
