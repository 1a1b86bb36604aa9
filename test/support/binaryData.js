// n8n-core's own store of binary data: it is reached through the container that n8n-core brings along.
const path = require('node:path');

/** @type {typeof import('@n8n/di')} */
const { Container } = require(
	require.resolve('@n8n/di', { paths: [path.dirname(require.resolve('n8n-core'))] }),
);
const { BinaryDataConfig, BinaryDataService } = require('n8n-core');

/**
 * Lets n8n keep binary data as one of its modes does: `filesystem`, or `default`, which is in memory.
 *
 * @param {'default' | 'filesystem'} mode
 * @returns {Promise<import('n8n-core').BinaryDataService>}
 */
async function keepBinaryData(mode) {
	Container.get(BinaryDataConfig).mode = mode;
	const service = Container.get(BinaryDataService);
	await service.init();
	return service;
}

module.exports = { keepBinaryData };
