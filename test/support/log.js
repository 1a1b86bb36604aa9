// What n8n logs, its nodes' words among it.
const { Logger } = require('@n8n/backend-common');
const { Container } = require('@n8n/di');

/**
 * Keeps everything that is logged from now on, however unimportant.
 *
 * @returns {string[]} grows with each message; the data of a message follows it as JSON
 */
function keepLog() {
	/** @type {string[]} */
	const log = [];
	const logger = Container.get(Logger);
	for (const level of /** @type {const} */ (['error', 'warn', 'info', 'debug'])) {
		jest.spyOn(logger, level).mockImplementation((message, metadata = {}) => {
			log.push(`${message} ${JSON.stringify(metadata)}`);
		});
	}
	return log;
}

module.exports = { keepLog };
