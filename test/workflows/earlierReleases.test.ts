import { startSandbox, type Sandbox } from '../../sandbox';
import { nodeFaults } from '../../scripts/lib/templates';
import { readEarlierTemplates } from '../support/earlierReleases';
import { descriptions, execute, loadNodes } from '../support/templateRuns';

/** Room for the first installation of n8n. */
const INSTALLING = 1_200_000;

const CALENDAR = /^\d{4}-\d\d-\d\d(T.*)?$/;

/** What a workflow has sent and saved, without what is another each time: ids, addresses and dates. */
function whatIsMade({ descriptor, salesforce }: Sandbox): unknown {
	const jobs = descriptor.jobs();
	const saved = ['Call_Analysis__c', 'Task'].flatMap((object) =>
		salesforce.records(object).map((record) => {
			const fields = Object.entries(record).filter(
				([name, value]) =>
					value !== null &&
					value !== false &&
					/__c$|^Name$|^Subject$|^CallObject$|^Priority$/.test(name),
			);
			return {
				object,
				...Object.fromEntries(
					fields.map(([name, value]) => [name, CALENDAR.test(String(value)) ? 'a date' : value]),
				),
			};
		}),
	);
	const sent = jobs.map(({ request }) => request);
	const text = jobs.reduce(
		(left, { id }, index) =>
			left
				.replaceAll(id, `result-${index + 1}`)
				.replaceAll(`Analysis_${id.slice(0, 10)}`, `Analysis_${index + 1}`),
		JSON.stringify({ sent, saved }),
	);
	return JSON.parse(
		text
			.replaceAll(descriptor.url, 'https://descriptor.example')
			.replaceAll(salesforce.url, 'https://salesforce.example')
			.replace(/(webhook[^"]*":")[^"]+/g, '$1an address')
			.replace(/\d{4}-\d\d-\d\d \d\d:\d\d/g, 'a date'),
	);
}

beforeAll(loadNodes, INSTALLING);

describe.each(readEarlierTemplates())(
	'A workflow that was made from $file of $version',
	({ template, made }) => {
		let sandbox: Sandbox;
		beforeEach(async () => {
			sandbox = await startSandbox();
		});
		afterEach(async () => await sandbox.close());

		it('finds every node, parameter and option that it uses', () => {
			expect(nodeFaults(template, descriptions)).toEqual([]);
		});

		it('sends and saves what it did then', async () => {
			await execute(template, sandbox);
			expect(whatIsMade(sandbox)).toEqual(made);
		});
	},
);
