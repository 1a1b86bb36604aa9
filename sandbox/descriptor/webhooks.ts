import { sleep } from 'n8n-workflow';

/** One callback. */
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
 * How the callback to `config.webhook` is sent, by `?callback=` in the audio URL: once, twice at the same moment, never,
 * or early, which is before the submit is answered and the result is ready, and then not again.
 */
const CALLBACKS = ['once', 'twice', 'never', 'early'] as const;
export type Callback = (typeof CALLBACKS)[number];

/** How long the receiver of a callback may take to answer, in milliseconds. */
const WEBHOOK_TIMEOUT = 10_000;
/** How early a timer can fire, measured by the clock that decides whether a result is ready; in milliseconds. */
const TIMER_TOLERANCE = 1;

/** The callback that an audio URL requests; "once" unless given. */
export function callbackOf(audioUri: string): Callback {
	const requested = new URL(audioUri).searchParams.get('callback');
	return CALLBACKS.find((name) => name === requested) ?? 'once';
}

/** The callbacks that are to be sent; none without a webhook. */
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
 * Sends a callback and notes the outcome in the delivery. Never throws.
 *
 * @param dueAt when it may be sent, in milliseconds since 1970
 * @param body returns the body, when it is sent
 * @param stop cancels the callback
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
		// One attempt: assumption 6 of the README.
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
