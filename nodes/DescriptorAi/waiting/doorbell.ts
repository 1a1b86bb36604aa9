/** What this process knows of one wait that it was called for. */
interface Bell {
	/** Whether somebody is looking already, and whether it rang again meanwhile. */
	looking: boolean;
	rangAgain: boolean;
	/** When somebody was let in: milliseconds since 1970. */
	answeredAt?: number;
	/** Result ids of analyses that are over. */
	over: Set<string>;
}

/** Waits that are remembered; the oldest is forgotten first. Forgetting costs requests, nothing else. */
const REMEMBERED = 1_000;
/** How long later calls count as repetitions, in milliseconds: by then n8n knows that the execution runs. */
const REPETITION = 60_000;

const bells = new Map<string, Bell>();

function bellOf(waitId: string): Bell {
	const bell = bells.get(waitId) ?? { looking: false, rangAgain: false, over: new Set<string>() };
	// Set anew, it is the youngest.
	bells.delete(waitId);
	bells.set(waitId, bell);
	for (const oldest of bells.keys()) {
		if (bells.size <= REMEMBERED) break;
		bells.delete(oldest);
	}
	return bell;
}

/**
 * Answers a callback for a wait. However many come at the same time, one of them looks, and one at most wakes the
 * execution.
 *
 * @param look finds out whether the wait is over; gets and fills the set of result ids of analyses that are over
 * @returns what `look` found, for the one caller that is to wake the execution; `null` for all others
 */
export async function answerBell<T>(
	waitId: string,
	look: (over: Set<string>) => Promise<T | null>,
): Promise<T | null> {
	const bell = bellOf(waitId);
	if (bell.answeredAt !== undefined && Date.now() - bell.answeredAt < REPETITION) return null;
	bell.rangAgain = true;
	if (bell.looking) return null;
	bell.looking = true;
	try {
		while (bell.rangAgain) {
			bell.rangAgain = false;
			const found = await look(bell.over);
			if (found !== null) {
				bell.answeredAt = Date.now();
				return found;
			}
		}
		return null;
	} finally {
		bell.looking = false;
	}
}
