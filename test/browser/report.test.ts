import type { Browser, Page } from 'playwright-core';

import { chartOf } from '../../nodes/DescriptorAi/report/chart';
import { callOf } from '../../nodes/DescriptorAi/call/call';
import type { AnalysisResult } from '../../nodes/DescriptorAi/api';
import { reportHtml } from '../../nodes/DescriptorAi/report/html';
import { reportSvg } from '../../nodes/DescriptorAi/report/svg';
import { startSandbox } from '../../sandbox';
import { INSIGHTS } from '../../sandbox/descriptor/contract';
import { launchBrowser } from '../../scripts/lib/browser';
import { analyze, recording } from '../sandbox/client';
import { hostileResult, longResult } from '../support/results';

const FACTS = { resultId: 'id-1', resultUrl: 'https://d.test/result/id-1' };
const STARTING = 60_000;

let browser: Browser;
const results: Record<string, AnalysisResult> = {
	empty: {},
	hostile: hostileResult(),
	long: longResult(),
};

beforeAll(async () => {
	const sandbox = await startSandbox();
	const config = { insights: [...INSIGHTS], metrics: ['speech', 'emo'] };
	const analyzed = async (scenario: string, language_code: string): Promise<AnalysisResult> => ({
		...(await analyze(sandbox, recording(scenario), { ...config, language_code })),
	});
	results.ordinary = await analyzed('support-call', 'en-US');
	results.hebrew = await analyzed('hebrew-call', 'he-IL');
	results.short = await analyzed('short-call', 'en-US');
	await sandbox.close();
	browser = await launchBrowser();
}, STARTING);

afterAll(async () => {
	await browser?.close();
});

/** Opens content in a window of that width, and gathers what it must not do. */
async function open(content: string, width: number): Promise<{ page: Page; faults: string[] }> {
	const page = await browser.newPage({ viewport: { width, height: 800 } });
	const faults: string[] = [];
	page.on('console', (message) => faults.push(`console: ${message.text()}`));
	page.on('pageerror', (error) => faults.push(`error: ${error.message}`));
	page.on('request', (request) => faults.push(`request: ${request.url()}`));
	page.on('dialog', (dialog) => {
		faults.push(`dialog: ${dialog.message()}`);
		void dialog.dismiss();
	});
	await page.setContent(content);
	return { page, faults };
}

const reportOf = (name: string) =>
	reportHtml(chartOf(callOf(results[name])), FACTS, { transcript: true });

describe('A report in a browser', () => {
	it.each(['ordinary', 'hebrew', 'short', 'long', 'hostile', 'empty'])(
		'runs nothing, loads nothing and fits a phone and a desktop: %s',
		async (name) => {
			const html = reportOf(name);
			for (const width of [360, 390, 1100, 1440]) {
				const { page, faults } = await open(html, width);
				const needed = await page.evaluate('document.documentElement.scrollWidth');
				expect([name, needed]).toEqual([name, width]);
				expect(faults).toEqual([]);
				await page.close();
			}
		},
		STARTING,
	);

	it('has, for an attack, no element and no attribute that the report does not make itself', async () => {
		const { page } = await open(reportOf('hostile'), 1280);
		const names = await page.evaluate<string[]>(
			`[...new Set([...document.querySelectorAll('*')].flatMap((element) =>
				[element.localName, ...element.getAttributeNames().map((name) => '@' + name)]))]`,
		);
		expect(names).toEqual(expect.arrayContaining(['h1', 'svg', '@class']));
		expect(names.filter((name) => /^(script|img|iframe|@on.*|@src)$/.test(name))).toEqual([]);
		await page.close();
	});

	it('would not let a script run if one got in', async () => {
		const { page, faults } = await open(
			reportOf('ordinary').replace('</main>', '<script>alert(1)</script></main>'),
			1280,
		);
		expect(faults).toEqual([expect.stringContaining('Content Security Policy')]);
		await page.close();
	});

	it('runs from right to left in Hebrew, but for the time', async () => {
		const { page } = await open(reportOf('hebrew'), 1280);
		const left = async (selector: string) =>
			(await page.locator(selector).first().boundingBox())?.x ?? Number.NaN;
		expect(await left('h1 bdi')).toBeGreaterThan(640);
		expect(await left('.transcript .at')).toBeGreaterThan(await left('.transcript p'));
		expect(await left('text.tick')).toBeLessThan(200);
		await page.close();
	});

	it.each([360, 390, 1100, 1440])('cuts no label in a window of %d pixels', async (width) => {
		const { page } = await open(reportOf('ordinary'), width);
		const cut = await page.evaluate<string[]>(
			`[...document.querySelectorAll('main *')]
				.filter((element) => getComputedStyle(element).overflow !== 'visible' && element.scrollWidth > element.clientWidth)
				.map((element) => element.textContent)`,
		);
		expect(cut).toEqual([]);
		await page.close();
	});

	it('keeps every text of the charts within its chart on a phone', async () => {
		const { page } = await open(reportOf('long'), 360);
		const outside = await page.evaluate<string[]>(
			`[...document.querySelectorAll('svg text')]
				.filter((text) => { const { left, right } = text.getBoundingClientRect(); return left < 0 || right > 360; })
				.map((text) => text.textContent)`,
		);
		expect(outside).toEqual([]);
		await page.close();
	});

	it.each(['emotional-score', 'csat', 'problems'])(
		'has no hole among its key figures where %s is not known',
		async (name) => {
			const result = results.ordinary;
			const known = { ...result, insights: { ...result.insights, [name]: null } };
			const { page } = await open(
				reportHtml(chartOf(callOf(known)), FACTS, { transcript: true }),
				1280,
			);
			for (const media of ['screen', 'print'] as const) {
				await page.emulateMedia({ media });
				const holes = await page.evaluate<string[]>(
					`(() => {
						const figures = document.querySelector('.figures');
						const { right } = figures.getBoundingClientRect();
						const cards = [...figures.children].map((card) => [card, card.getBoundingClientRect()]);
						return cards
							.filter(([, { top, right: end }]) =>
								Math.abs(right - end) > 2 && !cards.some(([, other]) => other.top === top && other.left > end))
							.map(([card]) => card.textContent);
					})()`,
				);
				expect([media, holes]).toEqual([media, []]);
			}
			await page.close();
		},
	);

	it.each(['ordinary', 'long'])('is dark on a dark screen and light on paper: %s', async (name) => {
		const { page } = await open(reportOf(name), 700);
		await page.emulateMedia({ colorScheme: 'dark' });
		const ground = async () =>
			await page.evaluate<string>(
				'getComputedStyle(document.querySelector(".card")).backgroundColor',
			);
		expect(await ground()).toBe('rgb(24, 30, 39)');
		await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
		expect(await ground()).toBe('rgb(255, 255, 255)');
		await page.close();
	});
});

describe('A picture in a browser', () => {
	it.each(['ordinary', 'hebrew', 'short', 'long', 'hostile', 'empty'])(
		'is well-formed and can be shown as an image: %s',
		async (name) => {
			const svg = reportSvg(chartOf(callOf(results[name])));
			const { page, faults } = await open('<title>Picture</title>', 1280);
			const parsed = await page.evaluate<string>(
				`new DOMParser().parseFromString(${JSON.stringify(svg)}, 'image/svg+xml').documentElement.localName`,
			);
			expect([parsed, faults]).toEqual(['svg', []]);
			const address = `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
			await page.setContent(`<img src="${address}">`);
			expect(await page.evaluate('document.querySelector("img").naturalWidth')).toBe(1200);
			await page.close();
		},
		STARTING,
	);

	it.each([390, 1440])('fits a window of %d pixels', async (width) => {
		const svg = reportSvg(chartOf(callOf(results.ordinary)));
		const { page } = await open('', width);
		await page.goto(`data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`);
		const shown = await page.locator('svg').first().boundingBox();
		expect(shown?.width).toBe(Math.min(width, 1200));
		expect(shown?.height).toBeCloseTo((Math.min(width, 1200) * 630) / 1200, 0);
		await page.close();
	});

	it('keeps every text within the picture', async () => {
		for (const name of Object.keys(results)) {
			const { page } = await open(reportSvg(chartOf(callOf(results[name]))), 1400);
			const outside = await page.evaluate<string[]>(
				`[...document.querySelectorAll('text')]
					.filter((text) => { const { left, right } = text.getBoundingClientRect(); return left < 8 || right > 1208; })
					.map((text) => text.textContent)`,
			);
			expect([name, outside]).toEqual([name, []]);
			await page.close();
		}
	});
});
