import type { INodeProperties } from 'n8n-workflow';

/** Whether what comes out is simplified. */
export const simplifyField: INodeProperties = {
	displayName: 'Simplify',
	name: 'simplify',
	type: 'boolean',
	default: true,
	description: 'Whether to return a simplified version of the response instead of the raw data',
};

/** Whether a simplified result has the details of the call as well. */
export const includeDetailsField: INodeProperties = {
	displayName: 'Include Call Details',
	name: 'includeDetails',
	type: 'boolean',
	default: false,
	description:
		'Whether to add talk share, silence, interruptions, main emotions of the speakers, unsolved problems and the reason of the CSAT score to a simplified result',
};
