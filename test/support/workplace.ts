import { startSandbox, type Sandbox, type SandboxOptions } from '../../sandbox';
import { EditorApi } from '../../scripts/lib/editor';
import { setStage, type Stage } from '../../scripts/lib/stage';
import { variantOf, type Imported } from './variants';

/** Room for the first installation of n8n, in milliseconds. */
export const INSTALLING = 1_800_000;
/** Room for a test that executes workflows, in milliseconds. */
export const RUNNING = 180_000;

/** A running n8n of one version with all templates, a sandbox that they work on, and a person in the editor. */
export class Workplace {
	sandbox!: Sandbox;
	stage!: Stage;
	editor!: EditorApi;

	/**
	 * @param version of n8n
	 * @param nodeMajor version of Node.js that runs it
	 */
	constructor(
		readonly version?: string,
		readonly nodeMajor?: number,
	) {}

	/** Starts everything. */
	async open(options: SandboxOptions): Promise<void> {
		this.sandbox = await startSandbox(options);
		const { sandbox, version, nodeMajor } = this;
		this.stage = await setStage({ say: () => {}, sandbox, version, nodeMajor });
		await this.stage.n8n.start();
		this.editor = new EditorApi(this.stage.n8n.url);
		await this.editor.setUpOwner();
	}

	async close(): Promise<void> {
		await this.stage?.close();
		await this.sandbox?.close();
	}

	readonly analyses = () => this.sandbox.salesforce.records('Call_Analysis__c');
	readonly tasks = () => this.sandbox.salesforce.records('Task');
	readonly jobs = () => this.sandbox.descriptor.jobs();

	/** Executes a workflow, and gives what n8n keeps of the execution, as text. */
	readonly run = async (id: string, trigger = 'Start') =>
		await this.editor.ended(await this.editor.run(id, trigger));

	/** Executes a workflow that has to succeed. */
	readonly succeed = async (id: string, trigger?: string): Promise<string> => {
		const { status, data } = await this.run(id, trigger);
		expect({ status, data: status === 'success' ? '' : data }).toEqual({
			status: 'success',
			data: '',
		});
		return data;
	};

	/** Imports a changed copy of the template of that name under an id of its own. */
	readonly variant = async (
		template: string,
		id: string,
		change: (workflow: Imported) => void,
	): Promise<string> => {
		await this.stage.n8n.import('workflow', [variantOf(this.stage, template, id, change)]);
		return id;
	};
}
