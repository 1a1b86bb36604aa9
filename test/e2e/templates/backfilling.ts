import { recording } from '../../support/calls';
import { RUNNING, type Workplace } from '../../support/workplace';

const BACKFILL = 'backfill-call-analyses';

/** What the template that analyzes old recordings has to do. */
export function backfilling(place: Workplace): void {
	const { analyses, jobs, succeed } = place;

	describe('the template that analyzes what is in Salesforce already', () => {
		it(
			'goes page by page, ends when Salesforce’s quota does, and goes on in the next run',
			async () => {
				const { salesforce } = place.sandbox;
				const person = { LastName: 'Old', Company: 'Old', Email: 'old@example.com' };
				const lead = salesforce.create('Lead', person);
				const ids = Array.from({ length: 13 }, (_, i) =>
					salesforce.create('Call_Analysis__c', {
						Name: `Old call ${i}`,
						Recording_URL__c: `${recording('short')}?old=${i}`,
						Caller__c: i === 0 ? 'old@example.com' : null,
						// A person may have given it one of any form.
						Recording_Id__c: i === 1 ? "it's/a.call" : null,
					}),
				);
				const old = () => analyses().filter(({ Id }) => ids.includes(String(Id)));
				const done = () => old().filter(({ Status__c: status }) => status === 'Completed');
				const before = jobs().length;
				const used = salesforce.requests().filter(({ path }) => path.includes('/data/')).length;
				// Enough for a page, not for two.
				salesforce.setDailyRequests(used + 2000 + 600 + 50);
				expect((await succeed(BACKFILL)).text).toContain('api_calls_left_today');
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
					place.sandbox.salesforce.create('Call_Analysis__c', { Name, Recording_URL__c });
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
}
