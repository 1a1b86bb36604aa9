import type { IWebhookFunctions } from 'n8n-workflow';

/** Results that are remembered for each trigger: more than can be called back twice within any reasonable time. */
const REMEMBERED = 1_000;

/** What came of asking for a result. `deliver` is there if, and only if, it starts the workflow. */
export interface Outcome<T> {
	deliver?: T;
}

/** Result IDs that this process has delivered, by trigger. */
const deliveredHere = new Map<string, string[]>();
/** What is being asked for at the moment, by trigger and result. */
const underWay = new Map<string, Promise<Outcome<unknown>>>();

/**
 * Lets each result start the workflow once, however often the service calls back.
 *
 * What was delivered is kept with the workflow, so it outlives a restart. n8n reads that at the beginning of a call and
 * writes it at the end, so calls that overlap would overwrite each other: what this process knows is added each time.
 *
 * @param ask finds out what comes of the result; not called if it was delivered before
 * @returns what came of it, without `deliver` for all calls but one; `null` if it was delivered before
 */
export async function once<T extends Outcome<unknown>>(
	ctx: IWebhookFunctions,
	resultId: string,
	ask: () => Promise<T>,
): Promise<T | null> {
	const trigger = `${ctx.getWorkflow().id} ${ctx.getNode().id}`;
	// The service reads UUIDs in capitals as well.
	const id = resultId.toLowerCase();
	const memory = ctx.getWorkflowStaticData('node');

	const known = () =>
		new Set([
			...(Array.isArray(memory.delivered) ? memory.delivered.map(String) : []),
			...(deliveredHere.get(trigger) ?? []),
		]);
	if (known().has(id)) return null;

	const key = `${trigger} ${id}`;
	const other = underWay.get(key) as Promise<T> | undefined;
	if (other) {
		const outcome = await other;
		return outcome.deliver === undefined ? outcome : null;
	}

	const first = ask().then((outcome) => {
		if (outcome.deliver !== undefined) {
			const delivered = [...known(), id].slice(-REMEMBERED);
			memory.delivered = delivered;
			deliveredHere.set(trigger, delivered);
		}
		return outcome;
	});
	underWay.set(key, first);
	try {
		return await first;
	} finally {
		underWay.delete(key);
	}
}
