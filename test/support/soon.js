/**
 * What is asked for again and again, as soon as it is there: other work of this process gets on in between.
 *
 * @template T
 * @param {() => T | undefined} ask
 * @returns {Promise<T>}
 */
async function soon(ask) {
	for (;;) {
		const found = ask();
		if (found !== undefined) return found;
		await new Promise((resolve) => setImmediate(resolve));
	}
}

module.exports = { soon };
