import { chartOf } from '../../../../nodes/DescriptorAi/report/chart';
import { callOf } from '../../../../nodes/DescriptorAi/call/call';
import type { AnalysisResult } from '../../../../nodes/DescriptorAi/api';
import { reportSvg } from '../../../../nodes/DescriptorAi/report/svg';
import { hostileResult, longResult } from '../../../support/results';

const call: AnalysisResult = {
	call_data: {
		speakers: [
			{ id: '0', label: 'נועה', role: 'agent' },
			{ id: '1', label: 'Helen', role: 'customer' },
		],
	},
	transcript: [
		{ text: 'Secret words', start: 0, end: 6, speaker: 0, emotion: 'friendly' },
		{ text: 'More of them', start: 6, end: 10, speaker: 1, emotion: 'angry' },
	],
	insights: { csat: { csat: 4.5, reason: 'Reason' } },
};

describe('The picture', () => {
	it('stands alone: its namespace, its size, its title and what it shows in words', () => {
		const svg = reportSvg(chartOf(callOf(call)), { title: 'Monday' });
		expect(svg).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" width="1200" height="630"/);
		expect(svg).toContain('viewBox="0 0 1200 630"');
		expect(svg).toContain('<title id="title">Monday</title>');
		expect(svg).toContain('Customer satisfaction: 4.5');
		expect(svg).not.toMatch(/<script|<image|<foreignObject|@import|url\(|href/);
	});

	it('shows key figures, emotions over time and talk share', () => {
		const svg = reportSvg(chartOf(callOf(call)));
		expect(svg).toContain('<title>0:00–0:06 friendly</title>');
		expect(svg).toContain('>60%</text>');
		expect(svg).toContain('>Talk share</text>');
	});

	it('holds no words of the call', () => {
		expect(reportSvg(chartOf(callOf(call)))).not.toMatch(/Secret|More of them/);
	});

	it('begins a name at the left whichever way it is read', () => {
		const svg = reportSvg(chartOf(callOf(call)));
		expect(svg).toMatch(/direction="rtl" text-anchor="end">נועה</);
		expect(svg).toMatch(/direction="ltr" text-anchor="start">Helen</);
	});

	it('is light, and dark where the reader’s screen is', () => {
		expect(reportSvg(chartOf(callOf(call)))).toMatch(
			/\.paper\{fill:#f.*@media \(prefers-color-scheme:dark\)\{\.paper\{fill:#0/s,
		);
	});

	it.each<[string, AnalysisResult]>([
		['nothing', {}],
		['no times', { transcript: [{ text: 'Hm' } as never] }],
	])('is made of a result with %s', (_, result) => {
		const svg = reportSvg(chartOf(callOf(result)));
		expect(svg).toMatch(/<\/svg>\n$/);
		expect(svg).not.toMatch(/NaN|undefined|Infinity/);
	});

	it('is made of any result, in characters that XML allows', () => {
		const svg = reportSvg(chartOf(callOf(hostileResult())));
		expect(svg).not.toMatch(/(?![\t\n])[\p{Cc}\p{Cs}\uFFFE\uFFFF]/u);
		expect(svg).not.toMatch(/<(script|img)|NaN|undefined|\[object/);
		expect(svg.length).toBeLessThan(50_000);
	});

	it('stays small for a call of three hours', () => {
		expect(reportSvg(chartOf(callOf(longResult()))).length).toBeLessThan(100_000);
	});
});
