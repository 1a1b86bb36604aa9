import { startSandbox, type Sandbox } from '../../../sandbox';
import { runWith, type Seen } from '../../support/faultRuns';
import type { Outcome } from '../../support/matrix';
import { leftAfter, stable } from '../../support/outcomes';
import { expectGuarantees } from '../../support/guarantees';
import { finishedItems } from '../../support/templateRuns';
import {
	answerLost,
	EXPIRED,
	hiddenField,
	locked,
	MAINTENANCE,
	NO_OBJECT,
	noField,
	QUOTA,
	READ_ONLY,
	REQUIRED,
	SERVER_ERROR,
	SHORT_TEXT,
	validationRule,
	type Cause,
} from './causes';

const UPSERT = 'call-recording-to-salesforce-upsert.json';
const CREATE = 'call-recording-to-salesforce.json';
const SUBMIT_AND_WAIT = 'call-recordings-to-salesforce-submit-and-wait.json';
const FINISHED = 'finished-call-analyses-to-salesforce.json';
const TITLES: Record<string, string> = {
	[UPSERT]: 'Upsert',
	[CREATE]: 'Call recording to Salesforce',
	[SUBMIT_AND_WAIT]: 'Submit and Wait',
	[FINISHED]: 'Finished',
};

/** What the templates do that make a record of a result, and nothing else. */
export function simple(outcomes: Outcome[]): void {
	describe('The simple templates', () => {
		let sandbox: Sandbox;
		beforeEach(async () => {
			sandbox = await startSandbox();
		});
		afterEach(async () => await sandbox.close());

		const records = () => sandbox.salesforce.records('Call_Analysis__c');
		const note = (fault: string, file: string, seen: string, left: string) =>
			outcomes.push({ fault, where: TITLES[file], seen: stable(seen, sandbox), left: `${left}.` });

		/** Lets a fault happen in a run, and retries the execution as a person does when the fault is gone. */
		const retried = async (
			file: string,
			{ fault, make, reason }: Cause,
			run: () => Promise<Seen>,
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
			note(fault, file, first.error, `${left}. Retried: ${leftAfter(sandbox, '')}`);
		};

		it.each<[string, string, Cause, string[]]>([
			['an expired session', UPSERT, EXPIRED, ['support']],
			['a spent quota', UPSERT, QUOTA, ['support']],
			['a missing object', UPSERT, NO_OBJECT, ['support']],
			['a missing field', UPSERT, noField('Agent_Actions_c__c'), ['support']],
			['a hidden field', UPSERT, hiddenField('Summary_c__c'), ['support']],
			['a user who may not create', UPSERT, READ_ONLY, ['support']],
			['a required field', UPSERT, REQUIRED, ['support']],
			['a short field', UPSERT, SHORT_TEXT, ['support']],
			['status 500', UPSERT, SERVER_ERROR, ['support']],
			['a page instead of an answer', UPSERT, MAINTENANCE, ['support']],
			['lost answers', UPSERT, answerLost('PATCH', /Job_Id__c/, 'made the record'), ['support']],
			[
				'a rule against one of the results',
				SUBMIT_AND_WAIT,
				validationRule(/Priya/, 'one of three results'),
				['support', 'sales', 'short'],
			],
		])('lose and double nothing with %s', async (_, file, cause, names) => {
			await retried(file, cause, async () => await runWith(file, sandbox, names));
			await expectGuarantees(sandbox, { read: '', found: '' });
			expect(records()).toHaveLength(names.length);
		});

		it('make no second record when somebody else is changing the first', async () => {
			await runWith(UPSERT, sandbox, ['support']);
			const items = await finishedItems(sandbox);
			const cause = locked('Call_Analysis__c', 'record');
			await retried(FINISHED, cause, async () => await runWith(FINISHED, sandbox, [], { items }));
			expect(records()).toHaveLength(1);
		});

		it('make one record of an analysis that is reported twice at the same time', async () => {
			await runWith('submit-call-recordings.json', sandbox, ['support']);
			const items = await finishedItems(sandbox);
			sandbox.salesforce.meet(2, { method: 'PATCH' });
			const run = async () => await runWith(FINISHED, sandbox, [], { items });
			const runs = await Promise.all([run(), run()]);
			expect(runs.map(({ error }) => error)).toEqual(['', '']);
			const refused = sandbox.salesforce.requests().filter(({ status }) => status === 400);
			expect(refused).toHaveLength(1);
			await expectGuarantees(sandbox, { read: '', found: '' });
			expect(records()).toHaveLength(1);
			const fault = 'Two runs make a record of the same recording at the same time';
			note(fault, FINISHED, 'Nothing: the second tries once more', leftAfter(sandbox, ''));
		});

		it('cut what is longer than any field', async () => {
			const { error } = await runWith(UPSERT, sandbox, ['endless']);
			expect(error).toBe('');
			expect(String(records()[0].Summary_c__c)).toHaveLength(40_000);
			const fault = 'A summary has more than 131,072 characters';
			note(fault, UPSERT, 'Nothing', `${leftAfter(sandbox, '')}, cut at 40,000 characters`);
		});

		it('double a record where they only create, and are retried after a lost answer', async () => {
			const cause = answerLost('POST', /Call_Analysis__c$/, 'made the record', 1);
			await retried(CREATE, cause, async () => await runWith(CREATE, sandbox, ['support']));
			// As in the integration guide; the other templates are there for what it lacks.
			expect(records()).toHaveLength(2);
			expect(sandbox.descriptor.jobs()).toHaveLength(1);
		});

		it('analyze a recording anew when they are run again, instead of retried', async () => {
			for (const time of [1, 2]) {
				await runWith(UPSERT, sandbox, ['support']);
				expect(sandbox.descriptor.jobs()).toHaveLength(time);
			}
			expect(records()).toHaveLength(2);
			const fault = 'None, but the workflow is run again instead of retried';
			note(fault, UPSERT, 'Nothing', leftAfter(sandbox, ''));
		});
	});
}
