const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

jest.mock('../../scripts/lib/installation', () => ({
	...jest.requireActual('../../scripts/lib/installation'),
	installNode: async (/** @type {number} */ major) => `node ${major}`,
}));

const { N8N_RELEASES, NODE_MAJOR } = require('../../scripts/lib/installation');
const { ownN8n } = require('../../scripts/lib/ownN8n');

/** @type {string} */
let home;
beforeEach(() => (home = fs.mkdtempSync(path.join(os.tmpdir(), 'own-n8n-'))));
afterEach(() => fs.rmSync(home, { recursive: true }));

/** A folder in `home` with the package.json of a package. */
function put(/** @type {string} */ folder, /** @type {object} */ manifest) {
	const place = path.join(home, folder);
	fs.mkdirSync(place, { recursive: true });
	fs.writeFileSync(path.join(place, 'package.json'), JSON.stringify(manifest));
	return place;
}
const putN8n = (/** @type {string} */ version) => put('node_modules/n8n', { name: 'n8n', version });

describe('An n8n that is there already', () => {
	it.each(N8N_RELEASES)(
		'is used if it is $version, on a Node.js that it runs on',
		async (release) => {
			const own = Number(process.versions.node.split('.')[0]);
			const major = release.nodeMajors.includes(own) ? own : NODE_MAJOR;
			const { version } = release;
			expect(await ownN8n(putN8n(version))).toEqual({
				version,
				folder: home,
				node: `node ${major}`,
			});
		},
	);

	it('may be newer than what was tested, up to the next major version', async () => {
		expect(await ownN8n(putN8n('2.101.0'))).toMatchObject({ version: '2.101.0' });
	});

	it.each(['0.236.0', '1.9.0', '2.9.3', '3.0.0'])('is refused if it is %s', async (version) => {
		const place = putN8n(version);
		const works = N8N_RELEASES.map((release) => release.version).join(' and ');
		await expect(ownN8n(place)).rejects.toThrow(
			`The n8n in ${place} is ${version}. This package works with ${works}, and with what is newer`,
		);
	});

	it('is named by its own folder in a node_modules', async () => {
		const others = [
			home,
			put('node_modules/another', { name: 'another', version: '2.41.1' }),
			put('n8n', { name: 'n8n', version: '2.41.1' }),
		];
		for (const place of others) {
			await expect(ownN8n(place)).rejects.toThrow(`There is no installed n8n in ${place}.`);
		}
	});
});
