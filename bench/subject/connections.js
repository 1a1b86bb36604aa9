// How many connections the servers of this process hold. The sandbox runs in the process of the benchmark, so its sockets
// can be counted where they come in.
const diagnostics = require('node:diagnostics_channel');

/** Counts the connections to one port of this process. */
class Connections {
	#port;
	#open = 0;
	#most = 0;

	/** @param {string} url of a server of this process */
	constructor(url) {
		this.#port = Number(new URL(url).port);
		diagnostics.subscribe('net.server.socket', this.#count);
	}

	/** The most that were open at once since the last reset. */
	get most() {
		return this.#most;
	}

	reset() {
		this.#most = this.#open;
	}

	close() {
		diagnostics.unsubscribe('net.server.socket', this.#count);
	}

	/** @type {(message: unknown) => void} */
	#count = (message) => {
		const { socket } = /** @type {{ socket: import('node:net').Socket }} */ (message);
		if (socket.localPort !== this.#port) return;
		this.#open += 1;
		this.#most = Math.max(this.#most, this.#open);
		socket.once('close', () => (this.#open -= 1));
	};
}

module.exports = { Connections };
