import { RUNNING, type Workplace } from '../../support/workplace';

/** The templates that make a record of each of their recordings each time, and the customers of these. */
const SMALL = [
	['1. Call recording to Salesforce', ['Helen Carter']],
	['2. Call recordings with Submit and Wait', ['Helen Carter', 'Priya']],
	["3. Call recording to the customer's record", ['Helen Carter']],
	['4. Call recording to Salesforce with report', ['Helen Carter']],
] as const;

/** What the templates that save results have to do in an org that was set up. */
export function saving(place: Workplace): void {
	const { analyses, jobs, succeed, variant } = place;

	it.each(SMALL)(
		'%s makes its records in that org',
		async (name, customers) => {
			const before = analyses().length;
			const earlierJobs = jobs().length;
			const quick = await variant(name, 'quick', (workflow) => {
				const submit = workflow.nodes.find(({ name: node }) => node === 'Submit and Wait');
				// n8n polls once a minute.
				if (submit) submit.parameters.waitUsing = 'callback';
				if (submit) submit.parameters.options = { allowPrivateAddress: true };
			});
			await succeed(quick);
			const made = analyses().slice(before);
			expect(made).toMatchObject(
				customers.map((customer) => ({ Summary_c__c: expect.stringContaining(customer) })),
			);
			const ids = jobs()
				.slice(earlierJobs)
				.map(({ id }) => id);
			expect(made.map(({ Job_Id__c: id }) => id).sort()).toEqual(ids.sort());
		},
		RUNNING,
	);
}
