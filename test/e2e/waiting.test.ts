import { startSandbox, type Sandbox } from '../../sandbox';
import type { EditorApi } from '../../scripts/lib/editor';
import { until } from '../../scripts/lib/process';
import { setStage, type Stage } from '../../scripts/lib/stage';
import { nodeOf, setField, useRecordings, variantOf } from '../support/variants';

/** Room for the first installation of n8n. */
const INSTALLING = 1_800_000;
/** Room for two polls, which n8n times to a minute each. */
const POLLING = 240_000;

let sandbox: Sandbox;
let stage: Stage;
let editor: EditorApi;

beforeAll(async () => {
	sandbox = await startSandbox();
	stage = await setStage({ say: () => {}, sandbox });
	({ editor } = stage);
}, INSTALLING);

afterAll(async () => {
	await stage?.close();
	await sandbox?.close();
}, POLLING);

const TEMPLATE = '2. Call recordings with Submit and Wait';

/** The template for the given recordings. Each record's name says which recording the result was paired with. */
const workflowOf = (id: string, urls: string[], options = {}) =>
	variantOf(stage, TEMPLATE, id, (workflow) => {
		useRecordings(workflow, urls);
		const submit = nodeOf(workflow, 'Submit and Wait');
		submit.parameters.options = { pollIntervalMinutes: 1, ...options };
		setField(workflow, 'Name', "={{ $('One Item Each').item.json.audio_url.split('/').pop() }}");
	});

/** Addresses of recordings that nobody else submits; `query` is what the sandbox does with them. */
const recordings = (name: string, queries: string[]) =>
	queries.map((query, i) => `https://recordings.example.com/${name}-${i}.mp3?${query}`);

const fileOf = (url: string) => url.slice(url.lastIndexOf('/') + 1);
const jobsOf = (urls: string[]) =>
	sandbox.descriptor.jobs().filter(({ request }) => urls.includes(request.audio.uri));
const recordsOf = (urls: string[]) =>
	sandbox.salesforce
		.records('Call_Analysis__c')
		.filter(({ Name: name }) => urls.map(fileOf).includes(String(name)));

async function allSaved(urls: string[]): Promise<void> {
	await until(async () => recordsOf(urls).length >= urls.length, {
		seconds: POLLING / 1000,
		what: `Records of ${urls[0]} and others`,
	});
	// Each recording was submitted once, and its record is that of its own result, in the order of the items.
	expect(jobsOf(urls).map(({ request }) => request.audio.uri)).toEqual(urls);
	expect(recordsOf(urls).map((record) => [record.Name, record.Job_Id__c])).toEqual(
		jobsOf(urls).map(({ id, request }) => [fileOf(request.audio.uri), id]),
	);
}

async function ended(workflowId: string): Promise<string[]> {
	return (await until(
		async () => {
			const executions = await editor.executions(workflowId);
			const open = executions.some(({ status }) => ['new', 'running', 'waiting'].includes(status));
			return executions.length > 0 && !open && executions.map(({ status }) => status);
		},
		{ seconds: POLLING / 1000, what: `Executions of ${workflowId}` },
	)) as string[];
}

async function suspended(workflowId: string, jobs: number, urls: string[]): Promise<void> {
	await until(
		async () => {
			const executions = await editor.executions(workflowId);
			const waiting = executions.length > 0 && executions.every((e) => e.status === 'waiting');
			return waiting && jobsOf(urls).length === jobs;
		},
		{ seconds: 120, what: `The wait of ${workflowId}` },
	);
}

/** Sends a callback as the service would, or as somebody who pretends to be the service. */
async function sendCallback(
	address: string,
	change: (url: URL) => void = () => {},
): Promise<number> {
	const url = new URL(address);
	change(url);
	const body = JSON.stringify({ job_id: 'forged', insights: { summary: ['Forged.'] } });
	const headers = { 'content-type': 'application/json' };
	return (await fetch(url, { method: 'POST', headers, body })).status;
}

/** Recordings, of fifty, whose results are not ready at their callbacks. */
const TOO_EARLY = Array.from({ length: 12 }, (_, i) => 20 + i);

const addressOf = (url: string) => String(jobsOf([url])[0].request.config.webhook);

describe('Submit and Wait in a real n8n', () => {
	const one = recordings('one', ['seconds=3']);
	const three = recordings('three', ['seconds=6', 'seconds=0', 'seconds=3']);
	const fifty = recordings(
		'fifty',
		Array.from({ length: 50 }, (_, i) => {
			if (i === 7) return 'seconds=40&callback=never';
			if (i === 8) return 'seconds=20&callback=early';
			if (TOO_EARLY.includes(i)) return 'seconds=45';
			// Out of order, and many at the same moment.
			return `seconds=${5 + ((i * 7) % 20)}&callback=${i % 3 === 0 ? 'twice' : 'once'}`;
		}),
	);
	const late = recordings('late', ['seconds=75&callback=never']);
	const early = recordings('early', ['seconds=6&callback=never']);
	const restarted = recordings('restarted', [
		'seconds=15',
		'seconds=30',
		'seconds=45&callback=twice',
	]);

	const stopped = recordings('stopped', ['seconds=20']);
	const halfway = recordings('halfway', Array<string>(500).fill('seconds=600&callback=never'));
	const killed = recordings('killed', Array<string>(500).fill('seconds=600&callback=never'));
	const many = recordings(
		'many',
		// One of those without a callback is over last.
		Array.from({ length: 120 }, (_, i) => (i === 5 ? 'seconds=40' : `seconds=${5 + (i % 7)}`)),
	);

	beforeAll(async () => {
		await stage.n8n.import('workflow', [
			workflowOf('one', one),
			workflowOf('three', three),
			workflowOf('fifty', fifty),
			workflowOf('late', late, { maxWaitMinutes: 1 }),
			workflowOf('early', early, { pollIntervalMinutes: 5 }),
			workflowOf('restarted', restarted),
			workflowOf('stopped', stopped),
			workflowOf('halfway', halfway),
			workflowOf('killed', killed),
			workflowOf('many', many, { pollIntervalMinutes: 60 }),
		]);
	}, POLLING);

	it(
		'takes one recording, and three out of order',
		async () => {
			await editor.run('one', 'Start');
			await editor.run('three', 'Start');
			await Promise.all([allSaved(one), allSaved(three)]);
			expect([...(await ended('one')), ...(await ended('three'))].sort()).toEqual(
				Array(4).fill('success'),
			);
			// By callback, not by polling: the first poll would come after a minute.
			for (const { deliveries } of jobsOf([...one, three[0]])) {
				expect(deliveries).toMatchObject([{ state: 'delivered', status: 200 }]);
			}
		},
		POLLING,
	);

	it(
		'takes fifty, with callbacks out of order, doubled, forged, too early and missing',
		async () => {
			await editor.run('fifty', 'Start');
			await editor.run('late', 'Start');
			await suspended('fifty', 50, fifty);
			const address = addressOf(fifty[7]);
			expect(
				await sendCallback(address, (url) => url.searchParams.set('job', 'f'.repeat(32))),
			).toBe(404);
			expect(await sendCallback(address, (url) => url.searchParams.delete('signature'))).toBe(401);
			// Callbacks that are too early, all at the same moment: each gets 503 after ten seconds, and none waits for the others.
			const early = fifty.filter((_, i) => TOO_EARLY.includes(i)).map(addressOf);
			const answers = await Promise.all(early.map(async (url) => await sendCallback(url)));
			expect([...new Set(answers)]).toEqual([503]);
			await allSaved(fifty);
			expect(await ended('fifty')).toEqual(['success', 'success']);
			for (const { Summary_c__c: summary } of recordsOf(fifty)) {
				expect(summary).not.toContain('Forged');
			}
			expect(await sendCallback(address)).toBe(409);
		},
		POLLING,
	);

	it(
		'takes many with a callback for the last ten, and polls for one that is over after these',
		async () => {
			await editor.run('many', 'Start');
			await until(async () => recordsOf(many).length >= many.length, {
				seconds: POLLING / 1000,
				what: 'Records of many',
			});
			expect(await ended('many')).toEqual(['success', 'success']);
			const jobs = jobsOf(many);
			expect(jobs).toHaveLength(many.length);
			expect(recordsOf(many).map(({ Name: name }) => name)).toEqual(many.map(fileOf));
			const called = jobs.filter(({ request }) => typeof request.config.webhook === 'string');
			expect(called.map(({ request }) => request.audio.uri).sort()).toEqual(many.slice(-10).sort());
		},
		POLLING,
	);

	it(
		'is woken by a callback that comes seconds before the result',
		async () => {
			await editor.run('early', 'Start');
			await suspended('early', 1, early);
			expect(await sendCallback(addressOf(early[0]))).toBe(200);
			await allSaved(early);
			expect(await ended('early')).toEqual(['success', 'success']);
		},
		POLLING,
	);

	it(
		'lets what is not ready in time out, for the template to name it',
		async () => {
			expect((await ended('late')).sort()).toEqual(['error', 'success']);
			expect(recordsOf(late)).toEqual([]);
			const [{ id }] = jobsOf(late);
			const runs = await editor.executions('late');
			const failed = runs.find(({ status }) => status === 'error');
			expect((await editor.ended(String(failed?.id))).data).toContain(`Not ready: ${id}`);
		},
		POLLING,
	);

	it(
		'ends when it is stopped while it waits, and saves nothing after it',
		async () => {
			const id = await editor.run('stopped', 'Start');
			await suspended('stopped', 1, stopped);
			await editor.request('POST', `/executions/${id}/stop`);
			expect((await ended('stopped')).sort()).toEqual(['canceled', 'success']);
			expect(recordsOf(stopped)).toEqual([]);
			const [{ id: resultId }] = jobsOf(stopped);
			expect((await editor.ended(id)).data).toContain(resultId);
			expect(stage.n8n.log).toContain(resultId);
		},
		POLLING,
	);

	it(
		'submits nothing more when it is stopped while it submits',
		async () => {
			const id = await editor.run('halfway', 'Start');
			await until(async () => jobsOf(halfway).length > 5, { seconds: 120, what: 'Some jobs' });
			await editor.request('POST', `/executions/${id}/stop`);
			expect((await ended('halfway')).sort()).toEqual(['canceled', 'success']);
			expect(jobsOf(halfway).length).toBeLessThan(halfway.length);
			for (const { id: resultId } of jobsOf(halfway)) expect(stage.n8n.log).toContain(resultId);
		},
		POLLING,
	);

	it(
		'has saved the result IDs but for those of the last round when n8n is killed while it submits',
		async () => {
			await editor.run('killed', 'Start');
			await until(async () => jobsOf(killed).length > 180, { seconds: 120, what: 'Many jobs' });
			await stage.n8n.kill();
			await stage.n8n.start();
			await editor.logIn();
			const executions = await editor.executions('killed');
			const texts = await Promise.all(
				executions.map(async ({ id }) => JSON.stringify((await editor.ended(id)).data)),
			);
			const lost = jobsOf(killed).filter(({ id }) => !texts.some((text) => text.includes(id)));
			expect(jobsOf(killed).length - lost.length).toBeGreaterThanOrEqual(100);
			expect(lost.length).toBeLessThanOrEqual(50);
			// Five are submitted at a time: the service may have accepted these without n8n knowing it.
			const unknown = lost.filter(({ id }) => !stage.n8n.log.includes(id));
			expect(unknown.length).toBeLessThanOrEqual(5);
		},
		POLLING,
	);

	it(
		'loses nothing and doubles nothing when n8n is killed while it waits',
		async () => {
			await editor.run('restarted', 'Start');
			await suspended('restarted', 3, restarted);
			await stage.n8n.kill();
			const isLost = async () => jobsOf(restarted)[0].deliveries[0]?.state === 'failed';
			await until(isLost, { seconds: 120, what: 'A callback that nobody hears' });
			await stage.n8n.start();
			await editor.logIn();
			await allSaved(restarted);
			// While it starts, n8n takes up what is due, and then calls crashed whatever is running: that goes on all the same.
			const states = await ended('restarted');
			expect(states).toHaveLength(2);
			expect(['success', 'crashed']).toEqual(expect.arrayContaining(states));
			expect(jobsOf(restarted)[0].deliveries).toMatchObject([{ state: 'failed' }]);
		},
		POLLING,
	);
});
