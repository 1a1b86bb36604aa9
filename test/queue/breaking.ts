import type { IDataObject } from 'n8n-workflow';

import type { SalesforceRecord } from '../../sandbox';
import { PRODUCTION, templateOf } from '../../scripts/lib/stage';
import { until } from '../../scripts/lib/process';
import { WORKING, type QueuePlace } from '../support/queuePlace';
import { byWebhook, ofPhoneSystem, ofRecordings } from './workflows';

/** Recordings in one webhook request. */
const TOGETHER = 10;
/** How many recordings sleep in *Submit and Wait*, and how many calls are being delivered, when the worker dies. */
const ASLEEP = 60;
const DELIVERED = 200;
/** Every so many calls are delivered twice. */
const TWICE = 10;
/** The ID of the workflow that handles calls, as it is after it was imported. */
const handling = (place: QueuePlace) => templateOf(place.n8n, PRODUCTION).id;

const sleeping = (place: QueuePlace) => {
	const workflow = ofRecordings(place, 'sleeping', '={{ $json.body.recordings }}');
	byWebhook(workflow, 'Start', 'sleeping');
	return workflow;
};

const groups = <T>(list: T[]) =>
	Array.from({ length: Math.ceil(list.length / TOGETHER) }, (_, i) =>
		list.slice(i * TOGETHER, (i + 1) * TOGETHER),
	);

/** How the service calls back: most once, some twice at the same moment, some never. */
const CALLBACKS = ['once', 'once', 'once', 'twice', 'never'];

/** What becomes of recordings when parts of n8n die. */
export function breaking(place: QueuePlace): void {
	let urls: string[];
	const calls = Array.from({ length: DELIVERED }, (_, i) => ({
		audio_url: `https://recordings.example.com/short-call.mp3?n=${i}&callback=${CALLBACKS[i % CALLBACKS.length]}&seconds=${5 + (i % 30)}`,
		recording_id: `call-${i}`,
		language_code: 'en-US',
	}));
	const nameOf = (url: string) => url.slice(url.lastIndexOf('/') + 1);
	const jobsOf = (url: string) => place.jobs().filter(({ request }) => request.audio.uri === url);
	const submitted = (list: string[]) => list.filter((url) => jobsOf(url).length > 0).length;
	const recordsOf = (id: string) =>
		place.analyses().filter(({ Recording_Id__c: known }) => known === id);
	const records = () => calls.flatMap(({ recording_id: id }) => recordsOf(id));
	const inState = (state: string) => records().filter(({ Status__c: status }) => status === state);
	const statesOf = async (id: string) =>
		(await place.editor.executions(id)).map(({ status }) => status);

	/** The telephone system delivers all calls, some of them twice: it remembers nothing. */
	const deliver = async () => {
		const list = calls.flatMap((call, i) => (i % TWICE === 0 ? [call, call] : [call]));
		await Promise.all(groups(list).map(async (some) => await place.call('phone', { calls: some })));
	};

	/** What happens every 10 minutes, and all that it has started. */
	const sweep = async () => {
		const id = await place.editor.run(handling(place), 'Every 10 Minutes');
		expect((await place.editor.ended(id)).status).toBe('success');
	};

	const change = async ({ Id: id }: SalesforceRecord, fields: IDataObject) => {
		const { url: org, accessToken } = place.sandbox.salesforce;
		const path = `/services/data/v59.0/sobjects/Call_Analysis__c/${String(id)}`;
		const headers = { authorization: `Bearer ${accessToken}` };
		const body = JSON.stringify(fields);
		// A person whose connection breaks clicks once more.
		const isSaved = async () =>
			(await fetch(org + path, { method: 'PATCH', headers, body })).status === 204;
		await until(isSaved, { seconds: 30, what: 'The change of a record' });
	};

	/** A person looks up whether the service has a recording, and notes its job or sends it again. */
	const decide = async (record: SalesforceRecord) => {
		const [job] = jobsOf(String(record.Recording_URL__c));
		await change(
			record,
			job ? { Status__c: 'Submitted', Job_Id__c: job.id } : { Status__c: 'New' },
		);
	};

	/** Sweeps until no record is on its way any more. */
	const settle = async () => {
		const isSettled = async () => {
			await sweep();
			return inState('New').length === 0 && inState('Submitted').length === 0;
		};
		await until(isSettled, { seconds: 300, what: 'The end of all calls' });
	};

	describe('when a worker is killed, and Redis and the main process are restarted,', () => {
		/** How many calls the killed worker has left without a job. */
		let lost: number;

		beforeAll(async () => {
			// Long enough to be asleep until the worker is back, and out of order.
			const least = Math.max(100, place.startSeconds);
			urls = Array.from(
				{ length: ASLEEP },
				(_, i) =>
					`https://recordings.example.com/asleep-${i}.mp3?seconds=${least + ((i * 7) % 20)}`,
			);
			// n8n publishes what calls a workflow only after that workflow.
			await place.editor.activate(handling(place));
			await place.activate(sleeping(place), ofPhoneSystem(place, 'phone', handling(place)));
			const recordings = urls.map((url) => ({ audio_url: url, customer: 'Helen Carter' }));
			await Promise.all(
				groups(recordings).map(async (list) => await place.call('sleeping', { recordings: list })),
			);
			const areAsleep = async () =>
				submitted(urls) === ASLEEP &&
				(await statesOf('sleeping')).every((status) => status === 'waiting');
			await until(areAsleep, { seconds: 120, what: 'The sleep of all' });

			await deliver();
			const audio = calls.map(({ audio_url: url }) => url);
			await until(async () => submitted(audio) > TOGETHER, { seconds: 120, what: 'Submits' });
			const { workers, redis, main } = place.n8n;
			const [busiest] = [...workers].sort(
				(a, b) => b.log.split('Worker started').length - a.log.split('Worker started').length,
			);
			await busiest.kill();
			expect(submitted(audio)).toBeLessThan(DELIVERED);
			// As an orchestrator does.
			await busiest.start();
			await redis.restart();
			await main.stop();
			await main.start();
			await place.editor.logIn();
			lost = DELIVERED - submitted(audio);
		}, WORKING);

		it(
			'calls that are delivered again are submitted if they have no record yet, and only then',
			async () => {
				expect(lost).toBeGreaterThan(0);
				await deliver();
				await until(async () => records().length === DELIVERED, {
					seconds: 300,
					what: 'The records of all calls',
				});
				for (const { audio_url: url } of calls) expect(jobsOf(url).length).toBeLessThan(2);
			},
			WORKING,
		);

		it(
			'the service calls the webhook process, whichever worker has submitted',
			async () => {
				const addresses = calls.flatMap(({ audio_url: url }) =>
					jobsOf(url).map(({ request }) => request.config.webhook),
				);
				expect([...new Set(addresses)]).toEqual([
					`${place.n8n.url}/webhook/descriptor-ai/made-up-for-the-sandbox`,
				]);
			},
			WORKING,
		);

		it(
			'what is uncertain says so after 15 minutes, and a person decides',
			async () => {
				// Those that are under way get as far as they get: a record without a job stays as it is.
				const withoutJob = () => inState('Submitted').filter(({ Job_Id__c: job }) => !job);
				let before = -1;
				const isQuiet = async () => {
					const now = withoutJob().length;
					const is = now === before;
					before = now;
					await sweep();
					return is && inState('Submitted').length === now;
				};
				await until(isQuiet, { seconds: 300, what: 'The end of what is under way' });
				expect(inState('Failed')).toEqual([]);

				const uncertain = withoutJob();
				for (const { Id: id } of uncertain) place.sandbox.salesforce.age(String(id), 16);
				await sweep();
				expect(inState('Failed')).toHaveLength(uncertain.length);
				for (const record of inState('Failed')) {
					expect(record).toMatchObject({
						Failure_Reason__c: expect.stringContaining('It is unknown whether'),
					});
				}
				await Promise.all(inState('Failed').map(decide));
				await settle();
			},
			WORKING,
		);

		it('each call has one record and one job in the end, which was paid for once', () => {
			for (const { audio_url: url, recording_id: id } of calls) {
				const jobs = jobsOf(url).map((job) => job.id);
				expect(jobs).toHaveLength(1);
				expect(recordsOf(id)).toMatchObject([{ Status__c: 'Completed', Job_Id__c: jobs[0] }]);
			}
		});

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
				for (const { jobs, records: saved } of urls.map(ledger)) {
					expect(jobs).toHaveLength(1);
					expect(saved).toEqual(jobs);
				}
			},
			WORKING,
		);
	});
}
