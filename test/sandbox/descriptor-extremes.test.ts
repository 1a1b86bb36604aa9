import { startSandbox, type Sandbox } from '../../sandbox';
import { EMOTIONS, INSIGHTS, type AnalysisResult } from '../../sandbox/descriptor/contract';
import { analyze, recording, send, submit } from './client';

const WITH_INSIGHTS = { insights: [...INSIGHTS], emotions_diarization: true };

describe('The extreme calls of the Descriptor.AI sandbox', () => {
	let sandbox: Sandbox;

	beforeAll(async () => {
		sandbox = await startSandbox();
	});
	afterAll(async () => await sandbox.close());

	const textsOf = ({ transcript, insights }: AnalysisResult) =>
		JSON.stringify([transcript.map(({ text }) => text), insights]);

	describe('the call of three hours', () => {
		let result: AnalysisResult;

		beforeAll(async () => {
			result = await analyze(sandbox, recording('three-hour-call'), WITH_INSIGHTS);
		});

		it('has about three hours, 30,000 timed words and 5 MB', () => {
			const { transcript } = result;
			const words = transcript.flatMap((said) => said.words);
			expect(words.length).toBeGreaterThanOrEqual(30_000);
			expect(words.length).toBeLessThan(30_500);
			expect(transcript[transcript.length - 1].end / 3600).toBeCloseTo(3, 0);
			expect(JSON.stringify(result).length / 1e6).toBeCloseTo(5, 0);
		});

		it('goes on from word to word', () => {
			for (const { start, end, words } of result.transcript) {
				expect([words[0].start, words[words.length - 1].end]).toEqual([start, end]);
			}
			const starts = result.transcript.map(({ start }) => start);
			expect([...starts].sort((a, b) => a - b)).toEqual(starts);
		});

		it('is a conversation of two with many moods', () => {
			const { transcript } = result;
			expect(new Set(transcript.map(({ speaker }) => speaker))).toEqual(new Set([0, 1]));
			const moods = new Set(transcript.map(({ emotion }) => emotion));
			expect(moods.size).toBeGreaterThanOrEqual(EMOTIONS.length - 1);
		});

		it('is always the same', async () => {
			const again = await startSandbox();
			const { transcript } = await analyze(again, recording('three-hour-call'));
			await again.close();
			expect(transcript).toEqual(result.transcript);
		});

		it('solves what it solves after it came up', () => {
			const problems = result.insights?.problems as Array<{
				messages: Array<{ start: number; solution_start: number | null }>;
			}>;
			expect(problems).toHaveLength(2);
			const { start, solution_start: solved } = problems[0].messages[0];
			expect(solved).toBeGreaterThan(start);
		});

		it('is taken back as a transcript', async () => {
			const { transcript, insights } = result;
			const url = `${sandbox.descriptor.url}/api/v1/insights/topics`;
			const body = { config: {}, transcript, language: 'en-US' };
			expect(await send('POST', url, body)).toEqual({ status: 200, body: insights?.topics });
		});
	});

	describe('the hostile call', () => {
		let id: string;
		let result: AnalysisResult;

		beforeAll(async () => {
			result = await analyze(sandbox, recording('hostile-call'), WITH_INSIGHTS);
			id = await submit(sandbox, recording('hostile-call'), WITH_INSIGHTS);
		});

		it.each([
			['a script', '<script>'],
			['an image with a handler', '<img src=x onerror='],
			['the end of an attribute', '" onmouseover="'],
			['the end of a style', '</style>'],
			['the end of a CDATA section', ']]>'],
			['the end of a comment', '-->'],
			['a null character', '\u0000'],
			['an escape character', '\u001b'],
			['a delete character', '\u007f'],
			['a line separator', '\u2028'],
			['an override of the direction', '\u202e'],
			['a joined emoji', '👩‍👩‍👧‍👦'],
			['right-to-left text', 'שלום'],
			['100 KB without a break', 'W'.repeat(100 * 1024)],
		])('says %s', (_, said) => {
			expect(result.transcript.some(({ text }) => text.includes(said))).toBe(true);
			expect(textsOf({ ...result, transcript: [] })).toContain(JSON.stringify(said).slice(1, -1));
		});

		it.each(['=HYPERLINK(', '+', '-', '@'])('has a line that starts with %s', (sign) => {
			expect(result.transcript.some(({ text }) => text.startsWith(sign))).toBe(true);
			const { summary, 'agent-actions': actions } = result.insights ?? {};
			const lines = [summary, actions].flat() as string[];
			expect(lines.some((line) => line.startsWith(sign))).toBe(true);
		});

		it('has them in keywords, topics, problems and the reason as well', () => {
			for (const name of ['keywords', 'topics', 'problems', 'csat', 'summary', 'questions']) {
				expect(JSON.stringify(result.insights?.[name])).toMatch(/<script>|<\/style>/);
			}
		});

		it('breaks no page of the sandbox', async () => {
			const page = await send<string>('GET', `${sandbox.descriptor.url}/result/${id}`);
			expect(page.status).toBe(200);
			expect(page.body).toContain('&lt;script&gt;');
			expect(page.body).not.toMatch(/<script|<img|<\/textarea|"\sonmouseover/);
			expect(page.body.match(/<\/style>/g)).toHaveLength(1);
		});
	});
});
