import type { IDataObject, INode, IRun } from 'n8n-workflow';

import type { Sandbox } from '../../sandbox';
import { recording } from './calls';
import type { EngineRun } from './engine';
import { outcomeOf } from './engine';
import { begin, named, returning, type Beginning } from './templateRuns';

/** One execution of a template that may have gone wrong, as the person sees it. */
export interface Seen {
	/** What the execution stopped with, head line and description; empty when it did not stop. */
	error: string;
	/** The output of all nodes, as text. */
	items: string;
	/** The first output of a node in its last run. */
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
	putOut: (nodeName) => (outcomeOf(ended, nodeName).outputs[0] ?? []).map(({ json }) => json),
	retry: async () => asSeen(engine, await engine.retry(ended)),
});

/** Nodes do not wait between their tries, so that a test takes no longer than its requests. */
const impatient = (node: INode): INode =>
	node.retryOnFail ? { ...node, waitBetweenTries: 1 } : node;

/** The calls of a list as the templates begin with them: each has its own place for its recordings. */
const given = (node: INode, names: string[], also: IDataObject): INode => {
	const urls = names.map((name) => ({ audio_url: recording(name) }));
	if (node.name === 'Recording') return returning(node, urls);
	if (node.name !== 'Recordings') return node;
	const linking = JSON.stringify(node.parameters).includes('call_id');
	const calls = urls.map(({ audio_url }, i) => ({
		audio_url,
		call_id: `${names[i]}-${i + 1}`,
		...also,
	}));
	return returning(node, [
		linking ? { call: calls } : { audio_url: urls.map(({ audio_url }) => audio_url) },
	]);
};

/**
 * Executes a template with recordings of the sandbox, and looks at what a person sees.
 *
 * @param file of the template
 * @param names of the recordings, such as "support"
 * @param also further fields of each call for the template that links
 */
export async function runWith(
	file: string,
	sandbox: Sandbox,
	names: string[],
	{ change = (node) => node, also = {}, ...beginning }: Beginning & { also?: IDataObject } = {},
): Promise<Seen> {
	const engine = begin(named(file), sandbox, {
		...beginning,
		change: (node) => change(given(impatient(node), names, also)),
	});
	return asSeen(engine, await engine.run);
}
