import type { IBinaryKeyData, IDataObject } from 'n8n-workflow';
import nock from 'nock';

import { BASE_URL, runNode } from './engine';

const API = '/api/v1';
const FORMATS = ['srt', 'text', 'vtt'];

/** A finished analysis as the service sends it, whatever it holds. */
export type Sent = { job_id?: unknown } & Record<string, unknown>;

/** The style of the page is the same in each. */
const withoutStyle = (page: string) => page.replace(/<style>.*?<\/style>/s, '<style></style>');

const filesOf = (binary: IBinaryKeyData = {}) =>
	Object.fromEntries(
		Object.entries(binary).map(([field, { data, fileName, mimeType }]) => [
			field,
			{ fileName, mimeType, content: withoutStyle(Buffer.from(data, 'base64').toString('utf8')) },
		]),
	);

/** What one operation makes of each result, or why it cannot. */
async function made(results: Sent[], operation: string, more: IDataObject): Promise<unknown[]> {
	const ids = results.map((_, index) => `id-${index}`);
	for (const [index, id] of ids.entries()) {
		nock(BASE_URL).get(`${API}/offline/processing/${id}`).reply(200, results[index]);
	}
	const { outputs } = await runNode({
		items: ids.map((id) => ({ result_id: id })),
		parameters: { resource: 'callAnalysis', operation, ...more },
		settings: { onError: 'continueRegularOutput' },
	});
	nock.cleanAll();
	return outputs[0].map(({ json, binary }) => ({ json, ...filesOf(binary) }));
}

/** What *Calculate Metrics* makes of each result with the metrics that it has already. */
async function measured(results: Sent[]): Promise<unknown[]> {
	const items = results.map(
		(result, index) =>
			({
				transcript: [],
				language_code: null,
				config: {},
				audio: {},
				call_data: {},
				...result,
				job_id: `id-${index}`,
			}) as IDataObject,
	);
	nock(BASE_URL)
		.post(`${API}/metrics/calculate`)
		.times(items.length)
		.reply(200, (_uri, body) => {
			const { metrics } = body as IDataObject;
			return { overall: (metrics as IDataObject | null)?.overall ?? null };
		});
	const { outputs } = await runNode({
		items,
		parameters: {
			resource: 'transcript',
			operation: 'calculateMetrics',
			metrics: ['speech'],
			options: { includeAll: true },
		},
		settings: { onError: 'continueRegularOutput' },
	});
	nock.cleanAll();
	return outputs[0].map(({ json }) => json);
}

/** All that the node makes of some results, by operation and options; a list with an entry for each result. */
export async function everythingMadeOf(results: Sent[]): Promise<Record<string, unknown[]>> {
	return {
		simplified: await made(results, 'getResult', {}),
		details: await made(results, 'getResult', {
			options: { includeDetails: true, transcriptFormat: 'vtt', transcriptFiles: FORMATS },
		}),
		report: await made(results, 'createReport', { options: { title: 'Golden <call>' } }),
		withoutWords: await made(results, 'createReport', {
			files: ['html', 'svg'],
			options: { includeTranscript: false },
		}),
		measured: await measured(results),
	};
}
