const fs = require('node:fs');
const path = require('node:path');

const root = path.join(__dirname, '..', '..');
const page = fs.readFileSync(path.join(root, 'SECURITY.md'), 'utf8');
const threats = page
	.split('\n')
	.filter((line) => line.startsWith('| ') && !/^\| (Threat|---)/.test(line))
	.map((line) => line.split('|').map((cell) => cell.trim()))
	.map(([, threat, , tests]) => ({ threat, tests }));
const links = [...page.matchAll(/\]\(((?:test|scripts)\/\S+) ['"]([^'"]+)['"]\)/g)];

describe('Each threat in SECURITY.md', () => {
	it.each(threats)('has a test: $threat', ({ tests }) => {
		expect(tests).toMatch(/\]\((test|scripts)\/\S+ ['"][^'"]+['"]\)/);
	});

	it.each(links.map(([, file, words]) => ({ file, words })))(
		'names a test that is there: $words',
		({ file, words }) => {
			expect(fs.readFileSync(path.join(root, file), 'utf8')).toContain(words);
		},
	);
});
