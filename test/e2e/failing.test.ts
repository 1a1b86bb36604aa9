import { parse } from 'flatted';
import type { IDataObject, INode, IRunExecutionData } from 'n8n-workflow';

import { until } from '../../scripts/lib/process';
import { INSTALLING, RUNNING, Workplace } from '../support/workplace';
import { baseNode, chain, nodeOf, useRecordings, type Imported } from '../support/variants';

/** Room for a poll, which n8n times to a minute, in milliseconds. */
const POLLING = 240_000;

const place = new Workplace(process.env.N8N_VERSION);
beforeAll(async () => await place.open({}), INSTALLING);
afterAll(async () => await place.close(), RUNNING);

const TEMPLATE = 'Call recordings to Salesforce (Submit and Wait)';

/** Addresses of recordings that nobody else submits: the second one fails. */
const recordings = (folder: string, query: string) =>
	['support-call', 'failed-call', 'sales-call'].map(
		(name) => `https://recordings.example.com/${folder}/${name}.mp3?${query}`,
	);

/** Submit and Wait, with a node behind each of its outputs. */
const workflowOf = (urls: string[], settings: Partial<INode>, parameters: IDataObject) =>
	(workflow: Imported) => {
		useRecordings(workflow, urls);
		const [start, recording, split, wait] = ['Start', 'Recording', 'Split', 'Submit and Wait'].map(
			(name) => nodeOf(workflow, name),
		);
		Object.assign(wait, settings);
		Object.assign(wait.parameters, { options: { pollIntervalMinutes: 1 } }, parameters);
		chain(workflow, [start, recording, split, wait]);
		workflow.nodes.push(baseNode('Good', 'noOp', 1, {}), baseNode('Bad', 'noOp', 1, {}));
		workflow.connections['Submit and Wait'] = {
			main: ['Good', 'Bad'].map((node) => [{ node, type: 'main', index: 0 }]),
		};
	};

const jobsOf = (urls: string[]) =>
	urls.map((url) => place.jobs().filter(({ request }) => request.audio.uri === url));

interface Seen {
	id: string;
	status: string;
	data: IRunExecutionData;
}

/** Runs a workflow to its end, whatever its sub-execution does. */
async function run(
	name: string,
	query: string,
	settings: Partial<INode>,
	parameters: IDataObject = {},
): Promise<{ seen: Seen; ids: string[]; urls: string[] }> {
	const urls = recordings(name, query);
	await place.variant(TEMPLATE, name, workflowOf(urls, settings, parameters));
	const id = await place.editor.run(name, 'Start');
	await until(
		async () => {
			const executions = await place.editor.executions(name);
			return !executions.some(({ status }) => ['new', 'running', 'waiting'].includes(status));
		},
		{ seconds: POLLING / 1000, what: `Executions of ${name}` },
	);
	const { status, data } = await place.editor.ended(id);
	const ids = jobsOf(urls).map(([job]) => job.id);
	return { seen: { id, status, data: parse(data) }, ids, urls };
}

const putOut = ({ data }: Seen, node: string) =>
	data.resultData.runData[node]?.at(-1)?.data?.main[0] ?? [];

const WAYS: Array<[way: string, query: string, parameters: IDataObject]> = [
	['called', 'seconds=3', {}],
	['polling', 'seconds=5', { waitUsing: 'polling' }],
];

describe.each(WAYS)('Submit and Wait with a recording that fails, %s', (way, query, parameters) => {
	it('stops, and its error names all analyses', async () => {
		const { seen, ids, urls } = await run(`stop-${way}`, query, {}, parameters);
		const { error } = seen.data.resultData;
		console.log(JSON.stringify(error, null, 1), await place.editor.executions(`stop-${way}`));
		expect(seen.status).toBe('error');
		const again = await place.editor.request('POST', `/executions/${seen.id}/retry`, { loadWorkflow: false });
		console.log(JSON.stringify(again).slice(0, 300));
		await new Promise((r) => setTimeout(r, 5000));
		console.log(await place.editor.executions(`stop-${way}`), jobsOf(urls).map((j) => j.length));
	}, POLLING);
	it('continues', async () => {
		const { seen } = await run(`continue-${way}`, query, { onError: 'continueRegularOutput' }, parameters);
		console.log(seen.status, JSON.stringify(putOut(seen, 'Good').map(({ json, pairedItem }) => [json.job_id, json.error, json, pairedItem]).map(x=>JSON.stringify(x).slice(0,500)), null, 1));
	}, POLLING);
	it('error output', async () => {
		const { seen } = await run(`output-${way}`, query, { onError: 'continueErrorOutput' }, parameters);
		console.log(seen.status, JSON.stringify([putOut(seen, 'Good').length, putOut(seen, 'Bad')], null, 1));
	}, POLLING);
});
