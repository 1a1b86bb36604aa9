// A soak: the production workflow under load for a long time, with lost callbacks and an n8n that is killed.
const fs = require('node:fs');
const path = require('node:path');
const { setTimeout: pause } = require('node:timers/promises');

const { run } = require('../../scripts/lib/process');
const { fewest } = require('./fewestNodes');
const { balance } = require('./ledger');
const { growthOf } = require('./memory');
const { answerQuestions, letTimePass } = require('./person');
const { PhoneSystem } = require('./phoneSystem');
const { CALLS, production, takingCalls } = require('./pipeline');
const { PHONES, planOf } = require('./plan');
const { Watch } = require('./watch');

/**
 * @typedef {object} Extent
 * @property {number} minutes in which calls are offered
 * @property {number} rate calls a second
 * @property {number} seed of the random numbers
 * @property {number} sweep seconds between two sweeps
 * @property {number} longest seconds that an analysis takes at most
 * @property {boolean} isWhole whether the template for production runs whole, or with its fewest nodes
 * @property {string} engine of n8n's expressions
 *
 * @typedef {object} Outcome
 * @property {import('./ledger').Ledger} ledger
 * @property {import('../../sandbox').ReceivedJob[]} jobs
 * @property {Watch} watch
 * @property {ReturnType<typeof growthOf>} growth
 * @property {Awaited<ReturnType<typeof answerQuestions>>} asked
 * @property {Map<string, number>} refusals why the phone system delivered again, and how often
 * @property {import('./executions').Executions} executions
 * @property {number} size of n8n's database in bytes
 * @property {number} down how long n8n was down, in milliseconds
 */

/** In so many sweeps and seconds after an analysis could be finished, something has to become of what is open. */
const PATIENCE = { sweeps: 3, seconds: 30 };
/** How long the phone system still tries, when all is offered, in seconds. */
const LAST_TRIES = 300;
/** The most calls to Salesforce's API that an org has in a day would end a soak. */
const NO_LIMIT = 1e9;

/** @typedef {import('../../sandbox').Sandbox} Sandbox */
/** @typedef {import('../subject/subject').Subject} Subject */

/** The customers that calls are linked to. */
function fillOrg(/** @type {Sandbox} */ { salesforce }) {
	salesforce.setDailyRequests(NO_LIMIT);
	const account = salesforce.create('Account', { Name: 'Northwind' });
	for (const phone of PHONES.slice(0, -1)) {
		salesforce.create('Contact', { LastName: 'Carter', AccountId: account, Phone: phone });
	}
}

/**
 * Kills n8n and starts it again.
 *
 * A kill, because a stop with SIGTERM lets n8n finish what it does first: what survives a kill survives a stop.
 *
 * @returns {Promise<{ at: number, down: number }>} when it was there again, and how long it was down, in milliseconds
 */
async function killAndStart(/** @type {Subject} */ { n8n, editor }, /** @type {Watch} */ watch) {
	await watch.look(false).catch(() => {});
	const begin = Date.now();
	await n8n.kill();
	watch.n8nIsGone();
	await n8n.start();
	const at = Date.now();
	await editor.logIn();
	return { at, down: at - begin };
}

/** @typedef {import('../../sandbox').SalesforceRecord} Call_Analysis */

const isCompleted = (/** @type {Call_Analysis} */ { Status__c: status }) => status === 'Completed';
/** Whether only a person goes on with a record. */
const isFailed = (/** @type {Call_Analysis} */ { Status__c: status }) => status === 'Failed';
/** Whether nobody knows that a recording was accepted: if no callback comes, the sweep asks a person in some minutes. */
const isUnknown = (/** @type {Call_Analysis} */ { Status__c: status, Job_Id__c: job }) =>
	status === 'Submitted' && !job;

/**
 * Waits until no record is open, or until nothing has become of the open ones for too long.
 *
 * @param {Sandbox} sandbox
 * @param {Array<(record: Call_Analysis) => boolean>} ends what a record is that is not open
 * @param {Extent} extent
 */
async function settle({ salesforce }, ends, { sweep, longest }) {
	const stillness = 1000 * (PATIENCE.sweeps * sweep + longest + PATIENCE.seconds);
	let known = -1;
	let since = Date.now();
	const isOver = () => {
		const records = salesforce.records('Call_Analysis__c');
		const open = records.filter((record) => !ends.some((isEnd) => isEnd(record))).length;
		if (open !== known) since = Date.now();
		known = open;
		return open === 0 || Date.now() - since > stillness;
	};
	while (!isOver()) await pause(1000);
}

/**
 * Waits for what comes by itself, and lets a person answer where n8n cannot know.
 *
 * @param {Sandbox} sandbox
 * @param {Extent} extent
 */
async function complete(sandbox, extent) {
	await settle(sandbox, [isCompleted, isFailed, isUnknown], extent);
	letTimePass(sandbox);
	await settle(sandbox, [isCompleted, isFailed], extent);
	const asked = await answerQuestions(sandbox);
	await settle(sandbox, [isCompleted], extent);
	return asked;
}

/** Reads n8n's own database. @returns {Promise<import('./executions').Executions>} */
async function executionsOf(/** @type {Subject} */ { n8n }, /** @type {string} */ database) {
	const { folder, node } = n8n.installed;
	const task = { database, modules: path.join(folder, 'node_modules') };
	const script = path.join(__dirname, 'executions.js');
	return JSON.parse((await run(node, [script, JSON.stringify(task)])).stdout);
}

/**
 * Offers everything, kills n8n in the middle, and waits until nothing more comes of it.
 *
 * @param {(line: string) => void} say
 * @param {Subject} subject
 * @param {Watch} watch
 * @param {Extent} extent
 */
async function load(say, subject, watch, extent) {
	const { sandbox, stage } = subject;
	const template = production(stage, extent.sweep);
	const [productionId] = await subject.add([extent.isWhole ? template : fewest(template)]);
	await subject.add([takingCalls(productionId)]);
	const phones = new PhoneSystem(async (calls) => await subject.trigger(CALLS, calls));
	const bursts = planOf(extent);
	const middle = bursts[Math.floor(bursts.length / 2)];
	/** @type {ReturnType<typeof killAndStart> | undefined} */
	let restart;
	let offered = 0;
	const begin = Date.now();
	await watch.begin();
	for (const burst of bursts) {
		await pause(Math.max(0, begin + 1000 * burst.at - Date.now()));
		phones.offer(burst.calls);
		offered += burst.calls.length;
		say(`${offered} offered, ${phones.open} deliveries open, ${watch.completed.size} completed`);
		// Some of the burst is claimed then, and some is not.
		if (burst === middle) restart = pause(1000).then(() => killAndStart(subject, watch));
	}
	const { at: startedAgain, down } = (await restart) ?? { at: 0, down: 0 };
	await phones.allTaken(LAST_TRIES);
	await watch.end();
	const growth = growthOf(watch.samples.filter(({ at }) => at > startedAgain));
	say('All is taken; what is open is waited for');
	const asked = await complete(sandbox, extent);
	await watch.look(false);
	const calls = bursts.flatMap((burst) => burst.calls);
	return { offered: calls, asked, down, growth, refusals: phones.refusals };
}

/**
 * Runs a soak. n8n is stopped after it.
 *
 * @param {(line: string) => void} say gets each line about the progress
 * @param {Subject} subject n8n as it was started, and a sandbox with no records
 * @param {Extent} extent
 * @returns {Promise<Outcome>}
 */
async function soak(say, subject, extent) {
	const { sandbox, n8n } = subject;
	fillOrg(sandbox);
	const watch = new Watch(subject);
	const { offered, ...seen } = await load(say, subject, watch, extent);
	await n8n.stop();
	const database = path.join(n8n.home, '.n8n', 'database.sqlite');
	const { size } = fs.statSync(database);
	const executions = await executionsOf(subject, database);
	const jobs = sandbox.descriptor.jobs();
	const ledger = balance({
		offered: offered.map((call) => call.call_id),
		paid: jobs.map(({ request }) => String(request.call_data?.id)),
		records: sandbox.salesforce.records('Call_Analysis__c'),
		deliveredTwice: executions.deliveredTwice,
	});
	return { ...seen, ledger, jobs, watch, executions, size };
}

module.exports = { soak };
