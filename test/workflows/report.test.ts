import type { INode } from 'n8n-workflow';

import { startSandbox, type Sandbox } from '../../sandbox';
import { supportCall } from '../../sandbox/descriptor/calls/support';
import { ITEMS } from '../support/engine';
import { execute, loadNodes, named, type Change } from '../support/templateRuns';

/** Room for the first installation of n8n. */
const INSTALLING = 1_200_000;

const reporting = named('call-report-to-salesforce.json');

beforeAll(loadNodes, INSTALLING);

describe('The template that attaches a report', () => {
	let sandbox: Sandbox;
	beforeEach(async () => {
		sandbox = await startSandbox();
	});
	afterEach(async () => await sandbox.close());

	/** Submits recordings before the template begins, and gives the ids of their analyses. */
	async function analyzed(...names: string[]): Promise<string[]> {
		return await Promise.all(names.map(async (name) => await submitted(name)));
	}

	async function submitted(name: string): Promise<string> {
		const { url, token } = sandbox.descriptor;
		const response = await fetch(`${url}/api/v1/offline/processing`, {
			method: 'POST',
			headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
			body: JSON.stringify({
				config: { insights: ['summary'] },
				audio: { uri: `https://recordings.example.com/${name}.mp3` },
			}),
		});
		return ((await response.json()) as { result_id: string }).result_id;
	}

	/** Lets the template begin with analyses that exist, as when a failed execution is repeated. */
	const ofAnalyses =
		(ids: string[], change: Change = (node) => node): Change =>
		(node) => {
			if (node.name !== 'Submit Recording') return change(node);
			const items = JSON.stringify(ids.map((id) => ({ result_id: id })));
			return { ...node, type: ITEMS, parameters: { items } };
		};

	/** The ids of the analyses whose reports are attached, by the analysis that their record is about. */
	const attached = () => {
		const records = sandbox.salesforce.records('Call_Analysis__c');
		return sandbox.salesforce
			.files()
			.map(({ linkedTo, bytes }) => [
				records.find(({ Id }) => Id === linkedTo)?.Job_Id__c,
				/\/result\/([\w-]+)/.exec(bytes.toString('utf8'))?.[1],
			]);
	};

	it('attaches one page to the record, with the words that were said', async () => {
		const [record] = await execute(reporting, sandbox);
		const [file, ...others] = sandbox.salesforce.files();
		expect(others).toEqual([]);
		expect(file).toMatchObject({
			title: 'Call report',
			pathOnClient: 'Call report.html',
			linkedTo: record.Id,
		});
		const page = file.bytes.toString('utf8');
		expect(page).toMatch(/^<!DOCTYPE html>/);
		for (const { text } of supportCall.lines) {
			// Punctuation may be written as the page's markup wants it.
			expect(page).toContain(/[\w ]{8,}/.exec(text)?.[0]);
		}
	});

	it('attaches each report to its own record, and none to one that has it', async () => {
		const [old, one, two] = await analyzed('support-call', 'sales-call', 'complaint-call');
		await execute(reporting, sandbox, ofAnalyses([old]));
		expect(attached()).toEqual([[old, old]]);

		await execute(reporting, sandbox, ofAnalyses([one, old, two]));
		expect(attached()).toEqual([
			[old, old],
			[one, one],
			[two, two],
		]);
		expect(sandbox.salesforce.records('Call_Analysis__c')).toHaveLength(3);
	});

	it('makes no report when each record has one', async () => {
		const ids = await analyzed('support-call', 'sales-call');
		await execute(reporting, sandbox, ofAnalyses(ids));
		await execute(reporting, sandbox, ofAnalyses(ids), ({ data }) => {
			expect(data.resultData.lastNodeExecuted).toBe('Has No Report');
		});
		expect(attached()).toHaveLength(2);
	});

	it('attaches what is missing when a run that failed halfway is repeated', async () => {
		const ids = await analyzed('support-call', 'sales-call', 'complaint-call');
		const failing = ofAnalyses(ids, (node) => {
			if (node.name !== 'Attach Report') return node;
			const text = JSON.stringify(node.parameters).replace(
				'={{ ',
				"={{ $itemIndex === 1 ? 'no record' : ",
			);
			return { ...node, parameters: JSON.parse(text) as INode['parameters'] };
		});
		const refused = await execute(reporting, sandbox, failing).catch((error: Error) => error.name);
		expect(refused).toBe('NodeApiError');
		expect(attached()).toEqual([[ids[0], ids[0]]]);

		await execute(reporting, sandbox, ofAnalyses(ids));
		expect(attached()).toEqual(ids.map((id) => [id, id]));
	});

	it('takes a file of another title for no report', async () => {
		const ids = await analyzed('support-call');
		const titled = (title: string) =>
			ofAnalyses(ids, (node) =>
				node.name === 'Attach Report'
					? { ...node, parameters: { ...node.parameters, title } }
					: node,
			);
		await execute(reporting, sandbox, titled('Contract'));
		await execute(reporting, sandbox, ofAnalyses(ids));
		const titles = sandbox.salesforce.files().map(({ title }) => title);
		expect(titles).toEqual(['Contract', 'Call report']);
	});
});
