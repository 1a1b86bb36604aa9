import { sleep } from 'n8n-workflow';

/** One call of a webhook. */
export interface WebhookDelivery {
	url: string;
	state: 'waiting' | 'delivered' | 'failed';
	/** When it was sent, ISO 8601; null before that. */
	sentAt: string | null;
	/** HTTP status of the receiver's answer, or null when there is none. */
	status: number | null;
	error: string | null;
}

/**
 * What becomes of the callback that a request asks for with `config.webhook`, by the `?callback=` of
 * its audio URL: it is sent once, twice at the same moment, or never; or early, which is before the
 * answer to the submit and before the result can be fetched, and then not again.
 */
const CALLBACKS = ['once', 'twice', 'never', 'early'] as const;
export type Callback = (typeof CALLBACKS)[number];

/** How long a webhook's receiver may take to answer, in milliseconds. */
const WEBHOOK_TIMEOUT = 10_000;
/** How early a timer may go off by the clock that says whether a result is ready, in milliseconds. */
const TIMER_TOLERANCE = 1;

/** The callback that an audio URL asks for; once unless it does. */
export function callbackOf(audioUri: string): Callback {
	const asked = new URL(audioUri).searchParams.get('callback');
	return CALLBACKS.find((name) => name === asked) ?? 'once';
}

/** The calls of a webhook that are to be made; none without a webhook. */
export function plannedDeliveries(url: string | null, callback: Callback): WebhookDelivery[] {
	if (url === null || callback === 'never') return [];
	return Array.from({ length: callback === 'twice' ? 2 : 1 }, () => ({
		url,
		state: 'waiting',
		sentAt: null,
		status: null,
		error: null,
	}));
}

/**
 * Makes a call of a webhook and writes into the delivery what came of it. Never throws.
 *
 * @param dueAt when it may be sent, in milliseconds since 1970
 * @param body makes what is sent, at that moment
 * @param stop gives the call up
 */
export async function deliver(
	delivery: WebhookDelivery,
	dueAt: number,
	body: () => object,
	stop: AbortSignal,
): Promise<void> {
	try {
		stop.throwIfAborted();
		await sleep(Math.max(0, dueAt - Date.now() + TIMER_TOLERANCE), stop);
		delivery.sentAt = new Date().toISOString();
		// One attempt: a retry is not documented.
		const response = await fetch(delivery.url, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(body()),
			signal: AbortSignal.any([stop, AbortSignal.timeout(WEBHOOK_TIMEOUT)]),
		});
		delivery.status = response.status;
		delivery.state = response.ok ? 'delivered' : 'failed';
		await response.body?.cancel();
	} catch (error) {
		delivery.state = 'failed';
		delivery.error = error instanceof Error ? error.message : String(error);
	}
}
