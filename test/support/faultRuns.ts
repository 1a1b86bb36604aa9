import type { IDataObject, INode, IRun } from 'n8n-workflow';

import type { Sandbox } from '../../sandbox';
import { recording } from './calls';
import type { EngineRun } from './engine';
import { begin, named, returning, type Beginning } from './templateRuns';

/** One execution of a template that may have gone wrong, as the person sees it. */
export interface Seen {
	/** What the execution stopped with, head line and description; empty when it did not stop. */
	error: string;
	/** The output of all nodes, as text. */
	items: string;
	/** The first output of a node in all of its runs. */
	putOut(nodeName: string): IDataObject[];
	/** Does what *Retry* in the list of executions does. */
	retry(): Promise<Seen>;
}

const errorOf = ({ data: { resultData } }: IRun): string => {
	const { error } = resultData;
	return [error?.message, error?.description].filter(Boolean).join(' — ');
};

const asSeen = (engine: EngineRun, ended: IRun): Seen => ({
	error: errorOf(ended),
	items: JSON.stringify(
		Object.values(ended.data.resultData.runData).flatMap((runs) =>
			runs.flatMap(({ data }) => data?.main ?? []),
		),
	),
	putOut: (nodeName) =>
		(ended.data.resultData.runData[nodeName] ?? []).flatMap(({ data }) =>
			(data?.main[0] ?? []).map(({ json }) => json),
		),
	retry: async () => asSeen(engine, await engine.retry(ended)),
});

/** Nodes do not wait between their tries, so that a test takes no longer than its requests. */
const impatient = (node: INode): INode =>
	node.retryOnFail ? { ...node, waitBetweenTries: 1 } : node;

/** The address of the org that a person replaces. */
const ORG_ADDRESS = 'https://your-domain.my.salesforce.com';

/** What a person enters in *Find People*. */
const addressed = (node: INode, { salesforce }: Sandbox): INode => {
	const text = JSON.stringify(node.parameters).replaceAll(ORG_ADDRESS, salesforce.url);
	return { ...node, parameters: JSON.parse(text) as INode['parameters'] };
};

/** The recordings as the templates begin with them: each has its own place for them. */
const given = (node: INode, names: string[]): INode => {
	const calls = names.map((name) => ({
		audio_url: recording(name),
		customer: 'Helen Carter',
		customer_phone: '+1 415 555 0101',
	}));
	if (node.name === 'Recording') return returning(node, calls);
	return node.name === 'Recordings' ? returning(node, [{ recordings: calls }]) : node;
};

/**
 * Executes a template with recordings of the sandbox, and looks at what a person sees.
 *
 * @param file of the template
 * @param names of the recordings, such as "support", where the template begins with recordings
 */
export async function runWith(
	file: string,
	sandbox: Sandbox,
	names: string[],
	{ change = (node) => node, ...beginning }: Beginning = {},
): Promise<Seen> {
	const engine = begin(named(file), sandbox, {
		...beginning,
		change: (node) => change(given(addressed(impatient(node), sandbox), names)),
	});
	return asSeen(engine, await engine.run);
}
