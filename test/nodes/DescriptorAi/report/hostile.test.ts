import { chartOf } from '../../../../nodes/DescriptorAi/report/chart';
import { callOf } from '../../../../nodes/DescriptorAi/call/call';
import type { AnalysisResult } from '../../../../nodes/DescriptorAi/api/contract';
import { reportHtml } from '../../../../nodes/DescriptorAi/report/html';
import { reportSvg } from '../../../../nodes/DescriptorAi/report/svg';
import { ATTACK, fullResult as call, hostileResult, longResult } from '../../../support/results';

const FACTS = { resultId: 'id-1', resultUrl: 'https://d.test/result/id-1' };
const report = (result: AnalysisResult) =>
	reportHtml(chartOf(callOf(result)), FACTS, { transcript: true });

/** The way to every part of a value, outermost first. */
function pathsOf(value: unknown, path: string[] = []): string[][] {
	const own = path.length > 0 ? [path] : [];
	if (typeof value !== 'object' || value === null) return own;
	return [...own, ...Object.entries(value).flatMap(([key, part]) => pathsOf(part, [...path, key]))];
}

/** A copy in which something else stands in one place. */
function withValue(result: AnalysisResult, path: string[], value: unknown): AnalysisResult {
	const copy = structuredClone(result);
	const last = path.slice(0, -1).reduce((part, key) => part[key] as typeof part, copy);
	last[path[path.length - 1]] = value;
	return copy;
}

describe('A report of what nobody expects', () => {
	it('shows an attack as the text that it is', () => {
		const html = report({
			...call,
			insights: { summary: [ATTACK] },
			call_data: { id: ATTACK, timestamp: ATTACK },
		});
		expect(html).not.toMatch(/<(script|img)/);
		expect(html.match(/<\/style>/g)).toHaveLength(1);
		expect(html.match(/<\/title>/g)?.length).toBe(html.match(/<title/g)?.length);
		expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;');
		expect(html).toContain('onload=&quot;alert(3)&quot; \uFFFDgnp');
	});

	it('is made of any result, and stays of reasonable size', () => {
		const html = report(hostileResult());
		expect(html).not.toMatch(/<(script|img)|NaN|undefined|\[object/);
		expect(html.length).toBeLessThan(1_000_000);
	});

	it.each([
		{ insights: 'x', transcript: 'x', call_data: 'x', metrics: 'x', failed: 'x', language_code: 7 },
		{ insights: ['x'], transcript: { 0: 'x' }, call_data: [1], metrics: [1], failed: 3 },
		{ insights: { csat: 'x', problems: {}, keywords: 'x', division: [], 'emotional-score': null } },
		{ insights: { csat: { csat: 'x', reason: {} }, problems: [null, 1, {}], keywords: [{}] } },
		{ call_data: { id: {}, timestamp: [], speakers: [null, { id: {} }] }, metrics: { overall: 3 } },
	])('is made of a result of wrong types: %j', (result) => {
		expect(report(result as unknown as AnalysisResult)).toContain('</html>');
	});

	it.each(['\ud800', 'http://', '<b ', ': ', '- '])('is made of five megabytes of %j', (part) => {
		const text = part.repeat(5_000_000 / part.length);
		const speakers = [{ id: '0', label: text, role: text }];
		const transcript = [{ text, start: 0, end: 1, speaker: 0 }];
		const html = report({ job_id: 'a', transcript, call_data: { speakers } });
		expect(html).toMatch(/<\/html>\s*$/);
	});

	it('is made whatever stands in place of any part of an analysis', () => {
		const junk: unknown[] = [null, true, 0, -1, 1e300, '', ATTACK, [], [null], {}, { toString: 1 }];
		const placed = pathsOf(call).flatMap((path) =>
			junk.map((value) => ({ path, value, result: withValue(call, path, value) })),
		);
		expect(placed.length).toBeGreaterThan(1000);
		for (const { path, value, result } of placed) {
			const made = report(result) + reportSvg(chartOf(callOf(result)));
			const fault = /<(script|img)|NaN|undefined|Infinity|\[object/.exec(made)?.[0];
			expect([path, value, fault]).toEqual([path, value, undefined]);
		}
	});

	it('of a call of three hours is about a megabyte', () => {
		expect(report(longResult()).length).toBeLessThan(1_500_000);
	});
});
