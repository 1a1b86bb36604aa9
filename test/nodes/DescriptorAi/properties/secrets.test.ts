import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';
import nock from 'nock';

import { skipPauses } from '../../../support/clock';
import { BASE_URL, runNode } from '../../../support/engine';
import { keepLog } from '../../../support/log';
import '../../../support/properties';
import { isolateRequests } from '../../../support/service';

/** As many signs as the secrets that n8n and the Trigger make. */
const secret = fc.stringMatching(/^[\w-]{16,40}$/);
const token = fc.stringMatching(/^[\w.~+/-]{12,60}=?$/);
const spell = fc.constantFrom<(text: string) => string>(
	(text) => text,
	encodeURIComponent,
	(text) => encodeURIComponent(encodeURIComponent(text)).toLowerCase(),
	(text) => text.replaceAll('/', '\\/'),
	(text) => `x${text}x`,
);
/** An answer that repeats a text, and its headers. */
const answer = fc.constantFrom<(text: string) => [number, nock.Body, Record<string, string>]>(
	(text) => [422, { detail: [{ loc: ['body', 'config', text], msg: text, input: text }] }, {}],
	(text) => [401, { detail: text }, {}],
	(text) => [403, { message: `Bad header 'Bearer ${text}'` }, { server: text }],
	(text) => [403, `<title>${text}</title>`, { via: `1.1 ${text}` }],
	(text) => [302, '', { location: `https://login.test/${text}?state=${text}` }],
	(text) => [400, { detail: { message: `GET ${text}: failed` } }, {}],
	(text) => [500, { error: text }, {}],
	(text) => [407, text, { 'cf-ray': text }],
	(text) => [200, { status: 'failed', error: `Cannot download ${text}` }, {}],
);
const operations: IDataObject[] = [
	{
		operation: 'submit',
		audioUrl: '={{ $json.audio }}',
		options: { webhook: '={{ $json.webhook }}' },
	},
	{ operation: 'getResult', resultId: 'a' },
	{ resource: 'transcript', operation: 'extractInsight', transcript: 'Agent: hi' },
];

isolateRequests();
afterEach(() => jest.restoreAllMocks());

it('No error, hint, item or line of the log holds a token or the secret of an address, wherever it is repeated', async () => {
	skipPauses();
	const log = keepLog();
	await fc.assert(
		fc.asyncProperty(
			fc.record({ token, path: secret, query: secret, spell, answer }),
			fc.constantFrom(...operations),
			fc.constantFrom('continueRegularOutput' as const, 'stopWorkflow' as const),
			async (
				{ token: accessToken, path, query, spell: spelled, answer: answered },
				more,
				onError,
			) => {
				const isSent = more.operation === 'submit';
				const audio = `https://recordings.test/${path}/a.mp3?sig=${query}`;
				const webhook = `https://n8n.test/webhook/${query}`;
				const text = [accessToken, audio, webhook, ...(isSent ? [path, query] : [])]
					.map(spelled)
					.join(' ');
				const [status, body, headers] = answered(text);
				// What comes with a success is taken for an insight, whatever it is.
				fc.pre(status !== 200 || more.operation !== 'extractInsight');
				// A header holds no more than this.
				const given = Object.entries(headers).map(([name, value]) => [name, value.slice(0, 2000)]);
				nock(BASE_URL).persist().get(/./).reply(status, body, Object.fromEntries(given));
				nock(BASE_URL).persist().post(/./).reply(status, body, Object.fromEntries(given));
				log.length = 0;
				const { error, hints, outputs } = await runNode({
					items: [{ audio, webhook }],
					parameters: { resource: 'callAnalysis', ...more },
					credentials: { accessToken: ` Bearer ${accessToken}\n`, baseUrl: BASE_URL },
					settings: { onError },
				});
				nock.cleanAll();
				expect(error ?? outputs[0][0].json.error).toBeDefined();
				const { message, description } = error ?? {};
				const said = JSON.stringify([
					message,
					description,
					hints,
					outputs.flat().map(({ json }) => json),
					log,
				]);
				for (const value of [accessToken, path, query]) {
					expect(said.toLowerCase()).not.toContain(value.toLowerCase());
					expect(said.toLowerCase()).not.toContain(encodeURIComponent(value).toLowerCase());
				}
			},
		),
		{ numRuns: 150 },
	);
});
