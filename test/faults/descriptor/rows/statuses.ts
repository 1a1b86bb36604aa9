import { clock } from '../../../../nodes/DescriptorAi/api';
import type { Fault } from '../../../../sandbox';
import { POLLING, CALL_TEXT, EVERYWHERE, getResult, recordingOf, submit } from '../places';
import type { Trouble } from '../run';

/** The answer of a service that is built on FastAPI. */
const says = (status: number, detail: unknown, headers: Record<string, string> = {}): Fault => ({
	status,
	headers: { 'content-type': 'application/json', ...headers },
	body: JSON.stringify({ detail }),
});

const page = (status: number): Fault => ({
	status,
	headers: { 'content-type': 'text/html' },
	body: `<html><body><h1>Bad Gateway</h1><p>${CALL_TEXT}</p></body></html>`,
});

/** An address of a file, as it stands in the log of a server. */
const signedPath = recordingOf('secret').replace('https://recordings.example.com', '');

/**
 * Statuses that are no success.
 *
 * @param token the access token
 */
export const statuses = (token: string): Trouble[] => [
	{ fault: '401', answers: says(401, 'Invalid authentication credentials') },
	{
		fault: '401 with the token in its words',
		answers: says(401, `The token ${token} has expired`),
		at: [submit, getResult],
	},
	{ fault: '403', answers: says(403, 'Not authenticated') },
	{
		fault: '403 with the page of a firewall',
		answers: {
			status: 403,
			headers: { 'content-type': 'text/html', server: 'firewall' },
			body: `<html><title>Blocked</title><body>${CALL_TEXT}</body></html>`,
		},
	},
	{ fault: '404', answers: says(404, 'Result not found') },
	{ fault: '400', answers: says(400, 'Bad request') },
	{
		fault: '400 with the signed address in its words',
		answers: says(400, `${recordingOf('secret')} and GET ${signedPath} answered 403`),
		at: [submit, getResult],
	},
	{ fault: '409', answers: says(409, 'Already in work') },
	{
		fault: '422 with a list of fields',
		answers: says(422, [
			{
				loc: ['body', 'config', 'channels'],
				msg: 'Input should be less than or equal to 8',
				type: 'less_than_equal',
				input: [CALL_TEXT, recordingOf('secret')],
			},
			{ loc: ['body', 'transcript', 0, 'end'], msg: 'Field required', type: 'missing' },
		]),
		at: EVERYWHERE.filter(({ method }) => method === 'POST'),
	},
	{
		fault: '422 for the result ID',
		answers: says(422, [{ loc: ['path', 'result_id'], msg: 'Input should be a valid UUID' }]),
		at: POLLING,
	},
	{ fault: '425 for ever', answers: says(425, 'Result is not ready yet'), at: POLLING },
	{ fault: '429 for ever', answers: says(429, 'Too Many Requests') },
	{ fault: '429 once', answers: says(429, 'Too Many Requests'), times: 1 },
	{
		fault: '429 for ever, with `Retry-After: 120`',
		answers: says(429, 'Too Many Requests', { 'retry-after': '120' }),
	},
	{
		fault: '429 once, with `Retry-After: 7`',
		answers: says(429, 'Too Many Requests', { 'retry-after': '7' }),
		times: 1,
	},
	{
		fault: '429 once, with a date 20 seconds ahead as `Retry-After`',
		answers: () =>
			says(429, 'Too Many Requests', {
				'retry-after': new Date(clock.now() + 20_000).toUTCString(),
			}),
		times: 1,
	},
	{ fault: '500 for ever', answers: says(500, 'Internal Server Error') },
	{ fault: '500 once', answers: says(500, 'Internal Server Error'), times: 1 },
	{
		fault: '500 whose words are a code',
		answers: says(500, 'connect ECONNREFUSED 10.0.0.7:5432'),
	},
	{ fault: '502 with a page', answers: page(502) },
	{
		fault: '503 once, with `Retry-After: 5`',
		answers: { ...page(503), headers: { 'retry-after': '5' } },
		times: 1,
	},
	{ fault: '504 for ever', answers: page(504) },
	{ fault: '504, and the request was done', answers: page(504), done: true },
];
