const fs = require('node:fs');
const path = require('node:path');
const { parse } = require('yaml');

const { homepage, scripts, version } = require('../../package.json');
const { NODE_MAJOR } = require('../../scripts/lib/installation');
const { ZIPS } = require('../../salesforce/package');
const { npmScripts, read, root } = require('../support/pages');

/**
 * @typedef {{ uses?: string, run?: string, with?: Record<string, unknown>, env?: Record<string, string> }} Step
 * @typedef {{ uses?: string, needs?: string | string[], container?: { image: string }, 'timeout-minutes'?: number, permissions?: Record<string, string>, steps?: Step[] }} Job
 * @typedef {{ on: Record<string, any>, permissions: Record<string, string>, jobs: Record<string, Job> }} Workflow
 */

const FOLDER = '.github/workflows';
const FORMS = '.github/ISSUE_TEMPLATE';
const REPOSITORY = homepage.replace(/#.*/, '');

/** @returns {Workflow} */
const workflow = (/** @type {string} */ name) => parse(read(`${FOLDER}/${name}`));
const filesIn = (/** @type {string} */ folder) => fs.readdirSync(path.join(root, folder));
const stepsOf = (/** @type {Job} */ { steps = [] }) => steps;
const commandsOf = (/** @type {Job} */ job) => stepsOf(job).map(({ run = '' }) => run);

const tests = workflow('ci.yml');
const publish = workflow('publish.yml');

describe.each(filesIn(FOLDER))('The workflow %s', (name) => {
	const { jobs, permissions } = workflow(name);

	it('runs only commands that there are', () => {
		const commands = Object.values(jobs).flatMap(commandsOf);
		expect(Object.keys(scripts)).toEqual(expect.arrayContaining(commands.flatMap(npmScripts)));
		const files = commands.filter((command) => command.startsWith('.'));
		expect(files.filter((file) => !fs.existsSync(path.join(root, file)))).toEqual([]);
	});

	it('may read the repository and nothing else, where a job does not say so', () => {
		expect(permissions).toEqual({ contents: 'read' });
	});

	it('uses actions at a commit, and ends jobs that hang', () => {
		for (const job of Object.values(jobs)) {
			const used = [job, ...stepsOf(job)].flatMap(({ uses }) => uses ?? []);
			expect(
				used.filter((action) => !/^(\.\/|actions\/[a-z-]+@[0-9a-f]{40}$)/.test(action)),
			).toEqual([]);
			expect(job.uses ?? job['timeout-minutes']).toBeTruthy();
		}
	});

	it('knows no secret but the npm token of the first release', () => {
		const secrets = [...read(`${FOLDER}/${name}`).matchAll(/secrets\.(\w+)/g)];
		expect(secrets.map(([, secret]) => secret)).toEqual(
			name === 'publish.yml' ? ['NPM_TOKEN'] : [],
		);
	});
});

describe('The tests on GitHub', () => {
	it('are those of .ci/run, on the Node.js of n8n', () => {
		expect(commandsOf(tests.jobs.all)).toContain('.ci/run');
		expect(tests.jobs.all.container?.image).toMatch(new RegExp(`^node:${NODE_MAJOR}-`));
	});
});

describe('A release', () => {
	const { test, package: pack, npm, github } = publish.jobs;
	const [publishing] = commandsOf(npm).filter(Boolean);

	it('begins with the tag of a version, and with all tests', () => {
		expect(publish.on).toEqual({ push: { tags: ['v*'] } });
		expect(test.uses).toBe(`./${FOLDER}/ci.yml`);
		expect(tests.on).toHaveProperty('workflow_call');
		expect(npm.needs).toEqual(['test', 'package']);
	});

	it('publishes with provenance, by the one job that may', () => {
		expect(publishing).toContain('npm publish ./*.tgz --provenance --access public');
		expect(npm.permissions).toEqual({ 'id-token': 'write' });
		expect(github.permissions).toEqual({ contents: 'write' });
		expect([test.permissions, pack.permissions]).toEqual([undefined, undefined]);
	});

	it('has the zips for Salesforce', () => {
		const zips = ZIPS.map((zip) => zip.path);
		expect(commandsOf(pack).join('\n')).toContain(`cp ${zips.join(' ')} release`);
		const names = zips.map((zip) => path.posix.basename(zip));
		expect(commandsOf(github).join('\n')).toContain(names.join(' '));
	});

	it('is of the version that the changelog has, too', () => {
		expect(read('CHANGELOG.md').split('\n')).toContain(`## ${version}`);
	});
});

describe('The form of an issue', () => {
	const forms = filesIn(FORMS).filter((file) => file !== 'config.yml');

	it.each(forms)('%s is one that GitHub shows', (file) => {
		const { name, description, body } = parse(read(`${FORMS}/${file}`));
		expect([typeof name, typeof description]).toEqual(['string', 'string']);
		for (const { type, id, attributes } of body) {
			expect(['markdown', 'input', 'textarea', 'dropdown', 'checkboxes']).toContain(type);
			expect(type === 'markdown' ? attributes.value : id && attributes.label).toBeTruthy();
			if (['dropdown', 'checkboxes'].includes(type)) expect(attributes.options).not.toEqual([]);
		}
		const ids = body.flatMap((/** @type {{ id?: string }} */ { id }) => id ?? []);
		expect(new Set(ids).size).toBe(ids.length);
	});

	it('and what stands beside it link to pages that there are', () => {
		const pages = [
			...filesIn(FORMS).map((file) => `${FORMS}/${file}`),
			'.github/pull_request_template.md',
		];
		const links = pages.flatMap((page) => [
			...read(page).matchAll(new RegExp(`${REPOSITORY}/blob/main/([\\w./-]+)`, 'g')),
		]);
		expect(links).not.toEqual([]);
		expect(links.filter(([, file]) => !fs.existsSync(path.join(root, file)))).toEqual([]);
	});
});
