// Headless Chromium, and in it the editor of a real n8n as a person sees it.
const fs = require('node:fs');
const { chromium } = require('playwright-core');

const { OWNER } = require('./editor');
const { until } = require('./process');

const CHROMIUM = [
	process.env.CHROMIUM_PATH,
	'/usr/bin/chromium',
	'/usr/bin/chromium-browser',
	'/usr/bin/google-chrome',
	'/Applications/Chromium.app/Contents/MacOS/Chromium',
	'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
	'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
	'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** Path of a Chromium or Chrome on this machine; CHROMIUM_PATH in the environment comes first. */
function findChromium() {
	return CHROMIUM.find((candidate) => candidate && fs.existsSync(candidate));
}

/** Starts a browser without a window of its own, which asks nothing of anybody in the background. */
async function launchBrowser() {
	return await chromium.launch({
		executablePath: findChromium(),
		args: [
			// Chromium refuses to be sandboxed when it is run by root, as in a container.
			...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
			'--disable-gpu',
			'--disable-quic',
			'--disable-background-networking',
			'--disable-component-update',
			'--disable-sync',
		],
	});
}

/** The editor in a browser window, signed in as the owner. */
class EditorWindow {
	/**
	 * @param {import('playwright-core').Browser} browser
	 * @param {import('playwright-core').Page} page
	 * @param {string} url
	 */
	constructor(browser, page, url) {
		this.browser = browser;
		this.page = page;
		this.url = url;
	}

	/**
	 * @param {string} url address of n8n
	 * @param {{ width: number, height: number }} [size] in pixels
	 */
	static async open(url, size = { width: 1500, height: 950 }) {
		const browser = await launchBrowser();
		const page = await browser.newPage({ viewport: size });
		await page.goto(`${url}/signin`);
		await page.locator('input[type="email"], input[name="emailOrLdapLoginId"]').fill(OWNER.email);
		await page.locator('input[type="password"]').fill(OWNER.password);
		await page.keyboard.press('Enter');
		await page.waitForURL(/\/(home|workflow)/);
		return new EditorWindow(browser, page, url);
	}

	/** @param {string} testId */
	get(testId) {
		return this.page.locator(`[data-test-id="${testId}"]`);
	}

	/**
	 * Goes to another page of the editor as a click on a link of its own does: without loading the editor anew, which takes
	 * ten times as long.
	 *
	 * @param {string} path
	 * @param {import('playwright-core').Locator} sign what is to be seen there
	 */
	async #goTo(path, sign) {
		if (!this.page.url().startsWith(`${this.url}/`)) await this.page.goto(this.url);
		const leave = this.page.getByRole('button', { name: 'Leave without saving' });
		const router = `document.querySelector('#app').__vue_app__.config.globalProperties.$router`;
		const arrives = async () => {
			await this.page.evaluate(`void ${router}.push(${JSON.stringify(path)})`);
			await sign.or(leave).first().waitFor();
			// n8n takes the question back, and stays, if it has saved the workflow in that moment.
			if (await leave.isVisible()) await leave.click({ timeout: 2_000 });
			await sign.waitFor({ timeout: 10_000 });
			return true;
		};
		await until(arrives, { seconds: 60, what: `Going to ${path}` });
	}

	/** Closes what n8n tells at the edge of the window. */
	async closeNotifications() {
		const told = this.page.locator('.el-notification');
		const areClosed = async () => {
			// They close by themselves, too: a click that waits for one can be too late.
			await told.locator('.el-notification__closeBtn').evaluateAll((buttons) => {
				for (const button of buttons) button.click();
			});
			return (await told.count()) === 0;
		};
		await until(areClosed, { seconds: 30, what: 'Closing what n8n tells' });
	}

	/** Goes to the list of workflows, where nothing of the last one is left on the screen. */
	async #leaveWorkflow() {
		await this.#goTo('/home/workflows', this.get('resources-list-item-workflow').first());
		await this.closeNotifications();
	}

	/** @param {string} id of a workflow */
	async openWorkflow(id) {
		await this.#leaveWorkflow();
		await this.#goTo(`/workflow/${id}`, this.get('canvas-node').first());
	}

	/** Opens an empty canvas. */
	async openNew() {
		await this.#leaveWorkflow();
		await this.#goTo('/workflow/new', this.get('canvas-add-button'));
	}

	/** Imports a workflow into a new one, as "Import from File" does. */
	async importFile(/** @type {string} */ file) {
		await this.openNew();
		await this.get('workflow-import-input').setInputFiles(file);
		await this.get('canvas-node').first().waitFor();
	}

	/** Pastes a text onto the canvas, as the keyboard does; a headless browser has no clipboard of its own to share. */
	async paste(/** @type {string} */ text) {
		// It runs in the page, whose globals TypeScript does not know here.
		await this.page.evaluate(`{
			const clipboardData = new DataTransfer();
			clipboardData.setData('text/plain', ${JSON.stringify(text)});
			document.activeElement.dispatchEvent(
				new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
			);
		}`);
	}

	/** The node of that name on the canvas. */
	node(/** @type {string} */ name) {
		return this.page.locator(`[data-test-id="canvas-node"][data-node-name="${name}"]`);
	}

	async openNode(/** @type {string} */ name) {
		await this.node(name).dblclick();
		await this.get('ndv').waitFor();
	}

	async closeNode() {
		await this.get('ndv-close-button').click();
		await this.get('ndv').waitFor({ state: 'hidden' });
	}

	/**
	 * Opens a list in a form, and gives its entries.
	 *
	 * @param {import('playwright-core').Locator} list
	 */
	async openList(list) {
		const entries = this.page.locator('.el-select-dropdown__item:visible');
		// A click on a list that n8n is loading, or on one beside a list that is closing, does nothing.
		const opens = async () => {
			await list.click();
			await entries.first().waitFor({ timeout: 2_000 });
			return true;
		};
		await until(opens, { seconds: 60, what: 'Opening a list' });
		return entries;
	}

	/** Opens a node and selects a credential in its form, as the templates' notes say. */
	async pickCredential(/** @type {string} */ node, /** @type {string} */ credential) {
		await this.openNode(node);
		const entries = await this.openList(this.get('node-credentials-select').first());
		await entries.filter({ hasText: credential }).first().click();
		await this.closeNode();
	}

	/**
	 * Executes the workflow and waits until it is done, well or not.
	 *
	 * @param {string} [trigger] the node to begin with, by its own button; without it, the button of the workflow is used
	 */
	async execute(trigger) {
		if (trigger) await this.node(trigger).hover();
		const button = trigger ? `execute-workflow-button-${trigger}` : 'execute-workflow-button';
		await this.get(button).first().click();
		await this.get('stop-execution-button').waitFor();
		await this.get('stop-execution-button').waitFor({ state: 'hidden', timeout: 120_000 });
	}

	async close() {
		await this.browser.close();
	}
}

module.exports = { EditorWindow, findChromium, launchBrowser };
