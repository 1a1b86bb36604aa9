import type { IDataObject } from 'n8n-workflow';

import type { Stage } from '../../scripts/lib/stage';

/** What has the templates in it. */
export type Templates = Pick<Stage, 'workflows'>;

export interface VariantNode {
	name: string;
	type: string;
	parameters: IDataObject;
	[other: string]: unknown;
}

/** A template as it is in a stage's n8n. */
export interface Imported {
	id: string;
	name: string;
	nodes: VariantNode[];
	connections: IDataObject;
	settings: IDataObject;
}

/** A copy of the template of that name. */
function copyOf(stage: Templates, name: string): Imported {
	const workflows = stage.workflows as unknown as Imported[];
	const found = workflows.find((workflow) => workflow.name === name);
	if (!found) throw new Error(`There is no template "${name}"`);
	return structuredClone(found);
}

export function nodeOf({ nodes }: Imported, name: string): VariantNode {
	const found = nodes.find((node) => node.name === name);
	if (!found) throw new Error(`The workflow has no node "${name}"`);
	return found;
}

/** A changed copy of a template under an id of its own. */
export function variantOf(
	stage: Templates,
	templateName: string,
	id: string,
	change: (workflow: Imported) => void,
): Imported {
	const workflow = copyOf(stage, templateName);
	workflow.id = id;
	workflow.name = id;
	change(workflow);
	return workflow;
}

/**
 * Lets a template begin with several recordings: those of its list *Recordings*, or *Recording* gives a list, which is
 * split into items.
 */
export function useRecordings(workflow: Imported, urls: string[]): void {
	const list = workflow.nodes.find(({ name }) => name === 'Recordings');
	if (list) {
		const { assignments } = list.parameters.assignments as { assignments: [{ value: string }] };
		assignments[0].value = JSON.stringify(urls.map((url) => ({ audio_url: url })));
		return;
	}
	const recording = nodeOf(workflow, 'Recording');
	recording.parameters = {
		assignments: {
			assignments: [{ id: 'a', name: 'audio_url', type: 'array', value: JSON.stringify(urls) }],
		},
		options: {},
	};
	workflow.nodes.push({
		id: 'split',
		name: 'Split',
		type: 'n8n-nodes-base.splitOut',
		typeVersion: 1,
		position: [450, 200],
		parameters: { fieldToSplitOut: 'audio_url', options: {} },
	});
	const { connections } = workflow;
	connections.Split = connections.Recording;
	connections.Recording = { main: [[{ node: 'Split', type: 'main', index: 0 }]] };
}

/** Lets *Save Call Analysis* of a template write something else into a field: an expression. */
export function setField(workflow: Imported, fieldId: string, value: string): void {
	const { customFieldsValues: fields } = nodeOf(workflow, 'Save Call Analysis').parameters
		.customFieldsUi as { customFieldsValues: Array<{ fieldId: string; value: string }> };
	for (const field of fields) if (field.fieldId === fieldId) field.value = value;
}

/** Turns a workflow into a chain of nodes. */
export function chain(workflow: Imported, nodes: VariantNode[]): void {
	workflow.nodes = nodes;
	workflow.connections = Object.fromEntries(
		nodes
			.slice(1)
			.map(({ name }, i) => [nodes[i].name, { main: [[{ node: name, type: 'main', index: 0 }]] }]),
	);
}

/** A node of n8n's own for a workflow. */
export function baseNode(
	name: string,
	type: string,
	typeVersion: number,
	parameters: IDataObject,
): VariantNode {
	return {
		id: name,
		name,
		type: `n8n-nodes-base.${type}`,
		typeVersion,
		position: [0, 0],
		parameters,
	};
}
