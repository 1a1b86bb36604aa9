const { linksOf, read, rows } = require('../support/pages');

const threats = rows(read('SECURITY.md')).map(([threat, , tests]) => ({ threat, tests }));
const links = linksOf('SECURITY.md').filter(({ words }) => words !== '');

describe('Each threat in SECURITY.md', () => {
	it.each(threats)('has a test: $threat', ({ tests }) => {
		expect(tests).toMatch(/\]\((test|scripts)\/\S+ ['"][^'"]+['"]\)/);
	});

	it.each(links)('names a test that is there: $words', ({ target, words }) => {
		expect(read(target)).toContain(words);
	});
});
