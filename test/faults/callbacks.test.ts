import { until } from '../../scripts/lib/process';
import { expectPublished } from '../support/matrix';
import { baseNode, chain, nodeOf } from '../support/variants';
import { INSTALLING, Workplace } from '../support/workplace';

/** Room for a poll, which n8n times to a minute, in milliseconds. */
const POLLING = 240_000;
/** More than n8n takes, in bytes. */
const TOO_LARGE = 17 * 1024 * 1024;

const SUBMIT_AND_WAIT = '2. Call recordings with Submit and Wait';
const CALLS = '5. Calls to Salesforce';
const ADDRESS_END = 'only-the-service-knows_1';

const place = new Workplace();
const outcomes: Array<Parameters<typeof expectPublished>[1][number]> = [];

/** The callbacks of the service when an analysis is finished, or before that. */
interface Way {
	fault: string;
	/** After so many seconds the result can be fetched. */
	seconds: number;
	/** The same while Submit and Wait waits, where n8n needs time before it accepts callbacks; `seconds` unless given. */
	secondsAsleep?: number;
	/** Sends callbacks once the execution waits, or with the trigger, once the recording was submitted. */
	callbacks(sendCallback: SendCallback): Promise<number[]>;
	/** Whether it does not wait for the result before its callback. */
	early?: true;
}
type SendCallback = (label?: string | null, more?: object) => Promise<number>;

const WAYS: Way[] = [
	{
		fault: 'A callback that comes seconds before the result',
		seconds: 5,
		callbacks: async (sendCallback) => [await sendCallback()],
		early: true,
	},
	{
		fault: 'A callback that comes long before the result, and again when it is there',
		seconds: 22,
		secondsAsleep: 45,
		callbacks: async (sendCallback) => [await sendCallback()],
		early: true,
	},
	{ fault: 'A callback that is lost', seconds: 3, callbacks: async () => [] },
	{
		fault: 'Two callbacks at the same moment',
		seconds: 3,
		callbacks: async (sendCallback) => (await Promise.all([sendCallback(), sendCallback()])).sort(),
	},
	{
		fault: 'A callback with more than n8n takes',
		seconds: 3,
		callbacks: async (sendCallback) => [
			await sendCallback('application/json', { transcript: 'x'.repeat(TOO_LARGE) }),
		],
	},
	{
		fault: 'A callback that is not labeled as JSON',
		seconds: 3,
		callbacks: async (sendCallback) => [await sendCallback(null), await sendCallback('text/plain')],
	},
];

const addressOf = (name: string, seconds: number) =>
	`https://recordings.example.com/${name}/support-call.mp3?seconds=${seconds}&callback=never`;

const asleepAddressOf = (name: string, { seconds, secondsAsleep = seconds }: Way) =>
	addressOf(name, secondsAsleep);

const jobOf = (url: string) => place.jobs().find(({ request }) => request.audio.uri === url);

/** Sends callbacks to an address as the service does. */
const callbackTo =
	(address: string, id: string): SendCallback =>
	async (label = 'application/json', more = {}) => {
		const response = await fetch(address, {
			method: 'POST',
			headers: label === null ? {} : { 'content-type': label },
			body: new TextEncoder().encode(JSON.stringify({ job_id: id, ...more })),
		});
		return response.status;
	};

/** Lets the service send callbacks, again as long as they are answered with 503, and returns the answers. */
async function sendCallbacks(
	way: Way,
	sendCallback: SendCallback,
	readyAt: string,
): Promise<number[]> {
	const isReady = async () => Date.now() > Date.parse(readyAt) + 200;
	const ready = async () => await until(isReady, { seconds: 120, what: 'The result' });
	if (!way.early) await ready();
	const statuses = await way.callbacks(sendCallback);
	if (statuses.at(-1) !== 503) return statuses;
	await ready();
	return [...statuses, await sendCallback()];
}

const placeOf = ({ fault }: { fault: string }) => WAYS.findIndex((way) => way.fault === fault);

const open = (status: string) => ['new', 'running', 'waiting'].includes(status);

/** What n8n has logged since a moment about rejected callbacks. */
function logged(since: number): string {
	const lines = place.stage.n8n.log.slice(since).split('\n');
	const about = lines.filter((line) => /Descriptor\.AI Trigger|too large|callback/i.test(line));
	const stable = about.map((line) => line.trim().replace(/'[\da-f-]{36}'/g, "'{ID}'"));
	const texts = new Set(stable.map((line) => `In n8n's log: _${line}_`));
	return texts.size === 0 ? 'Nothing has to be read' : [...texts].join('\n');
}

beforeAll(async () => {
	await place.open({});
	await place.variant(CALLS, 'receiver', (workflow) => {
		const trigger = nodeOf(workflow, 'Analysis Finished');
		trigger.parameters.secret = ADDRESS_END;
		chain(workflow, [trigger, baseNode('Good', 'noOp', 1, {})]);
	});
	await place.activate('receiver');
}, INSTALLING);
afterAll(async () => await place.close(), POLLING);

const answered = (statuses: number[]) =>
	statuses.length > 0 ? `answered ${statuses.join(', ')}` : 'no callback';

async function importWaiting(way: Way, name: string): Promise<void> {
	await place.variant(SUBMIT_AND_WAIT, name, (workflow) => {
		const [start, wait] = ['Start', 'Submit and Wait'].map((node) => nodeOf(workflow, node));
		wait.parameters.audioUrl = asleepAddressOf(name, way);
		wait.parameters.options = { pollIntervalMinutes: 1 };
		chain(workflow, [start, wait]);
	});
}

async function whileItWaits(way: Way, name: string): Promise<void> {
	const url = asleepAddressOf(name, way);
	await place.editor.run(place.idOf(name), 'Start');
	const isWaiting = async () => {
		const all = await place.executions(name);
		return all.length > 1 && all.every(({ status }) => status === 'waiting');
	};
	await until(isWaiting, { seconds: 120, what: `The wait of ${name}` });
	const job = jobOf(url);
	if (!job) throw new Error(`${url} was not submitted`);
	const statuses = await sendCallbacks(
		way,
		callbackTo(String(job.request.config.webhook), job.id),
		job.readyAt,
	);
	const isOver = async () => (await place.executions(name)).every(({ status }) => !open(status));
	await until(isOver, { seconds: POLLING / 1000, what: `The end of ${name}` });
	const all = await place.executions(name);
	expect(all.map(({ status }) => status)).toEqual(['success', 'success']);
	const { data } = await place.editor.ended(all[1].id);
	expect(data).toContain(job.id);
	expect(place.jobs().filter(({ request }) => request.audio.uri === url)).toHaveLength(1);
	outcomes.push({
		fault: way.fault,
		where: 'Submit and Wait',
		seen: 'Nothing has to be read',
		left: `1 accepted; ${answered(statuses)}; the result is returned once, ${statuses.includes(200) ? 'with the callback' : 'at the next poll'}`,
	});
}

async function whenItStarts(way: Way, name: string): Promise<void> {
	const url = addressOf(name, way.seconds);
	const { url: service, token } = place.sandbox.descriptor;
	await fetch(`${service}/api/v1/offline/processing`, {
		method: 'POST',
		headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
		body: JSON.stringify({ config: {}, audio: { uri: url } }),
	});
	const job = jobOf(url);
	if (!job) throw new Error(`${url} was not submitted`);
	const before = (await place.executions('receiver')).length;
	const since = place.stage.n8n.log.length;
	const address = `${place.stage.n8n.url}/webhook/descriptor-ai/${ADDRESS_END}`;
	const statuses = await sendCallbacks(way, callbackTo(address, job.id), job.readyAt);
	const started = statuses.includes(200) ? 1 : 0;
	const isThere = async () => (await place.executions('receiver')).length === before + started;
	await until(isThere, { seconds: 120, what: 'The execution' });
	outcomes.push({
		fault: way.fault,
		where: 'Descriptor.AI Trigger',
		seen: logged(since),
		left: `${answered(statuses)}; ${started === 1 ? 'the workflow is started once' : 'no workflow is started: the sweep of _Calls to Salesforce_ fetches it'}`,
	});
}

describe('When a callback of Descriptor.AI goes wrong, no result is lost or returned twice:', () => {
	it(
		'while Submit and Wait waits',
		async () => {
			// Side by side, because n8n polls once a minute.
			for (const [i, way] of WAYS.entries()) await importWaiting(way, `waiting-${i}`);
			await Promise.all(WAYS.map(async (way, i) => await whileItWaits(way, `waiting-${i}`)));
		},
		POLLING,
	);

	it(
		'when it is to start a workflow',
		async () => {
			for (const [i, way] of WAYS.entries()) await whenItStarts(way, `starting-${i}`);
			const all = await place.executions('receiver');
			for (const { id } of all) await place.editor.ended(id);
			expect(all).toHaveLength(outcomes.filter(({ left }) => /is started once/.test(left)).length);
		},
		POLLING,
	);

	it('and the published table says what was seen', () => {
		expect(place.stage.n8n.log).not.toContain(ADDRESS_END);
		outcomes.sort((a, b) => placeOf(a) - placeOf(b));
		expectPublished('Callbacks', outcomes);
	});
});
