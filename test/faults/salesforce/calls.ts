import type { IDataObject } from 'n8n-workflow';

import { startSandbox, type Sandbox } from '../../../sandbox';
import { finishedItems } from '../../support/templateRuns';
import type { Seen } from '../../support/faultRuns';
import { expectGuarantees } from '../../support/guarantees';
import type { Outcome } from '../../support/matrix';
import { leftAfter, stable } from '../../support/outcomes';
import {
	answerLost,
	EXPIRED,
	HIDDEN_IN_LEADS,
	hiddenField,
	locked,
	MAINTENANCE,
	matchWithout,
	NO_OBJECT,
	QUOTA,
	quotaEnds,
	READ_ONLY,
	REQUIRED,
	SEARCH_FAILS,
	SERVER_ERROR,
	SHORT_TEXT,
	statusWithout,
	validationRule,
	wrongLink,
	type Cause,
} from './causes';
import { callOf, Pipeline } from './pipeline';

const WHERE = 'Calls to Salesforce';
const PROCESSING = '/api/v1/offline/processing';
/** An answer of Descriptor.AI to a user whose plan has ended, for example. */
const FORBIDDEN = {
	status: 403,
	headers: { 'content-type': 'application/json' },
	body: JSON.stringify({ detail: 'Not authenticated' }),
};
const SAVES = /Recording_Id__c/;
/** More than a run has to note its job. */
const LATER = 16;
const LANGUAGES = ['en', 'de'] as const;

interface Situation {
	/** The recordings; one unless given. */
	names?: string[];
	/** Further fields of each call. */
	also?: IDataObject;
	/** When the fault begins; with the delivery unless given. */
	begins?: 'at the submit' | 'before the callback';
	/** Whether it is over before the callback. */
	isShort?: true;
	/** What there is in Salesforce before. */
	before?(sandbox: Sandbox): void;
	/** Whether no tasks are made: the record lists what is to be done. */
	hasNoTasks?: true;
	/** Whether the record tells of the fault when all is over. */
	isTold?: true;
}

/** What the template for production does. */
export function calls(outcomes: Outcome[]): void {
	describe('The template for production', () => {
		let sandbox: Sandbox;
		let pipeline: Pipeline;
		beforeEach(async () => {
			sandbox = await startSandbox({ salesforceLanguage: 'en' });
			pipeline = new Pipeline(sandbox);
		});
		afterEach(async () => await sandbox.close());

		const note = (fault: string, seen: string, left: string, where = WHERE) =>
			outcomes.push({ fault, where, seen: stable(seen || 'Nothing', sandbox), left: `${left}.` });
		const job = () => sandbox.descriptor.jobs()[0].id;
		const callTasks = () => pipeline.keys().filter((key) => key.endsWith('/call'));

		const three = { names: ['support', 'sales', 'short'] };
		const helen = ({ salesforce }: Sandbox) =>
			void salesforce.create('Contact', { LastName: 'Carter', Phone: '+1 415 555 0101' });
		const waiting = ({ salesforce }: Sandbox) => {
			const { recording_id: Recording_Id__c, audio_url: Recording_URL__c } = callOf('support');
			const fields = { Recording_Id__c, Recording_URL__c } as Record<string, string>;
			salesforce.create('Call_Analysis__c', { Name: 'One', Status__c: 'New', ...fields });
		};
		const lostSave = (done: string) => answerLost('PATCH', SAVES, done);
		const lostOnce = (done: string): Cause => {
			const { fault, make } = answerLost('PATCH', SAVES, done, 1);
			return { fault: `${fault}, once`, make, reason: '' };
		};

		it.each<[string, Cause, Situation?]>([
			['an expired session', EXPIRED],
			['a spent quota', QUOTA],
			['a quota that ends before the callback', QUOTA, { begins: 'before the callback' }],
			['a quota that is spent for a moment', { ...quotaEnds(1) }, { isShort: true }],
			['a missing object', NO_OBJECT],
			['a hidden field', hiddenField('CSAT_Reason__c')],
			['a user who may not create', READ_ONLY],
			['a required field', REQUIRED],
			['a short field', { ...SHORT_TEXT, reason: 'a text is too long for its field Summary_c__c' }],
			['status 500', SERVER_ERROR],
			['a page instead of an answer', MAINTENANCE],
			[
				'a rule against one of the recordings',
				validationRule(/sales/, 'one of three recordings'),
				three,
			],
			['a rule against one of the results', validationRule(/Priya/, 'one of three results'), three],
			['a picklist without Submitted', statusWithout('Submitted')],
			['a picklist without Completed', statusWithout('Completed')],
			['a picklist without None', matchWithout('None')],
			['one lost answer about the claim', lostOnce('claimed the record')],
			['lost answers about the claim', lostSave('claimed the record'), { isShort: true }],
			[
				'lost answers about the job',
				lostSave('noted the job'),
				{ begins: 'at the submit', isShort: true },
			],
			[
				'one lost answer about the result',
				lostOnce('saved the result'),
				{ begins: 'before the callback' },
			],
			[
				'lost answers about the result',
				lostSave('saved the result'),
				// Nobody tells that the result was saved after all, if no answer arrives.
				{ begins: 'before the callback', hasNoTasks: true, isTold: true },
			],
			[
				'a lost answer about a task',
				answerLost('POST', /Task$/i, 'made a task', 1),
				{ isTold: true },
			],
			[
				'a contact that is locked for the tasks',
				{
					...locked('Contact', 'contact'),
					reason: 'Salesforce has not confirmed each follow-up task',
				},
				{ before: helen, begins: 'before the callback', hasNoTasks: true, isTold: true },
			],
			['a locked record', locked('Call_Analysis__c', 'record'), { before: waiting }],
			[
				'a record that is locked for the result',
				locked('Call_Analysis__c', 'record'),
				{ begins: 'before the callback' },
			],
			[
				'a link of an ID that there cannot be',
				wrongLink('The ID of a link is malformed', 'Case: id value of incorrect type: '),
				{ also: { case_id: '500Qy0000000001AAB' } },
			],
			[
				'a link to a record that was deleted',
				wrongLink('The record of a link is deleted', 'invalid cross reference id'),
				{
					also: { case_id: '500Qy0000000001' },
					before: ({ salesforce }) => salesforce.remove(salesforce.create('Case', {})),
				},
			],
		])('loses and doubles nothing with %s', async (_, cause, situation: Situation = {}) => {
			const { names = ['support'], also, begins, isShort, before, hasNoTasks, isTold } = situation;
			const delivered = names.map((name) => callOf(name, also));
			before?.(sandbox);
			let mend = () => {};
			const begin = () => (mend = cause.make(sandbox.salesforce));
			const about = () => (begin(), false);
			if (begins === 'at the submit') {
				sandbox.descriptor.faults.next('POST', PROCESSING, {}, { about });
			}
			if (!begins) begin();
			await pipeline.deliver(delivered);
			const steps: string[] = [];
			let read = pipeline.read();
			if (isShort) {
				steps.push(leftAfter(sandbox, ''));
				mend();
			}
			if (begins === 'before the callback') begin();
			const calledBack = await pipeline.callBack();
			if (!isShort) read = pipeline.read();
			if (!isShort || calledBack.length > 0)
				steps.push((isShort ? 'With the callback: ' : '') + leftAfter(sandbox, ''));

			if (!isShort) mend();
			const done = await pipeline.catchUp(delivered);
			if (done) steps.push(`${done}: ${leftAfter(sandbox, '')}`);
			if (hasNoTasks) steps.push('No task; the record lists what is to be done');
			expect(read).toContain(cause.reason);
			await expectGuarantees(sandbox, { read, found: pipeline.items() });
			await pipeline.expectCompleted(names.length, isTold);
			expect(callTasks()).toHaveLength(hasNoTasks ? 0 : names.length);
			for (const { Follow_Ups__c: list } of pipeline.records()) expect(list).not.toBeNull();
			note(cause.fault, read, steps.join('. '), begins ? `${WHERE}, ${begins}` : WHERE);
		});

		it.each([
			[
				'without a link when the search fails',
				SEARCH_FAILS,
				null,
				'without a link; _Match_ is empty',
			],
			['when the search is refused', HIDDEN_IN_LEADS, 'Unique', 'linked'],
		])('goes on %s', async (_, cause, Match__c, how) => {
			helen(sandbox);
			const mend = cause.make(sandbox.salesforce);
			await pipeline.deliver([callOf('support')]);
			const read = pipeline.read();
			expect(read).toContain(cause.reason);
			expect(pipeline.records()).toMatchObject([{ Status__c: 'Submitted', Match__c }]);
			await pipeline.callBack();
			mend();
			const [{ Contact__c: contact }] = pipeline.records();
			expect(contact === null).toBe(Match__c === null);
			await pipeline.expectCompleted(1);
			note(cause.fault, read, `${leftAfter(sandbox, '')}, ${how}`);
		});

		it('goes on with a session that its credential renews', async () => {
			const { connection, url } = sandbox.salesforce;
			const credential = {
				grantType: 'pkce',
				accessTokenUrl: `${url}/services/oauth2/token`,
				clientId: connection.clientId,
				clientSecret: connection.clientSecret,
				authentication: 'header',
				oauthTokenData: {
					access_token: sandbox.salesforce.accessToken,
					refresh_token: connection.refreshToken,
					instance_url: url,
					token_type: 'Bearer',
				},
			};
			pipeline = new Pipeline(sandbox, { salesforce: credential });
			helen(sandbox);
			sandbox.salesforce.expireSessions();
			await pipeline.deliver([callOf('support')]);
			await pipeline.callBack();
			expect(pipeline.read()).toBe('');
			await pipeline.expectCompleted(1);
			expect(pipeline.records()).toMatchObject([{ Match__c: 'Unique' }]);
			const fault = 'The session has expired, and the credential renews it';
			note(fault, '', leftAfter(sandbox, ''));
		});

		describe('when nobody can know whether a recording was accepted', () => {
			/** Fails unless the record says so after a quarter of an hour, and not before. */
			const expectUnknown = async () => {
				await pipeline.sweep();
				await pipeline.callBack();
				expect(pipeline.states()).toEqual(['Submitted']);
				await pipeline.sweep(LATER);
				const read = pipeline.read();
				expect(pipeline.states()).toEqual(['Failed']);
				expect(read).toContain('It is unknown whether Descriptor.AI has accepted the recording');
				return read;
			};
			const { make, fault } = quotaEnds(2);

			it('saves its result when a person has found it and entered its result ID', async () => {
				const mend = make(sandbox.salesforce);
				await pipeline.deliver([callOf('support')]);
				await pipeline.callBack();
				mend();
				const read = await expectUnknown();
				const left = leftAfter(sandbox, '');
				const [{ Id }] = pipeline.records();
				await pipeline.change(Id, { Job_Id__c: job(), Status__c: 'Submitted' });
				await pipeline.sweep();
				await expectGuarantees(sandbox, { read, found: pipeline.items() });
				await pipeline.expectCompleted(1);
				const steps = 'With the result ID entered and Status set to Submitted, the next sweep';
				note(
					`${fault}, and the callback is lost`,
					read,
					`${left}. ${steps}: ${leftAfter(sandbox, '')}`,
				);
			});

			it('sends it again when a person has not found it', async () => {
				const mend = make(sandbox.salesforce);
				const rule = sandbox.descriptor.faults.next('POST', PROCESSING, FORBIDDEN);
				await pipeline.deliver([callOf('support')]);
				mend();
				expect(rule.struck).toBe(1);
				expect(sandbox.descriptor.jobs()).toEqual([]);
				const read = await expectUnknown();
				const left = leftAfter(sandbox, '');
				const done = await pipeline.catchUp([callOf('support')]);
				await pipeline.expectCompleted(1);
				const failure = `${fault}, and Descriptor.AI refuses the recording`;
				note(failure, read, `${left}. ${done}: ${leftAfter(sandbox, '')}`);
			});
		});

		it('says in the record why Descriptor.AI has not accepted a recording', async () => {
			sandbox.descriptor.faults.next('POST', PROCESSING, FORBIDDEN);
			await pipeline.deliver([callOf('support')]);
			const read = pipeline.read();
			expect(read).toContain('Descriptor.AI does not allow this request');
			const left = leftAfter(sandbox, '');
			const done = await pipeline.catchUp([callOf('support')]);
			await expectGuarantees(sandbox, { read, found: '' });
			await pipeline.expectCompleted(1);
			const fault = 'Descriptor.AI refuses the recording with status 403';
			note(fault, read, `${left}. ${done}: ${leftAfter(sandbox, '')}`);
		});

		it('says in a record what is wrong with it, and goes on with the others', async () => {
			waiting(sandbox);
			const fields = { Recording_Id__c: 'bad', Recording_URL__c: 'nowhere', Status__c: 'New' };
			const id = sandbox.salesforce.create('Call_Analysis__c', { Name: 'Two', ...fields });
			await pipeline.sweep();
			await pipeline.callBack();
			const read = pipeline.read();
			expect(read).toContain("'Recording_URL__c' of the item must be a web address");
			expect(pipeline.states()).toEqual(['Completed', 'Failed']);
			const left = leftAfter(sandbox, '');
			await pipeline.change(id, { Recording_URL__c: callOf('sales').audio_url });
			const done = await pipeline.catchUp([]);
			await pipeline.expectCompleted(2);
			const fault = 'The address of one of two records is none';
			note(fault, read, `${left}. Corrected. ${done}: ${leftAfter(sandbox, '')}`);
		});

		it('notes a bad call by its address, and goes on with the others', async () => {
			const { audio_url } = callOf('sales');
			await pipeline.deliver([{ audio_url, case_id: '1026' }, callOf('support')]);
			await pipeline.callBack();
			const read = pipeline.read();
			expect(read).toContain("'case_id' of the item must be the Salesforce ID of a case");
			const bad = pipeline.records().find(({ Status__c: status }) => status === 'Failed');
			expect(pipeline.states().sort()).toEqual(['Completed', 'Failed']);
			const left = leftAfter(sandbox, '');
			await pipeline.change(bad?.Id, { Status__c: 'New' });
			await pipeline.deliver([{ audio_url }]);
			await pipeline.callBack();
			await pipeline.expectCompleted(2);
			const fault = 'One of two calls has a wrong case and no Recording ID';
			note(
				fault,
				read,
				`${left}. With Status New, and delivered again without it: ${leftAfter(sandbox, '')}`,
			);
		});

		it('leaves a call alone that is delivered a second time, and badly', async () => {
			await pipeline.deliver([callOf('support')]);
			const again = [callOf('support', { audio_url: 'nowhere' })];
			await pipeline.deliver(again);
			expect(pipeline.states()).toEqual(['Submitted']);
			await pipeline.callBack();
			const before = pipeline.records();
			await pipeline.deliver(again);
			expect(pipeline.records()).toEqual(before);
			await pipeline.expectCompleted(1);
			note(
				'A call is delivered again with an address that is none',
				pipeline.read(),
				leftAfter(sandbox, ''),
			);
		});

		it('takes the result of a recording whose submit had no answer', async () => {
			sandbox.descriptor.faults.next('POST', PROCESSING, { coming: 'reset' }, { done: true });
			await pipeline.deliver([callOf('support')]);
			const read = pipeline.read();
			expect(read).toContain('It is not known whether');
			const left = leftAfter(sandbox, '');
			await pipeline.callBack();
			await pipeline.expectCompleted(1);
			const fault = 'The connection breaks after Descriptor.AI has accepted the recording';
			note(fault, read, `${left}. With the callback: ${leftAfter(sandbox, '')}`);
		});

		it.each([
			['that is the ID of something else', '003Qy0000000001AAA'],
			['that is not even the form of an ID', '00001026'],
		])('submits no call with a case %s, but the others', async (_, case_id) => {
			await pipeline.deliver([callOf('support', { case_id }), callOf('sales')]);
			await pipeline.callBack();
			const read = pipeline.read();
			expect(read).toContain("'case_id' of the item must be the Salesforce ID of a case");
			expect(pipeline.states().sort()).toEqual(['Completed', 'Failed']);
			const left = leftAfter(sandbox, '');
			const failed = pipeline.records().find(({ Status__c: status }) => status === 'Failed');
			await pipeline.change(failed?.Id, { Status__c: 'New' });
			await pipeline.deliver([callOf('support')]);
			await pipeline.callBack();
			await pipeline.expectCompleted(2);
			const fault = `The case of one of two calls is ${case_id}`;
			const steps = 'Set to New, and delivered again without it';
			note(fault, read, `${left}. ${steps}: ${leftAfter(sandbox, '')}`);
		});

		describe.each(LANGUAGES)('in Salesforce’s language %s', (language) => {
			beforeEach(() => sandbox.salesforce.speak(language));
			const noted = (fault: string, seen: string, more = '') => {
				// The table would have the same rows twice.
				if (language === 'en') note(fault, seen, leftAfter(sandbox, '') + more);
			};
			/** How many items a node has returned in all of some executions. */
			const returned = (node: string, runs: Seen[]) =>
				runs.flatMap(({ putOut }) => putOut(node)).length;

			it('submits a recording once that two runs claim at the same time', async () => {
				sandbox.salesforce.meet(2, { method: 'PATCH', path: SAVES });
				const runs = await Promise.all([
					pipeline.deliver([callOf('support'), callOf('sales')]),
					pipeline.deliver([callOf('support'), callOf('short')]),
				]);
				expect(runs.map(({ error }) => error)).toEqual(['', '']);
				// The second run leaves one of its two calls out.
				expect(returned('Match Customer', runs)).toBe(4);
				expect(returned('Match Agent', runs)).toBe(3);
				expect(pipeline.read()).toBe('');
				await pipeline.callBack();
				await pipeline.expectCompleted(3);
				expect(callTasks()).toHaveLength(3);
				const fault = 'Two runs claim the same recording at the same time';
				noted(
					fault,
					'Nothing: the second leaves it to the first',
					', for three recordings, of which both runs had one',
				);
			});

			it('submits a recording once that two sweeps find at the same time', async () => {
				waiting(sandbox);
				sandbox.salesforce.meet(2, { method: 'PATCH', path: SAVES });
				await Promise.all([pipeline.sweep(), pipeline.sweep()]);
				expect(sandbox.descriptor.jobs()).toHaveLength(1);
				await pipeline.callBack();
				await pipeline.expectCompleted(1);
				expect(callTasks()).toHaveLength(1);
				const fault = 'Two sweeps send the same record at the same time';
				noted(fault, 'Nothing: the second leaves it to the first');
			});

			it('completes a record once, with its tasks, when callback and sweep meet', async () => {
				await pipeline.deliver([callOf('support')]);
				sandbox.salesforce.meet(2, { method: 'PATCH', path: SAVES });
				const runs = await Promise.all([pipeline.callBack(), pipeline.sweep()]);
				expect(returned('Combine Records', runs.flat())).toBe(2);
				expect(returned('Done', runs.flat())).toBe(1);
				await pipeline.expectCompleted(1);
				expect(callTasks()).toHaveLength(1);
				const fault = 'A callback and a sweep complete the same record at the same time';
				noted(fault, pipeline.read());
			});

			it('doubles nothing when calls are delivered and reported again', async () => {
				const delivered = ['support', 'sales', 'short'].map((name) => callOf(name));
				await pipeline.deliver(delivered);
				await pipeline.callBack();
				const before = [pipeline.records(), pipeline.keys()];
				await pipeline.deliver(delivered);
				for (const item of await finishedItems(sandbox)) await pipeline.reportAgain(item);
				await pipeline.sweep();
				expect([pipeline.records(), pipeline.keys()]).toEqual(before);
				await pipeline.expectCompleted(3);
				const fault = 'Three calls are delivered twice, and their analyses are reported twice';
				noted(fault, pipeline.read());
			});
		});
	});
}
