import fc from 'fast-check';

import type { AnalysisResult } from '../../../../nodes/DescriptorAi/api';
import { callOf } from '../../../../nodes/DescriptorAi/call/call';
import { detailsOf } from '../../../../nodes/DescriptorAi/output/resultShape';
import { simplify } from '../../../../nodes/DescriptorAi/output/simplify';
import { readAnalysis } from '../../../../nodes/DescriptorAi/salesforce/readAnalysis';
import { recordFields } from '../../../../nodes/DescriptorAi/salesforce/recordFields';

import { anything, results } from '../../../support/arbitraries';
import { refused } from '../../../support/callAnalysisFields';
import { fullResult, hostileResult } from '../../../support/results';

const URL = 'https://d.test/result/a';
const raw = (changes: object = {}) => ({ job_id: 'a', result_url: URL, ...fullResult, ...changes });
const simplified = (result: AnalysisResult, changes: object = {}) => {
	const call = callOf({ job_id: 'a', ...result });
	return { ...simplify(call, 'a', URL), ...detailsOf(call), ...changes };
};

/** The fields of a finished analysis. */
function recordOf(item: object, lowBelow = 3) {
	const read = readAnalysis(item as Record<string, unknown>);
	if (read?.state !== 'finished') throw new Error(`It is ${read?.state}`);
	return recordFields(read.fields, lowBelow);
}

const FULL = {
	Job_Id__c: 'a',
	Result_Link__c: URL,
	Language__c: 'en-US',
	Summary_c__c: 'She called.\nIt was repaired.',
	Agent_Actions_c__c: 'Repaired it',
	CSAT__c: 4.26,
	CSAT_Reason__c: 'Quick help',
	Low_CSAT__c: false,
	Customer_Emotion__c: 'angry',
	Topics__c: 'Repairs',
	Duration_Seconds__c: 10,
	Agent_Talk_Share__c: 57.1,
	Unsolved_Problems__c: 1,
	Failed_Stages__c: null,
};

describe('The record of a result', () => {
	it.each([
		['raw', raw()],
		['simplified', simplified(fullResult, { language_code: 'en-US' })],
		['in an envelope', { status: 'completed', result: raw(), job_id: 'a', result_url: URL }],
	])('that is %s has every field', (_, item) => {
		expect(recordOf(item)).toEqual(FULL);
	});

	it.each([
		['raw', (result: AnalysisResult) => raw(result)],
		['simplified', simplified],
	])('that is %s and has failed in part says why there is no summary', (_, itemOf) => {
		const { transcript } = fullResult;
		const partial = { transcript, insights: null, failed: ['insights', 'metrics'] };
		expect(recordOf(itemOf({ ...partial, call_data: null, language_code: null }))).toEqual({
			...FULL,
			Language__c: undefined,
			Summary_c__c: 'There is no summary. Stages that did not succeed: insights, metrics',
			Agent_Actions_c__c: null,
			CSAT__c: null,
			CSAT_Reason__c: null,
			Topics__c: null,
			Agent_Talk_Share__c: null,
			Unsolved_Problems__c: null,
			Failed_Stages__c: 'insights, metrics',
		});
	});

	it('that a person has edited is read all the same', () => {
		const edited = {
			job_id: 7,
			summary: ' One.\r\nTwo. ',
			agent_actions: 'Called\nWrote',
			topics: 'a\nb',
			csat: ' 2.5 ',
			duration_seconds: '61.7',
			agent_talk_percent: 'much',
			unsolved_problems: 'A\nB',
			failed_stages: [],
		};
		expect(recordOf(edited)).toMatchObject({
			Job_Id__c: '7',
			Summary_c__c: 'One.\nTwo.',
			Agent_Actions_c__c: 'Called\nWrote',
			Topics__c: 'a; b',
			CSAT__c: 2.5,
			Low_CSAT__c: true,
			Duration_Seconds__c: 62,
			Agent_Talk_Share__c: null,
			Unsolved_Problems__c: 2,
		});
	});

	it.each([
		[2.994, true],
		[2.996, false],
		[3, false],
		[null, false],
		[1e9, false],
	])('with a CSAT score of %p is low: %p', (csat, expected) => {
		expect(recordOf({ summary: 'x', csat }).Low_CSAT__c).toBe(expected);
	});

	it('has no number that its field does not take, and no ID or address that is cut', () => {
		const long = 'x'.repeat(300);
		const item = { summary: 'x', job_id: long, result_url: `https://d.test/${long}` };
		const numbers = { csat: 1000, duration_seconds: 1e8, agent_talk_percent: -1 };
		const record = recordOf({ ...item, ...numbers, unsolved_problem_count: 1e4 });
		expect(record).toMatchObject({
			Job_Id__c: undefined,
			Result_Link__c: undefined,
			CSAT__c: null,
			Duration_Seconds__c: null,
			Agent_Talk_Share__c: null,
			Unsolved_Problems__c: null,
		});
	});

	it('can be saved whatever the result holds', () => {
		expect(refused(recordOf(raw(hostileResult())))).toEqual([]);
		fc.assert(
			fc.property(results, (result) => {
				const read = readAnalysis(raw(result));
				if (read?.state === 'finished') {
					expect(refused(recordFields(read.fields, 3))).toEqual([]);
				}
			}),
		);
		const fields = Object.keys(simplified(fullResult));
		fc.assert(
			fc.property(fc.constantFrom(...fields), anything, (field, value) => {
				expect(refused(recordOf(simplified(fullResult, { [field]: value })))).toEqual([]);
			}),
		);
	});

	it('is the same for a raw result and for a simplified one, whatever it holds', () => {
		fc.assert(
			fc.property(results, (result) => {
				const read = readAnalysis(raw(result));
				if (read?.state !== 'finished') return;
				expect(recordOf(simplified({ job_id: 'a', ...result }))).toEqual({
					...recordFields(read.fields, 3),
					Language__c: undefined,
				});
			}),
		);
	});
});

describe('An item', () => {
	it.each([
		[
			'of a failed recording',
			{ status: 'failed', reason: 'R', next_step: 'N', result_id: 'a', job_id: 'a' },
			{ state: 'failed', jobId: 'a', reasons: ['R', 'N'] },
		],
		[
			'of a failed job as the service tells it',
			{ status: 'failed', job_id: 'a', message: 'No speech' },
			{ state: 'failed', jobId: 'a', reasons: [expect.stringContaining('No speech')] },
		],
		[
			'of Submit',
			{ status: 'pending', result_id: 'a', result_url: URL },
			{ state: 'pending', jobId: 'a' },
		],
		[
			'of a job that goes on',
			{ status: 'processing', result_id: 'a' },
			{ state: 'pending', jobId: 'a' },
		],
		['of something else', { recording_id: 'r', status: 'failed' }, null],
		['without fields', {}, null],
	])('%s is recognized', (_, item, expected) => {
		expect(readAnalysis(item)).toEqual(expected);
	});
});
