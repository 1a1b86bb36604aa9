// Checks what would be published by the rules of n8n's gate for community packages: the sources, and the unpacked tarball.
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const { root } = require('./lib/packages');
const { run } = require('./lib/process');
const { pack } = require('./lib/packed');

async function main() {
	// @ts-expect-error The scanner has no types.
	const { analyzePackage } = await import('@n8n/scan-community-package/scanner/scanner.mjs');
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'n8n-descriptor-ai-scan-'));
	try {
		const tarball = await pack(folder);
		await run('tar', ['-xzf', path.basename(tarball)], { cwd: folder });
		const scans = {
			sources: [root, ['{nodes,credentials}/**/*.ts', 'package.json']],
			tarball: [path.join(folder, 'package'), ['**/*.js', 'package.json']],
		};
		for (const [name, [target, patterns]] of Object.entries(scans)) {
			const { passed, message, details } = await analyzePackage(target, patterns);
			if (!passed) throw new Error(`${name}: ${message}\n${details ?? ''}`);
			console.log(`n8n's package scan: ${name} passed`);
		}
	} finally {
		fs.rmSync(folder, { recursive: true, force: true });
	}
}

main().catch((error) => {
	console.error(`n8n's package scan: ${error.message}`);
	process.exitCode = 1;
});
