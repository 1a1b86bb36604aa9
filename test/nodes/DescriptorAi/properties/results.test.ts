import fc from 'fast-check';

import { normalize } from '../../../../nodes/DescriptorAi/call/analysis';
import { callOf } from '../../../../nodes/DescriptorAi/call/call';
import type { CallNumbers } from '../../../../nodes/DescriptorAi/call/numbers';
import { detailsOf } from '../../../../nodes/DescriptorAi/output/resultShape';
import { chartOf } from '../../../../nodes/DescriptorAi/report/chart';
import { reportHtml } from '../../../../nodes/DescriptorAi/report/html';
import { reportSvg } from '../../../../nodes/DescriptorAi/report/svg';
import { simplify } from '../../../../nodes/DescriptorAi/output/simplify';
import { TRANSCRIPT_FORMATS } from '../../../../nodes/DescriptorAi/output/transcriptFormats';
import { passes, readFilters } from '../../../../nodes/DescriptorAi/trigger/filters';
import { analysesIn } from '../../../../nodes/DescriptorAi/trigger/analysisIds';
import { anything, results } from '../../../support/arbitraries';

const FIELDS = Object.keys(simplify(callOf({ job_id: 'a' }), 'a', 'https://d.test/result/a'));
const DETAILS = Object.keys(detailsOf(callOf({ job_id: 'a' })));

/** What of a value is lost on the way to the next node: n8n keeps items as JSON. */
const kept = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

/** Numbers that a record can hold, or `null`. */
const numbersIn = (value: unknown): number[] =>
	typeof value === 'number'
		? [value]
		: typeof value === 'object' && value !== null
			? Object.values(value).flatMap(numbersIn)
			: [];

describe('Whatever a result holds', () => {
	it('simplified, it has the same ten fields, and nothing in them is lost on the way to the next node', () => {
		fc.assert(
			fc.property(results, (result) => {
				const fields = simplify(callOf(result), 'a', 'https://d.test/result/a');
				expect(Object.keys(fields)).toEqual(FIELDS);
				expect(kept(fields)).toEqual(fields);
			}),
		);
	});

	it('its numbers are not negative and not beyond the call, and unknown ones are null', () => {
		fc.assert(
			fc.property(results, (result) => {
				const all = Object.entries(detailsOf(callOf(result)));
				const own = all.filter(([name]) => name !== 'call_data');
				const details = Object.fromEntries(own) as unknown as CallNumbers;
				expect(Object.keys(details)).toEqual(DETAILS);
				expect(kept(details)).toEqual(details);
				expect(numbersIn(details).every((number) => number >= 0)).toBe(true);
				expect(details.silence_seconds ?? 0).toBeLessThanOrEqual(details.duration_seconds ?? 0);
				expect(details.silence_percent ?? 0).toBeLessThanOrEqual(100);
				expect(details.agent_talk_percent ?? 0).toBeLessThanOrEqual(100);
			}),
		);
	});

	it.each(['srt', 'vtt', 'text'] as const)('its transcript as %s is text or null', (format) => {
		fc.assert(
			fc.property(results, (result) => {
				const written = TRANSCRIPT_FORMATS[format].write(callOf(result));
				expect(written).not.toBe('');
				expect(written ?? '').not.toMatch(/undefined|NaN|\[object/);
			}),
		);
	});

	it('a report is made of it in which nothing of it is markup', () => {
		fc.assert(
			fc.property(results, (result) => {
				const facts = { resultId: 'a', resultUrl: 'https://d.test/result/a' };
				const chart = chartOf(callOf(result));
				const html = reportHtml(chart, facts, { transcript: true });
				expect(html).not.toMatch(/<(script|img)|onload="/);
				expect(html.match(/<\/style>/g)).toHaveLength(1);
				expect(reportSvg(chart)).not.toMatch(/<(script|img)|onload="|NaN/);
			}),
		);
	});

	it('the trigger filters it without a fault', () => {
		fc.assert(
			fc.property(results, (result) => {
				const filters = readFilters({ labels: 'a, b', languages: ['en-US'] });
				expect([true, false]).toContain(passes(callOf(result), filters));
			}),
		);
	});
});

describe('Whatever a success of the service holds', () => {
	it('it is in one of three states, or nothing that is known', () => {
		fc.assert(
			fc.property(fc.oneof(anything, results), fc.constantFrom(200, 425), (body, statusCode) => {
				const analysis = normalize({ statusCode, body });
				expect(['processing', 'completed', 'failed', undefined]).toContain(analysis?.state);
			}),
		);
	});

	it('a callback with it names no analysis but by an ID that can stand in an address', () => {
		fc.assert(
			fc.property(fc.oneof(anything, results), (body) => {
				for (const id of analysesIn(JSON.stringify(body) ?? '').flat())
					expect(id).toMatch(/^[\w-]{1,64}$/);
			}),
		);
	});
});
