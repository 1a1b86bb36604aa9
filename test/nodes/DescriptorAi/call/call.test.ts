import type { AnalysisResult } from '../../../../nodes/DescriptorAi/api/contract';
import { callOf } from '../../../../nodes/DescriptorAi/call/call';
import { inShape } from '../../../../nodes/DescriptorAi/output/resultShape';
import { TRANSCRIPT_FORMATS } from '../../../../nodes/DescriptorAi/output/transcriptFormats';
import { chartOf } from '../../../../nodes/DescriptorAi/report/chart';
import { reportHtml } from '../../../../nodes/DescriptorAi/report/html';
import { reportSvg } from '../../../../nodes/DescriptorAi/report/svg';
import { fullResult } from '../../../support/results';

/** A result whose segments count how often their text is read. */
function counted(): { result: AnalysisResult; reads: () => number[] } {
	const counts: number[] = [];
	const countingList = () =>
		fullResult.transcript?.map(({ text, ...segment }) => {
			const index = counts.push(0) - 1;
			return Object.defineProperty(segment, 'text', {
				enumerable: true,
				get: () => (counts[index]++, text),
			}) as typeof segment & { text: string };
		});
	const result = {
		...fullResult,
		transcript: countingList(),
		transcript_diarization: countingList(),
		transcript_sentiment: countingList(),
	};
	return { result, reads: () => counts };
}

describe('A call', () => {
	it('reads each segment of its result once, whatever is written of it', () => {
		const { result, reads } = counted();
		const call = callOf(result);
		for (const { write } of Object.values(TRANSCRIPT_FORMATS)) write(call);
		inShape(call, 'a', 'https://d.test/result/a', {
			output: 'simplified',
			fields: [],
			details: true,
			transcript: 'text',
		});
		const chart = chartOf(call);
		reportHtml(chart, { resultId: 'a', resultUrl: 'https://d.test' }, { transcript: true });
		reportSvg(chart);
		expect(reads()).toEqual(Array(9).fill(1));
	});

	it('reads no segment for what needs none', () => {
		const { result, reads } = counted();
		const { csat, failedStages, summary } = callOf(result);
		expect([csat, failedStages, summary.length]).toEqual([4.256, [], 2]);
		expect(reads()).toEqual(Array(9).fill(0));
	});
});
