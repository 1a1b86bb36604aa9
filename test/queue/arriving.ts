import { createHash } from 'node:crypto';

import { until } from '../../scripts/lib/process';
import { CALLS, WORKING, type QueuePlace } from '../support/queuePlace';
import { nodeOf, variantOf } from '../support/variants';
import { wav } from '../support/wav';
import { byWebhook, ofRecordings } from './workflows';

/** What a person enters in the trigger, and for another workflow. */
const END_OF_ADDRESS = 'only-the-service-knows_1';
const END_FOR_UPLOADS = 'only-for-the-uploads_2';

/** What comes from outside goes to the webhook process, and what it starts is run by a worker. */
export function arriving(place: QueuePlace): void {
	/** Whether the webhook process took an execution in, and a worker ran it. */
	const wasRunByWorker = (id: string) => {
		const { main, webhook, workers } = place.n8n;
		const isIn = (n8n: { log: string }, said: string) => n8n.log.includes(`${said} ${id} (`);
		return (
			isIn(webhook, 'Enqueued execution') &&
			workers.some((worker) => isIn(worker, 'Worker started execution')) &&
			!isIn(main, 'Enqueued execution')
		);
	};

	it(
		'an analysis that is finished starts a workflow on a worker',
		async () => {
			await place.activate(
				variantOf(place.n8n, CALLS, 'finished', (workflow) => {
					nodeOf(workflow, 'Analysis Finished').parameters.secret = END_OF_ADDRESS;
				}),
			);
			const { url, token } = place.sandbox.descriptor;
			await fetch(`${url}/api/v1/offline/processing`, {
				method: 'POST',
				headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
				body: JSON.stringify({
					config: { webhook: `${place.n8n.url}/webhook/descriptor-ai/${END_OF_ADDRESS}` },
					audio: { uri: 'https://recordings.example.com/support-call.mp3' },
				}),
			});
			expect(await place.ended('finished', 60)).toEqual(['success']);
			const [{ id }] = await place.editor.executions('finished');
			expect(wasRunByWorker(id)).toBe(true);
			const [job] = place.jobs();
			expect(job.deliveries).toMatchObject([{ state: 'delivered', status: 200 }]);
			expect(place.analyses()).toMatchObject([{ Job_Id__c: job.id }]);
		},
		WORKING,
	);

	it(
		'callbacks that come together at two webhook processes leave one record for each analysis',
		async () => {
			const { url, token } = place.sandbox.descriptor;
			const ids: string[] = [];
			for (let i = 0; i < 80; i++) {
				const answer = await fetch(`${url}/api/v1/offline/processing`, {
					method: 'POST',
					headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
					body: JSON.stringify({
						config: {},
						audio: { uri: `https://recordings.example.com/together-${i}.mp3?seconds=0` },
					}),
				});
				ids.push(((await answer.json()) as { result_id: string }).result_id);
			}
			const before = (await place.editor.executions('finished')).length;
			const send = async (id: string, process: number) => {
				const address = `${place.n8n.webhooks[process].url}/webhook/descriptor-ai/${END_OF_ADDRESS}`;
				return (await fetch(address, { method: 'POST', body: JSON.stringify({ job_id: id }) }))
					.status;
			};
			const statuses = await Promise.all([
				...ids.map(async (id, i) => await send(id, i % 2)),
				// Every eighth arrives at both.
				...ids.filter((_, i) => i % 8 === 0).map(async (id) => await send(id, 1)),
			]);
			expect(new Set(statuses)).toEqual(new Set([200]));
			const states = await place.ended('finished', 120);
			expect(new Set(states)).toEqual(new Set(['success']));
			expect(states.length - before).toBeLessThan(ids.length / 2);
			const records = place.analyses().map((record) => String(record.Job_Id__c));
			expect(records.filter((id) => ids.includes(id)).sort()).toEqual([...ids].sort());
		},
		WORKING,
	);

	it(
		'an execution that is started in the editor sleeps, and the webhook process gets the callback',
		async () => {
			const url = 'https://recordings.example.com/edited.mp3?seconds=5';
			const list = JSON.stringify([{ audio_url: url, customer: 'Helen Carter' }]);
			await place.n8n.main.import('workflow', [ofRecordings(place, 'edited', list)]);
			await place.editor.run('edited', 'Start');
			await until(async () => place.jobs().some(({ request }) => request.audio.uri === url), {
				seconds: 120,
				what: 'The analysis',
			});
			expect(await place.ended('edited', 120)).toEqual(['success', 'success']);
			const job = place.jobs().find(({ request }) => request.audio.uri === url);
			expect(job?.deliveries).toMatchObject([{ state: 'delivered', status: 200 }]);
			const { pathname, search } = new URL(String(job?.request.config.webhook));
			const again = async (server: string) =>
				(await fetch(`${server}${pathname}${search}`, { method: 'POST' })).status;
			// The webhook process knows that the execution is over; the main process does not answer such callbacks.
			expect(await again(place.n8n.webhook.url)).toBe(409);
			expect(await again(place.n8n.main.url)).toBe(404);
		},
		WORKING,
	);

	it(
		'a recording that is a file comes by the webhook process, and the service downloads it from the main process',
		async () => {
			await place.activate(
				variantOf(place.n8n, CALLS, 'uploading', (workflow) => {
					byWebhook(workflow, 'Called by Another Workflow', 'upload');
					nodeOf(workflow, 'Prepare Call').parameters.defaultLanguage = 'en-US';
					nodeOf(workflow, 'Analysis Finished').parameters.secret = END_FOR_UPLOADS;
				}),
			);
			const before = place.jobs().length;
			const file = wav(3);
			const form = new FormData();
			form.append('data', new File([file], 'complaint-call.wav', { type: 'audio/wav' }));
			const address = `${place.n8n.url}/webhook/upload`;
			expect((await fetch(address, { method: 'POST', body: form })).status).toBe(200);
			const completed = async () => {
				const ids = place
					.jobs()
					.slice(before)
					.map(({ id }) => id);
				return place
					.analyses()
					.find(
						({ Job_Id__c: id, Status__c: status }) =>
							ids.includes(String(id)) && status === 'Completed',
					);
			};
			const record = await until(completed, { seconds: 180, what: 'The record of the file' });
			const job = place.jobs()[before];
			expect(job).toMatchObject({
				scenario: 'complaint-call',
				audio: { status: 200, sha256: createHash('sha256').update(file).digest('hex') },
			});
			expect(record).toMatchObject({ Job_Id__c: job?.id });
		},
		WORKING,
	);
}
