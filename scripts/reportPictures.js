// Takes the pictures of the call report for the documentation. They need no n8n: the analyses are the sandbox's.
const fs = require('node:fs');
const path = require('node:path');

const { launchBrowser } = require('./lib/browser');
const { root } = require('./lib/packages');
const { loadSandbox } = require('./lib/sandbox');

const folder = path.join(root, 'docs', 'images');
const DESKTOP = { width: 1200, height: 800 };
/** The margin below the last card, in pixels. */
const MARGIN = 24;
const PHONE = { width: 390, height: 800 };

const ENGLISH = [
	{ id: '0', label: 'Marcus', role: 'agent' },
	{ id: '1', label: 'Priya Nair', role: 'customer' },
];
const HEBREW = [
	{ id: '0', label: 'נועה', role: 'agent' },
	{ id: '1', label: 'יואב לוי', role: 'customer' },
];

const SUPPORT = {
	recording: 'support-call',
	language: 'en-US',
	speakers: [
		{ id: '0', label: 'Dana', role: 'agent' },
		{ id: '1', label: 'Helen Carter', role: 'customer' },
	],
};
const COMPLAINT = { recording: 'complaint-call', language: 'en-US', speakers: ENGLISH };
const HEBREW_CALL = { recording: 'hebrew-call', language: 'he-IL', speakers: HEBREW };

/** @type {Array<{ name: string, call: typeof SUPPORT, size: { width: number, height: number }, colorScheme?: 'dark' }>} */
const PICTURES = [
	{ name: 'report-desktop', call: SUPPORT, size: DESKTOP },
	{ name: 'report-phone', call: SUPPORT, size: PHONE },
	{ name: 'report-dark', call: COMPLAINT, size: DESKTOP, colorScheme: 'dark' },
	{ name: 'report-hebrew', call: HEBREW_CALL, size: DESKTOP },
];

/**
 * The finished analysis of one of the sandbox's recordings, with every insight and metric.
 *
 * @param {import('../sandbox').Sandbox} sandbox
 * @param {typeof SUPPORT} call
 */
async function analyze({ descriptor }, { recording, language, speakers }) {
	const { INSIGHTS } = require('../sandbox/descriptor/contract');
	const address = `${descriptor.url}/api/v1/offline/processing`;
	const headers = {
		authorization: `Bearer ${descriptor.token}`,
		'content-type': 'application/json',
	};
	const submitted = await fetch(address, {
		method: 'POST',
		headers,
		body: JSON.stringify({
			config: { language_code: language, insights: INSIGHTS, metrics: ['speech', 'emo'] },
			audio: { uri: `https://recordings.example.com/${recording}.mp3` },
			call_data: { id: 'CALL-20871', timestamp: '2026-11-23T09:20:00Z', speakers },
		}),
	});
	const { result_id: id } = /** @type {{ result_id: string }} */ (await submitted.json());
	const fetched = await fetch(`${address}/${id}`, { headers });
	return /** @type {import('../nodes/DescriptorAi/api').AnalysisResult} */ (await fetched.json());
}

async function main() {
	const sandbox = await loadSandbox().startSandbox();
	const { callOf } = require('../nodes/DescriptorAi/call/call');
	const { chartOf } = require('../nodes/DescriptorAi/report/chart');
	const { reportHtml } = require('../nodes/DescriptorAi/report/html');
	const browser = await launchBrowser();
	try {
		for (const { name, call, size, colorScheme = 'light' } of PICTURES) {
			const result = await analyze(sandbox, call);
			const facts = {
				resultId: String(result.job_id),
				resultUrl: `https://demo.descriptor.ai/result/${result.job_id}`,
			};
			const page = await browser.newPage({ viewport: size, colorScheme });
			const chart = chartOf(callOf(result));
			await page.setContent(reportHtml(chart, facts, { transcript: true }));
			const file = path.join(folder, `${name}.png`);
			// As far as the emotions over time, which is what the pictures are to show.
			const end = await page.locator('section', { has: page.locator('#timeline') }).boundingBox();
			const height = Math.ceil((end?.y ?? 0) + (end?.height ?? 0)) + MARGIN;
			await page.setViewportSize({ width: size.width, height });
			await page.screenshot({ path: file });
			await page.close();
			console.log(`docs/images/${name}.png, ${Math.ceil(fs.statSync(file).size / 1024)} kB`);
		}
	} finally {
		await browser.close();
		await sandbox.close();
	}
}

main().catch((error) => {
	console.error(error);
	process.exitCode = 1;
});
