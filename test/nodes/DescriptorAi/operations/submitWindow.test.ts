import fc from 'fast-check';
import { ExecuteContext } from 'n8n-core';
import type { IDataObject, Logger } from 'n8n-workflow';
import nock from 'nock';

import { skipPauses } from '../../../support/clock';
import { BASE_URL, outcomeOf, startNode, type NodeRunOptions } from '../../../support/engine';
import { isolateRequests } from '../../../support/service';

jest.mock('../../../../nodes/DescriptorAi/waiting/subWorkflow', () => ({
	...jest.requireActual('../../../../nodes/DescriptorAi/waiting/subWorkflow'),
	// So that Submit and Wait submits in the node's own execution.
	canWaitInSubWorkflow: false,
}));

const PATH = '/api/v1/offline/processing';
const OPERATIONS = ['submit', 'submitAndWait'];

type Answer = 'accepted' | 'refused' | 'uncertain';

const replies: Record<Answer, (id: string) => [number, IDataObject | string]> = {
	accepted: (id) => [200, { result_id: id }],
	refused: () => [400, { detail: 'No minutes left' }],
	uncertain: () => [502, 'Bad Gateway'],
};

const names = (count: number) => Array.from({ length: count }, (_, item) => `call-${item}`);

const run = (
	operation: string,
	count: number,
	options: IDataObject = {},
	more: Partial<NodeRunOptions> = {},
) =>
	startNode({
		items: names(count).map((name) => ({ url: `https://recordings.test/${name}.mp3` })),
		parameters: {
			resource: 'callAnalysis',
			operation,
			audioUrl: '={{ $json.url }}',
			options,
		},
		...more,
	});

/** A service whose answers come when the test says so. The ID of an analysis is the name of its recording. */
class SlowService {
	/** The numbers of the recordings whose submits have arrived, in this order. */
	readonly arrived: number[] = [];
	readonly webhooks: unknown[] = [];
	private readonly open = new Map<number, (answer: Answer) => void>();
	private told = () => {};

	constructor() {
		nock(BASE_URL)
			.post(PATH)
			.reply((_uri, body, done) => {
				const { audio, config } = Object(body);
				const item = Number(/call-(\d+)/.exec(audio.uri)?.[1]);
				this.webhooks[item] = config.webhook;
				this.open.set(item, (answer) => done(null, replies[answer](`call-${item}`)));
				this.arrived.push(item);
				this.told();
			})
			.persist();
		nock(BASE_URL).get(/.*/).reply(425, {}).persist();
	}

	/** The submits that are not answered, in the order of their items. */
	readonly waiting = () => [...this.open.keys()].sort((a, b) => a - b);

	answer(item: number, answer: Answer): void {
		this.open.get(item)?.(answer);
		this.open.delete(item);
	}

	/** Waits until so many submits in all have arrived. */
	async arrivals(count: number): Promise<void> {
		while (this.arrived.length < count) await new Promise<void>((next) => (this.told = next));
	}
}

/** The warnings that go to n8n's log. */
function logged(): string[] {
	const warnings: string[] = [];
	const warn = (text: string) => void warnings.push(text);
	const proto = Object.getPrototypeOf(Object.getPrototypeOf(ExecuteContext.prototype));
	jest
		.spyOn(proto, 'logger', 'get')
		.mockReturnValue({ info: () => {}, warn } as Partial<Logger> as Logger);
	return warnings;
}

isolateRequests();
beforeEach(() => void skipPauses());
afterEach(() => jest.restoreAllMocks());

describe.each(OPERATIONS)('Recordings are submitted some at a time: %s', (operation) => {
	it('five unless another number is entered, and the next when one is answered', async () => {
		const service = new SlowService();
		const { run: running } = run(operation, 7);
		await service.arrivals(5);
		expect(service.arrived).toEqual([0, 1, 2, 3, 4]);
		service.answer(3, 'accepted');
		await service.arrivals(6);
		service.answer(5, 'accepted');
		await service.arrivals(7);
		expect(service.waiting()).toEqual([0, 1, 2, 4, 6]);
		service.waiting().forEach((item) => service.answer(item, 'accepted'));
		const { outputs } = outcomeOf(await running);
		expect(outputs[0].map(({ json }) => json.result_id)).toEqual(names(7));
	});

	it('one after the other where the number is 1', async () => {
		const service = new SlowService();
		const { run: running } = run(operation, 3, { recordingsAtATime: 1 });
		for (const item of [0, 1, 2]) {
			await service.arrivals(item + 1);
			expect(service.waiting()).toEqual([item]);
			service.answer(item, 'accepted');
		}
		expect(outcomeOf(await running).outputs[0]).toHaveLength(3);
	});

	it.each([0, 11, 2.5, 'many'])('but not %p', async (recordingsAtATime) => {
		const service = new SlowService();
		const { error } = outcomeOf(await run(operation, 2, { recordingsAtATime }).run);
		expect(error?.message).toBe(
			"'Recordings at a Time' must be a whole number from 1 to 10 [item 0]",
		);
		const settings = { onError: 'continueRegularOutput' } as const;
		const continued = run(operation, 2, { recordingsAtATime }, { settings });
		const { outputs } = outcomeOf(await continued.run);
		expect(outputs[0].map(({ json }) => String(json.error))).toEqual(
			Array(2).fill(expect.stringContaining("'Recordings at a Time' must be a whole number")),
		);
		expect(service.arrived).toEqual([]);
	});

	it('and none after a refusal; what is under way is awaited and told, in the order of the items', async () => {
		const service = new SlowService();
		const { run: running } = run(operation, 9);
		await service.arrivals(5);
		service.answer(3, 'refused');
		service.answer(4, 'accepted');
		service.answer(1, 'uncertain');
		service.answer(2, 'uncertain');
		service.answer(0, 'accepted');
		const { error } = outcomeOf(await running);
		expect(service.arrived).toEqual([0, 1, 2, 3, 4]);
		expect(error?.message).toBe('Descriptor.AI could not answer (HTTP 502) [item 1]');
		expect(error?.description).toMatch(/^It is not known whether the recording was accepted\./);
		expect(error?.description).toContain(
			' Already submitted, so do not submit them again: call-0, call-4. Fetch them with Get Result. Not known whether accepted: [item 2]. Find out whether',
		);
	});

	it('and none after Stop, whose log has what was under way', async () => {
		const warnings = logged();
		const service = new SlowService();
		const { run: running, stop } = run(operation, 9);
		await service.arrivals(5);
		service.answer(2, 'accepted');
		await service.arrivals(6);
		stop();
		service.answer(4, 'accepted');
		service.answer(1, 'uncertain');
		service.answer(5, 'accepted');
		service.answer(3, 'refused');
		service.answer(0, 'accepted');
		expect(outcomeOf(await running).status).toBe('canceled');
		expect(service.arrived).toHaveLength(6);
		expect(warnings).toEqual([
			'Already submitted, so do not submit them again: call-0, call-2, call-4, call-5. Fetch them with Get Result. Not known whether accepted: [item 1]. Find out whether Descriptor.AI has them before you submit them in a new execution.',
		]);
	});

	const answers = fc.array(
		fc.record({
			answer: fc.constantFrom<Answer>('accepted', 'accepted', 'accepted', 'refused', 'uncertain'),
			/** Those that are open at the same time are answered in the order of these numbers. */
			delay: fc.nat(9),
		}),
		{ minLength: 1, maxLength: 12 },
	);
	const sizes = fc.integer({ min: 1, max: 6 });
	type Given = Array<{ answer: Answer; delay: number }>;
	/** Answers until nothing begins any more. Checks at each answer what has begun. */
	const answerAll = async (service: SlowService, given: Given, size: number, stops: boolean) => {
		let begun = 0;
		for (let answered = 0, failed = false; ; answered += 1) {
			if (!failed) begun = Math.min(given.length, answered + size);
			await service.arrivals(begun);
			expect(service.arrived).toHaveLength(begun);
			if (answered === begun) return;
			const [next] = service.waiting().sort((a, b) => given[a].delay - given[b].delay);
			const { answer } = given[next];
			service.answer(next, answer);
			failed ||= stops && answer !== 'accepted';
		}
	};
	const listIn = (text: string, list: RegExp) => (list.exec(text)?.[1] ?? '').split(', ');

	it('with the outcome of submitting them one after the other, as far as they have begun', async () => {
		await fc.assert(
			fc.asyncProperty(answers, sizes, async (given, size) => {
				nock.cleanAll();
				const service = new SlowService();
				const { run: running } = run(operation, given.length, { recordingsAtATime: size });
				await answerAll(service, given, size, true);
				const { outputs, error } = outcomeOf(await running);
				// Each once, from the first one on.
				const begun = [...service.arrived.keys()];
				expect([...service.arrived].sort((a, b) => a - b)).toEqual(begun);
				const having = (answer: Answer) => begun.filter((item) => given[item].answer === answer);
				const [first] = begun.filter((item) => given[item].answer !== 'accepted');
				if (first === undefined) {
					expect(outputs[0].map(({ json }) => json.result_id)).toEqual(names(given.length));
					return;
				}
				expect(error?.message).toContain(`[item ${first}]`);
				const told = error?.description ?? '';
				const ids = having('accepted').map((item) => `call-${item}`);
				expect(listIn(told, /do not submit them again: (.*?)\. /)).toEqual(ids.length ? ids : ['']);
				const unknown = having('uncertain').flatMap((item) =>
					item === first ? [] : `[item ${item}]`,
				);
				expect(listIn(told, /Not known whether accepted: (.*?)\. /)).toEqual(
					unknown.length ? unknown : [''],
				);
			}),
			{ numRuns: 25 },
		);
	});

	it('with an outcome of its own for each where the node continues on fail', async () => {
		await fc.assert(
			fc.asyncProperty(answers, sizes, async (given, size) => {
				nock.cleanAll();
				const service = new SlowService();
				const settings = { onError: 'continueRegularOutput' } as const;
				const node = run(operation, given.length, { recordingsAtATime: size }, { settings });
				await answerAll(service, given, size, false);
				const { outputs } = outcomeOf(await node.run);
				expect(outputs[0].map(({ json }) => json.result_id)).toEqual(
					given.map(({ answer }, item) => (answer === 'accepted' ? `call-${item}` : undefined)),
				);
			}),
			{ numRuns: 12 },
		);
	});
});

describe('Submit and Wait', () => {
	it('gives each recording a callback address of its own, however many are submitted at a time', async () => {
		const service = new SlowService();
		const { run: running } = run('submitAndWait', 8, { recordingsAtATime: 4 });
		for (let answered = 0; answered < 8; answered += 1) {
			await service.arrivals(Math.min(8, answered + 4));
			service.answer(service.waiting().at(-1) ?? 0, 'accepted');
		}
		expect((await running).status).toBe('waiting');
		expect(new Set(service.webhooks).size).toBe(8);
	});
});
