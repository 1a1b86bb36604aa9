import type { INode } from 'n8n-workflow';

import { startSandbox, type Sandbox } from '../../../sandbox';
import { runWith, type Seen } from '../../support/faultRuns';
import type { Outcome } from '../../support/matrix';
import { leftAfter, stable } from '../../support/outcomes';
import { expectGuarantees } from '../../support/guarantees';
import {
	answerLost,
	EXPIRED,
	hiddenField,
	MAINTENANCE,
	NO_OBJECT,
	noField,
	QUOTA,
	quotaEnds,
	READ_ONLY,
	REQUIRED,
	SERVER_ERROR,
	SHORT_TEXT,
	validationRule,
	type Cause,
} from './causes';

const FIRST = 'call-recording-to-salesforce.json';
const SUBMIT_AND_WAIT = 'call-recordings-with-submit-and-wait.json';
const CUSTOMER = 'call-recording-to-customer.json';
const REPORT = 'call-report-to-salesforce.json';
const TITLES: Record<string, string> = {
	[FIRST]: 'Call recording to Salesforce',
	[SUBMIT_AND_WAIT]: 'Submit and Wait',
	[CUSTOMER]: 'To the customer’s record',
	[REPORT]: 'With report',
};

/** Lets the first template create records, as its note says. */
const creating = (node: INode): INode =>
	node.name === 'Save Call Analysis'
		? { ...node, retryOnFail: false, parameters: { ...node.parameters, operation: 'create' } }
		: node;

/** What the templates do that make a record of a result, and nothing else. */
export function simple(outcomes: Outcome[]): void {
	describe('The simple templates', () => {
		let sandbox: Sandbox;
		beforeEach(async () => {
			sandbox = await startSandbox({ salesforceLanguage: 'en' });
		});
		afterEach(async () => await sandbox.close());

		const records = () => sandbox.salesforce.records('Call_Analysis__c');
		const note = (fault: string, where: string, seen: string, left: string) =>
			outcomes.push({ fault, where, seen: stable(seen, sandbox), left: `${left}.` });

		/** Lets a fault happen in a run, and retries the execution as a person does when the fault is gone. */
		const retried = async (
			file: string,
			{ fault, make, reason }: Cause,
			run: () => Promise<Seen>,
			changed = '',
		) => {
			const mend = make(sandbox.salesforce);
			const first = await run();
			expect(first.error).toContain(reason);
			// What n8n's own node shows of Salesforce's answer cannot be changed by a template.
			const repeatsValue = reason.includes('too large');
			await expectGuarantees(sandbox, { read: first.error, found: first.items, repeatsValue });
			const left = leftAfter(sandbox, first.error);

			mend();
			const second = await first.retry();
			expect(second.error).toBe('');
			note(
				fault,
				TITLES[file] + changed,
				first.error,
				`${left}. Retried: ${leftAfter(sandbox, '')}`,
			);
		};

		it.each<[string, string, Cause, string[]]>([
			['an expired session', FIRST, EXPIRED, ['support']],
			['a spent quota', FIRST, QUOTA, ['support']],
			['a missing object', FIRST, NO_OBJECT, ['support']],
			['a missing field', FIRST, noField('Agent_Actions_c__c'), ['support']],
			['a hidden field', FIRST, hiddenField('Summary_c__c'), ['support']],
			['a user who may not create', FIRST, READ_ONLY, ['support']],
			['a required field', FIRST, REQUIRED, ['support']],
			['a short field', FIRST, SHORT_TEXT, ['support']],
			['status 500', FIRST, SERVER_ERROR, ['support']],
			['a page instead of an answer', FIRST, MAINTENANCE, ['support']],
			['lost answers', FIRST, answerLost('PATCH', /Job_Id__c/, 'made the record'), ['support']],
			[
				'a rule against one of the results',
				SUBMIT_AND_WAIT,
				validationRule(/Priya/, 'one of three results'),
				['support', 'sales', 'short'],
			],
			['a spent quota', CUSTOMER, QUOTA, ['support']],
			['status 500', CUSTOMER, SERVER_ERROR, ['support']],
			[
				'lost answers',
				CUSTOMER,
				answerLost('PATCH', /Recording_Id__c/, 'made the record'),
				['support'],
			],
		])('lose and double nothing with %s', async (_, file, cause, names) => {
			await retried(file, cause, async () => await runWith(file, sandbox, names));
			await expectGuarantees(sandbox, { read: '', found: '' });
			expect(records()).toHaveLength(names.length);
		});

		it('attach one report when its upload fails at first', async () => {
			// Enough for the record and for the search for its report.
			await retried(REPORT, quotaEnds(2), async () => await runWith(REPORT, sandbox, ['support']));
			expect(records()).toHaveLength(1);
			expect(sandbox.salesforce.files()).toHaveLength(1);
		});

		it('cut what is longer than any field', async () => {
			const { error } = await runWith(FIRST, sandbox, ['endless']);
			expect(error).toBe('');
			expect(String(records()[0].Summary_c__c)).toHaveLength(40_000);
			const fault = 'A summary has more than 131,072 characters';
			note(fault, TITLES[FIRST], 'Nothing', `${leftAfter(sandbox, '')}, cut at 40,000 characters`);
		});

		it('double a record where they create as in the guide, and are retried after a lost answer', async () => {
			const cause = answerLost('POST', /Call_Analysis__c$/, 'made the record', 1);
			const run = async () => await runWith(FIRST, sandbox, ['support'], { change: creating });
			await retried(FIRST, cause, run, ', changed as in the guide');
			// As in the integration guide; the template by itself is there for what it lacks.
			expect(records()).toHaveLength(2);
			expect(sandbox.descriptor.jobs()).toHaveLength(1);
		});

		it('analyze a recording anew when they are run again, instead of retried', async () => {
			for (const time of [1, 2]) {
				await runWith(FIRST, sandbox, ['support']);
				expect(sandbox.descriptor.jobs()).toHaveLength(time);
			}
			expect(records()).toHaveLength(2);
			const fault = 'None, but the workflow is run again instead of retried';
			note(fault, TITLES[FIRST], 'Nothing', leftAfter(sandbox, ''));
		});
	});
}
