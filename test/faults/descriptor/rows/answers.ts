import type { OtherHost } from '../../../../sandbox';
import { POLLING, getResult, submit, SUBMITTING } from '../places';
import type { Trouble } from '../run';

/** Characters of an answer that is larger than anything that is expected. */
const LARGE = 60_000_000;

const html = { 'content-type': 'text/html' };
const without = (field: string) => (own: string) =>
	JSON.stringify({ ...(JSON.parse(own) as object), [field]: undefined });

/** Answers with the status 200, or a redirect, that do not hold what they should. */
export const answers = (otherHost: () => OtherHost): Trouble[] => [
	{ fault: 'Half an answer, as if it were whole', answers: { coming: 'half' }, done: true },
	{
		fault: 'Half an answer, shorter than it says',
		answers: { coming: 'half, then end' },
		done: true,
	},
	{ fault: 'An empty answer', answers: { body: '' }, done: true },
	{ fault: 'An empty answer once', answers: { body: '' }, done: true, times: 1, at: POLLING },
	{ fault: 'An answer that calls itself a page', answers: { headers: html }, done: true },
	{
		fault: 'A page instead of an answer',
		answers: { headers: html, body: '<html>Sign in</html>' },
	},
	{
		fault: '60 MB instead of an answer',
		answers: { headers: html, body: `<html>${'x'.repeat(LARGE)}` },
		at: [submit, getResult],
		isLarge: true,
	},
	{
		fault: '60 MB of new fields in a result',
		answers: { body: (own) => own.replace('{', `{"new":"${'x'.repeat(LARGE)}",`) },
		done: true,
		at: [getResult],
		isLarge: true,
	},
	...[302, 307].map((status) => ({
		fault: `${status}, a redirect to another host`,
		answers: () => ({ status, headers: { location: `${otherHost().url}/sign-in?to=descriptor` } }),
	})),
	{
		fault: 'No result ID in the answer',
		answers: { body: without('result_id') },
		done: true,
		at: SUBMITTING,
	},
	{
		fault: 'New fields in the answer',
		answers: { body: (own) => own.replace('{', '{"queue":{"position":3},') },
		done: true,
	},
];
