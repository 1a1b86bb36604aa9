import { clock } from '../api';

/** The state of one wait that received callbacks in this process. */
interface Callbacks {
	/** Result IDs of the callbacks since the last check began. */
	received: Set<string>;
	/** The check that is under way. */
	checking?: Promise<unknown>;
	/** When a callback was answered with a result: milliseconds since 1970. */
	answeredAt?: number;
	/** Result IDs of analyses that are over. */
	over: Set<string>;
}

/** The outcome of a callback: whether its analysis is over, and the result of the check, for the one that wakes the execution. */
export interface CallbackOutcome<T> {
	isOver: boolean;
	found?: T;
}

/** Waits that are remembered; the oldest is forgotten first. Forgetting costs requests, nothing else. */
const REMEMBERED = 1_000;
/** How long later callbacks count as repetitions, in milliseconds: by then n8n knows that the execution runs. */
const REPETITION = 60_000;

const callbacksByWait = new Map<string, Callbacks>();

function callbacksOf(waitId: string): Callbacks {
	const callbacks = callbacksByWait.get(waitId) ?? {
		received: new Set<string>(),
		over: new Set<string>(),
	};
	// Set anew, it is the youngest.
	callbacksByWait.delete(waitId);
	callbacksByWait.set(waitId, callbacks);
	for (const oldest of callbacksByWait.keys()) {
		if (callbacksByWait.size <= REMEMBERED) break;
		callbacksByWait.delete(oldest);
	}
	return callbacks;
}

const isAnswered = ({ answeredAt }: Callbacks) =>
	answeredAt !== undefined && clock.now() - answeredAt < REPETITION;

/**
 * Answers a callback for a wait. Callbacks that arrive during a check are answered together by the next one, and at most
 * one wakes the execution.
 *
 * @param check finds out whether the wait is over; gets the result IDs of the callbacks, and gets and fills the set
 * of those that are over; returns `null` while the wait goes on
 */
export async function answerTogether<T>(
	waitId: string,
	resultId: string,
	check: (received: ReadonlySet<string>, over: Set<string>) => Promise<T | null>,
): Promise<CallbackOutcome<T>> {
	const callbacks = callbacksOf(waitId);
	callbacks.received.add(resultId);
	while (callbacks.received.has(resultId) && !isAnswered(callbacks)) {
		if (callbacks.checking) {
			await callbacks.checking;
			continue;
		}
		const { received } = callbacks;
		callbacks.received = new Set();
		const checking = check(received, callbacks.over).finally(() => delete callbacks.checking);
		callbacks.checking = checking.catch(() => {});
		const found = await checking;
		if (found === null) continue;
		callbacks.answeredAt = clock.now();
		return { isOver: true, found };
	}
	return { isOver: isAnswered(callbacks) || callbacks.over.has(resultId) };
}
