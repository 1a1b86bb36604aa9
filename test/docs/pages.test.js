const fs = require('node:fs');
const path = require('node:path');

const { N8N_VERSIONS } = require('../../scripts/lib/installation');
const {
	PAGES,
	blocks,
	headings,
	links,
	linksOf,
	read,
	root,
	rows,
	section,
	withoutBlocks,
} = require('../support/pages');

/** The words of all pages in docs/ together, with the figures that the benchmark writes. */
const MOST_WORDS = 15_000;

const manifest = JSON.parse(read('package.json'));

/** The files that a command of `npm run` executes. */
const scriptFiles = (/** @type {string} */ name) =>
	[...String(manifest.scripts[name]).matchAll(/node (\S+\.js)/g)].map(([, file]) => file);

/** Every setting that n8n's own packages know, or that is set by what this repository starts. */
function settings() {
	const folders = [
		'node_modules/@n8n/config/dist',
		'node_modules/n8n-core/dist',
		'docker',
		'sandbox',
		'scripts',
		'.github',
	];
	const texts = folders.flatMap((folder) =>
		fs
			.readdirSync(path.join(root, folder), { recursive: true })
			.map((file) => path.join(folder, String(file)))
			.filter((file) => fs.statSync(path.join(root, file)).isFile())
			.filter((file) => !/\.(map|d\.ts)$/.test(file))
			.map(read),
	);
	return new Set(texts.join('\n').match(/\b[A-Z][A-Z0-9]*(_[A-Z0-9]+)+\b/g));
}

const SETTINGS = settings();

describe.each(PAGES)('%s', (page) => {
	const text = read(page);

	it('links to pages, pictures and headings that are there', () => {
		const broken = links(text)
			.filter((target) => !/^[a-z]+:/.test(target))
			.filter((target) => {
				const [file, anchor] = target.split('#');
				const linked = file === '' ? page : path.join(path.dirname(page), file);
				if (!fs.existsSync(path.join(root, linked))) return true;
				return (
					anchor !== undefined && !headings(read(linked)).some((known) => known.anchor === anchor)
				);
			});
		expect(broken).toEqual([]);
	});

	it('has no address that has lost its link', () => {
		expect(text.match(/(?<!\])\((?:[\w./-]+\/)?[\w.-]+\.md(?:#[\w-]*)?\)/g)).toBeNull();
	});

	it('has no table with padded columns', () => {
		const padded = /^\|(?:.*(?:[^\s|] {2,}| {3,})\||[ :|-]*-{4}).*$/gm;
		expect(withoutBlocks(text).match(padded)).toBeNull();
	});

	it('has no two headings of one address', () => {
		const anchors = headings(text).map(({ anchor }) => anchor);
		expect(anchors.filter((anchor, i) => anchors.indexOf(anchor) !== i)).toEqual([]);
	});

	it('has JSON that can be read', () => {
		for (const json of blocks(text, 'json')) expect(() => JSON.parse(json)).not.toThrow();
	});

	it('names commands of npm that there are, with options that they know', () => {
		for (const [, name, options = ''] of text.matchAll(/npm run ([\w:-]+)(?: -- ([^`\n#]*))?/g)) {
			expect(Object.keys(manifest.scripts)).toContain(name);
			const code = scriptFiles(name).map(read).join('\n');
			for (const [, option] of options.matchAll(/--([\w-]+)/g)) expect(code).toContain(option);
		}
	});

	it('installs this version of the package', () => {
		const versions = [...text.matchAll(/n8n-nodes-descriptor-ai[-@](\d+\.\d+\.\d+)/g)];
		for (const [, version] of versions) expect(version).toBe(manifest.version);
	});

	it('names settings that n8n or this repository knows', () => {
		const named = [...text.matchAll(/`([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)(?:=[^`]*)?`/g)];
		expect(named.map(([, name]) => name).filter((name) => !SETTINGS.has(name))).toEqual([]);
	});
});

describe('The pages together', () => {
	it('are all in the index, or in that of the templates', () => {
		const listed = ['docs/README.md', 'workflows/README.md'].flatMap((index) =>
			linksOf(index).map(({ target }) => target),
		);
		const pages = PAGES.filter((page) => page.startsWith('docs/') && page !== 'docs/README.md');
		expect(pages.filter((page) => !listed.includes(page))).toEqual([]);
	});

	it('have few enough words to be read', () => {
		const pages = PAGES.filter((page) => page.startsWith('docs/'));
		// The lines of a table are no words.
		const words = pages.flatMap((page) => read(page).match(/\S*[\p{L}\p{N}]\S*/gu) ?? []);
		expect(words.length).toBeLessThanOrEqual(MOST_WORDS);
	});

	it('name the versions of n8n that are tested', () => {
		const versions = rows(section(read('docs/install.md'), 'Versions')).map(([first]) => first);
		expect(versions).toEqual(N8N_VERSIONS);
	});
});
