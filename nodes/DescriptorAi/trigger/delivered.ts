import type { IWebhookFunctions } from 'n8n-workflow';

/** Results that are remembered for each trigger: more than can be called back twice within any reasonable time. */
const REMEMBERED = 1_000;

/** How an analysis can come out, the best last: each starts the workflow after a worse one. */
const KINDS = ['failed', 'partial', 'complete'] as const;
export type Kind = (typeof KINDS)[number];

/** What came of asking for a result. `deliver` is there if, and only if, it starts the workflow. */
export interface Outcome<T> {
	deliver?: { item: T; kind: Kind };
}

/** What this process has delivered, by trigger: IDs in the order of their delivery, each with its kind. */
const deliveredHere = new Map<string, string[]>();
/** What is being asked for at the moment, by trigger and result. */
const underWay = new Map<string, Promise<Outcome<unknown> | null>>();

/**
 * Lets each result start the workflow once, however often the service calls back; and again when it has become better.
 *
 * What was delivered is kept with the workflow, so it outlives a restart. n8n reads that at the beginning of a call and
 * writes it at the end, so calls that overlap would overwrite each other: what this process knows is added each time.
 *
 * @param ask finds out what comes of the result; not called if it was delivered complete before
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
	const wasDelivered = (kind: Kind) =>
		KINDS.slice(KINDS.indexOf(kind)).some((asGood) => known().has(`${id} ${asGood}`));

	const key = `${trigger} ${id}`;
	for (let other; (other = underWay.get(key) as Promise<T | null> | undefined); ) {
		const outcome = await other;
		if (outcome && !outcome.deliver) return outcome;
	}
	if (wasDelivered('complete')) return null;

	const first = ask().then((outcome) => {
		if (!outcome.deliver) return outcome;
		const { kind } = outcome.deliver;
		if (wasDelivered(kind)) return null;
		const delivered = [...known(), `${id} ${kind}`].slice(-REMEMBERED);
		memory.delivered = delivered;
		deliveredHere.set(trigger, delivered);
		return outcome;
	});
	underWay.set(key, first);
	try {
		return await first;
	} finally {
		underWay.delete(key);
	}
}
