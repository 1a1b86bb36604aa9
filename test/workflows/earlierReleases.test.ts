import { startSandbox, type Sandbox } from '../../sandbox';
import { nodeFaults } from '../../scripts/lib/templates';
import { readEarlierTemplates } from '../support/earlierReleases';
import { descriptions, execute, loadNodes } from '../support/templateRuns';

/** Room for the first installation of n8n, in milliseconds. */
const INSTALLING = 1_200_000;

const templates = readEarlierTemplates();

/** What a workflow has sent and saved, without what differs in each run: IDs, addresses and dates. */
function whatIsMade({ descriptor, salesforce }: Sandbox): unknown {
	const jobs = descriptor.jobs();
	const saved = ['Call_Analysis__c', 'Task'].flatMap((object) =>
		salesforce.records(object).map((record) => ({
			object,
			...Object.fromEntries(
				Object.entries(record).filter(
					([name, value]) =>
						value !== null &&
						value !== false &&
						/__c$|^(Name|Subject|CallObject|Priority)$/.test(name),
				),
			),
		})),
	);
	const text = jobs.reduce(
		(left, { id }, index) =>
			left.replaceAll(id, `result-${index + 1}`).replaceAll(id.slice(0, 10), `${index + 1}`),
		JSON.stringify({ sent: jobs.map(({ request }) => request), saved }),
	);
	return JSON.parse(
		text
			.replaceAll(descriptor.url, 'https://descriptor.example')
			.replaceAll(salesforce.url, 'https://salesforce.example')
			.replace(/(webhook[^"]*":")[^"]+/g, '$1an address')
			.replace(/\d{4}-\d\d-\d\d([T ][\d:.]+(Z|\+0000)?)?/g, 'a date'),
	);
}

it(
	'The templates of earlier releases find every parameter that they use, and send and save the same as then',
	async () => {
		await loadNodes();
		const seen = [];
		for (const { name, template } of templates) {
			const sandbox = await startSandbox();
			await execute(template, sandbox);
			seen.push({ name, faults: nodeFaults(template, descriptions), made: whatIsMade(sandbox) });
			await sandbox.close();
		}
		expect(seen).toEqual(templates.map(({ name, made }) => ({ name, faults: [], made })));
	},
	INSTALLING,
);
