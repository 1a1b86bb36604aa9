const { read } = require('../support/pages');

describe('The page of figures', () => {
	const page = read('docs/performance.md');

	it('was measured with this version', () => {
		const versions = [...page.matchAll(/n8n-nodes-descriptor-ai (\d+\.\d+\.\d+)/g)];
		const { version } = JSON.parse(read('package.json'));
		expect(versions.map(([, measured]) => measured)).toEqual([version]);
	});
});
