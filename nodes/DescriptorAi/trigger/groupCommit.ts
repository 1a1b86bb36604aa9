import { clock } from '../api';

/** The most members that a batch has. */
const MOST = 50;
/** The longest time between the beginnings of two batches while members wait, in milliseconds. */
const LONGEST = 1_000;

/** Somebody who waits for an answer. */
interface Member<Given, Answer> {
	given: Given;
	resolve: (answer: Answer) => void;
	reject: (fault: unknown) => void;
}

/** Waits until a batch is handled, at most for so many milliseconds. */
async function handledWithin(milliseconds: number, handled: Promise<void>): Promise<void> {
	const late = AbortSignal.timeout(milliseconds);
	const isLate = new Promise<void>((resolve) => {
		late.addEventListener('abort', () => resolve(), { once: true });
	});
	await Promise.race([handled, isLate]);
}

/**
 * Handles together what comes together: group commit.
 *
 * The first member is handled at once. Those that come meanwhile, and for the same time again, make the next batch. So one
 * member waits for nothing, and in a crowd the batches grow until what each batch costs is shared by many. A batch that
 * takes long does not hold up the next one.
 *
 * @param handle gets the members of a batch, at most 50, in the order in which they came; returns an answer for each
 * @returns joins a group, such as that of a trigger, and gives the member's answer, or what `handle` throws
 */
export function groupCommit<Given, Answer>(handle: (batch: Given[]) => Promise<Answer[]>) {
	/** The members that wait, by group. A group is absent while a new member would be handled at once. */
	const groups = new Map<string, Array<Member<Given, Answer>>>();

	const handleBatch = async (batch: Array<Member<Given, Answer>>): Promise<void> => {
		try {
			const answers = await handle(batch.map(({ given }) => given));
			batch.forEach(({ resolve }, index) => resolve(answers[index]));
		} catch (fault) {
			for (const { reject } of batch) reject(fault);
		}
	};
	const handleGroup = async (group: string, waiting: Array<Member<Given, Answer>>) => {
		while (waiting.length > 0) {
			const began = clock.now();
			await handledWithin(LONGEST, handleBatch(waiting.splice(0, MOST)));
			const took = clock.now() - began;
			const pause = Math.min(took, LONGEST - took);
			if (waiting.length < MOST && pause > 0) {
				await clock.pause(pause, new AbortController().signal);
			}
		}
		groups.delete(group);
	};

	return async (group: string, given: Given): Promise<Answer> =>
		await new Promise<Answer>((resolve, reject) => {
			const waiting = groups.get(group);
			const member = { given, resolve, reject };
			if (waiting) {
				waiting.push(member);
				return;
			}
			const first = [member];
			groups.set(group, first);
			void handleGroup(group, first);
		});
}
