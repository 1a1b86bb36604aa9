import type { IDataObject } from 'n8n-workflow';

import type { SalesforceRecord } from '../../sandbox';
import { until } from '../../scripts/lib/process';
import { LINK } from '../support/calls';
import { WORKING, type QueuePlace } from '../support/queuePlace';
import { baseNode, nodeOf, useRecordings, variantOf, type Imported } from '../support/variants';

/** Recordings in one webhook request. */
const TOGETHER = 10;
/** How many recordings sleep, and how many are being submitted, when the worker dies. */
const ASLEEP = 200;
const AWAKE = 100;

/** Lets a workflow be started by another system, as in production. */
function startByWebhook({ nodes }: Imported, path: string): void {
	const start = nodes.findIndex(({ name }) => name === 'Start');
	nodes[start] = {
		...baseNode('Start', 'webhook', 2, { httpMethod: 'POST', path, options: {} }),
		webhookId: path,
	};
}

interface Field {
	name: string;
	value: unknown;
}
const fieldsOf = (workflow: Imported, node: string) =>
	(nodeOf(workflow, node).parameters.assignments as { assignments: Field[] }).assignments;

/** The template that sleeps. Each record's name says which recording the result was paired with. */
const sleeping = (place: QueuePlace) =>
	variantOf(
		place.n8n,
		'Call recordings to Salesforce (Submit and Wait)',
		'sleeping',
		(workflow) => {
			useRecordings(workflow, []);
			startByWebhook(workflow, 'sleeping');
			fieldsOf(workflow, 'Recording')[0].value = '={{ $json.body.urls }}';
			nodeOf(workflow, 'Submit and Wait').parameters.options = { pollIntervalMinutes: 2 };
			const save = nodeOf(workflow, 'Save Call Analysis');
			const { customFieldsValues } = save.parameters.customFieldsUi as {
				customFieldsValues: Field[];
			};
			customFieldsValues[0].value = "={{ $('Split').item.json.audio_url.split('/').pop() }}";
		},
	);

/** The template that notes each recording in Salesforce before it submits it. */
const claiming = (place: QueuePlace) =>
	variantOf(place.n8n, LINK, 'claiming', (workflow) => {
		startByWebhook(workflow, 'claiming');
		fieldsOf(workflow, 'Recordings')[0].value = '={{ $json.body.calls }}';
		const tasks = ['log_call', 'task_per_action', 'task_per_problem'];
		for (const field of fieldsOf(workflow, 'Settings')) {
			if (tasks.includes(field.name)) field.value = false;
		}
	});

const groups = <T>(list: T[]) =>
	Array.from({ length: Math.ceil(list.length / TOGETHER) }, (_, i) =>
		list.slice(i * TOGETHER, (i + 1) * TOGETHER),
	);

/** What becomes of recordings when parts of n8n die. */
export function breaking(place: QueuePlace): void {
	let urls: string[];
	const calls = Array.from({ length: AWAKE }, (_, i) => ({
		audio_url: `https://recordings.example.com/short-call.mp3?seconds=${20 + (i % 10)}&n=${i}`,
		call_id: `awake-${i}`,
	}));
	const nameOf = (url: string) => url.slice(url.lastIndexOf('/') + 1);
	const jobsOf = (url: string) => place.jobs().filter(({ request }) => request.audio.uri === url);
	const submitted = (list: string[]) => list.filter((url) => jobsOf(url).length > 0).length;
	const recordOf = (id: string) =>
		place.analyses().filter(({ Recording_Id__c: known }) => known === id);
	const statesOf = async (id: string) =>
		(await place.editor.executions(id)).map(({ status }) => status);
	const incomplete = () =>
		calls.filter(({ call_id: id }) => recordOf(id)[0]?.Status__c !== 'Completed');

	/** The telephone system sends again what has no completed record: it remembers nothing else. */
	const callAgain = async () => {
		const open = groups(incomplete());
		await Promise.all(open.map(async (list) => await place.call('claiming', { calls: list })));
		await place.ended('claiming', 300);
	};

	/** A person looks up whether the service has a recording, and notes its ID in the record. */
	const lookUp = async ({ Id: id, Recording_URL__c: url }: SalesforceRecord) => {
		const [job] = jobsOf(String(url));
		if (!job) return;
		const { url: org, accessToken } = place.sandbox.salesforce;
		const path = `/services/data/v59.0/sobjects/Call_Analysis__c/${String(id)}`;
		const headers = { authorization: `Bearer ${accessToken}` };
		const body = JSON.stringify({ Job_Id__c: job.id } satisfies IDataObject);
		expect((await fetch(org + path, { method: 'PATCH', headers, body })).status).toBe(204);
	};

	describe('when a worker is killed, and Redis and the main process are restarted,', () => {
		let lost: string[];

		beforeAll(async () => {
			// Long enough to be asleep until the worker is back, and out of order.
			const least = Math.max(100, place.startSeconds);
			urls = Array.from(
				{ length: ASLEEP },
				(_, i) =>
					`https://recordings.example.com/asleep-${i}.mp3?seconds=${least + ((i * 7) % 20)}`,
			);
			await place.activate(sleeping(place), claiming(place));
			await Promise.all(
				groups(urls).map(async (list) => await place.call('sleeping', { urls: list })),
			);
			const areAsleep = async () =>
				submitted(urls) === ASLEEP &&
				(await statesOf('sleeping')).every((status) => status === 'waiting');
			await until(areAsleep, { seconds: 120, what: 'The sleep of all' });

			await Promise.all(
				groups(calls).map(async (list) => await place.call('claiming', { calls: list })),
			);
			const audio = calls.map(({ audio_url: url }) => url);
			await until(async () => submitted(audio) > TOGETHER, { seconds: 120, what: 'Submits' });
			const { workers, redis, main } = place.n8n;
			const [busiest] = [...workers].sort(
				(a, b) => b.log.split('Worker started').length - a.log.split('Worker started').length,
			);
			// None of them sends a request just now, so that what dies with the worker is known.
			await until(areAsleep, { seconds: 120, what: 'The sleep of all' });
			await busiest.kill();
			expect(submitted(audio)).toBeLessThan(AWAKE);
			// As an orchestrator does.
			await busiest.start();
			await redis.restart();
			await main.stop();
			await main.start();
			await place.editor.logIn();
			lost = (await place.ended('claiming', 300)).filter((status) => status !== 'success');
		}, WORKING);

		it('the executions that the worker ran have failed, and n8n says so', () => {
			expect(lost.length).toBeGreaterThan(0);
			// Crashed when the worker is back; an error as soon as n8n misses its sign of life.
			for (const status of lost) expect(['crashed', 'error']).toContain(status);
		});

		it(
			'what had a record before it was submitted is not submitted again, and what is uncertain says so',
			async () => {
				await callAgain();
				const uncertain = incomplete().flatMap(({ call_id: id }) => recordOf(id));
				// An execution submits one recording at a time.
				expect(uncertain.length).toBeLessThanOrEqual(lost.length);
				for (const record of uncertain) {
					expect(record).toMatchObject({
						Status__c: 'Failed',
						Failure_Reason__c: expect.stringContaining('may have accepted it'),
					});
				}
				await Promise.all(uncertain.map(lookUp));
				await callAgain();
				expect(incomplete()).toEqual([]);
				const ledger = calls.map(({ audio_url: url, call_id: id }) => ({
					id,
					jobs: jobsOf(url).map((job) => job.id),
					records: recordOf(id).map(({ Job_Id__c: job }) => job),
				}));
				for (const { jobs, records } of ledger) {
					expect(jobs).toHaveLength(1);
					expect(records).toEqual(jobs);
				}
			},
			WORKING,
		);

		it(
			'those that sleep wake up, each with its own result, and nothing is doubled',
			async () => {
				await place.ended('sleeping', 400);
				const ledger = (url: string) => ({
					jobs: jobsOf(url).map(({ id }) => id),
					records: place
						.analyses()
						.filter(({ Name: name }) => name === nameOf(url))
						.map(({ Job_Id__c: job }) => job),
				});
				for (const { jobs, records } of urls.map(ledger)) {
					expect(jobs).toHaveLength(1);
					expect(records).toEqual(jobs);
				}
			},
			WORKING,
		);
	});
}
