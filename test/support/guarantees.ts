import type { AnalysisResult } from '../../nodes/DescriptorAi/api/contract';
import type { Sandbox } from '../../sandbox';

/** What stands in a text by chance is shorter: "Thank you." is in no secret. */
const LONG_ENOUGH = 20;

/** What has been said in the calls that were submitted, and what was found out about them. */
async function wordsOf({ descriptor }: Sandbox): Promise<string[]> {
	const results = await Promise.all(
		descriptor.jobs().map(async ({ id }) => {
			const response = await fetch(`${descriptor.url}/api/v1/offline/processing/${id}`);
			return (await response.json()) as AnalysisResult;
		}),
	);
	const found = results.flatMap(({ insights }) =>
		[insights?.summary, insights?.['agent-actions']].flatMap((list) => (list ?? []) as string[]),
	);
	const said = results.flatMap(({ transcript }) => transcript ?? []).map(({ text }) => text);
	return [...found, ...said].filter((words) => words.length >= LONG_ENOUGH);
}

/** Those that are in a list more than once. */
const repeated = (list: unknown[]) => list.filter((entry, place) => list.indexOf(entry) < place);

export interface Kept {
	/** Everything that the person has read. */
	read: string;
	/** Everything besides the records of Salesforce in which a person finds what was submitted. */
	found: string;
	/** Whether words of the call are read, because n8n’s own Salesforce node shows a refused value. */
	repeatsValue?: boolean;
}

/**
 * Fails unless, whatever has gone wrong, each result ID that Descriptor.AI gave is somewhere, no recording was submitted
 * twice, none has two records, and neither a secret nor a word of a call has been read.
 */
export async function expectGuarantees(sandbox: Sandbox, kept: Kept): Promise<void> {
	const { descriptor, salesforce } = sandbox;
	const records = salesforce.records('Call_Analysis__c');
	const places = kept.found + JSON.stringify(records);
	const jobs = descriptor.jobs();
	expect(jobs.filter(({ id }) => !places.includes(id))).toEqual([]);
	expect(repeated(jobs.map(({ request }) => request.audio.uri))).toEqual([]);
	for (const field of ['Job_Id__c', 'Recording_Id__c', 'Recording_URL__c']) {
		expect(repeated(records.map((record) => record[field] ?? record.Id))).toEqual([]);
	}
	const keys = salesforce.records('Task').map(({ CallObject: key }) => key);
	expect(repeated(keys)).toEqual([]);

	const { clientSecret, refreshToken } = salesforce.connection;
	const secrets = [descriptor.token, salesforce.accessToken, clientSecret, refreshToken];
	expect(secrets.filter((secret) => kept.read.includes(secret))).toEqual([]);
	const words = await wordsOf(sandbox);
	expect(words.some((sentence) => kept.read.includes(sentence))).toBe(kept.repeatsValue ?? false);
}
