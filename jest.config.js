const os = require('node:os');
const path = require('node:path');

// n8n-core makes a settings folder as soon as it is loaded, and logs; tests want neither.
process.env.N8N_USER_FOLDER = path.join(os.tmpdir(), 'n8n-nodes-descriptor-ai-test');
process.env.N8N_LOG_LEVEL = 'silent';
process.env.N8N_ENCRYPTION_KEY = 'test-only';

/** @type {import('jest').Config} */
module.exports = {
	testEnvironment: 'node',
	// nock keeps a hold of globals beyond the end of a test file.
	testEnvironmentOptions: { globalsCleanup: 'off' },
	setupFiles: ['<rootDir>/test/support/busyProcess.js'],
	// Room for a machine that is busy; what never ends is ended.
	testTimeout: 30_000,
	setupFilesAfterEnv: ['<rootDir>/test/support/browserRetries.js'],
	testSequencer: '<rootDir>/test/support/longestFirst.js',
	roots: ['<rootDir>/test'],
	transform: { '^.+\\.ts$': ['ts-jest', { tsconfig: '<rootDir>/test/tsconfig.json' }] },
};
