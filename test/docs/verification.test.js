const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');

const { scripts } = require('../../package.json');
const { linksOf, npmScripts, read, root, rows } = require('../support/pages');

const points = rows(read('.github/verification.md')).map(([point, evidence]) => ({
	point,
	evidence,
}));
const rules = points.flatMap(({ evidence }) =>
	[...evidence.matchAll(/`([a-z0-9-]+)`/g)].map(([, name]) => name),
);

/** The rules of n8n's lint, without the names of their plugins. It is an ES module, which Jest cannot load. */
function enforcedRules() {
	const script = `import { config } from '@n8n/node-cli/eslint';
		const levels = Object.assign({}, ...config.map(({ rules }) => rules));
		console.log(JSON.stringify(Object.keys(levels).filter((name) => levels[name] !== 'off')));`;
	const options = ['--input-type=module', '--eval', script];
	const said = execFileSync(process.execPath, options, { cwd: root, encoding: 'utf8' });
	return JSON.parse(said).map((/** @type {string} */ name) => name.split('/').at(-1));
}

describe('Each point in .github/verification.md', () => {
	it.each(points)('has evidence, or waits for publishing: $point', ({ evidence }) => {
		expect(evidence).toMatch(/`[a-z0-9-]+`|\]\(|^By publishing: /);
	});

	it('names rules that are enforced', () => {
		expect(enforcedRules()).toEqual(expect.arrayContaining(rules));
	});
});

describe.each(['.github/verification.md', 'CONTRIBUTING.md'])('%s', (page) => {
	it.each(linksOf(page))('names what is there: $target $words', ({ target, words }) => {
		expect(fs.existsSync(path.join(root, target))).toBe(true);
		if (words) expect(read(target)).toContain(words);
	});

	it('names commands that there are', () => {
		expect(Object.keys(scripts)).toEqual(expect.arrayContaining(npmScripts(read(page))));
	});
});
