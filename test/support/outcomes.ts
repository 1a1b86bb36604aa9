import type { Sandbox } from '../../sandbox';

const count = (number: number, what: string) =>
	`${number || 'no'} ${what}${number === 1 || number === 0 ? '' : 's'}`;

/** How many of each state there are: "1 record, Failed" or "2 records: 1 Completed, 1 Failed". */
function recordsText({ salesforce }: Sandbox): string {
	const states = salesforce
		.records('Call_Analysis__c')
		.map(({ Status__c: status }) => status)
		.filter((status) => status !== null);
	const total = count(salesforce.records('Call_Analysis__c').length, 'record');
	const kinds = [...new Set(states)].sort();
	if (kinds.length === 0) return total;
	if (kinds.length === 1 && states.length > 0) return `${total}, ${kinds[0]}`;
	const each = kinds.map((kind) => `${states.filter((state) => state === kind).length} ${kind}`);
	return `${total}: ${each.join(', ')}`;
}

/** Where a person finds the result IDs of the recordings that were submitted. */
function placeOf({ descriptor, salesforce }: Sandbox, error: string): string {
	const ids = descriptor.jobs().map(({ id }) => id);
	const records = JSON.stringify(salesforce.records('Call_Analysis__c'));
	if (ids.length === 0) return '';
	if (ids.every((id) => records.includes(id))) return ', with the result ID';
	if (ids.every((id) => error.includes(id))) return '; the result ID is in the error';
	return '; the result ID is in the items of the execution';
}

/** What there is after an execution that ended with an error, or with none. */
export const leftAfter = (sandbox: Sandbox, error: string) =>
	`${sandbox.descriptor.jobs().length || 'Nothing'} submitted, ${recordsText(sandbox)}${placeOf(sandbox, error)}`;

/** A text with the ids, ports and addresses of one run replaced, as it can be published. */
export function stable(text: string, { descriptor, salesforce }: Sandbox): string {
	const ids = descriptor.jobs().map(({ id }) => id);
	return ids
		.reduce((left, id) => left.replaceAll(id, '‹result ID›'), text)
		.replaceAll(descriptor.url, 'https://descriptor.example')
		.replaceAll(salesforce.url, 'https://salesforce.example')
		.replace(/(?<![a-zA-Z0-9])[a-zA-Z0-9]{3}Qy0[a-zA-Z0-9]{9,12}(?![a-zA-Z0-9])/g, '‹record ID›')
		.replace(/(data value too large: )[^]+( \(max length)/, '$1‹the text›$2')
		.replace(/</g, '&lt;')
		.replace(/\n\s*/g, ' ');
}
