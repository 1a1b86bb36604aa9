import { startSandbox, type Sandbox } from '../../../sandbox';
import { salesforce } from '../../sandbox/client';
import { runWith } from '../../support/faultRuns';
import type { Outcome } from '../../support/matrix';
import { leftAfter, stable } from '../../support/outcomes';
import { expectGuarantees } from '../../support/guarantees';
import {
	answerLost,
	EXPIRED,
	hiddenField,
	locked,
	MAINTENANCE,
	NO_OBJECT,
	picklistWithout,
	QUOTA,
	quotaEnds,
	READ_ONLY,
	REQUIRED,
	SERVER_ERROR,
	SHORT_TEXT,
	validationRule,
	type Cause,
} from './causes';
import { LINK, reasonsIn, runTwice, type Situation } from './twice';

const WHERE = 'Analyze calls and link them';

/** What the template does that keeps a record of each recording from the beginning. */
export function linking(outcomes: Outcome[]): void {
	describe('The template that links', () => {
		let sandbox: Sandbox;
		beforeEach(async () => {
			sandbox = await startSandbox();
		});
		afterEach(async () => await sandbox.close());

		const records = () => sandbox.salesforce.records('Call_Analysis__c');
		const keys = () =>
			sandbox.salesforce
				.records('Task')
				.map(({ CallObject }) => CallObject)
				.sort();
		const email = 'kim@example.com';
		const contact = ({ salesforce }: Sandbox) =>
			void salesforce.create('Contact', { LastName: 'Kim', Email: email });
		const failedBefore = ({ salesforce }: Sandbox) =>
			void salesforce.create('Call_Analysis__c', {
				Name: 'One',
				Status__c: 'Failed',
				Recording_Id__c: 'support-1',
			});
		const three = { names: ['support', 'sales', 'short'] };
		const noCase = {
			also: { case_id: '500Qy0000000001' },
			corrected: {},
			before: ({ salesforce }: Sandbox) => salesforce.remove(salesforce.create('Case', {})),
		};
		const noId = { also: { case_id: '500Qy0000000001AAB' }, corrected: {} };
		const notACase = { also: { case_id: '003Qy0000000001AAA' }, corrected: {} };

		it.each<[string, Cause, Situation?]>([
			['an expired session', EXPIRED],
			['a spent quota', QUOTA],
			['a quota that ends in the middle', quotaEnds(5), { status: 'Failed' }],
			['a missing object', { ...NO_OBJECT, reason: "sObject type 'Call_Analysis__c' is not supp" }],
			['a hidden field', hiddenField('CSAT_Reason__c')],
			['a user who may not create', READ_ONLY],
			['a required field', REQUIRED],
			['a short field', SHORT_TEXT],
			['status 500', SERVER_ERROR],
			['a page instead of an answer', MAINTENANCE],
			[
				'a rule against one of the recordings',
				validationRule(/sales/, 'one of three recordings'),
				three,
			],
			['a rule against one of the results', validationRule(/Priya/, 'one of three results'), three],
			['a picklist without its first value', picklistWithout('Submitted')],
			['a picklist without its last value', picklistWithout('Completed')],
			[
				'a lost answer about a new record',
				answerLost('POST', /Call_Analysis__c$/, 'made the record', 1),
			],
			['a lost answer about a task', answerLost('POST', /Task$/i, 'made a task', 1)],
			['lost answers about changes', answerLost('PATCH', /Recording_Id__c/, 'saved the result')],
			['a locked contact', locked('Contact', 'contact'), { also: { email }, before: contact }],
			['a locked record', locked('Call_Analysis__c', 'record'), { before: failedBefore }],
			[
				'a link of an ID that there cannot be',
				wrongLink('The ID of a link is malformed', 'Case: id value of incorrect type: '),
				noId,
			],
			[
				'a link to a record that was deleted',
				wrongLink('The record of a link is deleted', 'invalid cross reference id'),
				noCase,
			],
			[
				'a link to something else',
				wrongLink('The ID of a link is that of another object', 'Case: id value of incorrect'),
				notACase,
			],
		])('loses and doubles nothing with %s', async (_, cause, situation: Situation = {}) => {
			outcomes.push(await runTwice(sandbox, cause, situation));
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
			sandbox.salesforce.expireSessions();
			const { error } = await runWith(LINK, sandbox, ['support'], { salesforce: credential });
			expect(error).toBe('');
			await expectGuarantees(sandbox, { read: '', found: '' });
			expect(records()).toMatchObject([{ Status__c: 'Completed' }]);
			outcomes.push({
				fault: 'The session has expired, and the credential renews it',
				where: WHERE,
				seen: 'Nothing',
				left: `${leftAfter(sandbox, '')}.`,
			});
		});

		it('requests the result when a person has entered the result ID that the error named', async () => {
			const { fault, make } = quotaEnds(5);
			const mend = make(sandbox.salesforce);
			const { error } = await runWith(LINK, sandbox, ['support']);
			mend();
			const [{ id }] = sandbox.descriptor.jobs();
			expect(error).toContain(`support-1 (Job ID ${id}): `);
			const path = `/sobjects/Call_Analysis__c/${records()[0].Id}`;
			await salesforce(sandbox, 'PATCH', path, { Job_Id__c: id });
			expect((await runWith(LINK, sandbox, ['support'])).error).toBe('');
			await expectGuarantees(sandbox, { read: error, found: '' });
			expect(records()).toMatchObject([{ Status__c: 'Completed' }]);
			outcomes.push({
				fault,
				where: `${WHERE}, with the result ID entered in the record before it is run again`,
				seen: stable(error, sandbox),
				left: `Run again: ${leftAfter(sandbox, '')}.`,
			});
		});

		it('leaves a link out that has not even the form of an ID', async () => {
			const also = { case_id: '00001026' };
			expect((await runWith(LINK, sandbox, ['support'], { also })).error).toBe('');
			expect(records()).toMatchObject([{ Status__c: 'Completed', Case__c: null }]);
			outcomes.push({
				fault: 'A case number is given for the ID of a case',
				where: WHERE,
				seen: 'Nothing: the field _Case_ is empty',
				left: `${leftAfter(sandbox, '')}.`,
			});
		});

		it('lets only one of two runs submit a recording, and the other one leave its record alone', async () => {
			sandbox.salesforce.meet(2, { method: 'POST', path: /Call_Analysis__c$/ });
			const runs = await Promise.all([
				runWith(LINK, sandbox, ['support', 'sales']),
				runWith(LINK, sandbox, ['support', 'short']),
			]);
			expect(runs.map(({ error }) => error)).toEqual(['', '']);
			expect(runs.flatMap(({ putOut }) => putOut('Note the Failure'))).toEqual([]);
			expect(reasonsIn(sandbox)).toEqual([]);
			await expectGuarantees(sandbox, { read: '', found: '' });
			expect(records().map(({ Status__c }) => Status__c)).toEqual(Array(3).fill('Completed'));
			outcomes.push({
				fault: 'Two runs make a record of the same recording at the same time',
				where: WHERE,
				seen: 'Nothing: the second leaves it to the first',
				left: `${leftAfter(sandbox, '')}, for three recordings, of which both runs had one.`,
			});
		});

		it('keeps one of each task when two runs go on with the same recording', async () => {
			await runWith(LINK, sandbox, ['support']);
			const made = keys();
			for (const { Id } of sandbox.salesforce.records('Task'))
				sandbox.salesforce.remove(String(Id));
			const path = `/sobjects/Call_Analysis__c/${records()[0].Id}`;
			await salesforce(sandbox, 'PATCH', path, { Status__c: 'Submitted' });
			sandbox.salesforce.meet(2, { method: 'POST', path: /Task$/i });
			const run = async () => await runWith(LINK, sandbox, ['support']);
			const runs = await Promise.all([run(), run()]);
			expect(runs.map(({ error }) => error)).toEqual(['', '']);
			expect(runs.flatMap(({ putOut }) => putOut('Create Task'))).toHaveLength(2 * made.length);
			expect(keys()).toEqual(made);
			await expectGuarantees(sandbox, { read: '', found: '' });
			expect(records()).toMatchObject([{ Status__c: 'Completed' }]);
			outcomes.push({
				fault: 'Two runs go on with the same recording at the same time',
				where: WHERE,
				seen: 'Nothing: of two tasks that are the same, the second is deleted',
				left: `${leftAfter(sandbox, '')}.`,
			});
		});
	});
}

/** A link that the person has given, which Salesforce refuses. */
const wrongLink = (fault: string, reason: string): Cause => ({
	fault,
	make: () => () => {},
	reason,
});
