import type { IDataObject, INode } from 'n8n-workflow';

import { N8N_VERSION } from '../../scripts/lib/installation';
import { baseNode, chain, nodeOf, useRecordings, type Imported } from '../support/variants';
import { INSTALLING, itemsOf, Workplace, type Ended } from '../support/workplace';

/** Room for two polls, which n8n times to a minute each, in milliseconds. */
const POLLING = 240_000;

/** Whether a suspended node can be made to fail. In n8n 1 it cannot: it waits in its own execution. */
const canFail = !N8N_VERSION.startsWith('1.');

const place = new Workplace();
beforeAll(async () => await place.open({}), INSTALLING);
afterAll(async () => await place.close(), POLLING);

const TEMPLATE = '2. Call recordings with Submit and Wait';

/** Addresses of three recordings that nobody else submits; the second one fails. */
const recordings = (folder: string) =>
	['support-call', 'failed-call', 'sales-call'].map(
		(name) => `https://recordings.example.com/${folder}/${name}.mp3?seconds=4`,
	);

/** Submit and Wait with recordings, and a node behind each of its outputs. */
function build(workflow: Imported, urls: string[], settings: Partial<INode>): void {
	useRecordings(workflow, urls);
	const before = ['Start', 'Recordings', 'One Item Each'].map((name) => nodeOf(workflow, name));
	const wait = nodeOf(workflow, 'Submit and Wait');
	const { parameters, ...others } = settings;
	delete wait.onError;
	Object.assign(wait, others);
	Object.assign(wait.parameters, { options: { pollIntervalMinutes: 1 } }, parameters);
	chain(workflow, [...before, wait]);
	workflow.nodes.push(baseNode('Good', 'noOp', 1, {}), baseNode('Bad', 'noOp', 1, {}));
	workflow.connections[wait.name] = {
		main: ['Good', 'Bad'].map((node) => [{ node, type: 'main', index: 0 }]),
	};
}

/** What the service has accepted, in the order of the recordings. */
const jobsOf = (urls: string[]) =>
	place
		.jobs()
		.filter(({ request }) => urls.includes(request.audio.uri))
		.sort((a, b) => urls.indexOf(a.request.audio.uri) - urls.indexOf(b.request.audio.uri));

/** Runs Submit and Wait to its end, as a person has set it. */
async function run(
	name: string,
	settings: Partial<INode>,
): Promise<{ seen: Ended; ids: string[] }> {
	const urls = recordings(name);
	await place.variant(TEMPLATE, name, (workflow) => build(workflow, urls, settings));
	const seen = await place.run(name);
	const jobs = jobsOf(urls);
	expect(jobs.map(({ request }) => request.audio.uri)).toEqual(urls);
	return { seen, ids: jobs.map(({ id }) => id) };
}

const returned = (seen: Ended, node: string): IDataObject[] =>
	itemsOf(seen, node).map(({ json }) => json);

const failure = (id: string) =>
	expect.stringMatching(
		`^The recording 'failed-call\\.mp3' could not be transcribed: .*\\(result ID '${id}'\\)`,
	);

const WAYS: Array<[way: string, parameters: INode['parameters']]> = [
	['called', {}],
	['polling', { waitUsing: 'polling' }],
];

const stopsWhen = (way: string) => canFail || way === 'polling';
const runs = new Map<string, Awaited<ReturnType<typeof run>>>();
const ran = (name: string) => {
	const found = runs.get(name);
	if (!found) throw new Error(`${name} was not run`);
	return found;
};

// Side by side, because n8n polls once a minute.
beforeAll(async () => {
	const all = WAYS.flatMap(([way, parameters]) => [
		...(stopsWhen(way) ? [[`stop-${way}`, { parameters }] as const] : []),
		[
			`continue-${way}`,
			{ onError: stopsWhen(way) ? ('continueRegularOutput' as const) : undefined, parameters },
		] as const,
		[`output-${way}`, { onError: 'continueErrorOutput' as const, parameters }] as const,
	]);
	await Promise.all(all.map(async ([name, settings]) => runs.set(name, await run(name, settings))));
}, POLLING);

describe.each(WAYS)('A recording that fails in Submit and Wait, %s,', (way) => {
	const stops = stopsWhen(way);

	(stops ? it : it.skip)(
		'stops the workflow; the error names every analysis, and Retry pays for nothing',
		async () => {
			const { seen, ids } = ran(`stop-${way}`);
			expect(seen.status).toBe('error');
			expect(returned(seen, 'Good')).toEqual([]);
			const { error } = seen.data.resultData;
			expect(error?.message).toEqual(failure(ids[1]));
			expect(error?.description).toContain(
				`Already submitted, so do not submit them again: ${ids[0]}, ${ids[2]}.`,
			);
			const { id } = await place.editor.request('POST', `/executions/${seen.id}/retry`, {});
			await place.ended(id);
			expect(jobsOf(recordings(`stop-${way}`)).map((job) => job.id)).toEqual(ids);
		},
		POLLING,
	);

	it(
		stops ? 'is an item with an error where the node continues' : 'is an item with an error',
		() => {
			const { seen, ids } = ran(`continue-${way}`);
			expect(seen.status).toBe('success');
			expect(returned(seen, 'Good')).toMatchObject([
				{ job_id: ids[0] },
				{ job_id: ids[1], result_id: ids[1], status: 'failed', error: failure(ids[1]) },
				{ job_id: ids[2] },
			]);
		},
		POLLING,
	);

	it(
		'goes to the error output, with the fields of its input',
		() => {
			const { seen, ids } = ran(`output-${way}`);
			expect(seen.status).toBe('success');
			expect(returned(seen, 'Good').map(({ job_id: id }) => id)).toEqual([ids[0], ids[2]]);
			expect(returned(seen, 'Bad')).toEqual([
				{
					audio_url: recordings(`output-${way}`)[1],
					error: failure(ids[1]),
					message: expect.stringContaining('Then submit it again.'),
				},
			]);
		},
		POLLING,
	);
});

describe('Whoever runs a workflow that waits', () => {
	const urls = (name: string) => recordings(name).filter((url) => !url.includes('failed'));
	/** What nobody but n8n is to know. */
	const expectNoInside = (text: string) =>
		expect(text).not.toMatch(/audio_url|recordings\.example|nonce|webhook-waiting|"recording"/);

	(canFail ? it : it.skip)(
		'from a workflow gets the results, and nothing of the wait',
		async () => {
			await place.variant(TEMPLATE, 'callee', (workflow) => {
				build(workflow, urls('callee'), {});
				Object.assign(
					nodeOf(workflow, 'Start'),
					baseNode('Start', 'executeWorkflowTrigger', 1.1, { inputSource: 'passthrough' }),
				);
			});
			await place.variant(TEMPLATE, 'caller', (workflow) => {
				const start = nodeOf(workflow, 'Start');
				const called = { __rl: true, mode: 'id', value: place.idOf('callee') };
				const parameters = { workflowId: called, options: {} };
				chain(workflow, [start, baseNode('Call', 'executeWorkflow', 1.2, parameters)]);
			});
			const seen = await place.run('caller');
			expect(seen.status).toBe('success');
			expect(returned(seen, 'Call').map(({ job_id: id }) => id)).toEqual(
				jobsOf(urls('callee')).map(({ id }) => id),
			);
			expectNoInside(JSON.stringify(seen.data.resultData.runData.Call));
		},
		POLLING,
	);

	it(
		'over a webhook that answers with the last node gets the status waiting, and no more',
		async () => {
			await place.variant(TEMPLATE, 'answering', (workflow) => {
				build(workflow, urls('answering').slice(0, 1), {});
				Object.assign(nodeOf(workflow, 'Start'), {
					...baseNode('Start', 'webhook', 2, {
						path: 'answering',
						responseMode: 'lastNode',
						options: {},
					}),
					webhookId: 'answering',
				});
			});
			await place.activate('answering');
			const response = await fetch(`${place.stage.n8n.url}/webhook/answering`);
			const text = await response.text();
			expectNoInside(text);
			const [{ id }] = jobsOf(urls('answering'));
			expect([response.status, JSON.parse(text)]).toEqual([
				200,
				{ result_id: id, status: 'waiting' },
			]);
		},
		POLLING,
	);
});
