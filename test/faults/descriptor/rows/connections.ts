import type { OtherHost } from '../../../../sandbox';
import { EVERYWHERE, getResult, SUBMITTING, waitForResult } from '../places';
import type { Trouble } from '../run';

/** Where a node sends its first request; with a wrong address, it sends no other. */
const BEGINNING = EVERYWHERE.filter((place) => place !== waitForResult);

/** What keeps a request from its answer. */
export const connections = (selfSigned: () => OtherHost): Trouble[] => [
	{ fault: 'Connection refused', baseUrl: 'http://127.0.0.1:9', at: BEGINNING },
	{ fault: 'Unknown host', baseUrl: 'http://no-such-host.invalid', at: BEGINNING },
	{ fault: 'Self-signed TLS certificate', baseUrl: () => selfSigned().url, at: BEGINNING },
	{
		fault: 'https to a port that speaks http',
		baseUrl: ({ url }) => url.replace('http:', 'https:'),
		at: BEGINNING,
	},
	{ fault: 'Reset before the answer, for ever', answers: { coming: 'reset' } },
	{ fault: 'Reset before the answer, once', answers: { coming: 'reset' }, times: 1 },
	{
		fault: 'Reset before the answer, and the recording was accepted',
		answers: { coming: 'reset' },
		done: true,
		at: SUBMITTING,
	},
	{
		fault: 'Reset in the middle of the answer',
		answers: { coming: 'half, then reset' },
		done: true,
	},
	{
		fault: 'No answer within the time-out, for ever',
		answers: { coming: 'never' },
		at: [getResult],
		timesOut: true,
	},
	{
		fault: 'No answer within the time-out, once',
		answers: { coming: 'never' },
		times: 1,
		done: true,
		timesOut: true,
	},
	{
		fault: 'An answer that drips and never ends, once',
		answers: { coming: 'drop by drop' },
		times: 1,
		done: true,
		timesOut: true,
	},
];
