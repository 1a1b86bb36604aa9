import type { IDataObject } from 'n8n-workflow';

import { LINK, recording, setCalls } from '../../support/calls';
import { nodeOf } from '../../support/variants';
import { RUNNING, type Workplace } from '../../support/workplace';

/** What the template that links has to do. */
export function linking(place: Workplace): void {
	const { analyses, jobs, run, succeed, tasks, variant } = place;

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
			const { salesforce } = place.sandbox;
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
			const northwind = place.sandbox.salesforce
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
				const names = linked().map(({ Name, Analyzed_At__c: at }) => [Name, at]);
				await succeed('five-calls');
				expect([jobs().length, linked().length, tasks().length]).toEqual(before);
				expect(linked().map(({ Name, Analyzed_At__c: at }) => [Name, at])).toEqual(names);
			},
			RUNNING,
		);

		/** Changes the record of the first call as a person does. */
		const change = async (fields: IDataObject) => {
			const { url, accessToken } = place.sandbox.salesforce;
			const path = `/services/data/v59.0/sobjects/Call_Analysis__c/${String(linked()[0].Id)}`;
			const headers = { authorization: `Bearer ${accessToken}` };
			const body = JSON.stringify(fields);
			expect((await fetch(url + path, { method: 'PATCH', headers, body })).status).toBe(204);
		};

		it(
			'leaves a completed record as a person has changed it',
			async () => {
				await change({ Summary_c__c: 'My own words', Low_CSAT__c: true });
				place.sandbox.salesforce.remove(String(tasks().at(-1)?.Id));
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
				const other = place.sandbox.salesforce.create('Contact', { LastName: 'Corrected' });
				await change({ Status__c: 'Submitted', Contact__c: other, Account__c: null });
				const own = tasks().filter(({ WhatId }) => WhatId === linked()[0].Id);
				place.sandbox.salesforce.remove(String(own.at(-1)?.Id));
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
			'does not submit a recording that may have been accepted',
			async () => {
				place.sandbox.salesforce.create('Call_Analysis__c', {
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
				place.sandbox.salesforce.remove(String(linked().at(-1)?.Id));
			},
			RUNNING,
		);

		it(
			'finds a person whose address has a quote in it, and lets no address end a query',
			async () => {
				const { salesforce } = place.sandbox;
				const Email = "o'neil@example.com";
				const person = salesforce.create('Contact', { LastName: "O'Neil", Email });
				await variant(LINK, 'quotes', (workflow) =>
					setCalls(workflow, [
						{ audio_url: recording('short'), call_id: "it's", email: Email },
						{ audio_url: recording('short'), call_id: 'ends', email: "\\' OR Name != '" },
					]),
				);
				await succeed('quotes');
				const [found, unknown] = linked().slice(-2);
				expect(found).toMatchObject({
					Recording_Id__c: expect.stringMatching(/^it-s-/),
					Contact__c: person,
				});
				expect(unknown).toMatchObject({ Contact__c: null, Lead__c: null, Account__c: null });
				for (const { Id } of [found, unknown]) salesforce.remove(String(Id));
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
				place.sandbox.salesforce.remove(String(linked().at(-1)?.Id));
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
}
