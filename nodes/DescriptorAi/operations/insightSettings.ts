import { insights, providers, type InsightName, type InsightSettings } from '../api';
import { asName } from '../form/entries';
import {
	InvalidParameter,
	option,
	parameter,
	propertiesOf,
	readAll,
	readerOf,
} from '../form/parameter';
import { asList, asText, entriesOf } from '../form/readers';

const entry = {
	insight: parameter(
		{
			displayName: 'Insight Name or ID',
			name: 'insight',
			type: 'options',
			typeOptions: { loadOptionsMethod: 'getInsights' },
			default: 'summary',
			description:
				'The insight that the settings are for, which has to be selected above. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
		},
		asName(insights),
	),
	categories: parameter(
		{
			displayName: 'Label Categories',
			name: 'categories',
			type: 'string',
			displayOptions: { show: { insight: ['labeling'] } },
			default: '',
			placeholder: 'e.g. billing, connectivity issue, other',
			description:
				'Comma-separated list of the labels to choose from. Leave empty to use the categories of the service.',
		},
		(given, property) => (given ? asList(given, property) : []),
	),
	model: parameter(
		{
			displayName: 'Model',
			name: 'model',
			type: 'string',
			default: '',
			placeholder: 'e.g. gpt-4o',
			description: 'Name of the language model. Leave empty to use the default of the provider.',
		},
		asText,
	),
	promptCustomization: parameter(
		{
			displayName: 'Prompt Customization',
			name: 'promptCustomization',
			type: 'string',
			typeOptions: { rows: 3 },
			default: '',
			placeholder: 'e.g. Mention each promise that the agent made',
			description: 'Instructions that are added to the prompt of the service',
		},
		asText,
	),
	provider: parameter(
		{
			displayName: 'Provider Name or ID',
			name: 'provider',
			type: 'options',
			typeOptions: { loadOptionsMethod: 'getProviders' },
			default: 'azure',
			description:
				'Provider of the language model. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
		},
		asName(providers),
	),
};

/** Provider, model and prompt of individual insights. */
export const insightSettings = option(
	{
		displayName: 'Insight Settings',
		name: 'insightSettings',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add Insight Settings',
		default: {},
		description:
			'Settings for individual insights. Insights without an entry use Azure and the default prompt.',
		options: [
			{
				displayName: 'Settings',
				name: 'settings',
				values: propertiesOf(Object.values(entry)),
			},
		],
	},
	(given, property) =>
		entriesOf(given, property).map((fields) => {
			const read = readerOf(fields);
			const insight = read(entry.insight);
			const { categories, ...others } = entry;
			return {
				...readAll(others, read),
				insight,
				// Hidden, and maybe left over from another insight.
				categories: insight === 'labeling' ? read(categories) : [],
			};
		}),
);

/**
 * The settings of each insight, with the defaults for those that have no entry.
 *
 * @param selected the label of the parameter that the names are selected in
 * @throws InvalidParameter when an entry is for an insight that is not selected, or that has an entry already
 */
export function settingsOf(
	names: string[],
	entries: ReturnType<typeof insightSettings.parse>,
	selected: string,
): Record<InsightName, InsightSettings> {
	const entryOf = new Map(entries.map((settings) => [settings.insight, settings]));
	const stray = entries.find(({ insight }) => !names.includes(insight));
	if (stray) {
		throw new InvalidParameter(
			`'${insightSettings.label}' has an entry for '${stray.insight}', which is not selected in '${selected}'`,
			`Select the insight in '${selected}', or remove the entry.`,
		);
	}
	if (entryOf.size < entries.length) {
		throw new InvalidParameter(
			`'${insightSettings.label}' has more than one entry for the same insight`,
			'Keep one entry for each insight.',
		);
	}
	const settings = (name: string): InsightSettings => {
		const { provider, model, promptCustomization, categories } = entryOf.get(name) ?? {
			...readAll(entry, readerOf({})),
		};
		return {
			provider,
			...(model && { model }),
			prompt_customization: promptCustomization,
			...(categories.length > 0 && { categories }),
		};
	};
	return Object.fromEntries(names.map((name) => [name, settings(name)]));
}
