import type { IExecuteFunctions } from 'n8n-workflow';

/** Whether the node is a tool of an AI agent, of which n8n makes a node type of its own. */
export const isTool = (ctx: IExecuteFunctions): boolean => ctx.getNode().type.endsWith('Tool');

/**
 * Whether an AI agent calls the node itself, as agents before version 3 do, instead of asking n8n to execute it. Such an
 * agent is told nothing of an error that is thrown, so it has to be returned.
 */
export const isRunByAgent = (ctx: IExecuteFunctions): boolean => isTool(ctx) && 'cloneWith' in ctx;
