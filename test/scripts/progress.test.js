const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const { progressText, sayOn, watchPackages } = require('../../scripts/lib/progress');

/** Something to print on. */
function paper(/** @type {{ isTTY?: boolean, columns?: number }} */ kind) {
	const printed = { text: '' };
	return { ...kind, printed, write: (/** @type {string} */ text) => (printed.text += text) };
}

describe('How far an installation is', () => {
	it.each([
		[0, 5_000, 'preparing 2000 packages'],
		[19, 5_000, '19 of 2000 packages'],
		[20, 18_000, '20 of 2000 packages, installed in about 80 s'],
		[1000, 34_000, '1000 of 2000 packages, installed in about 70 s'],
		[1720, 200_000, '1720 of 2000 packages, installed in about 3 min'],
		[1999, 60_000, '1999 of 2000 packages, installed in about 10 s'],
		[2000, 60_000, '2000 of 2000 packages, finishing'],
	])('with %i packages after %i ms is said so', (done, elapsed, text) => {
		expect(progressText(done, 2000, elapsed)).toBe(text);
	});
});

describe('What is printed', () => {
	const { CI } = process.env;
	beforeEach(() => delete process.env.CI);
	afterAll(() => void (CI === undefined ? delete process.env.CI : (process.env.CI = CI)));

	it('is plain lines where there is no terminal', () => {
		const out = paper({});
		const say = sayOn(out);
		say('One');
		expect(say.live).toBeUndefined();
		expect(out.printed.text).toBe('One\n');
	});

	it('is plain lines in a CI that has a terminal', () => {
		process.env.CI = 'true';
		expect(sayOn(paper({ isTTY: true })).live).toBeUndefined();
	});

	it('is whole on a terminal that does not tell its width', () => {
		const out = paper({ isTTY: true, columns: 0 });
		sayOn(out).live?.('1 of 20');
		expect(out.printed.text).toBe('\r\x1b[K1 of 20');
	});

	it('is a live line on a terminal, not wider than it, which lines replace', () => {
		const out = paper({ isTTY: true, columns: 6 });
		const say = sayOn(out);
		say.live?.('1 of 20');
		say.live?.('2 of 20');
		say('Done');
		expect(out.printed.text).toBe('\r\x1b[K1 of \r\x1b[K2 of \r\x1b[KDone\n');
	});
});

describe('The packages of an installation', () => {
	/** @type {string} */
	let folder;
	beforeEach(() => {
		folder = fs.mkdtempSync(path.join(os.tmpdir(), 'progress-'));
		jest.useFakeTimers();
	});
	afterEach(() => {
		jest.useRealTimers();
		fs.rmSync(folder, { recursive: true });
	});
	const files = () => ['a', 'b'].map((name) => path.join(folder, name));

	it('are counted each second on a terminal, and the last count is taken away', () => {
		/** @type {string[]} */
		const shown = [];
		const say = Object.assign(() => {}, { live: (/** @type {string} */ text) => shown.push(text) });
		const end = watchPackages(say, files());
		jest.advanceTimersByTime(1_000);
		fs.writeFileSync(files()[1], '');
		jest.advanceTimersByTime(1_000);
		end();
		jest.advanceTimersByTime(5_000);
		expect(shown).toEqual([
			'  [------------------------] preparing 2 packages',
			'  [########----------------] 1 of 2 packages, installed in about 10 s',
			'',
		]);
	});

	it('are counted four times a minute elsewhere', () => {
		/** @type {string[]} */
		const said = [];
		const end = watchPackages((line) => said.push(line), files());
		jest.advanceTimersByTime(30_000);
		end();
		expect(said).toEqual(['  … preparing 2 packages', '  … preparing 2 packages']);
	});
});
