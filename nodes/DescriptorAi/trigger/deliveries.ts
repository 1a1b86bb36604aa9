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
const deliveredHere = new Map<string, Set<string>>();
/** Requests that are under way, by trigger and result. */
const underWay = new Map<string, Promise<Outcome<unknown> | null>>();

/**
 * What a trigger has delivered: lets each result start the workflow once, however many callbacks arrive, and again when it
 * has become better.
 *
 * It is kept with the workflow, so it outlives a restart. n8n reads that at the beginning of a callback and writes it at the
 * end, so overlapping callbacks would overwrite each other: the memory of this process is added each time.
 *
 * @param latest the context of the callback that came last, for which n8n has read last
 */
export function deliveriesOf(trigger: string, latest: IWebhookFunctions) {
	const { delivered } = latest.getWorkflowStaticData('node');
	const saved = new Set(Array.isArray(delivered) ? delivered.map(String) : []);
	const here = () => deliveredHere.get(trigger) ?? new Set<string>();
	const wasDelivered = (id: string, kind: Kind) =>
		KINDS.slice(KINDS.indexOf(kind))
			.map((asGood) => `${id} ${asGood}`)
			.some((known) => saved.has(known) || here().has(known));
	return {
		/**
		 * Requests a result, unless it was delivered complete before.
		 *
		 * @returns the outcome, without `deliver` for all callbacks but one; `null` if it was delivered before
		 */
		async once<T extends Outcome<unknown>>(
			resultId: string,
			fetch: () => Promise<T>,
		): Promise<T | null> {
			// The service reads UUIDs in capitals as well.
			const id = resultId.toLowerCase();
			const key = `${trigger} ${id}`;
			for (let other; (other = underWay.get(key) as Promise<T | null> | undefined); ) {
				const outcome = await other;
				if (outcome && !outcome.deliver) return outcome;
			}
			if (wasDelivered(id, 'complete')) return null;

			const first = fetch().then((outcome) => {
				if (!outcome.deliver) return outcome;
				const { kind } = outcome.deliver;
				if (wasDelivered(id, kind)) return null;
				deliveredHere.set(trigger, here().add(`${id} ${kind}`));
				return outcome;
			});
			underWay.set(key, first);
			try {
				return await first;
			} finally {
				underWay.delete(key);
			}
		},
		/** Writes it down where n8n saves it: with the workflow, at the end of the callback of a context. */
		save(ctx: IWebhookFunctions): void {
			const all = [...new Set([...saved, ...here()])].slice(-REMEMBERED);
			deliveredHere.set(trigger, new Set(all));
			ctx.getWorkflowStaticData('node').delivered = all;
		},
	};
}
