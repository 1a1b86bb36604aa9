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

/** What the service offers now; what it is known to offer where it cannot be asked. */
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
		return texts
			.map(
				(value) => known.find((entry) => entry.value === value) ?? { name: titleOf(value), value },
			)
			.sort((a, b) => a.name.localeCompare(b.name));
	} catch (error) {
		ctx.logger.debug(`The list of ${name} could not be fetched: ${(error as Error).message}`);
		return known;
	}
}

/** The lists of the form that are asked for when it is opened. */
export const loadOptions = {
	async getEmotionModels(this: ILoadOptionsFunctions) {
		return await offered(this, lists.emotionModels);
	},
	async getInsights(this: ILoadOptionsFunctions) {
		const entries = await offered(this, lists.insights);
		if (this.getCurrentNodeParameter('resource') !== 'transcript') return entries;
		const others = entries.filter(({ value }) => value !== lists.SENTIMENT.value);
		return [...others, lists.SENTIMENT].sort((a, b) => a.name.localeCompare(b.name));
	},
	async getLanguages(this: ILoadOptionsFunctions) {
		return await offered(this, lists.languages);
	},
	async getMetrics(this: ILoadOptionsFunctions) {
		return await offered(this, lists.metrics);
	},
	async getProviders(this: ILoadOptionsFunctions) {
		return await offered(this, lists.providers);
	},
	async getTranscriptModels(this: ILoadOptionsFunctions) {
		return await offered(this, lists.transcriptModels);
	},
};
