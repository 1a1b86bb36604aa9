import fc from 'fast-check';
import type { IDataObject, JsonValue } from 'n8n-workflow';
import nock from 'nock';

import { anything } from '../../../support/arbitraries';
import { BASE_URL, runNode, type NodeOutcome } from '../../../support/engine';
import { isolateRequests } from '../../../support/service';

const PATH = '/api/v1/offline/processing';
/** What JavaScript says of a value that the code did not expect, which tells a builder nothing. */
const ENGINE_WORDS =
	/undefined|is not a function|not iterable|Cannot (read|destructure|convert|set)|Invalid time|\[object/;
const GOOD_URL = 'https://recordings.test/a.mp3';

isolateRequests();

/** Answers every request: a submit with an ID that tells which one it was. Returns the addresses of the recordings. */
function serve(): string[] {
	nock.cleanAll();
	const submitted: string[] = [];
	const service = nock(BASE_URL).persist();
	service.post(PATH).reply(200, (_uri, body) => {
		submitted.push(Object(body).audio.uri);
		return { result_id: `id-${submitted.length - 1}` };
	});
	service.post(/.*/).reply(200, ['A sentence.']);
	service.get(/.*/).reply(200, { job_id: 'a', transcript: [], insights: {}, failed: null });
	return submitted;
}

/** One Descriptor.AI node with a parameter that is an expression that gives each item's own `value`. */
async function run(values: JsonValue[], parameters: IDataObject): Promise<NodeOutcome> {
	return await runNode({
		items: values.map((value) => ({ value, recording_id: 'a' })) as IDataObject[],
		parameters: {
			resource: 'callAnalysis',
			audioUrl: GOOD_URL,
			resultId: 'a',
			transcript: 'Agent: Good morning',
			...parameters,
		},
		settings: { onError: 'continueErrorOutput' },
	});
}

function expectHelpful(text: unknown): void {
	expect(text).toEqual(expect.stringMatching(/\w/));
	expect(text).not.toMatch(ENGINE_WORDS);
}

/** Every item was returned once, in its place, and what went wrong is said in words. */
function expectEachOnce(values: JsonValue[], { outputs: [done, failed = []], error }: NodeOutcome) {
	expect(error).toBeUndefined();
	const places = [...done, ...failed].map(
		({ pairedItem }) => Object(pairedItem).item ?? pairedItem,
	);
	expect(places.sort((a, b) => a - b)).toEqual(values.map((_, index) => index));
	for (const { json } of failed) expectHelpful(json.error);
}

const VALUE = '={{ $json.value }}';

/** Every place of the form in which a person can put an expression. */
const SUBMIT_PLACES: Array<[string, IDataObject]> = [
	['Audio URL', { audioUrl: VALUE }],
	['Language', { languageCode: VALUE }],
	['Insights', { insights: VALUE }],
	['Call Data', { callData: VALUE }],
	['Call ID', { callData: { id: VALUE } }],
	['Timestamp', { callData: { timestamp: VALUE } }],
	['Speakers', { callData: { speakers: VALUE } }],
	['a list of speakers', { callData: { speakers: { speaker: VALUE } } }],
	['Speaker ID', { callData: { speakers: { speaker: [{ id: VALUE, label: 'a', role: 'b' }] } } }],
	['Speaker Name', { callData: { speakers: { speaker: [{ id: '0', label: VALUE, role: 'b' }] } } }],
	['Custom Fields', { callData: { ownFields: VALUE } }],
	['Name of a field', { callData: { ownFields: { field: [{ name: VALUE, value: 'a' }] } } }],
	['Value of a field', { callData: { ownFields: { field: [{ name: 'a', value: VALUE }] } } }],
	['Options', { options: VALUE }],
	['Channels', { options: { channels: VALUE } }],
	['Emotion Alignment', { options: { emotionsAlignment: VALUE } }],
	['Emotions Model', { options: { emotionsModel: VALUE } }],
	['Insight Settings', { options: { insightSettings: VALUE } }],
	['entries of Insight Settings', { options: { insightSettings: { settings: VALUE } } }],
	[
		'Categories',
		{
			insights: ['labeling'],
			options: { insightSettings: { settings: [{ insight: 'labeling', categories: VALUE }] } },
		},
	],
	['Metrics', { options: { metrics: VALUE } }],
	['Mandatory Stages', { options: { mandatoryStages: VALUE } }],
	['Webhook URL', { options: { webhook: VALUE } }],
];

describe('A list or an object, which cannot be sent as text, is refused by name', () => {
	const TEXTS: Array<[label: string, place: string]> = [
		['Audio URL', 'Audio URL'],
		['Call ID', 'Call ID'],
		['Timestamp', 'Timestamp'],
		['Speaker ID', 'Speaker ID'],
		['Speaker Name', 'Speaker Name'],
		['Name', 'Name of a field'],
		['Webhook URL', 'Webhook URL'],
	];

	it.each(TEXTS)("'%s' (%s)", async (label, place) => {
		const parameters = SUBMIT_PLACES.find(([name]) => name === place)?.[1];
		const submitted = serve();
		const { outputs } = await run([['a'], { a: 1 }], { operation: 'submit', ...parameters });
		expect(outputs[1].map(({ json }) => json.error)).toEqual([
			`'${label}' must be text, but the expression returned a list [item 0]`,
			`'${label}' must be text, but the expression returned an object [item 1]`,
		]);
		expect(submitted).toEqual([]);
	});
});

const GET_PLACES: Array<[string, IDataObject]> = [
	['Result ID', { resultId: VALUE }],
	['If Not Ready', { ifNotReady: VALUE }],
	['Options', { options: VALUE }],
	['Poll Interval', { options: { pollInterval: VALUE } }],
	['Maximum Wait', { options: { maxWait: VALUE } }],
	['Simplify', { simplify: VALUE }],
	['Include Call Details', { options: { includeDetails: VALUE } }],
	['Transcript Files', { options: { transcriptFiles: VALUE } }],
	['Transcript Format', { options: { transcriptFormat: VALUE } }],
];

const REPORT_PLACES: Array<[string, IDataObject]> = [
	['Result ID', { resultId: VALUE }],
	['Title', { options: { title: VALUE } }],
];

const INSIGHT_PLACES: Array<[string, IDataObject]> = [
	['Transcript', { resource: 'transcript', transcript: VALUE }],
	['Insights', { resource: 'transcript', insights: VALUE }],
	['Language', { resource: 'transcript', languageCode: VALUE }],
];

const METRICS_PLACES: Array<[string, IDataObject]> = [
	['Result', { resource: 'transcript', result: VALUE }],
	['Metrics', { resource: 'transcript', metrics: VALUE }],
];

const PREPARE_PLACES: Array<[string, IDataObject]> = [
	['Default Language', { resource: 'salesforce', defaultLanguage: VALUE }],
	['Country Calling Code', { resource: 'salesforce', options: { countryCode: VALUE } }],
	['More Phone Fields', { resource: 'salesforce', options: { phoneFields: VALUE } }],
	['Search In', { resource: 'salesforce', options: { searchIn: VALUE } }],
	['Time Zone', { resource: 'salesforce', options: { timeZone: VALUE } }],
];

/** The values are items of one run: n8n's engine takes longer to begin than the node for an item. */
const manyValues = fc.array(anything, { minLength: 40, maxLength: 40 });

describe('Whatever an expression returns, each item is returned once, and an error says what to change', () => {
	it.each([
		...SUBMIT_PLACES.map((place) => ['submit', ...place] as const),
		...GET_PLACES.map((place) => ['getResult', ...place] as const),
		...REPORT_PLACES.map((place) => ['createReport', ...place] as const),
		...INSIGHT_PLACES.map((place) => ['extractInsight', ...place] as const),
		...METRICS_PLACES.map((place) => ['calculateMetrics', ...place] as const),
		...PREPARE_PLACES.map((place) => ['prepareCall', ...place] as const),
	])('of %s: %s', async (operation, _place, parameters) => {
		await fc.assert(
			fc.asyncProperty(manyValues, async (values) => {
				const submitted = serve();
				const outcome = await run(values, { operation, ...parameters });
				expectEachOnce(values, outcome);
				if (operation !== 'submit') return;
				const ids = outcome.outputs[0].map(({ json }) => json.result_id);
				expect(ids).toEqual(submitted.map((_, index) => `id-${index}`));
			}),
			{ numRuns: 1 },
		);
	});
});
