import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';
import nock from 'nock';

import { clock } from '../../../../nodes/DescriptorAi/api';
import { DescriptorAi } from '../../../../nodes/DescriptorAi/DescriptorAi.node';
import { sentRecordings } from '../../../../nodes/DescriptorAi/operations/callAnalysis/recording/sentRecordings';
import { passTime, skipPauses } from '../../../support/clock';
import { asTool, BASE_URL, outcomeOf, runNode, startNode } from '../../../support/engine';
import { isolateRequests } from '../../../support/service';

const PATH = '/api/v1/offline/processing';
const RETRY = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };
/** Another value at each attempt. */
const OTHER = '={{ String(Math.random()) }}';

const items = ['a', 'b', 'c'].map((name) => ({ url: `https://recordings.test/${name}.mp3` }));
const submit = (more: IDataObject = {}) => ({
	resource: 'callAnalysis',
	operation: 'submit',
	audioUrl: '={{ $json.url }}',
	...more,
});

/** Answers each submit with an ID of its own, but the given ones with another answer; tells what was sent. */
function service(faults: Record<number, [number, IDataObject | string]> = {}): string[] {
	const sent: string[] = [];
	nock(BASE_URL)
		.post(PATH)
		.times(100)
		.reply((_uri, body) => {
			sent.push(new URL(Object(body).audio.uri).pathname.slice(1, 2));
			return faults[sent.length] ?? [200, { result_id: `id-${sent.length}` }];
		});
	return sent;
}

isolateRequests();
afterEach(() => jest.restoreAllMocks());

/** Every place in which the value may be another one at each attempt, while the recording stays the same. */
const CHANGING: Array<[string, IDataObject]> = [
	['Timestamp', { callData: { timestamp: '={{ $now.plus({ seconds: Math.random() }) }}' } }],
	['Call ID', { callData: { id: OTHER } }],
	['a custom field', { callData: { ownFields: { field: [{ name: 'run', value: OTHER }] } } }],
	['the name of a speaker', { callData: { speakers: { speaker: [{ id: '0', label: OTHER }] } } }],
	['Channels', { options: { channels: '={{ 1 + Math.floor(8 * Math.random()) }}' } }],
	['Webhook URL', { options: { webhook: '={{ "https://n8n.test/webhook/" + Math.random() }}' } }],
	['Emotion Alignment', { options: { emotionsAlignment: '={{ Math.random() < 0.5 }}' } }],
	['Language', { languageCode: '={{ ["en-US", "fr-FR"][Math.round(Math.random())] }}' }],
	['Insights', { insights: '={{ Math.random() < 0.5 ? ["summary"] : ["topics"] }}' }],
	[
		'a prompt',
		{
			options: {
				insightSettings: { settings: [{ insight: 'summary', promptCustomization: OTHER }] },
			},
		},
	],
	['the signature of the address', { audioUrl: '={{ $json.url + "?sig=" + Math.random() }}' }],
	['the fragment of the address', { audioUrl: '={{ $json.url + "#" + Math.random() }}' }],
];

describe('A recording is paid for once', () => {
	it.each(CHANGING)('although %s is another one at each attempt', async (_what, more) => {
		const sent = service({ 3: [429, { detail: 'slow down' }] });
		const { outputs, error } = await runNode({ items, parameters: submit(more), settings: RETRY });
		expect(error).toBeUndefined();
		expect(sent).toEqual(['a', 'b', 'c', 'c']);
		expect(outputs[0].map(({ json }) => json.result_id)).toEqual(['id-1', 'id-2', 'id-4']);
	});

	it.each(CHANGING)(
		'when nobody knows whether it was accepted, although %s is another one',
		async (_what, more) => {
			const sent = service({ 1: [502, '<html>Bad gateway</html>'] });
			const { error } = await runNode({
				items: items.slice(0, 1),
				parameters: submit(more),
				settings: RETRY,
			});
			expect(sent).toEqual(['a']);
			expect(error?.description).toContain('not known whether the recording was accepted');
		},
	);

	it('when a failed execution is retried with other settings, which is said', async () => {
		const sent = service({ 3: [400, { detail: 'No minutes left' }] });
		const parameters = submit({ callData: { id: OTHER } });
		const first = startNode({ items, parameters });
		const failed = await first.run;
		const { outputs, hints } = outcomeOf(await first.retry(failed));
		expect(sent).toEqual(['a', 'b', 'c', 'c']);
		expect(outputs[0].map(({ json }) => json.result_id)).toEqual(['id-1', 'id-2', 'id-4']);
		expect(outputs[0][0].json.note).toContain('settings of that time');
		expect(outputs[0][2].json).not.toHaveProperty('note');
		expect(hints).toEqual([expect.stringContaining('[item 0], [item 1]')]);
	});

	it('also when its address has expired by the time of the retry', async () => {
		const sent = service({ 3: [400, { detail: 'No minutes left' }] });
		skipPauses();
		const soon = clock.now() / 1000 + 3600;
		const signed = '={{ $json.url + ($itemIndex < 2 ? "?Expires=SOON&Signature=a" : "") }}';
		const parameters = submit({ audioUrl: signed.replace('SOON', String(soon)) });
		const first = startNode({ items, parameters });
		const failed = await first.run;
		passTime(new Date((soon + 86_400) * 1000));
		const { outputs, error } = outcomeOf(await first.retry(failed));
		expect(error).toBeUndefined();
		expect(sent).toEqual(['a', 'b', 'c', 'c']);
		expect(outputs[0].map(({ json }) => json.result_id)).toEqual(['id-1', 'id-2', 'id-4']);
	});

	it('and is told when a later attempt stops at the parameters of another item', async () => {
		const sent = service({ 3: [400, { detail: 'No minutes left' }] });
		skipPauses();
		const soon = clock.now() / 1000 + 3600;
		const signed = `={{ $json.url + ($itemIndex === 2 ? "?Expires=${soon}&Signature=a" : "") }}`;
		const first = startNode({ items, parameters: submit({ audioUrl: signed }) });
		const failed = await first.run;
		passTime(new Date((soon + 86_400) * 1000));
		const { error } = outcomeOf(await first.retry(failed));
		expect(sent).toEqual(['a', 'b', 'c']);
		expect(error?.message).toContain("'Audio URL' expired");
		expect(error?.description).toContain('do not submit them again: id-1, id-2.');
	});

	it('without a hint when the settings are the same', async () => {
		service({ 3: [429, { detail: 'slow down' }] });
		const { outputs, hints } = await runNode({ items, parameters: submit(), settings: RETRY });
		expect(outputs[0].flatMap(({ json }) => json.note ?? [])).toEqual([]);
		expect(hints).toEqual([]);
	});

	it('and is returned with the call data that it was sent with', async () => {
		const bodies: IDataObject[] = [];
		nock(BASE_URL)
			.post(PATH)
			.times(9)
			.reply((_uri, body) => {
				bodies.push(body as IDataObject);
				return bodies.length === 2 ? [429, {}] : [200, { result_id: `id-${bodies.length}` }];
			});
		const { outputs } = await runNode({
			items: items.slice(0, 2),
			parameters: submit({ callData: { id: OTHER } }),
			settings: RETRY,
		});
		expect(outputs[0][0].json.call_data).toEqual(bodies[0].call_data);
	});

	it('each of two items with the same address, and each of two files at one address', async () => {
		const sent = service();
		const twice = [items[0], items[0], { url: `${items[0].url}?part=2` }];
		const { outputs } = await runNode({ items: twice, parameters: submit() });
		expect(sent).toEqual(['a', 'a', 'a']);
		expect(outputs[0].map(({ json }) => json.result_id)).toEqual(['id-1', 'id-2', 'id-3']);
	});

	it('whatever parameter changes and whichever submit is refused', async () => {
		const setOf = fc.subarray(CHANGING.slice(0, 3), { minLength: 1 });
		await fc.assert(
			fc.asyncProperty(setOf, fc.integer({ min: 1, max: 3 }), async (changing, refused) => {
				nock.cleanAll();
				const sent = service({ [refused]: [429, {}] });
				const parameters = submit({
					callData: Object.assign({}, ...changing.map(([, { callData }]) => callData)),
				});
				await runNode({ items, parameters, settings: RETRY });
				expect(sent).toEqual(['a', 'b', 'c', 'abc'.charAt(refused - 1)]);
			}),
			{ numRuns: 12 },
		);
	});
});

describe('A tool of an AI agent', () => {
	const address = 'https://recordings.test/a.mp3';
	/** Calls the tool several times in one execution, as agents do, each time as a run of its own. */
	async function call(addresses: string[], more: IDataObject = {}) {
		const { settings, engine } = asTool();
		const calls = startNode({
			items: [{ url: addresses[0] }],
			parameters: submit(more),
			settings: { ...settings, onError: 'continueRegularOutput' },
			engine,
		});
		let run = await calls.run;
		const outcomes = [outcomeOf(run)];
		for (const url of addresses.slice(1)) {
			run = await calls.callAgain(run, [{ url }]);
			outcomes.push(outcomeOf(run));
		}
		return outcomes.map(({ outputs }) => outputs[0][0].json);
	}

	it('pays once for a recording that the agent submits three times, and says so', async () => {
		const sent = service();
		const answers = await call([address, address, address], { callData: { id: OTHER } });
		expect(sent).toEqual(['a']);
		expect(answers.map(({ result_id: id }) => id)).toEqual(['id-1', 'id-1', 'id-1']);
		expect(answers[0]).not.toHaveProperty('note');
		expect(answers[2].note).toContain('submitted before in this execution');
		// An agent whose analysis has failed would try again and again otherwise.
		expect(answers[2].note).toContain('start a new execution');
	});

	it('pays for each recording, also where the query tells them apart', async () => {
		service();
		const answers = await call([`${address}?id=1`, `${address}?id=2`, `${address}?id=1`]);
		expect(answers.map(({ result_id: id }) => id)).toEqual(['id-1', 'id-2', 'id-1']);
	});

	it.each([
		['X-Amz-Date=1&X-Amz-Signature=a', 'X-Amz-Date=2&X-Amz-Signature=b'],
		['X-Goog-Signature=a', 'X-Goog-Signature=b'],
		['Expires=1&Signature=a&Key-Pair-Id=k', 'Expires=2&Signature=b&Key-Pair-Id=k'],
		['sv=1&se=2&sr=b&sp=r&sig=a', 'sv=1&se=3&sr=b&sp=r&sig=b'],
		['token=a&expires=1', 'token=b&expires=2'],
		['md5=a&expires=1', 'md5=b&expires=2'],
		['x-oss-date=1&x-oss-signature=a', 'x-oss-date=2&x-oss-signature=b'],
		['q-sign-time=1&q-signature=a', 'q-sign-time=2&q-signature=b'],
		['temp_url_sig=a&temp_url_expires=1', 'temp_url_sig=b&temp_url_expires=2'],
	])('knows a recording again whose address was signed anew: %s', async (first, second) => {
		const sent = service();
		await call([`${address}?${first}`, `${address}?${second}`]);
		expect(sent).toEqual(['a']);
	});

	it.each([
		['st=10', 'st=20'],
		['sr=1', 'sr=2'],
		['policy=a', 'policy=b'],
		['token=a', 'token=b'],
		['id=1&token=a', 'id=2&token=a'],
	])('takes what is not signed for another recording: %s and %s', async (first, second) => {
		const sent = service();
		await call([`${address}?${first}`, `${address}?${second}`]);
		expect(sent).toEqual(['a', 'a']);
	});

	it('does not send again what may have been accepted, and tells the agent in the message', async () => {
		const sent = service({ 1: [502, 'Bad gateway'] });
		const answers = await call([address, address]);
		expect(sent).toEqual(['a']);
		for (const { error } of answers) expect(error).toContain('It was not sent again');
	});

	it('sends again what was refused for certain', async () => {
		const sent = service({ 1: [422, { detail: 'no' }] });
		await call([address, address]);
		expect(sent).toEqual(['a', 'a']);
	});

	it('pays once when the agent uses it twice at the same time', async () => {
		const ctx = {
			getNode: () => ({ id: 'tool', type: 'descriptorAiTool' }),
			getExecutionId: () => 'execution',
			getContext: () => ({}),
		};
		const recording = { audio: 'a', settings: 'b', request: {} };
		const memory = () => sentRecordings(ctx as never, 0, recording as never);
		const send = jest.fn(async () => await Promise.resolve({ resultId: 'id-1', nonce: undefined }));
		const outcomes = await Promise.all([memory().once(send), memory().once(send)]);
		expect(send).toHaveBeenCalledTimes(1);
		expect(outcomes.map(({ isRepeated }) => isRepeated)).toEqual([false, true]);
	});

	it.each(['createReport', 'submitAndWait'])('is never %s', async (operation) => {
		const { error } = await runNode({
			items: [{}],
			parameters: { resource: 'callAnalysis', operation, resultId: 'a', audioUrl: address },
			...asTool(),
		});
		expect(error?.message).toContain('cannot be a tool of an AI agent');
		expect(error?.message).toContain("'Get Result'");
	});

	it('lets the agent fill in the address and the ID by itself', async () => {
		const { properties } = new DescriptorAi().description;
		const defaults = properties.flatMap(({ name, displayOptions, default: value }) =>
			displayOptions?.show?.['@tool']?.includes(true) ? [[name, value]] : [],
		);
		expect(defaults).toEqual(
			expect.arrayContaining([
				['audioUrl', expect.stringContaining("$fromAI('Audio_URL'")],
				['resultId', expect.stringContaining("$fromAI('Result_ID'")],
			]),
		);
	});
});
