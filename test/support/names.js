// Names of hosts, without a request a name server: whether one answers, and how fast, is another matter on each machine.
const dns = require('node:dns');

/** Lets nobody know a host whose name ends in ".invalid", as name servers are to answer. */
function knowNoInvalidHosts() {
	const { lookup } = dns;
	jest.spyOn(dns, 'lookup').mockImplementation(
		// @ts-expect-error Of several signatures, this is the last.
		(name, options, callback) => {
			if (!name.endsWith('.invalid')) return lookup(name, options, callback);
			const error = Object.assign(new Error(`getaddrinfo ENOTFOUND ${name}`), {
				code: 'ENOTFOUND',
			});
			setImmediate(() => callback(error, '', 0));
		},
	);
}

module.exports = { knowNoInvalidHosts };
