import type { IDataObject } from 'n8n-workflow';

import { startSandbox, type Sandbox } from '../../sandbox';
import { EditorApi } from '../../scripts/lib/editor';
import { N8N_VERSIONS } from '../../scripts/lib/n8n';
import { until } from '../../scripts/lib/process';
import { credentials, setStage, type Stage } from '../../scripts/lib/stage';
import { baseNode, chain, nodeOf, variantOf, type Imported } from '../support/variants';

/** Room for the first installation of n8n. */
const INSTALLING = 1_800_000;
const RUNNING = 180_000;

const SET_UP = 'set-up-salesforce';
const LINK = 'Analyse calls and link them in Salesforce';
const WRONG = 'when-something-goes-wrong';
const BACKFILL = 'backfill-call-analyses';

/** Templates that make one record of one recording, and need nothing but credentials. */
const SINGLE = [
	'call-recording-to-salesforce',
	'call-recording-to-salesforce-upsert',
	'call-report-to-salesforce',
	'ecordings-to-salesforce-submit-and-wait',
	'long-call-recordings-to-salesforce',
].map((id) => id.slice(-36));

/** Puts calls into the template that links. */
function setCalls(workflow: Imported, list: IDataObject[]): void {
	const { assignments } = nodeOf(workflow, 'Recordings').parameters.assignments as {
		assignments: [{ value: string }];
	};
	assignments[0].value = `={{ ${JSON.stringify(list)} }}`;
}

const recording = (name: string) => `https://recordings.example.com/${name}-call.mp3`;

describe.each(N8N_VERSIONS)('In n8n %s', (version) => {
	let sandbox: Sandbox;
	let stage: Stage;
	let editor: EditorApi;

	beforeAll(async () => {
		sandbox = await startSandbox({ salesforceOrg: 'empty' });
		stage = await setStage({ say: () => {}, sandbox, version });
		await stage.n8n.start();
		editor = new EditorApi(stage.n8n.url);
		await editor.setUpOwner();
	}, INSTALLING);

	afterAll(async () => {
		await stage?.close();
		await sandbox?.close();
	}, RUNNING);

	const analyses = () => sandbox.salesforce.records('Call_Analysis__c');
	const tasks = () => sandbox.salesforce.records('Task');
	const jobs = () => sandbox.descriptor.jobs();

	/** Executes a workflow, and gives what n8n keeps of the execution, as text. */
	const run = async (id: string, trigger = 'Start') =>
		await editor.ended(await editor.run(id, trigger));
	const succeed = async (id: string, trigger?: string) => {
		const { status, data } = await run(id, trigger);
		expect({ status, data: status === 'success' ? '' : data }).toEqual({
			status: 'success',
			data: '',
		});
		return data;
	};
	const variant = async (template: string, id: string, change: (workflow: Imported) => void) => {
		await stage.n8n.import('workflow', [variantOf(stage, template, id, change)]);
		return id;
	};

	describe('the template that sets Salesforce up', () => {
		const changes = ({ salesforce }: Sandbox) =>
			salesforce
				.requests()
				.filter(({ method, path }) => method !== 'GET' && !path.includes('oauth2'))
				.map(({ path }) => path.slice(path.indexOf('/v59.0/') + 7));
		const described = async ({ salesforce }: Sandbox) => {
			const url = `${salesforce.url}/services/data/v59.0/sobjects/Call_Analysis__c/describe`;
			const headers = { authorization: `Bearer ${salesforce.accessToken}` };
			return (await (await fetch(url, { headers })).json()) as IDataObject;
		};

		it(
			'gives an empty org the object, and the person the permission to see it',
			async () => {
				expect(await described(sandbox)).toMatchObject([{ errorCode: 'NOT_FOUND' }]);
				expect(await succeed(SET_UP)).toContain('Call Analysis is ready, with 25 fields.');
				expect(changes(sandbox)).toEqual([
					'metadata/deployRequest',
					'sobjects/PermissionSetAssignment',
				]);
				// The same as the package itself gives.
				const complete = await startSandbox();
				expect(await described(sandbox)).toEqual(await described(complete));
				await complete.close();
			},
			RUNNING,
		);

		it(
			'changes nothing when it is run again',
			async () => {
				const before = changes(sandbox).length;
				expect(await succeed(SET_UP)).toContain('nothing was changed');
				expect(changes(sandbox)).toHaveLength(before);
			},
			RUNNING,
		);

		/** Lets the credential of the stage, and a variant of the template, be those of another org. */
		const connect = async (org: Sandbox, id: string, change = (text: string) => text) => {
			await stage.n8n.import('credentials', credentials(org));
			await variant('Set up Salesforce', id, (workflow) => {
				const text = JSON.stringify(workflow.nodes);
				const { url } = org.salesforce;
				workflow.nodes = JSON.parse(
					change(text.replaceAll(sandbox.salesforce.url, url)),
				) as Imported['nodes'];
			});
		};

		it(
			'tells what Salesforce objects to, in Salesforce’s own words, and leaves the org as it was',
			async () => {
				const org = await startSandbox({ salesforceOrg: 'empty' });
				const planted = (text: string) => text.replace(/(Topics\W+length\W+)255/, '$1256');
				try {
					await connect(org, 'faulty', planted);
					const { status, data } = await run('faulty');
					expect(status).toBe('error');
					expect(data).toContain('Salesforce did not accept the package, and nothing was changed.');
					expect(data).toContain('Call_Analysis__c.Topics__c: ');
					expect(await described(org)).toMatchObject([{ errorCode: 'NOT_FOUND' }]);
				} finally {
					await stage.n8n.import('credentials', credentials(sandbox));
					await org.close();
				}
			},
			RUNNING,
		);

		it(
			'completes an object that was made by hand',
			async () => {
				const org = await startSandbox({ salesforceOrg: 'empty' });
				try {
					org.salesforce.createObject('Call_Analysis__c', 'Call Analysis', 'Call Analyses');
					await connect(org, 'by-hand');
					expect(await succeed('by-hand')).toContain('Call Analysis is ready');
					expect(changes(org)).toContain('metadata/deployRequest');
					expect(await succeed('by-hand')).toContain('nothing was changed');
				} finally {
					await stage.n8n.import('credentials', credentials(sandbox));
					await org.close();
				}
			},
			RUNNING,
		);

		describe('in an org in which the person may not deploy', () => {
			let strict: Sandbox;

			beforeAll(async () => {
				strict = await startSandbox({ salesforceOrg: 'empty', salesforceDeploys: false });
				await connect(strict, 'strict-org');
			}, RUNNING);
			afterAll(async () => {
				await stage.n8n.import('credentials', credentials(sandbox));
				await strict.close();
			}, RUNNING);

			it(
				'says how to make the object by hand, and then adds all fields to it',
				async () => {
					const { status, data } = await run('strict-org');
					expect(status).toBe('error');
					expect(data).toContain('You may not deploy in this org. Create the object by hand');

					strict.salesforce.createObject('Call_Analysis__c', 'Call Analysis', 'Call Analyses');
					expect(await succeed('strict-org')).toContain('Call Analysis is ready');
					const fieldsOf = async (org: Sandbox) =>
						((await described(org)).fields as Array<{ name: string; type: string }>)
							.filter(({ name }) => name.endsWith('__c'))
							.map(({ name, type }) => `${name} ${type}`)
							.sort();
					expect(await fieldsOf(strict)).toEqual(await fieldsOf(sandbox));

					const before = changes(strict).length;
					expect(await succeed('strict-org')).toContain('nothing was changed');
					expect(changes(strict)).toHaveLength(before);
				},
				RUNNING,
			);
		});
	});

	it.each(SINGLE)(
		'%s makes a record in that org',
		async (id) => {
			const before = analyses().length;
			const { name } = stage.workflows.find((workflow) => workflow.id === id) ?? { name: '' };
			const quick = await variant(name, 'quick', (workflow) => {
				const wait = workflow.nodes.find(({ type }) => type === 'n8n-nodes-base.wait');
				if (wait) wait.parameters = { amount: 1, unit: 'seconds' };
				const submit = workflow.nodes.find(({ name: node }) => node === 'Submit and Wait');
				if (submit) submit.parameters.options = { allowPrivateAddress: true };
			});
			await succeed(quick);
			const [record, ...others] = analyses().slice(before);
			expect(others).toEqual([]);
			expect(record).toMatchObject({
				Job_Id__c: name === 'Call recording to Salesforce' ? null : jobs().at(-1)?.id,
				Summary_c__c: expect.stringContaining('Helen Carter'),
			});
		},
		RUNNING,
	);

	it(
		'many-call-recordings-to-salesforce saves what can be analysed, and lists what cannot',
		async () => {
			const before = analyses().length;
			const data = await succeed('many-call-recordings-to-salesforce'.slice(-36));
			expect(analyses()).toHaveLength(before + 3);
			expect(data).toContain('could not analyse the recording');
		},
		RUNNING,
	);

	it(
		'submit-call-recordings and finished-call-analyses-to-salesforce make a record together',
		async () => {
			const before = analyses().length;
			const addressEnd = 'only-the-service-knows_1';
			const webhookId = '5a0b7c1e-2f7d-4e52-9a51-6f0d8f1b3c77';
			await variant('Finished call analyses to Salesforce', 'receiver', (workflow) => {
				const trigger = nodeOf(workflow, 'Analysis Finished');
				trigger.webhookId = webhookId;
				trigger.parameters.secret = addressEnd;
			});
			await variant('Submit call recordings', 'submitter', (workflow) => {
				nodeOf(workflow, 'Submit Recording').parameters.options = {
					webhook: `${stage.n8n.url}/webhook/${webhookId}/${addressEnd}`,
				};
			});
			await editor.activate('receiver');
			await succeed('submitter');
			await until(async () => analyses().length > before, { seconds: 60, what: 'The record' });
			expect(analyses().slice(before)).toMatchObject([{ Job_Id__c: jobs().at(-1)?.id }]);
		},
		RUNNING,
	);

	describe('the template that links', () => {
		const CALLS = [
			{ audio_url: recording('support'), call_id: 'of-a-contact', phone: '+1 (415) 555-0101' },
			{ audio_url: recording('sales'), call_id: 'of-a-lead', email: 'LEE@example.com' },
			{ audio_url: recording('complaint'), call_id: 'of-an-account', phone: '+44 20 7946 0958' },
			{ audio_url: `${recording('short')}?sig=1`, phone: '+49 30 000000' },
			{ audio_url: recording('endless'), called_at: '2026-11-01T10:00:00Z' },
		];
		let people: Record<'account' | 'newest' | 'lead', string>;
		const linked = () => analyses().filter(({ Recording_Id__c: id }) => id !== null);

		beforeAll(async () => {
			const { salesforce } = sandbox;
			const acme = salesforce.create('Account', { Name: 'Acme', Phone: '020 7946 0958' });
			const account = salesforce.create('Account', { Name: 'Northwind' });
			const contact = { LastName: 'Carter', AccountId: account };
			const newest = salesforce.create('Contact', { ...contact, OtherPhone: '415.555.0101 x12' });
			salesforce.create('Contact', { ...contact, LastName: 'Older', Phone: '(415) 555-0101' });
			// The digits of the number are all in this one, in this order.
			const similar = { ...contact, LastName: 'Similar', MobilePhone: '4159 5595 50910 1' };
			for (const WhoId of [newest, salesforce.create('Contact', similar)]) {
				const done = { Status: 'Completed', ActivityDate: '2026-11-20' };
				salesforce.create('Task', { Subject: 'Call', WhoId, ...done });
			}
			salesforce.create('Lead', {
				LastName: 'Lee',
				Company: 'Converted',
				Email: 'lee@example.com',
				IsConverted: true,
			});
			const lead = salesforce.create('Lead', {
				LastName: 'Lee',
				Company: 'Lee',
				Email: 'lee@example.com',
			});
			people = { account: acme, newest, lead };
			await variant(LINK, 'five-calls', (workflow) => setCalls(workflow, CALLS));
			await succeed('five-calls');
		}, RUNNING);

		it('makes a record of each recording, linked to Contact, else Lead, else Account', () => {
			const none = { Contact__c: null, Lead__c: null, Account__c: null };
			const { newest, lead, account } = people;
			const byId = Object.fromEntries(linked().map((record) => [record.Recording_Id__c, record]));
			expect(linked()).toHaveLength(5);
			expect(byId['of-a-contact']).toMatchObject({ Contact__c: newest, Lead__c: null });
			const northwind = sandbox.salesforce
				.records('Account')
				.find(({ Name }) => Name === 'Northwind');
			expect(byId['of-a-contact'].Account__c).toBe(northwind?.Id);
			expect(byId['of-a-lead']).toMatchObject({ ...none, Lead__c: lead });
			expect(byId['of-an-account']).toMatchObject({ ...none, Account__c: account });
			const endless = linked().find(({ Recording_URL__c: url }) => url === recording('endless'));
			expect(endless).toMatchObject({
				...none,
				Called_At__c: '2026-11-01T10:00:00.000+0000',
			});
			expect(linked().filter(({ Status__c: status }) => status !== 'Completed')).toEqual([]);
		});

		it('fills the fields that reports are made of, and flags a low score', () => {
			const [support, , complaint] = linked();
			expect(support).toMatchObject({
				CSAT__c: 4.6,
				Low_CSAT__c: false,
				Customer_Emotion__c: 'friendly',
				Topics__c: 'Internet connection; Router firmware; Follow-up call',
				Language__c: 'en-US',
				Duration_Seconds__c: 104,
				Unsolved_Problems__c: 0,
				Recording_URL__c: recording('support'),
				Result_Link__c: expect.stringContaining(`/result/${String(support.Job_Id__c)}`),
			});
			expect(complaint).toMatchObject({ CSAT__c: 1.2, Low_CSAT__c: true, Unsolved_Problems__c: 3 });
		});

		it('puts the call on the timeline, and makes a task of each action and of each unsolved problem', () => {
			const [support, sales, complaint] = linked();
			const of = ({ Job_Id__c: job }: { Job_Id__c?: unknown }) =>
				tasks().filter(({ CallObject: key }) => String(key).includes(`/${String(job)}/`));
			expect(of(support)[0]).toMatchObject({
				Status: 'Completed',
				TaskSubtype: 'Call',
				CallDurationInSeconds: 104,
				WhoId: people.newest,
				WhatId: support.Id,
			});
			expect(of(support).filter(({ Status }) => Status === 'Not Started')).toHaveLength(5);
			// On a lead, Salesforce allows no other object beside it.
			expect(of(sales)[0]).toMatchObject({ WhoId: people.lead, WhatId: null });
			expect(of(complaint).filter(({ Priority }) => Priority === 'High')).toHaveLength(3);
			expect(of(complaint)[0]).toMatchObject({ WhoId: null, WhatId: complaint.Id });
		});

		it(
			'doubles nothing when it is run again, and pays for nothing again',
			async () => {
				const before = [jobs().length, linked().length, tasks().length];
				const names = linked().map(({ Name, Analysed_At__c: at }) => [Name, at]);
				await succeed('five-calls');
				expect([jobs().length, linked().length, tasks().length]).toEqual(before);
				expect(linked().map(({ Name, Analysed_At__c: at }) => [Name, at])).toEqual(names);
			},
			RUNNING,
		);

		/** Changes the record of the first call as a person does. */
		const change = async (fields: IDataObject) => {
			const { url, accessToken } = sandbox.salesforce;
			const path = `/services/data/v59.0/sobjects/Call_Analysis__c/${String(linked()[0].Id)}`;
			const headers = { authorization: `Bearer ${accessToken}` };
			const body = JSON.stringify(fields);
			expect((await fetch(url + path, { method: 'PATCH', headers, body })).status).toBe(204);
		};

		it(
			'leaves a completed record as a person has changed it',
			async () => {
				await change({ Summary_c__c: 'My own words', Low_CSAT__c: true });
				sandbox.salesforce.remove(String(tasks().at(-1)?.Id));
				const before = tasks().length;
				await succeed('five-calls');
				expect(linked()[0]).toMatchObject({ Summary_c__c: 'My own words', Low_CSAT__c: true });
				expect(tasks()).toHaveLength(before);
			},
			RUNNING,
		);

		it(
			'goes on where a run has ended: makes the tasks that are missing, and keeps the links',
			async () => {
				const other = sandbox.salesforce.create('Contact', { LastName: 'Corrected' });
				await change({ Status__c: 'Submitted', Contact__c: other, Account__c: null });
				const own = tasks().filter(({ WhatId }) => WhatId === linked()[0].Id);
				sandbox.salesforce.remove(String(own.at(-1)?.Id));
				const before = tasks().length;
				const submitted = jobs().length;
				await succeed('five-calls');
				expect(linked()[0]).toMatchObject({
					Status__c: 'Completed',
					Contact__c: other,
					Account__c: null,
				});
				expect(tasks()).toHaveLength(before + 1);
				expect(jobs()).toHaveLength(submitted);
			},
			RUNNING,
		);

		it(
			'pays once, and makes each task once, when two runs work on the same recordings at the same time',
			async () => {
				const list = [1, 2, 3].map((n) => ({
					audio_url: recording('short'),
					call_id: `both-${n}`,
				}));
				await variant(LINK, 'at-once', (workflow) => setCalls(workflow, list));
				const submitted = jobs().length;
				await Promise.all([run('at-once'), run('at-once')]);
				expect(jobs()).toHaveLength(submitted + 3);
				await succeed('at-once');
				const both = linked().filter(({ Recording_Id__c: id }) => String(id).startsWith('both-'));
				expect(both.map(({ Status__c: status }) => status)).toEqual(Array(3).fill('Completed'));
				const keys = tasks().map(({ CallObject: key }) => key);
				const own = keys.filter((key) =>
					both.some(({ Job_Id__c: job }) => String(key).includes(String(job))),
				);
				expect(new Set(own).size).toBe(own.length);
				expect(jobs()).toHaveLength(submitted + 3);
			},
			RUNNING,
		);

		it(
			'does not submit a recording of which nobody knows whether it was accepted',
			async () => {
				sandbox.salesforce.create('Call_Analysis__c', {
					Name: 'Cut off',
					Recording_Id__c: 'cut-off',
					Status__c: 'Submitted',
				});
				const list = [{ audio_url: recording('short'), call_id: 'cut-off' }];
				await variant(LINK, 'cut-off', (workflow) => setCalls(workflow, list));
				const submitted = jobs().length;
				await succeed('cut-off');
				expect(jobs()).toHaveLength(submitted);
				expect(linked().at(-1)).toMatchObject({
					Status__c: 'Failed',
					Failure_Reason__c: expect.stringContaining('may have accepted it'),
				});
				sandbox.salesforce.remove(String(linked().at(-1)?.Id));
			},
			RUNNING,
		);

		it(
			'submits nothing that Salesforce would not take, and says what it does not take',
			async () => {
				const list = [
					{ audio_url: recording('short'), call_id: 'bad-case', case_id: '500000000000000' },
				];
				await variant(LINK, 'bad-case', (workflow) => setCalls(workflow, list));
				const submitted = jobs().length;
				await succeed('bad-case');
				expect(jobs()).toHaveLength(submitted);
				expect(linked().at(-1)).toMatchObject({ Name: expect.any(String), Status__c: 'Failed' });
				sandbox.salesforce.remove(String(linked().at(-1)?.Id));
			},
			RUNNING,
		);

		it(
			'tells of a task that could not be made, and makes it when it is run again',
			async () => {
				const list = [{ audio_url: recording('short'), call_id: 'no-owner' }];
				const withOwner = async (owner: string) =>
					await variant(LINK, 'no-owner', (workflow) => {
						setCalls(workflow, list);
						const { assignments } = nodeOf(workflow, 'Settings').parameters.assignments as {
							assignments: Array<{ name: string; value: unknown }>;
						};
						for (const field of assignments)
							if (field.name === 'task_owner_id') field.value = owner;
					});
				await withOwner('005000000000000');
				const before = tasks().length;
				await succeed('no-owner');
				expect(linked().at(-1)).toMatchObject({
					Status__c: 'Failed',
					Failure_Reason__c: expect.stringContaining('A task could not be made'),
				});
				expect(tasks()).toHaveLength(before);
				await withOwner('');
				await succeed('no-owner');
				expect(linked().at(-1)).toMatchObject({ Status__c: 'Completed' });
				expect(tasks().length).toBeGreaterThan(before);
			},
			RUNNING,
		);
	});

	describe('the template for when something goes wrong', () => {
		const withId = (id: string) =>
			analyses().find(({ Recording_Id__c: recordingId }) => recordingId === id);

		it(
			'sends recordings again that failed, and pays for none of them twice',
			async () => {
				const impatient = await variant(LINK, 'impatient', (workflow) => {
					const list = [
						{ audio_url: 'nowhere', call_id: 'no-address', phone: '555' },
						{ audio_url: `${recording('support')}?seconds=8`, call_id: 'too-slow' },
					];
					setCalls(workflow, list);
					nodeOf(workflow, 'Wait for Result').parameters.options = {
						includeDetails: true,
						maxWait: 1,
						pollInterval: 1,
					};
				});
				const before = jobs().length;
				await succeed(impatient);
				expect(jobs()).toHaveLength(before + 1);
				const job = jobs()[before];
				expect(withId('no-address')).toMatchObject({
					Status__c: 'Failed',
					Job_Id__c: null,
					Failure_Reason__c: expect.stringContaining("'Audio URL' is not a web address"),
				});
				expect(withId('too-slow')).toMatchObject({
					Status__c: 'Failed',
					Job_Id__c: job.id,
					Failure_Reason__c: expect.stringContaining('only asks for the result'),
				});

				// In n8n 2, what a published workflow calls has to be published, too.
				await editor.activate('analyse-and-link-calls').catch(() => {});
				expect(await succeed(WRONG, 'Send Failed Ones Again')).toContain('still_failed');
				expect(withId('too-slow')).toMatchObject({
					Status__c: 'Completed',
					Job_Id__c: job.id,
					Failure_Reason__c: null,
				});
				expect(withId('no-address')).toMatchObject({ Status__c: 'Failed' });
				expect(jobs()).toHaveLength(before + 1);
			},
			RUNNING,
		);

		it(
			'notes what another workflow hands over to it',
			async () => {
				const id = await variant('Many call recordings to Salesforce', 'hands-over', (workflow) => {
					const list = [{ audio_url: recording('failed'), error: 'Too quiet', result_id: 'an-id' }];
					const parameters = {
						mode: 'raw',
						jsonOutput: JSON.stringify(list[0]),
						options: {},
					};
					chain(workflow, [
						nodeOf(workflow, 'Start'),
						baseNode('Failed', 'set', 3.4, parameters),
						baseNode('Hand Over', 'executeWorkflow', 1.2, {
							workflowId: { __rl: true, mode: 'id', value: WRONG },
							workflowInputs: { mappingMode: 'defineBelow', value: {} },
							options: {},
						}),
					]);
				});
				await editor.activate(WRONG).catch(() => {});
				await succeed(id);
				const noted = analyses().find(({ Job_Id__c: job }) => job === 'an-id');
				expect(noted).toMatchObject({
					Status__c: 'Failed',
					Failure_Reason__c: 'Too quiet.',
					Recording_URL__c: recording('failed'),
				});
			},
			RUNNING,
		);

		it(
			'makes a task when a workflow that names it as its error workflow stops',
			async () => {
				const before = tasks().length;
				const path = 'stops';
				const id = await variant('Many call recordings to Salesforce', 'stops', (workflow) => {
					workflow.settings = { executionOrder: 'v1', errorWorkflow: WRONG };
					chain(workflow, [
						{
							...baseNode('Called', 'webhook', 2, { httpMethod: 'POST', path, options: {} }),
							webhookId: '1f0d2c1e-2f7d-4e52-9a51-6f0d8f1b3c00',
						},
						baseNode('Stop', 'stopAndError', 1, { errorMessage: 'The disk is full' }),
					]);
				});
				await editor.activate(id);
				await fetch(`${stage.n8n.url}/webhook/${path}`, { method: 'POST' });
				await until(async () => tasks().length > before, { seconds: 60, what: 'The task' });
				expect(tasks().slice(before)).toMatchObject([
					{
						Subject: 'Call analysis stopped: stops',
						Status: 'Not Started',
						Priority: 'High',
						Description: expect.stringContaining('The disk is full'),
					},
				]);
			},
			RUNNING,
		);
	});

	describe('the template that analyses what is in Salesforce already', () => {
		it(
			'goes page by page, ends when Salesforce’s quota does, and goes on in the next run',
			async () => {
				const { salesforce } = sandbox;
				const person = { LastName: 'Old', Company: 'Old', Email: 'old@example.com' };
				const lead = salesforce.create('Lead', person);
				const ids = Array.from({ length: 13 }, (_, i) =>
					salesforce.create('Call_Analysis__c', {
						Name: `Old call ${i}`,
						Recording_URL__c: `${recording('short')}?old=${i}`,
						Caller__c: i === 0 ? 'old@example.com' : null,
					}),
				);
				const old = () => analyses().filter(({ Id }) => ids.includes(String(Id)));
				const done = () => old().filter(({ Status__c: status }) => status === 'Completed');
				const before = jobs().length;
				const used = salesforce.requests().filter(({ path }) => path.includes('/data/')).length;
				// Enough for a page, not for two.
				salesforce.setDailyRequests(used + 2000 + 600 + 50);
				expect(await succeed(BACKFILL)).toContain('api_calls_left_today');
				expect(done()).toHaveLength(10);

				salesforce.setDailyRequests(100_000);
				await succeed(BACKFILL);
				expect(done()).toHaveLength(13);
				expect(jobs()).toHaveLength(before + 13);
				expect(done()[0].Lead__c).toBe(lead);
				expect(new Set(done().map(({ Job_Id__c: job }) => job)).size).toBe(13);

				await succeed(BACKFILL);
				expect(jobs()).toHaveLength(before + 13);
			},
			RUNNING,
		);

		it(
			'pays once for a recording that two records have',
			async () => {
				const before = jobs().length;
				for (const Name of ['First', 'Second']) {
					const Recording_URL__c = `${recording('short')}?twice=1`;
					sandbox.salesforce.create('Call_Analysis__c', { Name, Recording_URL__c });
				}
				await succeed(BACKFILL);
				expect(jobs()).toHaveLength(before + 1);
				expect(analyses().slice(-2)).toMatchObject([
					{ Name: 'First', Status__c: 'Completed' },
					{ Name: 'Second', Status__c: 'Failed', Job_Id__c: null },
				]);
			},
			RUNNING,
		);
	});
});
