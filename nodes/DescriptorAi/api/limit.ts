/**
 * Lets at most `max` tasks run at a time; the others wait in order.
 *
 * n8n opens a socket for each request, so this also bounds the sockets that a node holds.
 */
export function limit(max: number): <T>(task: () => Promise<T>) => Promise<T> {
	let running = 0;
	const waiting: Array<() => void> = [];
	return async (task) => {
		if (running < max) running += 1;
		else await new Promise<void>((resolve) => waiting.push(resolve));
		try {
			return await task();
		} finally {
			const next = waiting.shift();
			if (next) next();
			else running -= 1;
		}
	};
}
