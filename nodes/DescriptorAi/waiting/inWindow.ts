/**
 * Begins tasks in order, at most some at a time, and awaits those that have begun.
 *
 * @param size how many run at the same time, at least 1
 * @param isStopped asked before each task; once it says so, no other begins
 * @param run must not throw
 */
export async function inWindow<Task>(
	tasks: Task[],
	size: number,
	isStopped: () => boolean,
	run: (task: Task, index: number) => Promise<void>,
): Promise<void> {
	// Shared by all lanes, so that each task begins once and in its turn.
	const next = tasks.entries();
	const lane = async () => {
		for (const [index, task] of next) {
			if (isStopped()) return;
			await run(task, index);
		}
	};
	await Promise.all(Array.from({ length: Math.min(size, tasks.length) }, lane));
}
