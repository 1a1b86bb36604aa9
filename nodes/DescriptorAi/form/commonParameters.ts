import type { INodeProperties } from 'n8n-workflow';

import { option, parameter, propertiesOf, type Parameter } from './parameter';
import { asBoolean } from './readers';

export const simplify = parameter(
	{
		displayName: 'Simplify',
		name: 'simplify',
		type: 'boolean',
		default: true,
		description: 'Whether to return a simplified version of the response instead of the raw data',
	},
	asBoolean,
);

export const includeDetails = option(
	{
		displayName: 'Include Call Details',
		name: 'includeDetails',
		type: 'boolean',
		default: false,
		description:
			'Whether to add talk share, silence, interruptions, main emotions of the speakers, unsolved problems, the reason for the CSAT score and the call data to a simplified result',
	},
	asBoolean,
);

/** The lists of the service that several operations have; one that needs another default or description overrides it. */
export const languageProperty: INodeProperties = {
	displayName: 'Language Name or ID',
	name: 'languageCode',
	type: 'options',
	typeOptions: { loadOptionsMethod: 'getLanguages' },
	default: 'en-US',
	description:
		'Language of the call. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
};
export const insightsProperty: INodeProperties = {
	displayName: 'Insight Names or IDs',
	name: 'insights',
	type: 'multiOptions',
	typeOptions: { loadOptionsMethod: 'getInsights' },
	default: ['summary'],
	description:
		'Insights to extract from the call. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
};
export const metricsProperty: INodeProperties = {
	displayName: 'Metric Names or IDs',
	name: 'metrics',
	type: 'multiOptions',
	typeOptions: { loadOptionsMethod: 'getMetrics' },
	default: [],
	description:
		'Metrics to calculate. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
};

/**
 * A parameter that an AI agent fills in where the node is its tool, unless a person enters something else.
 *
 * @param wanted tells the agent what to give
 */
export function filledByAgent({ property }: Parameter<unknown>, wanted: string): INodeProperties[] {
	const { displayName, displayOptions } = property;
	const shownWhere = (isTool: boolean) => ({
		displayOptions: { ...displayOptions, show: { ...displayOptions?.show, '@tool': [isTool] } },
	});
	const key = displayName.replace(/\W+/g, '_');
	return [
		{ ...property, ...shownWhere(false) },
		{
			...property,
			...shownWhere(true),
			// With the mark, the editor shows the field as filled in by the model, and lets a person take it over.
			default: `={{ /*n8n-auto-generated-fromAI-override*/ $fromAI('${key}', \`${wanted}\`, 'string') }}`,
		},
	];
}

/** What most people leave as it is; n8n wants the entries in alphabetical order. */
export const optionsProperty = (options: Array<Parameter<unknown>>): INodeProperties => ({
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	options: propertiesOf(options).sort((a, b) => a.displayName.localeCompare(b.displayName)),
});

/**
 * The text under a node on the canvas: the label of what is selected in a list, as an expression of n8n.
 *
 * @param name of the list's parameter
 */
export const selectedLabel = (name: string, entries: Array<{ name: string; value: string }>) =>
	`={{ (${JSON.stringify(Object.fromEntries(entries.map((entry) => [entry.value, entry.name])))})[$parameter["${name}"]] }}`;
