import { sleep } from 'n8n-workflow';

/** Time and random numbers. */
interface Clock {
	/** Milliseconds since 1970. */
	now(): number;
	/** Waits for some milliseconds; ends early when the signal is aborted. */
	pause(milliseconds: number, signal: AbortSignal): Promise<void>;
	/** At least 0 and less than 1. */
	random(): number;
}

const systemClock: Clock = {
	now: () => Date.now(),
	random: () => Math.random(),
	// Newer versions of n8n-workflow reject a sleep when its signal is aborted, older ones ignore the signal: the wait is cut
	// into steps of at most a second, and the signal is checked after each.
	async pause(milliseconds, signal) {
		const end = Date.now() + milliseconds;
		while (!signal.aborted && Date.now() < end) {
			await sleep(Math.min(1000, end - Date.now()), signal).catch(() => {});
		}
	},
};

/** Where all of `nodes/` gets the time and random numbers from. */
export const clock: Clock = { ...systemClock };

/** For tests: replaces parts of the clock; without an argument, it is the system clock again. */
export function useClock(parts: Partial<Clock> = systemClock): void {
	Object.assign(clock, parts);
}
