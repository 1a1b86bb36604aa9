import type { INodeExecutionData, IRunExecutionData } from 'n8n-workflow';

import { startSandbox, type Phones, type Sandbox, type SandboxOptions } from '../../sandbox';
import type { EditorApi } from '../../scripts/lib/editor';
import { credentials, setStage, templateOf, type Stage } from '../../scripts/lib/stage';
import { variantOf, type Imported } from './variants';

/** Room for the first installation of n8n, in milliseconds. */
export const INSTALLING = 1_800_000;
/** Room for a test that executes workflows, in milliseconds. */
export const RUNNING = 240_000;

const { parse } = jest.requireActual<{ parse(text: string): IRunExecutionData }>('flatted');

/** An execution that is over. */
export interface Ended {
	id: string;
	status: string;
	text: string;
	data: IRunExecutionData;
}

/** The items that a node returned from an output in its last run. */
export const itemsOf = ({ data }: Ended, node: string, output = 0): INodeExecutionData[] =>
	data.resultData.runData[node]?.at(-1)?.data?.main[output] ?? [];

/** A running n8n of one version with all templates, a sandbox that they work on, and a person in the editor. */
export class Workplace {
	sandbox!: Sandbox;
	stage!: Stage;
	editor!: EditorApi;

	/** The n8n: its version, the Node.js that runs it, and whether its editor is opened in a browser. */
	constructor(
		readonly options: Pick<Parameters<typeof setStage>[0], 'version' | 'nodeMajor' | 'ui'> = {},
	) {}

	/** Starts everything; with phone systems, their connectors are set up. */
	async open(options: SandboxOptions, phones?: Phones): Promise<void> {
		this.sandbox = await startSandbox(options);
		this.stage = await setStage({ say: () => {}, sandbox: this.sandbox, phones, ...this.options });
		this.editor = this.stage.editor;
	}

	async close(): Promise<void> {
		await this.stage?.close();
		await this.sandbox?.close();
	}

	readonly analyses = () => this.sandbox.salesforce.records('Call_Analysis__c');
	readonly tasks = () => this.sandbox.salesforce.records('Task');
	readonly jobs = () => this.sandbox.descriptor.jobs();

	/** IDs of the variants, by their names. */
	private readonly ids = new Map<string, string>();
	/** The ID of a variant of that name, or of the template whose file has it. */
	readonly idOf = (name: string) => this.ids.get(name) ?? templateOf(this.stage, `${name}.json`).id;

	/** Executes a workflow to its end; `text` is all that n8n keeps of the execution, and `data` the same to read in. */
	readonly run = async (name: string, trigger = 'Start'): Promise<Ended> =>
		await this.ended(await this.editor.run(this.idOf(name), trigger));

	/** Waits until an execution is over. */
	readonly ended = async (id: string): Promise<Ended> => {
		const { status, data: text } = await this.editor.ended(id);
		return { id, status, text, data: parse(text) };
	};

	/** Executes a workflow that has to succeed. */
	readonly succeed = async (name: string, trigger?: string): Promise<Ended> => {
		const ended = await this.run(name, trigger);
		const { status, text } = ended;
		expect({ status, text: status === 'success' ? '' : text }).toEqual({
			status: 'success',
			text: '',
		});
		return ended;
	};

	/** The executions of a workflow, newest first. */
	readonly executions = async (name: string) => await this.editor.executions(this.idOf(name));

	readonly activate = async (name: string) => await this.editor.activate(this.idOf(name));

	/** Saves a changed copy of a template under a name of its own. */
	readonly variant = async (
		template: string,
		name: string,
		change: (workflow: Imported) => void,
	): Promise<string> => await this.save(variantOf(this.stage, template, name, change));

	/** The last save: n8n 1 on SQLite fails now and then when two workflows are saved at the same moment. */
	private saved: Promise<unknown> = Promise.resolve();

	/** Saves a workflow, after those before it, and returns its name. */
	readonly save = async (workflow: Imported): Promise<string> => {
		const saving = this.saved.then(async () => await this.editor.createWorkflow(workflow));
		this.saved = saving.catch(() => {});
		this.ids.set(workflow.name, await saving);
		return workflow.name;
	};

	/** Lets the credentials of the templates be those of a sandbox; n8n's own API keeps the token that Salesforce gave. */
	readonly connect = async (sandbox: Sandbox): Promise<void> =>
		await this.stage.n8n.import('credentials', credentials(sandbox));
}
