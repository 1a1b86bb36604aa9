import type { IWebhookFunctions } from 'n8n-workflow';

/** Results that are remembered for each trigger: more than get a second callback within any reasonable time. */
const REMEMBERED = 1_000;

/** How complete a result can be, the best last: each starts the workflow after a worse one. */
const KINDS = ['failed', 'partial', 'complete'] as const;
export type Kind = (typeof KINDS)[number];

/** The outcome of a request for a result. `deliver` is set if, and only if, it starts the workflow. */
export interface Outcome<T> {
	deliver?: { item: T; kind: Kind };
}

/** What this process has delivered, by trigger: IDs in the order of their delivery, each with its kind. */
const deliveredHere = new Map<string, string[]>();
/** Requests that are under way, by trigger and result. */
const underWay = new Map<string, Promise<Outcome<unknown> | null>>();

/**
 * Lets each result start the workflow once, however many callbacks arrive, and again when it has become better.
 *
 * What was delivered is kept with the workflow, so it outlives a restart. n8n reads that at the beginning of a callback and
 * writes it at the end, so overlapping callbacks would overwrite each other: the memory of this process is added each time.
 *
 * @param fetch requests the result; does not run if it was delivered complete before
 * @returns the outcome, without `deliver` for all callbacks but one; `null` if it was delivered before
 */
export async function deliverOnce<T extends Outcome<unknown>>(
	ctx: IWebhookFunctions,
	resultId: string,
	fetch: () => Promise<T>,
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

	const first = fetch().then((outcome) => {
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
