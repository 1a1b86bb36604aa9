import { NodeConnectionTypes, type IDataObject, type IExecuteFunctions } from 'n8n-workflow';

import { isCombined } from './itemFiles';

const DIRECTLY = { connectionType: NodeConnectionTypes.Main, depth: 1 };

/** The names of the nodes that a node gets items from, without those further away. */
const nodesBehind = (ctx: IExecuteFunctions, name: string): string[] =>
	ctx.getParentNodes(name, DIRECTLY).map((parent) => parent.name);

/** The names of the nodes before this one, the nearest first. */
function nodesBefore(ctx: IExecuteFunctions): string[] {
	const names = new Set([ctx.getInputSourceData().previousNode]);
	// Names that are added are visited as well.
	for (const name of names) {
		for (const parent of nodesBehind(ctx, name)) names.add(parent);
	}
	return [...names];
}

/** The fields of the items that an item came from, the nearest first. */
export function itemsBefore(ctx: IExecuteFunctions, itemIndex: number): IDataObject[] {
	const { $: node } = ctx.getWorkflowDataProxy(itemIndex);
	return nodesBefore(ctx).flatMap<IDataObject>((name) => {
		try {
			const { item } = node(name);
			return isCombined(ctx) ? item : item.json;
		} catch {
			// The item does not come from this node.
			return [];
		}
	});
}
