// What dependency-cruiser refuses: circles, and imports against the order test, bench, scripts, sandbox, salesforce. The
// rooms of nodes/ have an order of their own, which CONTRIBUTING.md states and test/docs checks.
const only = (/** @type {string} */ from, /** @type {string} */ to) => ({
	name: `${from} imports nothing of ${to}`,
	severity: 'error',
	from: { path: `^(${from})/` },
	to: { path: `^(${to})` },
});

module.exports = {
	forbidden: [
		{ name: 'no circles', severity: 'error', from: {}, to: { circular: true } },
		only('nodes|credentials', 'salesforce|sandbox|scripts|bench|test'),
		only('salesforce', 'nodes|credentials|sandbox|scripts|bench|test'),
		only('sandbox', 'nodes|credentials|scripts|bench|test'),
		only('scripts', 'bench|test'),
		only('bench', 'test'),
		only('test/support', 'test/(?!support/)'),
	],
	options: {
		// Imports of types count, also those in the comments of JavaScript.
		tsPreCompilationDeps: true,
		detectJSDocImports: true,
		parser: 'tsc',
		tsConfig: { fileName: 'test/tsconfig.json' },
		enhancedResolveOptions: { extensions: ['.ts', '.js', '.json'] },
		doNotFollow: { path: 'node_modules' },
		exclude: { path: '^dist' },
	},
};
