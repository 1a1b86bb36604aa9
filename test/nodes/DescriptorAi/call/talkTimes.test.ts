import type { AnalysisResult } from '../../../../nodes/DescriptorAi/api';
import { callOf } from '../../../../nodes/DescriptorAi/call/call';
import { agentAndCustomer, said, type Said } from '../../../support/said';

const numbersOf = (result: AnalysisResult) => callOf(result).numbers;

describe('The numbers of a call count an interruption', () => {
	const counted = (...turns: Said[]) =>
		numbersOf({ transcript: said(...turns), call_data: agentAndCustomer })
			.interruption_count_by_speaker;

	it.each<[string, Said[], { agent: number; customer: number }]>([
		[
			'when one begins while the other is speaking',
			[
				[0, 0, 10],
				[1, 8, 12],
			],
			{ agent: 0, customer: 1 },
		],
		[
			'also in a longer speech',
			[
				[0, 0, 10],
				[1, 4, 5],
				[1, 7, 8],
			],
			{ agent: 0, customer: 2 },
		],
		[
			'but not for a slip of a fifth of a second',
			[
				[0, 0, 10],
				[1, 9.8, 12],
			],
			{ agent: 0, customer: 0 },
		],
		[
			'but not for a word that short',
			[
				[0, 0, 10],
				[1, 5, 5.2],
			],
			{ agent: 0, customer: 0 },
		],
		[
			'but not when both begin at once',
			[
				[0, 0, 10],
				[1, 0, 5],
			],
			{ agent: 0, customer: 0 },
		],
		[
			'but not for one who goes on after a breath',
			[
				[0, 0, 10],
				[1, 9, 14],
				[0, 10.1, 15],
			],
			{ agent: 0, customer: 1 },
		],
		[
			'in segments of any order',
			[
				[1, 8, 12],
				[0, 0, 10],
			],
			{ agent: 0, customer: 1 },
		],
		[
			'but not when one follows the other',
			[
				[0, 0, 10],
				[1, 10, 12],
				[0, 12, 14],
			],
			{ agent: 0, customer: 0 },
		],
	])('%s', (_, turns, expected) => {
		expect(counted(...turns)).toEqual(expected);
	});

	it('of a third who comes into the talk of the first', () => {
		const transcript = said([0, 0, 20], [1, 2, 4], [2, 10, 12]);
		expect(numbersOf({ transcript }).interruption_count).toBe(2);
	});

	it('not at all where only one speaker is known', () => {
		expect(numbersOf({ transcript: said([0, 0, 10]) }).interruption_count).toBeNull();
	});

	it('as the service’s own metrics do, where they are there', () => {
		const interruption_count = { 0: 3, 1: 4 };
		const metrics: object = { overall: { interruption_count } };
		expect(
			numbersOf({
				transcript: said([0, 0, 10], [1, 9, 11]),
				metrics,
				call_data: agentAndCustomer,
			}),
		).toMatchObject({
			interruption_count: 7,
			interruption_count_by_speaker: { agent: 3, customer: 4 },
		});
	});

	it.each([[{}], [{ 0: -1 }], [{ 0: 'many' }], [7]])(
		'from the times where the metrics say %j',
		(interruption_count) => {
			const metrics: object = { overall: { interruption_count } };
			const transcript = said([0, 0, 10], [1, 8, 12]);
			expect(numbersOf({ transcript, metrics }).interruption_count).toBe(1);
		},
	);
});
