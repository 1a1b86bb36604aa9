import { chartOf } from '../../../../nodes/DescriptorAi/report/chart';
import { callOf } from '../../../../nodes/DescriptorAi/call/call';
import type { AnalysisResult } from '../../../../nodes/DescriptorAi/api';
import { reportHtml } from '../../../../nodes/DescriptorAi/report/html';
import { fullResult as call } from '../../../support/results';

const FACTS = { resultId: 'id-1', resultUrl: 'https://d.test/result/id-1' };
const report = (result: AnalysisResult, options: object = {}) =>
	reportHtml(chartOf(callOf(result)), FACTS, { transcript: true, ...options });

/** The ids of the sections, in order. */
const sections = (html: string) =>
	[...html.matchAll(/<section[^>]* aria-labelledby="([^"]*)"/g)].map(([, id]) => id);

/** What a reader sees, without the style sheet. */
const textOf = (html: string) =>
	html
		.replace(/<style>.*<\/style>/s, '')
		.replace(/<[^>]*>/g, ' ')
		.replace(/\s+/g, ' ');

describe('The report', () => {
	it('shows everything that an analysis holds, the most telling first', () => {
		expect(sections(report(call))).toEqual([
			'summary',
			'talk',
			'timeline',
			'problems',
			'agent-actions',
			'customer-requests',
			'questions',
			'about',
			'further0',
			'transcript',
		]);
	});

	it.each<[string, AnalysisResult, string[]]>([
		['nothing', {}, []],
		['insights of null', { insights: null, transcript: null }, []],
		['a summary', { insights: { summary: ['Short.'] } }, ['summary']],
		['a summary that is no list', { insights: { summary: 'Short.' } }, ['summary']],
		['topics', { insights: { topics: ['Repairs'] } }, ['about']],
		['an empty list', { insights: { topics: [], questions: [] } }, []],
		['words without times', { transcript: [{ text: 'Hm' } as never] }, ['transcript']],
		[
			'words without a speaker',
			{ transcript: [{ text: 'Hm', start: 0, end: 1 }] },
			['timeline', 'transcript'],
		],
		['problems without times', { insights: { problems: [{ title: 'Late' }] } }, ['problems']],
		['no problem', { insights: { problems: [] } }, []],
	])('leaves out what is missing: %s', (_, result, expected) => {
		expect(sections(report(result))).toEqual(expected);
	});

	it('says so when there is nothing to show', () => {
		expect(textOf(report({}))).toContain('holds nothing that a report could show');
		expect(textOf(report(call))).not.toMatch(/holds nothing|No words/);
		const silent = report({ insights: { summary: ['Silence.'] }, transcript: [] });
		expect(textOf(silent)).toContain('No words of this call are known');
	});

	it('begins with what the call is', () => {
		const text = textOf(report(call));
		for (const part of [
			'Call report',
			'9 March 2026, 14:05 UTC',
			'CALL-7',
			'English (US)',
			'0:10',
		]) {
			expect(text).toContain(part);
		}
	});

	it('has the title that it is given', () => {
		const html = report(call, { title: ' Calls <today>\n' });
		expect(html).toContain('<title>Calls &lt;today&gt;</title>');
		expect(html).toContain('<h1><bdi>Calls &lt;today&gt;</bdi></h1>');
	});

	it.each<[string, Array<[label: string, role: string]>, string]>([
		[
			'the customer',
			[
				['Dana', 'agent'],
				['Helen', 'customer'],
			],
			'Call report: Helen',
		],
		[
			'the agent where nobody knows the customer',
			[
				['Dana', 'agent'],
				['', 'customer'],
			],
			'Call report: Dana',
		],
		[
			'nobody who is named by the role only',
			[
				['', 'agent'],
				['', 'customer'],
			],
			'Call report',
		],
		[
			'nobody whose side is not known',
			[
				['Dana', 'other'],
				['Helen', ''],
			],
			'Call report',
		],
	])('has in its title the name of %s', (_, people, title) => {
		const speakers = people.map(([label, role], id) => ({ id: String(id), label, role }));
		const html = report({ ...call, call_data: { speakers } });
		expect(html).toContain(`<title>${title}</title>`);
		expect(html).toContain(`<h1><bdi>${title}</bdi></h1>`);
	});

	it('names the phases of the call with their times, however short they are', () => {
		expect(textOf(report(call))).toMatch(/Phases +introduction 0:00–0:02 +resolution 0:08–0:10/);
	});

	it('shows the key figures', () => {
		const text = textOf(report(call));
		for (const figure of [
			'Customer satisfaction 4.26 Quick help',
			'Customer’s main emotion Angry',
			'The agent talks 57% 43% others',
			'Silence 30% 0:03 of 0:10',
			'Interruptions 0',
			'Unsolved problems 1 of 2 problems',
			'Emotional score 7 of 10',
		]) {
			expect(text).toContain(figure);
		}
	});

	it('tells emotions over time by speaker, in words too', () => {
		const html = report(call);
		expect(html).toContain('<title>0:00–0:02 friendly</title>');
		expect(html).toContain('<title>0:03–0:06 angry</title>');
		expect(html).toContain('>friendly 50%, elated 50%</desc>');
		expect(textOf(html)).toContain('Pleasant emotions rise above the line');
	});

	it('shows who spoke when where no emotion is known', () => {
		const transcript = [{ text: 'Hm', start: 0, end: 1, speaker: 0 }];
		const text = textOf(report({ transcript }));
		expect(text).toContain('Who spoke when');
		expect(text).not.toContain('Emotions over time');
	});

	it('tells when problems were raised and solved', () => {
		const text = textOf(report(call));
		expect(text).toMatch(/Broken router ✓ Solved .*Raised at 0:03 by Helen/);
		expect(text).toMatch(/Solved at 0:08 , 0:05 later .*It was repaired/);
		expect(text).toMatch(/Late ✕ Not solved/);
	});

	it('marks problems on the time axis where they are', () => {
		const html = report(call);
		expect(html).toContain(
			'<svg x="30%" y="15" width="1" height="1" overflow="visible"><g><title>Problem 1 at 0:03</title>',
		);
		expect(html).toContain('<title>Problem 1 solved at 0:08</title>');
		expect(html).not.toContain('Problem 2 solved');
	});

	it('shows an insight that it does not know', () => {
		expect(textOf(report(call))).toMatch(
			/Next best offer\s+Product\s+Fibre\s+Reasons\s+speed\s+3\s+yes/,
		);
	});

	it('tells plainly which stages failed', () => {
		const text = textOf(report({ ...call, failed: ['transcribe', 'new-stage'] }));
		expect(text).toContain('did not succeed in all parts');
		expect(text).toContain('Missing: transcript, new-stage');
		expect(textOf(report(call))).not.toContain('did not succeed');
		const partly = { ...call, failed: ['unknown'], failed_reason: '<b>Disk full' };
		expect(report(partly)).toContain('Reason: <bdi>&lt;b&gt;Disk full</bdi>');
	});

	it('keeps the words of the call out of the file without Include Transcript', () => {
		const html = report(call, { transcript: false });
		for (const words of ['Good morning.', 'It is broken.', 'Is it broken?', 'Late!']) {
			expect(html).not.toContain(words);
			expect(report(call)).toContain(words);
		}
		expect(sections(html)).toContain('problems');
	});

	it('links to the result page', () => {
		expect(report(call)).toContain('<a href="https://d.test/result/id-1" rel="noreferrer">');
	});

	it.each([
		'javascript:alert(1)',
		'data:text/html,x',
		'//d.test',
		'https://a b',
		' https://d.test',
		'',
	])('links to no such address: "%s"', (resultUrl) => {
		const html = reportHtml(
			chartOf(callOf(call)),
			{ resultId: 'x', resultUrl },
			{ transcript: true },
		);
		expect(html).not.toContain('href');
	});

	it.each([
		['he-IL', 'rtl'],
		['en-US', 'ltr'],
		[undefined, 'ltr'],
	])('of a call in %s runs %s', (language_code, direction) => {
		expect(report({ ...call, language_code })).toContain(`<html lang="en" dir="${direction}">`);
	});

	it('lets nothing run or load', () => {
		const html = report(call);
		expect(html).toContain(
			'content="default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;; img-src data:"',
		);
		expect(html).not.toMatch(/<script|<link|<iframe|@import|url\(/);
	});
});
