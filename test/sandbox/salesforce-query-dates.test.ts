import { spanOf } from '../../sandbox/salesforce/query/dateLiterals';
import { startSandbox, type Sandbox } from '../../sandbox';
import type { QueryResult } from '../../sandbox/salesforce/query/cursors';
import { salesforce } from './client';

/** A Wednesday. */
const NOW = new Date('2024-05-15T13:30:00Z');

describe('Date literals of the Salesforce sandbox', () => {
	it.each([
		['TODAY', '2024-05-15', '2024-05-16'],
		['yesterday', '2024-05-14', '2024-05-15'],
		['TOMORROW', '2024-05-16', '2024-05-17'],
		['THIS_WEEK', '2024-05-12', '2024-05-19'],
		['LAST_WEEK', '2024-05-05', '2024-05-12'],
		['NEXT_MONTH', '2024-06-01', '2024-07-01'],
		['LAST_QUARTER', '2024-01-01', '2024-04-01'],
		['THIS_FISCAL_QUARTER', '2024-04-01', '2024-07-01'],
		['LAST_YEAR', '2023-01-01', '2024-01-01'],
		['NEXT_N_DAYS:3', '2024-05-16', '2024-05-19'],
		['NEXT_90_DAYS', '2024-05-16', '2024-08-14'],
		['N_DAYS_AGO:2', '2024-05-13', '2024-05-14'],
		['N_MONTHS_AGO:1', '2024-04-01', '2024-05-01'],
		['LAST_N_WEEKS:2', '2024-04-28', '2024-05-12'],
		['LAST_N_MONTHS:2', '2024-03-01', '2024-05-01'],
		['LAST_N_FISCAL_YEARS:1', '2023-01-01', '2024-01-01'],
	])('%s begins on %s and ends before %s', (literal, from, to) => {
		expect(spanOf(literal, NOW)).toEqual({ from: Date.parse(from), to: Date.parse(to) });
	});

	it('the last days go on until now', () => {
		expect(spanOf('LAST_N_DAYS:7', NOW)).toEqual({
			from: Date.parse('2024-05-08'),
			to: NOW.getTime() + 1,
		});
		expect(spanOf('LAST_90_DAYS', NOW)?.from).toBe(Date.parse('2024-02-15'));
	});

	describe('in a query', () => {
		let sandbox: Sandbox;

		beforeAll(async () => {
			sandbox = await startSandbox();
			const day = (shift: number) =>
				new Date(Date.now() + shift * 86_400_000).toISOString().slice(0, 10);
			const due = { past: day(-40), today: day(0), future: day(40), never: null };
			for (const [Subject, ActivityDate] of Object.entries(due)) {
				sandbox.salesforce.create('Task', { Subject, ActivityDate });
			}
		});
		afterAll(async () => await sandbox.close());

		it.each([
			['ActivityDate = TODAY', ['today']],
			['ActivityDate != TODAY', ['past', 'future', 'never']],
			['ActivityDate < TODAY', ['past']],
			['ActivityDate <= TODAY', ['past', 'today']],
			['ActivityDate > TODAY', ['future']],
			['ActivityDate >= TODAY', ['today', 'future']],
			['ActivityDate = LAST_N_DAYS:60', ['past', 'today']],
			['ActivityDate IN (TODAY, NEXT_N_DAYS:60)', ['today', 'future']],
			['ActivityDate NOT IN (TODAY, NEXT_N_DAYS:60)', ['past', 'never']],
			['CreatedDate = TODAY AND ActivityDate > N_DAYS_AGO:50', ['past', 'today', 'future']],
		])('%s', async (where, subjects) => {
			const q = encodeURIComponent(`SELECT Subject FROM Task WHERE ${where}`);
			const { body } = await salesforce<QueryResult>(sandbox, 'GET', `/query?q=${q}`);
			expect(body.records.map(({ Subject }) => Subject)).toEqual(subjects);
		});

		it('is refused for a field that is no date', async () => {
			const q = encodeURIComponent('SELECT Id FROM Task WHERE Subject = TODAY');
			expect(await salesforce(sandbox, 'GET', `/query?q=${q}`)).toMatchObject({
				body: [
					{
						errorCode: 'INVALID_FIELD',
						message: expect.stringContaining('must be of type string'),
					},
				],
			});
		});
	});
});
