import type { INode } from 'n8n-workflow';

import { startSandbox, type Sandbox } from '../../sandbox';
import { ORG_ADDRESS } from '../../scripts/lib/stage';
import type { Template } from '../../scripts/lib/templates';
import { salesforce } from '../sandbox/client';
import { outcomeOf } from '../support/engine';
import { begin, loadNodes, named, type Change } from '../support/templateRuns';

/** Room for the first installation of n8n. */
const INSTALLING = 1_200_000;
const FILE = 'calls-to-salesforce.json';

beforeAll(loadNodes, INSTALLING);

describe('Calls to Salesforce, in the engine with n8n’s own Salesforce node', () => {
	let sandbox: Sandbox;
	beforeEach(async () => {
		sandbox = await startSandbox({ salesforceOrg: 'inUse' });
	});
	afterEach(async () => await sandbox.close());

	const records = () =>
		sandbox.salesforce
			.records('Call_Analysis__c')
			.filter(({ Status__c: status }) => status !== 'New');
	const tasks = () => sandbox.salesforce.records('Task');
	const run = async (items: object[], change?: Change) => {
		const text = JSON.stringify(named(FILE)).replaceAll(ORG_ADDRESS, sandbox.salesforce.url);
		const engine = begin(JSON.parse(text) as Template, sandbox, {
			from: 'Called by Another Workflow',
			items: items as never,
			change,
		});
		return await engine.run;
	};
	const set =
		(name: string, parameters: object): Change =>
		(node: INode) =>
			node.name === name
				? { ...node, parameters: { ...node.parameters, ...parameters } as INode['parameters'] }
				: node;

	const CALL = {
		recording_id: 'call-1',
		audio_url: 'https://recordings.example.com/complaint-call.mp3',
		customer_phone: '+1 415 555 0101',
		called_at: '2026-11-27T09:30:00Z',
	};

	it('needs four requests to Salesforce for a call, and links its record to the customer', async () => {
		const before = sandbox.salesforce.requests().length;
		const done = outcomeOf(await run([CALL]), 'Done').outputs[0];
		const sent = sandbox.salesforce.requests().slice(before);
		expect(
			sent.map(({ method, path }) => `${method} ${path.split('/').slice(4).join('/')}`),
		).toEqual([
			'GET search/',
			// It claims the record and looks up the agent, notes the job, and saves the result.
			'POST composite',
			'POST composite',
			'POST composite',
		]);
		const [contact] = sandbox.salesforce.records('Contact');
		const [record] = records();
		expect(record).toMatchObject({
			Status__c: 'Completed',
			Match__c: 'Unique',
			Contact__c: contact.Id,
			Account__c: contact.AccountId,
			Low_CSAT__c: true,
		});
		expect(done.map(({ json }) => json)).toEqual([
			{
				record: `${sandbox.salesforce.url}/${record.Id}`,
				status: 'Completed',
				linked_to: contact.Id,
				csat: 1.2,
				reason: null,
				note: null,
			},
		]);
	});

	const dana = () =>
		sandbox.salesforce.records('User').find(({ FirstName }) => FirstName === 'Dana');
	const AGENT_CALL = {
		...CALL,
		agent_email: 'Dana.Miller@northwind.example',
		direction: 'inbound',
		channels: 1,
	};
	const deal = (Name: string, more: object = {}) =>
		sandbox.salesforce.create('Opportunity', {
			Name,
			StageName: 'Prospecting',
			CloseDate: '2026-12-31',
			AccountId: sandbox.salesforce.records('Account')[0].Id,
			...more,
		});

	it('gives the record and its tasks to the agent, and links the open opportunity', async () => {
		const open = deal('Renewal');
		deal('Won', { StageName: 'Closed Won' });
		await run([AGENT_CALL], set('Build Record', { followUps: 'unsolvedProblems' }));
		const [record] = records();
		expect(record).toMatchObject({
			Agent__c: dana()?.Id,
			OwnerId: dana()?.Id,
			Opportunity__c: open,
			Direction__c: 'Inbound',
			Channels__c: 1,
			Link_Notes__c: null,
		});
		expect(tasks().length).toBeGreaterThan(1);
		expect(tasks().every(({ OwnerId }) => OwnerId === dana()?.Id)).toBe(true);
		expect(tasks()[0]).toMatchObject({ CallType: 'Inbound', TaskSubtype: 'Call' });
	});

	it.each([['Dana Miller'], ['201']])(
		'belongs to the agent of whom the phone system tells no address, but %s',
		async (name) => {
			await run([{ ...AGENT_CALL, agent_email: undefined, agent_name: name }]);
			expect(records()).toMatchObject([
				{ Agent__c: dana()?.Id, OwnerId: dana()?.Id, Link_Notes__c: null },
			]);
		},
	);

	it('links no opportunity of several, and none at all where that is wanted', async () => {
		deal('Renewal');
		await run([AGENT_CALL], set('Match Customer', { options: { linkOpportunity: false } }));
		deal('Expansion');
		await run([{ ...AGENT_CALL, recording_id: 'call-2' }]);
		expect(records()).toMatchObject([
			{ Opportunity__c: null, Link_Notes__c: null },
			{ Opportunity__c: null, Link_Notes__c: 'The account has several open opportunities.' },
		]);
	});

	it('keeps its own owner where the agent is no user, or may not own it', async () => {
		const own = sandbox.salesforce
			.records('User')
			.find(({ Username }) => Username === 'demo@sandbox.example');
		await run([{ ...AGENT_CALL, agent_email: 'nobody@northwind.example' }]);
		const [assignment] = sandbox.salesforce
			.records('PermissionSetAssignment')
			.filter(({ AssigneeId }) => AssigneeId === dana()?.Id);
		sandbox.salesforce.remove(String(assignment.Id));
		const done = outcomeOf(await run([{ ...AGENT_CALL, recording_id: 'call-2' }]), 'Done');
		expect(records()).toMatchObject([
			{
				OwnerId: own?.Id,
				Agent__c: null,
				Status__c: 'Completed',
				Link_Notes__c: "No active user has the agent's e-mail address.",
			},
			{
				OwnerId: own?.Id,
				Agent__c: dana()?.Id,
				Status__c: 'Completed',
				Link_Notes__c: expect.stringContaining('The agent cannot own the record'),
			},
		]);
		expect(done.outputs[0].length).toBeGreaterThan(0);
	});

	it('has its agent after a first attempt that failed, and keeps an owner and an opportunity of somebody’s choice', async () => {
		const [open, chosen] = [deal('Renewal'), deal('Chosen', { StageName: 'Closed Won' })];
		const tom = sandbox.salesforce.records('User').find(({ FirstName }) => FirstName === 'Tom');
		const waiting = (key: string, more: object = {}) =>
			sandbox.salesforce.create('Call_Analysis__c', {
				Name: key,
				Recording_Id__c: key,
				Recording_URL__c: CALL.audio_url,
				Caller__c: CALL.customer_phone,
				Agent_Email__c: AGENT_CALL.agent_email,
				...more,
			});
		waiting('failed');
		waiting('named', { Agent_Email__c: null, Agent__c: dana()?.Id });
		waiting('of-tom', { OwnerId: tom?.Id, Opportunity__c: chosen });
		const text = JSON.stringify(named(FILE)).replaceAll(ORG_ADDRESS, sandbox.salesforce.url);
		const template = JSON.parse(text) as Template;
		const query = String(template.nodes.find(({ name }) => name === 'Find New')?.parameters.query);
		const { body } = await salesforce<{ records: object[] }>(
			sandbox,
			'GET',
			`/query?q=${encodeURIComponent(query)}`,
		);
		const rows = body.records.filter(({ Name }: { Name?: string }) =>
			/^(failed|named|of-tom)$/.test(Name ?? ''),
		);
		for (const row of rows) await run([row]);
		expect(records()).toMatchObject([
			{ Name: 'failed', Agent__c: dana()?.Id, OwnerId: dana()?.Id, Opportunity__c: open },
			{ Name: 'named', Agent__c: dana()?.Id, OwnerId: dana()?.Id, Opportunity__c: open },
			{ Name: 'of-tom', Agent__c: dana()?.Id, OwnerId: tom?.Id, Opportunity__c: chosen },
		]);
	});

	it('has its topics as records, each once', async () => {
		await run([CALL]);
		const [record] = records();
		const topics = () => sandbox.salesforce.records('Call_Topic__c');
		expect(
			topics()
				.map(({ Name }) => Name)
				.join('; '),
		).toBe(record.Topics__c);
		expect(topics().every((topic) => topic.Call_Analysis__c === record.Id)).toBe(true);
	});

	it('goes on without leads and a phone field for a user who does not see them, and says so', async () => {
		const lacks = { access: ['Lead', 'Contact.MobilePhone'] };
		sandbox.salesforce.restrictUser(lacks);
		const done = outcomeOf(await run([AGENT_CALL]), 'Done').outputs[0];
		const note =
			'Hidden from the Salesforce user: Contact.MobilePhone, Lead. Assign the permission set Call Analysis Integration. No opportunity was looked up.';
		expect(records()).toMatchObject([
			{ Match__c: 'Unique', Agent__c: dana()?.Id, Status__c: 'Completed', Link_Notes__c: note },
		]);
		expect(records()[0].Contact__c).not.toBeNull();
		expect(done[0].json.note).toBe(note);
	});

	it('goes on without tasks for a user who may not create them, and says so', async () => {
		sandbox.salesforce.restrictUser({ permissions: ['EditTask'] });
		const ended = await run([CALL], set('Build Record', { followUps: 'agentActions' }));
		expect(ended.data.resultData.error).toBeUndefined();
		expect(records()).toMatchObject([
			{
				Status__c: 'Completed',
				Failure_Reason__c: expect.stringMatching(
					/^Salesforce has not confirmed each follow-up task\./,
				),
			},
		]);
		const reasons = ended.data.resultData.runData.Done.flatMap(({ data }) => data?.main[0] ?? []);
		expect(reasons.map(({ json }) => json.reason)).toContainEqual(
			expect.stringContaining('has not confirmed'),
		);
		expect(reasons).toHaveLength(2);
	});

	it('gives tasks the states and priorities of the org', async () => {
		sandbox.salesforce.setTaskValues(
			[
				{ ApiName: 'Offen', IsDefault: true },
				{ ApiName: 'Erledigt', IsClosed: true },
			],
			[
				{ ApiName: 'Dringend', IsHighPriority: true },
				{ ApiName: 'Mittel', IsDefault: true },
			],
		);
		await run([CALL], set('Build Record', { followUps: 'unsolvedProblems' }));
		expect(tasks()[0]).toMatchObject({ Status: 'Erledigt', Priority: 'Mittel', IsClosed: true });
		expect(tasks()[1]).toMatchObject({ Status: 'Offen', Priority: 'Dringend', IsClosed: false });
	});

	it('finds a customer whose number is encrypted, in an org with millions of records', async () => {
		const [contact] = sandbox.salesforce.records('Contact');
		for (const field of ['Contact.Phone', 'Contact.MobilePhone', 'Lead.Phone', 'Account.Phone']) {
			sandbox.salesforce.encrypt(field);
		}
		for (const object of [
			'Account',
			'Contact',
			'Lead',
			'Opportunity',
			'Task',
			'Call_Analysis__c',
		]) {
			sandbox.salesforce.makeLarge(object);
		}
		const open = deal('Renewal');
		await run([AGENT_CALL], set('Build Record', { followUps: 'completedCall' }));
		expect(records()).toMatchObject([
			{
				Contact__c: contact.Id,
				Opportunity__c: open,
				Agent__c: dana()?.Id,
				Status__c: 'Completed',
				Link_Notes__c: null,
			},
		]);
		expect(tasks()).toHaveLength(1);
	});

	it('saves the talk share of the agent, whichever of two channels is the agent’s', async () => {
		const stereo = { ...CALL, channels: 2, agent_name: 'Dana' };
		await run([{ ...stereo, agent_channel: 0 }]);
		await run([{ ...stereo, agent_channel: 1, recording_id: 'call-2' }]);
		await run([{ ...stereo, recording_id: 'call-3' }]);
		await run([{ ...stereo, channels: 1, agent_channel: 0, recording_id: 'call-4' }]);
		const sent = sandbox.descriptor.jobs().map(({ request: { config, call_data: data } }) => {
			const speakers = data?.speakers as Array<Record<string, string>> | undefined;
			return [config.channels, speakers?.map(({ label, role }) => label || role)];
		});
		expect(sent).toEqual([
			[2, ['Dana', 'customer']],
			[2, ['customer', 'Dana']],
			[2, undefined],
			[1, undefined],
		]);
		const [first, second, ...others] = records().map(({ Agent_Talk_Share__c: share }) => share);
		expect(first).toBeGreaterThan(0);
		expect(first).not.toBe(second);
		expect(Number(first) + Number(second)).toBeCloseTo(100, 0);
		expect(others).toEqual([null, null]);
	});

	it('stops at the claim of a call that is delivered again', async () => {
		await run([CALL]);
		const [before] = records();
		const ended = await run([CALL, CALL]);
		expect(ended.data.resultData.error).toBeUndefined();
		expect(ended.data.resultData.runData).not.toHaveProperty('Done');
		expect(sandbox.descriptor.jobs()).toHaveLength(1);
		expect(records()).toEqual([before]);
	});

	it('makes a task of each follow-up, related to the record and to the customer', async () => {
		await run([CALL], set('Build Record', { followUps: 'unsolvedProblems' }));
		const [record] = records();
		const subjects = String(record.Follow_Ups__c).split('\n');
		expect(tasks()).toHaveLength(1 + subjects.length);
		for (const task of tasks()) {
			expect(task).toMatchObject({ WhatId: record.Id, WhoId: record.Contact__c });
		}
		expect(tasks().map(({ Subject }) => Subject)).toEqual(expect.arrayContaining(subjects));
	});

	it('saves a call that fails with the reason, while the others go on', async () => {
		const wrongCase = { ...CALL, recording_id: 'call-2', case_id: '500Qy0000000001AAB' };
		const noPlace = { ...CALL, recording_id: 'call-3', audio_url: 'https://a.example/?password=x' };
		const { runData } = (await run([CALL, wrongCase, noPlace])).data.resultData;
		const done = runData.Done.flatMap(({ data }) => data?.main[0] ?? []);
		expect(done.map(({ json }) => json.status).sort()).toEqual(['Completed', 'Failed', 'Failed']);
		expect(records()).toMatchObject([
			{ Recording_Id__c: 'call-1', Status__c: 'Completed' },
			{
				Recording_Id__c: expect.stringMatching(/call-[23]/),
				Status__c: 'Failed',
				Failure_Reason__c: expect.stringContaining('Set Status to New'),
			},
			{ Recording_Id__c: expect.stringMatching(/call-[23]/), Status__c: 'Failed' },
		]);
		expect(JSON.stringify(records())).not.toContain('password=');
	});

	it('stops when Salesforce cannot be told of a failure either, and names the job', async () => {
		sandbox.salesforce.setDailyRequests(sandbox.salesforce.requests().length + 2);
		const ended = await run([CALL]);
		const [job] = sandbox.descriptor.jobs();
		const { message, description } = ended.data.resultData.error ?? {};
		expect(message).toContain("Salesforce could not be told what happened to the call 'call-1'");
		expect(description).toContain('REQUEST_LIMIT_EXCEEDED');
		expect(description).toContain(job.id);
	});

	it('stops before it submits when Salesforce is away altogether', async () => {
		sandbox.salesforce.expireSessions();
		const ended = await run([CALL]);
		expect(ended.data.resultData.error?.message).toContain('could not be told');
		expect(sandbox.descriptor.jobs()).toEqual([]);
		expect(records()).toEqual([]);
	});
});
