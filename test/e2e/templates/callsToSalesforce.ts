import type { IDataObject } from 'n8n-workflow';

import type { ReceivedJob } from '../../../sandbox';
import { until } from '../../../scripts/lib/process';
import { recording } from '../../support/calls';
import { baseNode, chain, nodeOf, type Imported, type VariantNode } from '../../support/variants';
import { RUNNING, type Ended, type Workplace } from '../../support/workplace';
import { wav } from '../../support/wav';

const TEMPLATE = '5. Calls to Salesforce';
const SWEEP = 'Every 10 Minutes';
/** The secret of the variant that is published. */
const SECRET = 'of-the-published-workflow';
const UPSERTS = /\/Call_Analysis__c\/Recording_Id__c/;
const JOBS = '/api/v1/offline/processing';
/** The address of a recording whose analysis takes no time; a test sends the callback, or there is none. */
const audio = (name: string) => `${recording(name)}?seconds=0&callback=never`;
const OPEN = ['new', 'running', 'waiting'];
const MINUTE = 60_000;

/** The rows of *Done*, of all its runs in an execution. */
const rowsOf = ({ data }: Ended): IDataObject[] =>
	(data.resultData.runData.Done ?? []).flatMap(({ data: output }) =>
		(output?.main[0] ?? []).map(({ json }) => json),
	);

/** The time so many minutes ago, as Salesforce has it. */
const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * MINUTE).toISOString();

/** What the workflow for every call of a phone system has to do. */
export function callsToSalesforce(place: Workplace): void {
	const { analyses, jobs, run, succeed, tasks, variant } = place;
	const isN8n1 = String(place.options.version).startsWith('1.');

	describe('the template for calls', () => {
		const org = () => place.sandbox.salesforce;
		const recordsOf = (id: string) => analyses().filter((record) => record.Recording_Id__c === id);
		/** The only record of a call. */
		const recordOf = (id: string) => {
			const [record, ...others] = recordsOf(id);
			expect(others).toEqual([]);
			return record;
		};
		const jobsOf = (id: string) => jobs().filter(({ request }) => request.call_data?.id === id);
		const tasksOf = (id: string) => tasks().filter(({ WhatId }) => WhatId === recordOf(id).Id);

		/**
		 * Does something, and waits until the executions of the published workflow that it starts are over.
		 *
		 * @param count how many there are at least
		 */
		const during = async (count: number, act: () => Promise<unknown>): Promise<Ended[]> => {
			const known = new Set((await place.executions('calls')).map(({ id }) => id));
			await act();
			const over = await until(
				async () => {
					const all = await place.executions('calls');
					const started = all.filter(({ id }) => !known.has(id));
					const isOver = started.every(({ status }) => !OPEN.includes(status));
					return started.length >= count && isOver && started;
				},
				{ seconds: 120, what: `${count} executions` },
			);
			const ended = await Promise.all(over.map(async ({ id }) => await place.ended(id)));
			expect(ended.map(({ status, text }) => (status === 'success' ? '' : text)).join('')).toBe('');
			return ended;
		};

		/** Delivers calls as the workflow of a phone system does, which waits for nothing. */
		const send = async (...calls: IDataObject[]) => {
			const answer = await fetch(`${place.stage.n8n.url}/webhook/phone-system`, {
				method: 'POST',
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify(calls),
			});
			expect(answer.status).toBe(200);
		};
		/** Delivers calls, whose analyses are finished at once, in one execution. */
		const deliver = async (...calls: IDataObject[]) =>
			await during(1, async () => await send(...calls));
		/** Delivers calls whose analyses are not finished when their execution ends. */
		const submit = async (...calls: IDataObject[]) => {
			const notReady = { status: 425, body: '{"detail":"Result is not ready yet"}' };
			place.sandbox.descriptor.faults.next('GET', JOBS, notReady, { times: calls.length });
			await deliver(...calls);
		};
		const sweep = async () => await place.editor.run(place.idOf('calls'), SWEEP);

		/** Changes a record as a person does. */
		const change = async (id: unknown, fields: IDataObject) => {
			const { url, accessToken } = org();
			const response = await fetch(
				`${url}/services/data/v59.0/sobjects/Call_Analysis__c/${String(id)}`,
				{
					method: 'PATCH',
					headers: { authorization: `Bearer ${accessToken}` },
					body: JSON.stringify(fields),
				},
			);
			expect(response.status).toBe(204);
		};
		/** Sends a callback as the service does. */
		const callBack = async ({ id, request }: ReceivedJob) => {
			const response = await fetch(String(request.config.webhook), {
				method: 'POST',
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify({ job_id: id }),
			});
			expect(response.status).toBe(200);
		};

		/** A published workflow that hands what its webhook gets over to the template. */
		const hand = async (name: string, ...between: VariantNode[]) => {
			await variant(TEMPLATE, name, (workflow) => {
				const webhook = {
					...baseNode('Phone System', 'webhook', 2, {
						path: name,
						httpMethod: 'POST',
						options: {},
					}),
					webhookId: name,
				};
				const called = { __rl: true, mode: 'id', value: place.idOf('calls') };
				const call = baseNode('Analyze', 'executeWorkflow', 1.2, {
					workflowId: called,
					workflowInputs: { mappingMode: 'defineBelow', value: {} },
					options: { waitForSubWorkflow: false },
				});
				chain(workflow, [webhook, ...between, call]);
			});
			await place.activate(name);
		};

		/** Puts a call into the template's example. */
		const setExample = (workflow: Imported, call: Record<string, string>) => {
			const { assignments } = nodeOf(workflow, 'Example Call').parameters.assignments as {
				assignments: Array<{ name: string; value: string }>;
			};
			for (const field of assignments) field.value = call[field.name] ?? field.value;
		};

		let people: Record<'acme' | 'carter' | 'lead' | 'northwind', string>;

		beforeAll(async () => {
			const acme = org().create('Account', { Name: 'Acme', Phone: '020 7946 0958' });
			const northwind = org().create('Account', { Name: 'Northwind' });
			const contact = (LastName: string, phones: Record<string, string>) =>
				org().create('Contact', { LastName, AccountId: northwind, ...phones });
			const carter = contact('Carter', { OtherPhone: '415.555.0101' });
			// The digits of her number are all in this one, in this order.
			contact('Similar', { MobilePhone: '4159 5595 50910 1' });
			contact('Whitfield', { Phone: '(628) 555-0144' });
			contact('Fields', { MobilePhone: '+1 628 555 0144' });
			const lead = org().create('Lead', {
				LastName: 'Lee',
				Company: 'Lee',
				Email: 'lee@example.com',
			});
			people = { acme, carter, lead, northwind };

			await variant(TEMPLATE, 'calls', (workflow) => {
				nodeOf(workflow, 'Build Record').parameters.followUps = 'unsolvedProblems';
				nodeOf(workflow, 'Analysis Finished').parameters.secret = SECRET;
				// The tests begin it themselves; the clock would do so in the middle of one.
				const yearly = { field: 'cronExpression', expression: '0 0 1 1 *' };
				nodeOf(workflow, SWEEP).parameters.rule = { interval: [yearly] };
			});
			await place.activate('calls');
			const split = { fieldToSplitOut: 'body', options: {} };
			await hand('phone-system', baseNode('Calls', 'splitOut', 1, split));
			await hand('upload');
		}, RUNNING);

		it(
			'makes a record of its example from Start, before it is published, and no task',
			async () => {
				const before = tasks().length;
				const ended = await succeed('calls-to-salesforce');
				expect(recordOf('example-1')).toMatchObject({
					Status__c: 'Completed',
					Match__c: 'Unique',
					Contact__c: people.carter,
					Account__c: people.northwind,
					Job_Id__c: jobs().at(-1)?.id,
				});
				expect(rowsOf(ended)).toMatchObject([{ status: 'Completed', csat: 4.6 }]);
				expect(tasks()).toHaveLength(before);
			},
			RUNNING,
		);

		describe('that another workflow calls', () => {
			let rows: IDataObject[];

			beforeAll(async () => {
				const before = jobs().length;
				await submit(
					{ audio_url: audio('support'), call_id: 'of-a-contact', phone: '+1 (415) 555-0101' },
					{ audio_url: audio('sales'), call_id: 'of-a-lead', email: 'LEE@example.com' },
					{ audio_url: audio('complaint'), call_id: 'of-an-account', phone: '+44 20 7946 0958' },
					{ audio_url: audio('short'), call_id: 'of-several', phone: '+1 628-555-0144' },
					{ audio_url: `${audio('short')}&sig=1`, phone: '+49 30 000000' },
					{ audio_url: audio('endless'), call_id: 'long', called_at: '2026-11-01T10:00:00Z' },
				);
				const submitted = jobs().slice(before);
				expect(submitted).toHaveLength(6);
				// The first starts an execution at once, and those that come together are handled together.
				const ended = await during(2, async () => {
					await Promise.all(submitted.map(callBack));
					const isSaved = ({ id }: ReceivedJob) =>
						analyses().some(
							(record) => record.Job_Id__c === id && record.Status__c === 'Completed',
						);
					await until(async () => submitted.every(isSaved), { seconds: 120, what: 'The saves' });
				});
				rows = ended.flatMap(rowsOf);
			}, RUNNING);

			it('links each record to the contact, else the lead, else the account', () => {
				const { acme, carter, lead, northwind } = people;
				const none = { Contact__c: null, Lead__c: null, Account__c: null };
				const unique = { Status__c: 'Completed', Match__c: 'Unique' };
				expect(recordOf('of-a-contact')).toMatchObject({
					...unique,
					Contact__c: carter,
					Lead__c: null,
					Account__c: northwind,
				});
				expect(recordOf('of-a-lead')).toMatchObject({ ...unique, ...none, Lead__c: lead });
				expect(recordOf('of-an-account')).toMatchObject({ ...unique, ...none, Account__c: acme });
				// They share an account.
				expect(recordOf('of-several')).toMatchObject({
					...none,
					Match__c: 'Several',
					Account__c: northwind,
				});
				const unknown = analyses().filter(({ Caller__c: caller }) => caller === '+49 30 000000');
				expect(unknown).toMatchObject([
					{
						...none,
						Status__c: 'Completed',
						Match__c: 'None',
						Recording_Id__c: expect.stringMatching(/^short-call-mp3-[\da-f]{40}$/),
						// A signature is kept nowhere.
						Recording_URL__c: null,
					},
				]);
				expect(recordOf('long')).toMatchObject({
					...none,
					Status__c: 'Completed',
					Called_At__c: '2026-11-01T10:00:00.000+0000',
				});
			});

			it('fills the fields that reports are made of, and flags a low score', () => {
				const support = recordOf('of-a-contact');
				expect(support).toMatchObject({
					CSAT__c: 4.6,
					Low_CSAT__c: false,
					Customer_Emotion__c: 'friendly',
					Topics__c: 'Internet connection; Router firmware; Follow-up call',
					Language__c: 'en-US',
					Duration_Seconds__c: 104,
					Unsolved_Problems__c: 0,
					Recording_URL__c: audio('support'),
					Result_Link__c: expect.stringContaining(`/result/${String(support.Job_Id__c)}`),
				});
				expect(recordOf('of-an-account')).toMatchObject({
					CSAT__c: 1.2,
					Low_CSAT__c: true,
					Unsolved_Problems__c: 3,
					Follow_Ups__c: expect.stringMatching(/^.+\n.+\n.+$/),
				});
			});

			it('puts the call on the timeline, and makes a task of each unsolved problem', () => {
				expect(tasksOf('of-a-contact')).toMatchObject([
					{
						Status: 'Completed',
						TaskSubtype: 'Call',
						CallDurationInSeconds: 104,
						WhoId: people.carter,
					},
				]);
				// On a lead, Salesforce allows no other object beside it.
				expect(tasks().filter(({ WhoId }) => WhoId === people.lead)).toMatchObject([
					{ Status: 'Completed', WhatId: null },
				]);
				expect(tasksOf('of-an-account').map(({ Status, Priority }) => [Status, Priority])).toEqual([
					['Completed', 'Normal'],
					...Array(3).fill(['Not Started', 'High']),
				]);
			});

			it('shows a row for each call when it is done', () => {
				expect(rows).toHaveLength(6);
				expect(rows).toContainEqual({
					record: `${org().url}/${String(recordOf('of-a-contact').Id)}`,
					status: 'Completed',
					linked_to: people.carter,
					csat: 4.6,
					reason: null,
					note: null,
				});
			});
		});

		it(
			'finds a person whose address has a quote in it, and lets no address end a query',
			async () => {
				const email = "o'neil@example.com";
				const person = org().create('Contact', { LastName: "O'Neil", Email: email });
				await deliver(
					{ audio_url: audio('short'), call_id: "it's", email },
					{ audio_url: audio('short'), call_id: 'ends', email: "}\\'*?@example.com" },
				);
				const completed = { Status__c: 'Completed', Failure_Reason__c: null };
				expect(analyses().filter(({ Contact__c: contact }) => contact === person)).toMatchObject([
					{ ...completed, Recording_Id__c: expect.stringMatching(/^it-s-/), Match__c: 'Unique' },
				]);
				expect(recordOf('ends')).toMatchObject({ ...completed, Match__c: 'None' });
			},
			RUNNING,
		);

		it(
			'notes the job of a call whose agent may not own its record, and links it all the same',
			async () => {
				const Email = 'no-viewer@northwind.example';
				const agent = { LastName: 'Agent', Email, Username: Email, IsActive: true };
				const id = org().create('User', agent);
				await submit({
					audio_url: audio('short'),
					call_id: 'of-an-agent',
					phone: '415.555.0101',
					agent_email: Email,
				});
				const linked = { Agent__c: id, Match__c: 'Unique', Contact__c: people.carter };
				const [job] = jobsOf('of-an-agent');
				expect(recordOf('of-an-agent')).toMatchObject({
					...linked,
					Status__c: 'Submitted',
					Job_Id__c: job.id,
				});
				expect(recordOf('of-an-agent').OwnerId).not.toBe(id);
				await during(1, async () => await callBack(job));
				expect(recordOf('of-an-agent')).toMatchObject({ ...linked, Status__c: 'Completed' });
			},
			RUNNING,
		);

		it(
			'needs four requests to Salesforce for a call without tasks',
			async () => {
				const needed = () =>
					org()
						.requests()
						.filter(({ path }) => path.includes('/data/') && !/\/task$/i.test(path)).length;
				const before = needed();
				await deliver({ audio_url: audio('short'), call_id: 'few-requests' });
				expect(recordOf('few-requests').Status__c).toBe('Completed');
				expect(needed() - before).toBeLessThanOrEqual(4);
			},
			RUNNING,
		);

		it.each(['en', 'de'] as const)(
			'pays once for a call that is delivered several times, and leaves its record as a person has changed it (Salesforce in %s)',
			async (language) => {
				const id = `again-${language}`;
				const call = { audio_url: audio('complaint'), call_id: id };
				org().speak(language);
				try {
					// Both claims arrive before either is handled.
					org().meet(2, { method: 'PATCH', path: UPSERTS });
					await during(2, async () => await Promise.all([send(call), send(call)]));
					expect(jobsOf(id)).toHaveLength(1);
					const record = recordOf(id);
					expect(record).toMatchObject({ Status__c: 'Completed', Failure_Reason__c: null });
					expect(tasksOf(id)).toHaveLength(4);

					const other = org().create('Contact', { LastName: 'Corrected' });
					const own = { Summary_c__c: 'My own words', Low_CSAT__c: false, Contact__c: other };
					await change(record.Id, own);
					org().remove(String(tasksOf(id).at(-1)?.Id));
					const changed = { ...recordOf(id) };
					const [again] = await deliver(call);
					expect(recordOf(id)).toEqual({ ...changed, ...own });
					expect(tasksOf(id)).toHaveLength(3);
					expect(jobsOf(id)).toHaveLength(1);
					expect(rowsOf(again)).toEqual([]);
				} finally {
					org().speak('en');
				}
			},
			RUNNING,
		);

		it(
			'fetches a result whose callback is lost',
			async () => {
				await submit({ audio_url: audio('support'), call_id: 'lost', phone: '+14155550101' });
				const [{ id: job }] = jobsOf('lost');
				const { carter: Contact__c } = people;
				const submitted = { Status__c: 'Submitted', Job_Id__c: job, Contact__c };
				expect(recordOf('lost')).toMatchObject(submitted);
				await during(1, sweep);
				expect(recordOf('lost')).toMatchObject({
					...submitted,
					Status__c: 'Completed',
					CSAT__c: 4.6,
				});
				expect(tasksOf('lost')).toMatchObject([{ WhoId: Contact__c }]);
			},
			RUNNING,
		);

		it(
			'completes a record once, and makes each task once, when a callback meets a sweep',
			async () => {
				await submit({ audio_url: audio('complaint'), call_id: 'meeting' });
				const [job] = jobsOf('meeting');
				org().meet(2, { method: 'PATCH', path: UPSERTS });
				await during(2, async () => await Promise.all([sweep(), callBack(job)]));
				expect(recordOf('meeting')).toMatchObject({ Status__c: 'Completed', CSAT__c: 1.2 });
				expect(tasksOf('meeting')).toHaveLength(4);
			},
			RUNNING,
		);

		it(
			'sends each New record once, when two sweeps meet as well, and keeps its name and its link',
			async () => {
				const ids = ['old-1', 'old-2', 'old-3'];
				for (const [i, id] of ids.entries()) {
					org().create('Call_Analysis__c', {
						Name: `Old call ${i}`,
						Recording_Id__c: id,
						Recording_URL__c: audio('short'),
						Caller__c: '+1 415 555 0101',
						...(i === 0 && { Lead__c: people.lead }),
					});
				}
				// Both sweeps find all of them.
				org().meet(2, { method: 'GET', path: /\/query/ });
				await during(2 + 6, async () => await Promise.all([sweep(), sweep()]));
				expect(ids.map((id) => jobsOf(id).length)).toEqual([1, 1, 1]);
				const { carter, lead } = people;
				const linked = { Status__c: 'Completed', Contact__c: carter, Lead__c: null };
				expect(ids.map(recordOf)).toMatchObject([
					{
						Status__c: 'Completed',
						Name: 'Old call 0',
						Contact__c: null,
						Lead__c: lead,
						Match__c: 'By Hand',
					},
					{ ...linked, Name: 'Old call 1' },
					{ ...linked, Name: 'Old call 2' },
				]);
			},
			RUNNING,
		);

		it(
			'keeps a call for which Salesforce let nobody in: its execution is retried when that is mended',
			async () => {
				const id = 'signed-out';
				const known = new Set((await place.executions('calls')).map((execution) => execution.id));
				const failedSince = async () =>
					(await place.executions('calls')).filter(
						(execution) => !known.has(execution.id) && execution.status === 'error',
					);
				const retry = async (execution: { id: string }) => {
					known.add(execution.id);
					const path = `/executions/${execution.id}/retry`;
					const retried = await place.editor.request('POST', path, { loadWorkflow: false });
					known.add(retried.id);
					return await place.ended(retried.id);
				};
				org().expireSessions();
				await send({ audio_url: audio('support'), call_id: id, phone: '+1 415 555 0101' });
				await until(async () => (await failedSince()).length === 1, {
					seconds: 120,
					what: 'The execution that fails',
				});
				const [failed] = await failedSince();
				// Nothing has changed yet: it fails once more, and can be retried again.
				const again = await retry(failed);
				expect(again.status).toBe('error');
				expect(again.data.resultData.error?.message).toMatch(/^Salesforce could not be told/);
				org().renewSession();
				expect(recordsOf(id)).toEqual([]);
				expect((await retry(again)).status).toBe('success');
				expect(recordOf(id)).toMatchObject({
					Status__c: 'New',
					Recording_URL__c: audio('support'),
				});
				await during(2, sweep);
				expect(recordOf(id)).toMatchObject({ Status__c: 'Completed', Contact__c: people.carter });
				expect(jobsOf(id)).toHaveLength(1);
			},
			RUNNING,
		);

		it(
			'says why a recording could not be analyzed, and sends it again when a person sets it to New',
			async () => {
				await submit({ audio_url: audio('failed'), call_id: 'unreadable' });
				const [job] = jobsOf('unreadable');
				const [ended] = await during(1, async () => await callBack(job));
				expect(recordOf('unreadable')).toMatchObject({
					Status__c: 'Failed',
					Job_Id__c: null,
					Failure_Reason__c: expect.stringMatching(
						new RegExp(`could not be transcribed.*${job.id}.*Set Status to New`),
					),
				});
				expect(rowsOf(ended)).toMatchObject([
					{ status: 'Failed', reason: expect.stringContaining('could not be transcribed') },
				]);
				await change(recordOf('unreadable').Id, {
					Recording_URL__c: audio('short'),
					Status__c: 'New',
				});
				await during(2, sweep);
				expect(recordOf('unreadable')).toMatchObject({
					Status__c: 'Completed',
					Failure_Reason__c: null,
					Job_Id__c: jobsOf('unreadable')[1].id,
				});
				expect(jobsOf('unreadable')).toHaveLength(2);
			},
			RUNNING,
		);

		it(
			'asks a person about a recording that may have been accepted, when it is not under way any more',
			async () => {
				const created = (id: string, minutes: number) =>
					org().create('Call_Analysis__c', {
						Name: id,
						Recording_Id__c: id,
						Recording_URL__c: recording('short'),
						Status__c: 'Submitted',
						LastModifiedDate: minutesAgo(minutes),
					});
				created('cut-off', 16);
				const young = created('under-way', 10);
				const before = jobs().length;
				const untouched = { ...recordOf('under-way') };
				await during(1, sweep);
				expect(recordOf('cut-off')).toMatchObject({
					Status__c: 'Failed',
					Failure_Reason__c: expect.stringMatching(/^It is unknown whether .* costs twice/),
				});
				expect(recordOf('under-way')).toEqual(untouched);
				expect(jobs()).toHaveLength(before);
				org().remove(young);
			},
			RUNNING,
		);

		it.each(['en', 'de'] as const)(
			'notes what Salesforce or Descriptor.AI refuses, and goes on with the other calls (Salesforce in %s)',
			async (language) => {
				const id = (name: string) => `${name}-${language}`;
				org().speak(language);
				const [ended] = await deliver(
					{
						audio_url: audio('short'),
						call_id: id('bad-case'),
						case_id: '500000000000000',
					},
					{ audio_url: 'https://127.0.0.1:1/a.mp3?password=1', call_id: id('bad-address') },
					{ audio_url: audio('short'), call_id: id('good') },
				).finally(() => org().speak('en'));
				const failed = { Status__c: 'Failed', Job_Id__c: null };
				expect(recordOf(id('bad-case'))).toMatchObject({
					...failed,
					Case__c: null,
					Failure_Reason__c: expect.stringMatching(/INVALID_CROSS_REFERENCE_KEY.*to New/),
				});
				expect(recordOf(id('bad-address'))).toMatchObject({
					...failed,
					Failure_Reason__c: expect.stringMatching(/'Audio URL'.*Set Status to New/),
				});
				expect(recordOf(id('good'))).toMatchObject({ Status__c: 'Completed' });
				expect(
					jobs().filter(({ request }) => String(request.call_data?.id).startsWith('bad-')),
				).toEqual([]);
				expect(rowsOf(ended).map(({ status }) => status)).toEqual(
					expect.arrayContaining(['Failed', 'Failed', 'Completed']),
				);
			},
			RUNNING,
		);

		it(
			'fails where Stop with Error is activated, for a real failure and not for a second delivery',
			async () => {
				const withStop = (call: Record<string, string>) => (workflow: Imported) => {
					setExample(workflow, call);
					delete nodeOf(workflow, 'Stop with Error').disabled;
				};
				const bad = { audio_url: 'https://127.0.0.1:1/a.mp3?password=1', recording_id: 'stops' };
				await variant(TEMPLATE, 'stops', withStop(bad));
				const { status, data } = await run('stops');
				expect([status, data.resultData.error?.message]).toEqual([
					'error',
					expect.stringContaining("'Audio URL'"),
				]);
				expect(recordOf('stops')).toMatchObject({ Status__c: 'Failed' });

				await variant(TEMPLATE, 'stops-not', withStop({ recording_id: 'example-1' }));
				const before = jobs().length;
				await succeed('stops-not');
				expect(jobs()).toHaveLength(before);
			},
			RUNNING,
		);

		const upload = async () => {
			const form = new FormData();
			form.append('data', new File([wav(7)], 'complaint-call.wav', { type: 'audio/wav' }));
			const address = `${place.stage.n8n.url}/webhook/upload`;
			expect((await fetch(address, { method: 'POST', body: form })).status).toBe(200);
		};

		// Unless it is set up otherwise, n8n 1 keeps files in memory.
		(isN8n1 ? it : it.skip)(
			'says what is to be set up so that a recording can be a file',
			async () => {
				const before = jobs().length;
				await during(1, upload);
				expect(jobs()).toHaveLength(before);
				expect(analyses().at(-1)).toMatchObject({
					Recording_Id__c: expect.stringMatching(/^file-[\da-f]{40}$/),
					Status__c: 'Failed',
					Failure_Reason__c: expect.stringContaining('N8N_DEFAULT_BINARY_DATA_MODE'),
				});
			},
			RUNNING,
		);

		(isN8n1 ? it.skip : it)(
			'takes a recording that is a file, once',
			async () => {
				const before = jobs().length;
				await during(2, upload);
				const [job, ...others] = jobs().slice(before);
				expect(others).toEqual([]);
				expect(job.request.audio.uri.startsWith(place.stage.n8n.url)).toBe(true);
				expect(job.audio).toMatchObject({ status: 200, bytes: wav(7).length });
				const id = String(job.request.call_data?.id);
				expect(id).toMatch(/^file-[\da-f]{40}$/);
				expect(recordOf(id)).toMatchObject({ Status__c: 'Completed', CSAT__c: 1.2 });
				await during(1, upload);
				expect(jobs()).toHaveLength(before + 1);
				expect(recordOf(id).Job_Id__c).toBe(job.id);
			},
			RUNNING,
		);

		it(
			'pays once and makes one record each when n8n is killed wherever it is',
			async () => {
				const { faults, requests } = place.sandbox.descriptor;
				const about =
					(id: string) =>
					({ body }: { body: string }) =>
						body.includes(`"${id}"`);
				const call = (id: string) => ({ audio_url: audio('complaint'), call_id: id });
				await submit(call('noted'), call('called-back'));
				const never = { coming: 'never' } as const;
				const notAccepted = faults.next('POST', JOBS, never, { about: about('not-accepted') });
				const accepted = faults.next('POST', JOBS, never, { about: about('accepted'), done: true });
				await send(call('not-accepted'));
				await send(call('accepted'));
				const isHeld = async () =>
					notAccepted.struck === 1 && accepted.struck === 1 && jobsOf('accepted').length === 1;
				await until(isHeld, { seconds: 120, what: 'Both submits' });
				// The callback of a fourth is answered, and its record is not saved yet.
				org().trouble('maintenance', { method: 'PATCH', path: UPSERTS });
				await callBack(jobsOf('called-back')[0]);
				const refused = () =>
					org()
						.requests()
						.filter(({ path, status }) => path.endsWith('/composite') && status === 503);
				await until(async () => refused().length > 0, { seconds: 120, what: 'The save' });
				await place.stage.n8n.kill();
				faults.clear();
				org().endTrouble();
				await place.stage.n8n.start();
				await place.editor.logIn();

				const posts = () =>
					requests().filter(({ method, path }) => method === 'POST' && path === JOBS).length;
				const before = posts();
				// A phone system that got no answer delivers its calls again.
				const ids = ['noted', 'not-accepted', 'accepted', 'called-back'];
				await deliver(...ids.map(call));
				expect(posts()).toBe(before);
				expect(ids.map((id) => recordOf(id).Status__c)).toEqual(Array(4).fill('Submitted'));
				await during(1, sweep);
				await during(1, async () => await callBack(jobsOf('accepted')[0]));
				expect(ids.map((id) => [recordOf(id).Status__c, tasksOf(id).length])).toEqual([
					['Completed', 4],
					// In some minutes, it asks a person.
					['Submitted', 0],
					['Completed', 4],
					['Completed', 4],
				]);
				expect(ids.map((id) => jobsOf(id).length)).toEqual([1, 0, 1, 1]);
			},
			RUNNING,
		);
	});
}
