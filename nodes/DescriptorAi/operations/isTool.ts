import type { IExecuteFunctions } from 'n8n-workflow';

/** Whether the node is a tool of an AI agent, of which n8n makes a node type of its own. */
export const isTool = (ctx: IExecuteFunctions): boolean => ctx.getNode().type.endsWith('Tool');
