import type { IDataObject } from 'n8n-workflow';

import type { Sandbox } from '../../../sandbox';
import { runWith } from '../../support/faultRuns';
import type { Outcome } from '../../support/matrix';
import { leftAfter, stable } from '../../support/outcomes';
import { expectGuarantees } from '../../support/guarantees';
import type { Cause } from './causes';

/** The template that keeps a record of each recording from the beginning. */
export const LINK = 'analyze-and-link-calls.json';

export interface Situation {
	/** The recordings; one unless given. */
	names?: string[];
	/** Further fields of each call for the template, while the fault is there. */
	also?: IDataObject;
	/** The same fields after that; unchanged unless given. */
	corrected?: IDataObject;
	/** What there is in Salesforce before. */
	before?(sandbox: Sandbox): void;
	/** What becomes of the records in the end; Completed unless given. */
	status?: string;
}

/** What a person reads in records about what went wrong. */
export const reasonsIn = ({ salesforce }: Sandbox): string[] =>
	salesforce
		.records('Call_Analysis__c')
		.flatMap(({ Failure_Reason__c: reason }) => reason ?? [])
		.map(String);

/**
 * Runs the template that links while a fault is there, and once more when the fault is gone, as a person does. Fails
 * unless the reason is read, each promise is kept both times, and every recording has its record in the end.
 */
export async function runTwice(
	sandbox: Sandbox,
	{ fault, make, reason }: Cause,
	{ names = ['support'], also, corrected = also, before, status = 'Completed' }: Situation = {},
): Promise<Outcome> {
	before?.(sandbox);
	const mend = make(sandbox.salesforce);
	const first = await runWith(LINK, sandbox, names, { also });
	const read = [first.error, ...new Set(reasonsIn(sandbox))].filter(Boolean).join(' | ');
	expect(read).toContain(reason);
	await expectGuarantees(sandbox, { read, found: first.error });
	const left = leftAfter(sandbox, read);

	mend();
	const second = await runWith(LINK, sandbox, names, { also: corrected });
	expect(second.error).toBe('');
	await expectGuarantees(sandbox, { read: reasonsIn(sandbox).join(), found: first.error });
	const records = sandbox.salesforce.records('Call_Analysis__c');
	expect(records.map(({ Status__c }) => Status__c)).toEqual(names.map(() => status));
	return {
		fault,
		where: 'Analyze calls and link them',
		seen: stable(read, sandbox),
		left: `${left}. Run again: ${leftAfter(sandbox, first.error)}.`,
	};
}
