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

/**
 * A field that an AI agent fills in by itself where the node is its tool, unless a person enters something else.
 *
 * @param wanted tells the agent what to give
 */
export function filledByAgent(field: INodeProperties, wanted: string): INodeProperties[] {
	const { displayName, displayOptions } = field;
	const shownWhere = (isTool: boolean) => ({
		displayOptions: { ...displayOptions, show: { ...displayOptions?.show, '@tool': [isTool] } },
	});
	const key = displayName.replace(/\W+/g, '_');
	return [
		{ ...field, ...shownWhere(false) },
		{
			...field,
			...shownWhere(true),
			// With the mark, the editor shows the field as filled in by the model, and lets a person take it over.
			default: `={{ /*n8n-auto-generated-fromAI-override*/ $fromAI('${key}', \`${wanted}\`, 'string') }}`,
		},
	];
}

/** What most people leave as it is; n8n wants the entries in alphabetical order. */
export const optionsField = (options: INodeProperties[]): INodeProperties => ({
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	options: [...options].sort((a, b) => a.displayName.localeCompare(b.displayName)),
});
