import type { IDataObject, INode } from 'n8n-workflow';

import { useClock } from '../../../nodes/DescriptorAi/api';
import type { Sandbox } from '../../../sandbox';
import { salesforce } from '../../sandbox/client';
import { recording } from '../../support/calls';
import { runWith, type Seen } from '../../support/faultRuns';
import { expectGuarantees } from '../../support/guarantees';
import { finishedItems, returning, type Beginning } from '../../support/templateRuns';

const CALLS = 'calls-to-salesforce.json';
/** The node that begins the execution in which a new call comes in. */
const CALLED = 'Called by Another Workflow';

/** A call as a phone system delivers it. */
export const callOf = (name: string, also: IDataObject = {}): IDataObject => ({
	audio_url: recording(name),
	recording_id: `${name}-1`,
	customer_phone: '+1 415 555 0101',
	...also,
});

/** With the tasks that it makes of a call only if somebody selects them. */
const withTasks = (node: INode): INode =>
	node.name === 'Build Record'
		? { ...node, parameters: { ...node.parameters, followUps: 'agentActions' } }
		: node;

/** The analysis takes longer than the execution that has submitted it, as in production. */
const impatient = (node: INode): INode => (node.name === 'Get Result' ? returning(node, []) : node);

/** The template for production: another workflow calls it, Descriptor.AI calls it back, and it sweeps. */
export class Pipeline {
	private readonly seen: Seen[] = [];
	private readonly calledBack = new Set<unknown>();

	constructor(
		private readonly sandbox: Sandbox,
		/** What a credential holds that is not the usual one. */
		private readonly beginning: Pick<Beginning, 'salesforce'> = {},
	) {}

	readonly records = () => this.sandbox.salesforce.records('Call_Analysis__c');
	readonly states = () => this.records().map(({ Status__c: status }) => status);
	readonly keys = () =>
		this.sandbox.salesforce.records('Task').map(({ CallObject: key }) => String(key));

	private async run(from: string, { change = (node) => node, ...more }: Beginning): Promise<Seen> {
		const seen = await runWith(CALLS, this.sandbox, [], {
			from,
			change: (node) => change(withTasks(node)),
			...this.beginning,
			...more,
		});
		this.seen.push(seen);
		return seen;
	}

	/** Another workflow delivers calls. */
	async deliver(items: IDataObject[]): Promise<Seen> {
		return await this.run(CALLED, { items, change: impatient });
	}

	/** Descriptor.AI reports each analysis, once. */
	async callBack(): Promise<Seen[]> {
		const all = await finishedItems(this.sandbox);
		const items = all.filter(({ job_id: id }) => !this.calledBack.has(id));
		for (const { job_id: id } of items) this.calledBack.add(id);
		// In turn, as each callback is an execution of its own.
		const seen: Seen[] = [];
		for (const item of items) seen.push(await this.reportAgain(item));
		return seen;
	}

	/** Descriptor.AI reports an analysis, also one that it has reported already. */
	async reportAgain(item: IDataObject): Promise<Seen> {
		return await this.run('Analysis Finished', { items: [item] });
	}

	/**
	 * A run of the schedule, with those that it begins.
	 *
	 * @param minutes from now
	 */
	async sweep(minutes = 0): Promise<Seen> {
		const called = async (items: IDataObject[]) => {
			await this.deliver(items);
			return [{}];
		};
		useClock({ now: () => Date.now() + minutes * 60_000 });
		const seen = await this.run('Every 10 Minutes', { called });
		useClock();
		return seen;
	}

	/** Changes a record as a person does. */
	async change(id: unknown, fields: IDataObject): Promise<void> {
		const path = `/sobjects/Call_Analysis__c/${String(id)}`;
		const { status } = await salesforce(this.sandbox, 'PATCH', path, fields);
		expect(status).toBe(204);
	}

	/** What a person has read: what executions stopped with, the reasons in records, and what *Done* says. */
	read(): string {
		const stopped = this.seen.map(({ error }) => error);
		const reasons = this.records().flatMap(({ Failure_Reason__c: reason, Link_Notes__c: note }) =>
			[reason, note].map((text) => String(text ?? '')),
		);
		const done = this.seen.flatMap(({ putOut }) =>
			putOut('Done')
				.filter(({ reason }) => reason)
				.map(({ reason }) => String(reason)),
		);
		const tasks = this.seen.flatMap(({ putOut }) =>
			putOut('Create Task').flatMap(({ error }) => (error ? [String(error)] : [])),
		);
		const parts = {
			'The execution stops': stopped,
			'In the record': reasons,
			'In _Done_': done.filter((reason) => !reasons.includes(reason)),
			'In _Create Task_': tasks,
		};
		return Object.entries(parts)
			.flatMap(([place, texts]) => {
				const read = [...new Set(texts)].filter((text) => text !== '' && text !== 'null');
				return read.length === 0 ? [] : [`${place}: _${read.join('_, _')}_`];
			})
			.join('; ');
	}

	/** The items of all executions, in which a person finds what no record holds. */
	items(): string {
		return this.seen.map(({ items }) => items).join();
	}

	/**
	 * What a person and the template do when a fault is gone: the calls that have no record are delivered again, failed ones
	 * are set to New, and the schedule goes on.
	 *
	 * @returns what was needed, in a few words
	 */
	async catchUp(calls: IDataObject[]): Promise<string> {
		const steps: string[] = [];
		const known = this.records().map(({ Recording_Id__c: key }) => key);
		const missing = calls.filter(({ recording_id: key }) => !known.includes(String(key)));
		if (missing.length > 0) {
			steps.push('Delivered again');
			await this.deliver(missing);
			await this.callBack();
		}
		const failed = this.records().filter(({ Status__c: status }) => status === 'Failed');
		if (failed.length > 0) steps.push('Set to New');
		for (const { Id: id } of failed) await this.change(id, { Status__c: 'New' });
		if (this.states().some((state) => state !== 'Completed')) {
			steps.push('The next sweep');
			await this.sweep();
			await this.callBack();
		}
		return steps.join('. ');
	}

	/** Fails unless each recording is a completed record with its tasks, and every promise is kept. */
	async expectCompleted(count: number, withReasons = false): Promise<void> {
		await expectGuarantees(this.sandbox, { read: '', found: '' });
		expect(this.states()).toEqual(Array(count).fill('Completed'));
		const reasons = this.records().filter(({ Failure_Reason__c: reason }) => reason !== null);
		expect(reasons.length > 0).toBe(withReasons);
	}
}
