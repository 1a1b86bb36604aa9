import { sleep } from 'n8n-workflow';

/**
 * Waits, and ends early when the signal is given.
 *
 * Newer versions of n8n-workflow reject a sleep when its signal is given, older ones ignore the signal: so the wait is cut
 * into steps of at most a second, and the signal is looked at in between.
 *
 * @param milliseconds how long to wait
 */
export async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
	const end = Date.now() + milliseconds;
	while (!signal.aborted && Date.now() < end) {
		await sleep(Math.min(1000, end - Date.now()), signal).catch(() => {});
	}
}
