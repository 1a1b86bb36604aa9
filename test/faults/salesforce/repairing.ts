import type { IDataObject, INode } from 'n8n-workflow';

import { startSandbox, type Sandbox } from '../../../sandbox';
import { recording } from '../../support/calls';
import { runWith, type Seen } from '../../support/faultRuns';
import type { Outcome } from '../../support/matrix';
import { leftAfter, stable } from '../../support/outcomes';
import { expectGuarantees } from '../../support/guarantees';
import { EXPIRED, locked, MAINTENANCE, SHORT_TEXT, validationRule } from './causes';
import { LINK, reasonsIn } from './twice';

const UPSERT = 'call-recording-to-salesforce-upsert.json';
const MANY = 'many-call-recordings-to-salesforce.json';
const BACKFILL = 'backfill-call-analyses.json';
const WRONG = 'when-something-goes-wrong.json';

/** What the templates do that other workflows hand their failures to, and that find what is left. */
export function repairing(outcomes: Outcome[]): void {
	describe('The templates that catch up', () => {
		let sandbox: Sandbox;
		beforeEach(async () => {
			sandbox = await startSandbox();
		});
		afterEach(async () => await sandbox.close());

		const records = () => sandbox.salesforce.records('Call_Analysis__c');
		const tasks = () => sandbox.salesforce.records('Task');
		const note = (fault: string, where: string, seen: string, left: string) =>
			outcomes.push({ fault, where, seen: stable(seen, sandbox), left: `${left}.` });

		/** The template that links, as the workflow that others call. */
		const called = async (items: IDataObject[]): Promise<IDataObject[]> => {
			const seen = await runWith(LINK, sandbox, [], { from: 'Called by Another Workflow', items });
			if (seen.error) throw new Error(seen.error);
			return [{}];
		};
		const sendAgain = async () =>
			await runWith(WRONG, sandbox, [], { from: 'Send Failed Ones Again', called });
		const handOver = async (items: IDataObject[]) =>
			await runWith(WRONG, sandbox, [], { from: 'Failed Recordings', items });
		const stopped = async ({ error }: Seen) => {
			const [message, description] = error.split(' — ');
			const execution = { id: '7', error: { message, description }, lastNodeExecuted: 'Save' };
			const items = [{ execution, workflow: { id: '1', name: 'Upsert' } }];
			return await runWith(WRONG, sandbox, [], { from: 'A Workflow Has Stopped', items });
		};
		const backfill = async (settings: IDataObject = {}) => {
			const change = (node: INode): INode => {
				if (node.name !== 'Settings') return node;
				const { assignments } = node.parameters.assignments as { assignments: IDataObject[] };
				const values: IDataObject = { login_address: sandbox.salesforce.url, ...settings };
				for (const entry of assignments) entry.value = values[String(entry.name)] ?? entry.value;
				return node;
			};
			return await runWith(BACKFILL, sandbox, [], { change, called });
		};
		const old = (names: string[]) => {
			for (const name of names) {
				const fields = { Name: name, Recording_URL__c: recording(name) };
				sandbox.salesforce.create('Call_Analysis__c', fields);
			}
		};

		it('send what Salesforce has refused again, and request the result only', async () => {
			const { fault, make, reason } = validationRule(/Priya/, 'one of three results');
			const mend = make(sandbox.salesforce);
			const names = ['support', 'sales', 'short'];
			const first = await runWith(MANY, sandbox, names);
			expect(first.error).toBe('');
			const failed = first.putOut('Failed Recordings');
			const read = failed.map(({ error }) => String(error)).join();
			expect(read).toContain(reason);
			await expectGuarantees(sandbox, { read, found: JSON.stringify(failed) });
			expect(records()).toHaveLength(2);
			const left = leftAfter(sandbox, JSON.stringify(failed));

			mend();
			expect((await handOver(failed)).error).toBe('');
			expect(reasonsIn(sandbox).join()).toContain(reason);
			expect((await sendAgain()).error).toBe('');
			await expectGuarantees(sandbox, { read: '', found: '' });
			expect(records()).toMatchObject([{}, {}, { Status__c: 'Completed' }]);
			const after = `Handed to _When something goes wrong_ and sent again: ${leftAfter(sandbox, '')}`;
			note(fault, 'Many', read, `${left}. ${after}`);
		});

		it('tell why a workflow stopped, without the text that did not fit', async () => {
			const mend = SHORT_TEXT.make(sandbox.salesforce);
			await stopped(await runWith(UPSERT, sandbox, ['support']));
			mend();
			const [{ Description: read }] = tasks();
			expect(read).toContain(`${SHORT_TEXT.reason}… (max length=255)`);
			const { id } = sandbox.descriptor.jobs()[0];
			await expectGuarantees(sandbox, { read: String(read), found: id });
			const where = 'When something goes wrong, as the error workflow';
			note(SHORT_TEXT.fault, where, String(read), 'A task with this text');
		});

		it('stop, too, when Salesforce does not even take the task', async () => {
			const first = await runWith(UPSERT, sandbox, ['support'], {});
			const mend = EXPIRED.make(sandbox.salesforce);
			const { error } = await stopped(first);
			expect(error).toContain(EXPIRED.reason);
			mend();
			expect(tasks()).toEqual([]);
			const where = 'When something goes wrong, as the error workflow';
			note(EXPIRED.fault, where, error, 'No task; both executions are in n8n’s list of executions');
		});

		it('name the recordings that they cannot note', async () => {
			await runWith(UPSERT, sandbox, ['support']);
			const { id } = sandbox.descriptor.jobs()[0];
			const item = { audio_url: recording('support'), result_id: id, error: 'Too late' };
			const { error } = await handOver([item]);
			const duplicate = 'duplicate value found: Job_Id__c duplicates value on record with id: ';
			expect(error).toContain(duplicate);
			await expectGuarantees(sandbox, { read: error, found: error });
			const fault = 'Another record has the same value in a unique field';
			const left = leftAfter(sandbox, '');
			note(fault, 'When something goes wrong, called with a recording that is saved', error, left);
		});

		it('go on in the next run when Salesforce was away', async () => {
			old(['support', 'sales']);
			const mend = MAINTENANCE.make(sandbox.salesforce);
			const { error } = await backfill();
			expect(error).toContain(MAINTENANCE.reason);
			const left = leftAfter(sandbox, error);
			mend();
			expect((await backfill()).error).toBe('');
			await expectGuarantees(sandbox, { read: error, found: '' });
			note(MAINTENANCE.fault, 'Backfill', error, `${left}. Run again: ${leftAfter(sandbox, '')}`);
		});

		it('end before the quota does, and go on in the next run', async () => {
			old(['support', 'sales', 'short']);
			sandbox.salesforce.setDailyRequests(2000 + 60 + 24);
			const first = await backfill({ page_size: 1 });
			expect(first.error).toBe('');
			const [{ analyzed, left }] = first.putOut('Done');
			expect([analyzed, left]).toEqual([2, 1]);
			const after = leftAfter(sandbox, '');
			sandbox.salesforce.setDailyRequests(100_000);
			expect((await backfill()).error).toBe('');
			await expectGuarantees(sandbox, { read: '', found: '' });
			const fault = 'The API requests of the day are nearly spent';
			const read = `In _Done_: analyzed ${analyzed}, left ${left}`;
			note(fault, 'Backfill', read, `${after}. Run again: ${leftAfter(sandbox, '')}`);
		});

		it('stop at a record that somebody else is changing, and go on in the next run', async () => {
			old(['support', 'sales']);
			const { fault, make, reason } = locked('Call_Analysis__c', 'record');
			const mend = make(sandbox.salesforce);
			const { error } = await backfill();
			expect(error).toContain(reason);
			const left = leftAfter(sandbox, error);
			mend();
			expect((await backfill()).error).toBe('');
			await expectGuarantees(sandbox, { read: error, found: '' });
			note(fault, 'Backfill', error, `${left}. Run again: ${leftAfter(sandbox, '')}`);
		});

		it('pay once for a recording that two records have', async () => {
			old(['support']);
			sandbox.salesforce.create('Call_Analysis__c', {
				Name: 'Again',
				Recording_URL__c: `${recording('support')}`,
			});
			expect((await backfill()).error).toBe('');
			const read = reasonsIn(sandbox).join();
			expect(read).toContain('duplicate value found: Recording_Id__c');
			expect(sandbox.descriptor.jobs()).toHaveLength(1);
			const left = leftAfter(sandbox, '');
			expect((await backfill()).error).toBe('');
			expect(sandbox.descriptor.jobs()).toHaveLength(1);
			const fault = 'Another record has the same value in a unique field';
			note(fault, 'Backfill', read, `${left}. Run again: ${leftAfter(sandbox, '')}`);
		});
	});
}
