// How many requests are open at once at a server of this process: the sandbox runs in the process of the benchmark.
const diagnostics = require('node:diagnostics_channel');

/**
 * Counts the requests that one port of this process is answering. n8n opens a connection for each; the connections
 * themselves are closed some time after the answer, when the next ones are open already.
 */
class OpenRequests {
	#port;
	#open = 0;
	#most = 0;

	/** @param {string} url of a server of this process */
	constructor(url) {
		this.#port = Number(new URL(url).port);
		diagnostics.subscribe('http.server.request.start', this.#count);
	}

	/** The most that were open at once since the last reset. */
	get most() {
		return this.#most;
	}

	reset() {
		this.#most = this.#open;
	}

	close() {
		diagnostics.unsubscribe('http.server.request.start', this.#count);
	}

	/** @type {(message: unknown) => void} */
	#count = (message) => {
		const { socket, response } =
			/** @type {{ socket: import('node:net').Socket, response: import('node:http').ServerResponse }} */ (
				message
			);
		if (socket.localPort !== this.#port) return;
		this.#open += 1;
		this.#most = Math.max(this.#most, this.#open);
		response.once('close', () => (this.#open -= 1));
	};
}

module.exports = { OpenRequests };
