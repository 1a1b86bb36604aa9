import type { AnalysisResult } from '../../../../nodes/DescriptorAi/api';
import { callOf } from '../../../../nodes/DescriptorAi/call/call';
import { detailsOf } from '../../../../nodes/DescriptorAi/output/resultShape';
import { hostileResult } from '../../../support/results';

const mention = (solved: boolean | null) => ({ problem_source: 'x', start: 1, end: 2, solved });
const problem = (title: string, ...solved: Array<boolean | null>) => ({
	title,
	messages: solved.map(mention),
});
const withProblems = (...problems: Array<ReturnType<typeof problem>>): AnalysisResult => ({
	insights: { problems },
});

const details = (result: AnalysisResult) => detailsOf(callOf(result));

describe('The details of a call', () => {
	it('are the numbers of the call and two texts, null for a result that holds nothing', () => {
		const none = details({});
		expect(Object.keys(none)).toHaveLength(12);
		expect(Object.values(none).every((value) => value === null)).toBe(true);
	});

	it('tell why the customer is satisfied, where the service says so', () => {
		const insights = { csat: { csat: 4, reason: 'It works again.' } };
		expect(details({ insights }).csat_reason).toBe('It works again.');
		expect(details({ insights: { csat: 4 } }).csat_reason).toBeNull();
	});

	it('name the problems with an unsolved mention, as many as are counted', () => {
		const { unsolved_problem_count, unsolved_problems } = details(
			withProblems(
				problem('Slow line', true, false),
				problem('Bill', true),
				problem('Router', null),
			),
		);
		expect(unsolved_problems).toEqual(['Slow line']);
		expect(unsolved_problem_count).toBe(1);
	});

	it('list no problem where none was found, and do not guess where nothing is known', () => {
		expect(details(withProblems()).unsolved_problems).toEqual([]);
		expect(details(withProblems(problem('Router', null))).unsolved_problems).toBeNull();
	});

	it('are made of whatever stands in place of any part of a result', () => {
		expect(Object.keys(details(hostileResult()))).toHaveLength(13);
	});

	it('bring the call data of the submit back', () => {
		const data = { id: 'call-1', record_id: 'a0X000000000001AAA' };
		expect(details({ ...hostileResult(), call_data: data }).call_data).toEqual(data);
	});
});
