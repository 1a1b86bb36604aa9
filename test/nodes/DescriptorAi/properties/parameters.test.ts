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

/** Answers every submit with an ID that tells which one it was, and keeps the addresses of the recordings. */
function acceptSubmits(): string[] {
	const submitted: string[] = [];
	nock(BASE_URL)
		.post(PATH)
		.times(100)
		.reply(200, (_uri, body) => {
			submitted.push(Object(body).audio.uri);
			return { result_id: `id-${submitted.length - 1}` };
		});
	return submitted;
}

/** One Descriptor.AI node, of which a parameter is an expression that gives each item's own `value`. */
async function run(values: JsonValue[], parameters: IDataObject): Promise<NodeOutcome> {
	return await runNode({
		items: values.map((value) => ({ value })) as IDataObject[],
		parameters: { resource: 'callAnalysis', operation: 'submit', ...parameters },
		settings: { onError: 'continueErrorOutput' },
	});
}

function expectHelpful(text: unknown): void {
	expect(text).toEqual(expect.stringMatching(/\w/));
	expect(text).not.toMatch(ENGINE_WORDS);
}

/** Every item came out once, in its place, and what went wrong is said in words. */
function expectEachOnce(values: JsonValue[], { outputs: [done, failed = []], error }: NodeOutcome) {
	expect(error).toBeUndefined();
	const places = [...done, ...failed].map(
		({ pairedItem }) => Object(pairedItem).item ?? pairedItem,
	);
	expect([...places].sort()).toEqual(values.map((_, index) => index));
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

describe('An expression of Submit that gives anything', () => {
	it.each(SUBMIT_PLACES)('in %s', async (_place, parameters) => {
		await fc.assert(
			fc.asyncProperty(fc.array(anything, { minLength: 1, maxLength: 3 }), async (values) => {
				nock.cleanAll();
				const submitted = acceptSubmits();
				const outcome = await run(values, { audioUrl: GOOD_URL, ...parameters });
				expectEachOnce(values, outcome);
				const ids = outcome.outputs[0].map(({ json }) => json.result_id);
				expect(ids).toEqual(submitted.map((_, index) => `id-${index}`));
			}),
			{ numRuns: 40 },
		);
	});
});

describe('A list or an object, of which nothing could be sent as text, is refused by name', () => {
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
		const submitted = acceptSubmits();
		const { outputs } = await run([['a'], { a: 1 }], { audioUrl: GOOD_URL, ...parameters });
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

describe('An expression of Get Result that gives anything', () => {
	it.each(GET_PLACES)('in %s', async (_place, parameters) => {
		await fc.assert(
			fc.asyncProperty(fc.array(anything, { minLength: 1, maxLength: 3 }), async (values) => {
				nock.cleanAll();
				nock(BASE_URL)
					.get(/.*/)
					.times(100)
					.reply(200, { job_id: 'a', transcript: [], insights: {}, failed: null });
				const more = { operation: 'getResult', resultId: 'a', ...parameters };
				expectEachOnce(values, await run(values, more));
			}),
			{ numRuns: 40 },
		);
	});
});

const OTHER_PLACES: Array<[string, IDataObject]> = [
	[
		'Transcript of Extract Insight',
		{ resource: 'transcript', operation: 'extractInsight', transcript: VALUE },
	],
	[
		'Insights of Extract Insight',
		{ resource: 'transcript', operation: 'extractInsight', insights: VALUE },
	],
	[
		'Language of Extract Insight',
		{ resource: 'transcript', operation: 'extractInsight', languageCode: VALUE },
	],
	[
		'Result of Calculate Metrics',
		{ resource: 'transcript', operation: 'calculateMetrics', result: VALUE },
	],
	[
		'Metrics of Calculate Metrics',
		{ resource: 'transcript', operation: 'calculateMetrics', metrics: VALUE },
	],
	['Result ID of Create Report', { operation: 'createReport', resultId: VALUE }],
	[
		'Title of Create Report',
		{ operation: 'createReport', resultId: 'a', options: { title: VALUE } },
	],
];

describe('An expression that gives anything', () => {
	it.each(OTHER_PLACES)('in %s', async (_place, parameters) => {
		await fc.assert(
			fc.asyncProperty(fc.array(anything, { minLength: 1, maxLength: 3 }), async (values) => {
				nock.cleanAll();
				const result = { job_id: 'a', transcript: [], insights: {}, failed: null };
				nock(BASE_URL).get(/.*/).times(100).reply(200, result);
				nock(BASE_URL).post(/.*/).times(100).reply(200, ['A sentence.']);
				const transcript = 'Agent: Good morning';
				expectEachOnce(values, await run(values, { transcript, ...parameters }));
			}),
			{ numRuns: 40 },
		);
	});
});
