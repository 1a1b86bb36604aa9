import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';

import { DescriptorAiClient } from './client';
import * as lists from './lists';

/** `next-best-action` -> `Next Best Action`, for a value that this package does not know yet. */
function titleOf(value: string): string {
	return value
		.split(/[-_\s]+/)
		.map((word) => word.charAt(0).toUpperCase() + word.slice(1))
		.join(' ');
}

/** As a person looks through them. */
const inOrder = (entries: INodePropertyOptions[]) =>
	[...entries].sort((a, b) => a.name.localeCompare(b.name));

/** The entries that the service offers now, or those that are known if it does not answer. */
async function offered(
	ctx: ILoadOptionsFunctions,
	{ name, known }: lists.List,
): Promise<INodePropertyOptions[]> {
	try {
		const client = await DescriptorAiClient.connect(ctx);
		const values = (await client.fetchOptions())[name];
		if (!Array.isArray(values) || values.length === 0) return known;
		// `null` stands for an analysis without this model.
		const texts = [...new Set(values.map((value) => (value === null ? 'none' : String(value))))];
		return inOrder(
			texts.map(
				(value) => known.find((entry) => entry.value === value) ?? { name: titleOf(value), value },
			),
		);
	} catch (error) {
		ctx.logger.debug(`The list of ${name} could not be fetched: ${(error as Error).message}`);
		return known;
	}
}

const loads = (list: lists.List) =>
	async function (this: ILoadOptionsFunctions) {
		return await offered(this, list);
	};

/** The lists that are loaded when the form is opened. */
export const loadOptions = {
	async getDefaultLanguages(this: ILoadOptionsFunctions) {
		return inOrder([lists.NO_LANGUAGE, ...(await offered(this, lists.languages))]);
	},
	getEmotionModels: loads(lists.emotionModels),
	async getInsights(this: ILoadOptionsFunctions) {
		const entries = await offered(this, lists.insights);
		if (this.getCurrentNodeParameter('resource') !== 'transcript') return entries;
		const others = entries.filter(({ value }) => value !== lists.SENTIMENT.value);
		return inOrder([...others, lists.SENTIMENT]);
	},
	getLanguages: loads(lists.languages),
	getMetrics: loads(lists.metrics),
	getProviders: loads(lists.providers),
	getTranscriptModels: loads(lists.transcriptModels),
};
