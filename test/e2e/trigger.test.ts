import type { IDataObject } from 'n8n-workflow';

import { until } from '../../scripts/lib/process';
import { hangUp } from '../support/hangUp';
import { chain, nodeOf, setField, type Imported } from '../support/variants';
import { INSTALLING, RUNNING, Workplace } from '../support/workplace';

/** The secret that a person enters. */
const ADDRESS_END = 'only-the-service-knows_1';
const UNKNOWN_ID = '00000000-0000-4000-8000-000000000000';

const place = new Workplace();
let address: string;

/** A workflow that makes a record of each analysis that the trigger starts it with. */
const receiver = async (name: string, secret: string) => {
	const workflows = place.stage.workflows as unknown as Imported[];
	const [trigger] = workflows
		.flatMap(({ nodes }) => nodes)
		.filter(({ type }) => type.endsWith('.descriptorAiTrigger'))
		.map((node) => structuredClone(node));
	Object.assign(trigger.parameters, { secret, more: {} });
	await place.variant('1. Call recording to Salesforce', name, (workflow) => {
		const save = nodeOf(workflow, 'Save Call Analysis');
		setField(workflow, 'Name', '={{ $json.job_id }}');
		const text = JSON.stringify(save.parameters);
		save.parameters = JSON.parse(
			text
				.replace('$json.summary?', '($json.summary ?? $json.reason)?')
				.replace('$json.agent_actions.', '($json.agent_actions ?? []).'),
		) as IDataObject;
		chain(workflow, [trigger, save]);
	});
};

/** Sends a callback as the service does, or as somebody who pretends to be it. */
async function sendCallback(
	url: string,
	body: IDataObject,
): Promise<{ status: number; text: string }> {
	const response = await fetch(url, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify(body),
	});
	return { status: response.status, text: await response.text() };
}

/** Content types of a callback; n8n by itself reads few of them, and refuses some. */
const LABELS = [
	null,
	'application/json',
	'application/json; charset=utf-16',
	'application/json; charset=iso-8859-1',
	'application/x-www-form-urlencoded',
	'application/octet-stream',
	'application/xml',
	'application/soap+xml',
	'multipart/form-data; boundary=x',
	'text/html',
	'text/plain',
	'text/plain; charset=utf-16',
	'image/png',
	'nonsense',
];

/** Sends bytes to the trigger's address. */
async function send(label: string | null, body: Buffer): Promise<{ status: number; text: string }> {
	const headers: Record<string, string> = label === null ? {} : { 'content-type': label };
	const response = await fetch(address, { method: 'POST', headers, body: new Uint8Array(body) });
	return { status: response.status, text: await response.text() };
}

/** A recording that was submitted by somebody else; its result ID. */
async function submitted(name = 'a'): Promise<string> {
	const { url, token } = place.sandbox.descriptor;
	const answer = await fetch(`${url}/api/v1/offline/processing`, {
		method: 'POST',
		headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
		body: JSON.stringify({
			config: {},
			audio: { uri: `https://recordings.example.com/${name}.mp3` },
		}),
	});
	return ((await answer.json()) as { result_id: string }).result_id;
}

const saved = place.analyses;
const saves = () =>
	place.sandbox.salesforce
		.requests()
		.filter(({ method }) => method === 'PATCH' || method === 'POST');
const started = async () => await place.executions('receiver');

beforeAll(async () => {
	await place.open({});
	address = `${place.stage.n8n.url}/webhook/descriptor-ai/${ADDRESS_END}`;
	await receiver('receiver', ADDRESS_END);
	await receiver('guessable', 'short');
	await place.variant('1. Call recording to Salesforce', 'submitter', (workflow) => {
		const nodes = ['Start', 'Recording', 'Submit Recording'].map((name) => nodeOf(workflow, name));
		nodes[2].parameters.options = { webhook: address };
		chain(workflow, nodes);
	});
	await place.activate('receiver');
}, INSTALLING);

afterAll(async () => await place.close(), RUNNING);

describe('The trigger in a real n8n', () => {
	it(
		'a recording that one workflow submits is one record by another, though the service sends two callbacks',
		async () => {
			await place.succeed('submitter');
			const [job] = place.jobs();
			expect(job.request.config.webhook).toBe(address);
			await until(async () => saved().length > 0, { seconds: 120, what: 'The record' });
			for (const { id } of await started()) await place.editor.ended(id);
			expect(job.deliveries).toMatchObject([{ state: 'delivered', status: 200 }]);
			const before = saves().length;

			expect(await sendCallback(address, { job_id: job.id })).toEqual({
				status: 200,
				text: '{"message":"This analysis was delivered before"}',
			});
			expect(await started()).toMatchObject([{ status: 'success' }]);
			expect(saved()).toMatchObject([{ Job_Id__c: job.id }]);
			expect(saves()).toHaveLength(before);
		},
		RUNNING,
	);

	it(
		'callbacks that arrive at the same moment start one execution',
		async () => {
			const before = (await started()).length;
			const id = await submitted();
			const answers = await Promise.all(
				Array.from({ length: 6 }, async () => await sendCallback(address, { job_id: id })),
			);
			expect(answers.map(({ status }) => status)).toEqual(Array(6).fill(200));
			expect(answers.filter(({ text }) => text.includes('delivered before'))).toHaveLength(5);
			await until(async () => saved().length === 2, { seconds: 120, what: 'The record' });
			expect(await started()).toHaveLength(before + 1);
		},
		RUNNING,
	);

	it(
		'callbacks for many analyses that arrive together start few executions with all of them',
		async () => {
			const before = { started: (await started()).length, saved: saved().length };
			const ids: string[] = [];
			for (let i = 0; i < 60; i++) ids.push(await submitted(`together-${i}`));
			const answers = await Promise.all(
				ids.map(async (id) => await sendCallback(address, { job_id: id })),
			);
			expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
			await until(async () => saved().length === before.saved + ids.length, {
				seconds: 120,
				what: 'The records',
			});
			const executions = await started();
			expect(executions.length - before.started).toBeLessThan(ids.length / 3);
			for (const { id } of executions) await place.editor.ended(id);
			expect(new Set(saved().map((record) => record.Job_Id__c)).size).toBe(saved().length);
			// Delivered are remembered by all executions together.
			const again = await sendCallback(address, { job_id: ids[30] });
			expect(again.text).toContain('delivered before');
		},
		RUNNING,
	);

	it(
		'a callback is read by its bytes, whatever its content type',
		async () => {
			const before = (await started()).length;
			const json = (id: string) => JSON.stringify({ job_id: id, said: 'Grüße 电话' });
			const inBytes = (id: string) => Buffer.from(json(id));
			const withMark = (id: string) => Buffer.from(`\ufeff${json(id)}`);
			const inPairs = (id: string) => Buffer.from(json(id), 'utf16le');
			const written = [
				...LABELS.map((label) => ({ label, write: inBytes })),
				...[null, 'application/json', 'text/plain'].flatMap((label) => [
					{ label, write: withMark },
					{ label, write: inPairs },
				]),
			];
			const ids: string[] = [];
			const answers = [];
			for (const { label, write } of written) {
				const id = await submitted();
				ids.push(id);
				answers.push([label, (await send(label, write(id))).status]);
			}
			expect(answers).toEqual(written.map(({ label }) => [label, 200]));
			await until(
				async () => ids.every((id) => saved().some((record) => record.Job_Id__c === id)),
				{
					seconds: 120,
					what: 'The records',
				},
			);
			expect(await started()).toHaveLength(before + ids.length);
		},
		RUNNING,
	);

	it(
		'a list of results starts one execution with an item for each',
		async () => {
			const before = (await started()).length;
			const ids = [await submitted(), await submitted(), await submitted()];
			const body = [...ids, ids[0]].map((id) => ({ job_id: id, insights: {} }));
			expect((await send('application/json', Buffer.from(JSON.stringify(body)))).status).toBe(200);
			await until(
				async () => ids.every((id) => saved().some((record) => record.Job_Id__c === id)),
				{
					seconds: 120,
					what: 'The records',
				},
			);
			expect(await started()).toHaveLength(before + 1);
		},
		RUNNING,
	);

	it(
		'callbacks of a service that does not wait until a busy n8n answers start the workflow',
		async () => {
			const ids = await Promise.all(Array.from({ length: 20 }, async () => await submitted()));
			await Promise.all(
				ids.map(async (id) => {
					const { url, token } = place.sandbox.descriptor;
					const answer = await fetch(`${url}/api/v1/offline/processing/${id}`, {
						headers: { authorization: `Bearer ${token}` },
					});
					await hangUp(address, await answer.text());
				}),
			);
			const missing = () => ids.filter((id) => !saved().some(({ Job_Id__c: job }) => job === id));
			await until(async () => missing().length === 0, { seconds: 120, what: 'The records' });
		},
		RUNNING,
	);

	it(
		'a callback that is too large, or a body that is none, starts nothing, and its address is in no log',
		async () => {
			const before = (await started()).length;
			const id = await submitted();
			const large = JSON.stringify({ job_id: id, transcript: 'x'.repeat(17 * 1024 * 1024) });
			for (const label of ['application/json', 'text/plain']) {
				const { status, text } = await send(label, Buffer.from(large));
				expect([status, text]).toEqual([413, '{"message":"The body is larger than n8n accepts"}']);
			}
			for (const body of ['', '{"job_id":', '['.repeat(1e5) + ']'.repeat(1e5), '<a/>']) {
				for (const label of ['application/json', 'application/xml', null]) {
					expect((await send(label, Buffer.from(body))).status).toBe(400);
				}
			}
			expect(place.stage.n8n.log).toContain('Raise N8N_PAYLOAD_SIZE_MAX');
			expect(place.stage.n8n.log).not.toContain(ADDRESS_END);
			expect(await started()).toHaveLength(before);
			expect((await sendCallback(address, { job_id: id })).status).toBe(200);
		},
		RUNNING,
	);

	it(
		'a failed analysis starts the workflow as well',
		async () => {
			const id = await submitted('failed-call');
			expect((await sendCallback(address, { job_id: id })).status).toBe(200);
			const record = () => saved().find(({ Job_Id__c: job }) => job === id);
			await until(async () => record() !== undefined, { seconds: 120, what: 'The record' });
			expect(record()?.Summary_c__c).toContain('could not be transcribed');
		},
		RUNNING,
	);

	it(
		'what is forged starts nothing: an ID, or a secret',
		async () => {
			const [{ id }] = place.jobs();
			const before = (await started()).length;
			expect(await sendCallback(address, { job_id: UNKNOWN_ID, insights: {} })).toEqual({
				status: 404,
				text: '{"message":"There is no such analysis"}',
			});
			expect((await sendCallback(address, { hello: 'world' })).status).toBe(400);
			for (const secret of ['wrong-secret-0123456789', ADDRESS_END.slice(0, -1), '']) {
				const wrong = address.replace(ADDRESS_END, secret);
				expect((await sendCallback(wrong, { job_id: id })).status).toBe(404);
			}
			expect(await started()).toHaveLength(before);
		},
		RUNNING,
	);

	it(
		'what was delivered starts nothing after a restart',
		async () => {
			const before = (await started()).length;
			await place.stage.n8n.stop();
			await place.stage.n8n.start();
			await place.editor.logIn();
			for (const { id } of place.jobs()) {
				const { status, text } = await sendCallback(address, { job_id: id });
				expect([status, text]).toEqual([200, expect.stringContaining('delivered before')]);
			}
			expect(await started()).toHaveLength(before);
		},
		RUNNING,
	);

	it(
		'a workflow whose secret could be guessed gets no address, and n8n says what to do',
		async () => {
			await expect(place.activate('guessable')).rejects.toThrow(
				/'Secret' of the Descriptor\.AI Trigger cannot be used: enter at least 16 letters/,
			);
			const guessed = address.replace(ADDRESS_END, 'short');
			const { status, text } = await sendCallback(guessed, { job_id: UNKNOWN_ID });
			expect([status, text]).toEqual([404, expect.stringContaining('is not registered')]);
		},
		RUNNING,
	);
});
