import { installN8n, N8N_RELEASES, N8N_VERSIONS, NODE_MAJOR } from '../../scripts/lib/installation';
import { readBuilt } from '../support/built';
import { run } from '../../scripts/lib/process';
import { INSTALLING, RUNNING, Workplace } from '../support/workplace';

/** Every other test in a real n8n runs it on `NODE_MAJOR`. */
const OTHERS = N8N_RELEASES.flatMap(({ version, nodeMajors }) =>
	nodeMajors.filter((major) => major !== NODE_MAJOR).map((major) => [version, major] as const),
);

describe.each(OTHERS)('n8n %s on Node.js %i', (version, nodeMajor) => {
	const place = new Workplace({ version, nodeMajor });

	beforeAll(async () => await place.open({ processingSeconds: 1 }), INSTALLING);
	afterAll(async () => await place.close(), RUNNING);

	it('runs on that Node.js', async () => {
		const { stdout } = await run(place.stage.n8n.installed.node, ['--version']);
		expect(stdout).toMatch(new RegExp(`^v${nodeMajor}\\.`));
	});

	it.each([
		'call-recording-to-salesforce',
		'call-recordings-with-submit-and-wait',
		'calls-to-salesforce',
	])(
		'takes a recording to a record: %s',
		async (id) => {
			const before = place.analyses().length;
			await place.succeed(id);
			const made = place.analyses().slice(before);
			expect(made.length).toBeGreaterThan(0);
			for (const { Summary_c__c: summary } of made) expect(summary).toEqual(expect.any(String));
		},
		RUNNING,
	);
});

it.each(N8N_VERSIONS)(
	'n8n %s has all that the package imports of it: what is missing would be undefined',
	async (version) => {
		const { folder, node } = await installN8n(() => {}, version);
		const list = 'JSON.stringify(Object.keys(require("n8n-workflow")))';
		const { stdout } = await run(node, ['-p', list], { cwd: folder });
		const imported = readBuilt().flatMap((text) =>
			[...text.matchAll(/\bn8n_workflow_1\.(\w+)/g)].map(([, name]) => name),
		);
		expect(imported).toContain('NodeOperationError');
		expect(JSON.parse(stdout)).toEqual(expect.arrayContaining([...new Set(imported)]));
	},
	INSTALLING,
);
