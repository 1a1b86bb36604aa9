// The sandbox is TypeScript; this loads it into plain Node.js.

/** @returns {typeof import('../../sandbox')} */
function loadSandbox() {
	require('tsx/cjs/api').register();
	return require('../../sandbox');
}

module.exports = { loadSandbox };
