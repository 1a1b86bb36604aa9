import { clock } from '../api';

/** The state of one wait that received callbacks in this process. */
interface Bell {
	/** Result IDs of the callbacks since the last look began. */
	rung: Set<string>;
	/** The look that is under way. */
	looking?: Promise<unknown>;
	/** When a callback was answered with a result: milliseconds since 1970. */
	answeredAt?: number;
	/** Result ids of analyses that are over. */
	over: Set<string>;
}

/** The outcome of a callback: whether its analysis is over, and the result of the look, for the one that wakes the execution. */
export interface Answer<T> {
	isOver: boolean;
	found?: T;
}

/** Waits that are remembered; the oldest is forgotten first. Forgetting costs requests, nothing else. */
const REMEMBERED = 1_000;
/** How long later callbacks count as repetitions, in milliseconds: by then n8n knows that the execution runs. */
const REPETITION = 60_000;

const bells = new Map<string, Bell>();

function bellOf(waitId: string): Bell {
	const bell = bells.get(waitId) ?? { rung: new Set<string>(), over: new Set<string>() };
	// Set anew, it is the youngest.
	bells.delete(waitId);
	bells.set(waitId, bell);
	for (const oldest of bells.keys()) {
		if (bells.size <= REMEMBERED) break;
		bells.delete(oldest);
	}
	return bell;
}

const isAnswered = ({ answeredAt }: Bell) =>
	answeredAt !== undefined && clock.now() - answeredAt < REPETITION;

/**
 * Answers a callback for a wait. Callbacks that arrive during a look are answered together by the next one, and at most
 * one wakes the execution.
 *
 * @param look finds out whether the wait is over; gets the result IDs of the callbacks, and gets and fills the set
 * of those that are over; returns `null` while the wait goes on
 */
export async function answerBell<T>(
	waitId: string,
	resultId: string,
	look: (rung: ReadonlySet<string>, over: Set<string>) => Promise<T | null>,
): Promise<Answer<T>> {
	const bell = bellOf(waitId);
	bell.rung.add(resultId);
	while (bell.rung.has(resultId) && !isAnswered(bell)) {
		if (bell.looking) {
			await bell.looking;
			continue;
		}
		const { rung } = bell;
		bell.rung = new Set();
		const looking = look(rung, bell.over).finally(() => delete bell.looking);
		bell.looking = looking.catch(() => {});
		const found = await looking;
		if (found === null) continue;
		bell.answeredAt = clock.now();
		return { isOver: true, found };
	}
	return { isOver: isAnswered(bell) || bell.over.has(resultId) };
}
