import type { IDataObject } from 'n8n-workflow';

import { startSandbox, type Sandbox } from '../../sandbox';
import type { EditorApi } from '../../scripts/lib/editor';
import { until } from '../../scripts/lib/process';
import { startQueueMode, type QueueMode } from '../../scripts/lib/queueMode';
import type { Imported } from './variants';

/** Name of the template for production. */
export const CALLS = '5. Calls to Salesforce';
/** Room for a test in which n8n notices that a worker is gone, in milliseconds. */
export const WORKING = 600_000;

/** An n8n in queue mode with all templates, a sandbox that they work on, and clients of n8n from outside. */
export class QueuePlace {
	sandbox!: Sandbox;
	n8n!: QueueMode;
	editor!: EditorApi;
	/** How long it took to start, in seconds: on a slow machine, other things take longer as well. */
	startSeconds = 0;

	/** Starts everything. */
	async open(): Promise<void> {
		const since = Date.now();
		// A callback that comes before n8n has noted that the execution sleeps would be lost.
		this.sandbox = await startSandbox({ processingSeconds: 5 });
		this.n8n = await startQueueMode({ say: () => {}, sandbox: this.sandbox });
		this.editor = this.n8n.editor;
		this.startSeconds = Math.ceil((Date.now() - since) / 1000);
	}

	async close(): Promise<void> {
		await this.n8n?.close();
		await this.sandbox?.close();
	}

	readonly analyses = () => this.sandbox.salesforce.records('Call_Analysis__c');
	readonly jobs = () => this.sandbox.descriptor.jobs();

	/** Imports workflows and lets them start by their triggers. */
	readonly activate = async (...workflows: Imported[]): Promise<void> => {
		await this.n8n.main.import('workflow', workflows);
		for (const { id } of workflows) await this.editor.activate(id);
	};

	/** Sends a request to a production webhook, as another system does. */
	readonly call = async (path: string, body: IDataObject): Promise<void> => {
		const response = await fetch(`${this.n8n.url}/webhook/${path}`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(body),
		});
		expect([path, response.status]).toEqual([path, 200]);
	};

	/** Waits until no execution of a workflow has anything left to do, and gives their states. */
	readonly ended = async (workflowId: string, seconds: number): Promise<string[]> => {
		const states = async () => {
			const executions = await this.editor.executions(workflowId);
			const isOpen = executions.some(({ status }) =>
				['new', 'running', 'waiting'].includes(status),
			);
			return executions.length > 0 && !isOpen && executions.map(({ status }) => status);
		};
		const limit = { seconds, what: `Executions of ${workflowId}` };
		return (await until(states, limit)) as string[];
	};
}
