import type { INodeProperties } from 'n8n-workflow';

import { insights, providers, type InsightName, type InsightSettings } from '../api';
import { nameIn } from '../form/names';
import { InvalidParameter, list, onlyText } from '../form/parameters';

/** Provider, model and prompt of single insights. */
export const insightSettingsField: INodeProperties = {
	displayName: 'Insight Settings',
	name: 'insightSettings',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add Insight Settings',
	default: {},
	description:
		'How single insights are made. Insights without an entry here use Azure and the default prompt.',
	options: [
		{
			displayName: 'Settings',
			name: 'settings',
			values: [
				{
					displayName: 'Insight Name or ID',
					name: 'insight',
					type: 'options',
					typeOptions: { loadOptionsMethod: 'getInsights' },
					default: 'summary',
					description:
						'The insight that the settings are for, which has to be selected above. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
				},
				{
					displayName: 'Label Categories',
					name: 'categories',
					type: 'string',
					displayOptions: { show: { insight: ['labeling'] } },
					default: '',
					placeholder: 'e.g. billing, connectivity issue, other',
					description:
						'Comma-separated list of the labels to choose from. Left empty, the categories of the service are used.',
				},
				{
					displayName: 'Model',
					name: 'model',
					type: 'string',
					default: '',
					placeholder: 'e.g. gpt-4o',
					description: 'Name of the language model. Left empty, the provider’s default is used.',
				},
				{
					displayName: 'Prompt Customization',
					name: 'promptCustomization',
					type: 'string',
					typeOptions: { rows: 3 },
					default: '',
					placeholder: 'e.g. Mention each promise that the agent made',
					description: 'Instructions that are added to the prompt of the service',
				},
				{
					displayName: 'Provider Name or ID',
					name: 'provider',
					type: 'options',
					typeOptions: { loadOptionsMethod: 'getProviders' },
					default: 'azure',
					description:
						'Whose language model Descriptor.AI uses. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
				},
			],
		},
	],
};

/** The value of the field: an expression may have put anything into an entry. */
export interface InsightSettingsValue {
	settings?: Array<{
		insight: unknown;
		provider: unknown;
		model: unknown;
		promptCustomization: unknown;
		categories?: unknown;
	}>;
}

/**
 * The settings of each insight, with the defaults for those that have no entry.
 *
 * @throws InvalidParameter when an entry is for no selected insight, or for one that has an entry already
 */
export function insightSettings(
	names: string[],
	{ settings: entries = [] }: InsightSettingsValue,
): Record<InsightName, InsightSettings> {
	const named = entries.map((entry) => ({
		...entry,
		insight: nameIn(entry.insight, 'Insight Name or ID', insights),
	}));
	const entryOf = new Map(named.map((entry) => [entry.insight, entry]));
	const stray = named.find(({ insight }) => !names.includes(insight));
	if (stray) {
		throw new InvalidParameter(
			`'Insight Settings' has an entry for '${stray.insight}', which is not selected in 'Insight Names or IDs'`,
			"Select the insight in 'Insight Names or IDs', or remove the entry.",
		);
	}
	if (entryOf.size < entries.length) {
		throw new InvalidParameter(
			"'Insight Settings' has more than one entry for the same insight",
			'Keep one entry for each insight.',
		);
	}
	const settingsOf = (name: string): InsightSettings => {
		const entry = entryOf.get(name);
		const model = onlyText(entry?.model, 'Model');
		const categories =
			name === 'labeling' && entry?.categories ? list(entry.categories, 'Label Categories') : [];
		return {
			provider:
				entry?.provider === undefined
					? 'azure'
					: nameIn(entry.provider, 'Provider Name or ID', providers),
			...(model && { model }),
			prompt_customization: onlyText(entry?.promptCustomization, 'Prompt Customization'),
			...(categories.length > 0 && { categories }),
		};
	};
	return Object.fromEntries(names.map((name) => [name, settingsOf(name)]));
}
