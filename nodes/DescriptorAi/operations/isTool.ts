import type { IExecuteFunctions } from 'n8n-workflow';

/** Whether the node is a tool of an AI agent, whose node type n8n derives from this one. */
export const isTool = (ctx: IExecuteFunctions): boolean => ctx.getNode().type.endsWith('Tool');

/**
 * Whether an AI agent runs the node itself, as agents before version 3 do, and not through n8n. Such an agent does not see
 * a thrown error, so the error is returned.
 */
export const isRunByAgent = (ctx: IExecuteFunctions): boolean => isTool(ctx) && 'cloneWith' in ctx;
