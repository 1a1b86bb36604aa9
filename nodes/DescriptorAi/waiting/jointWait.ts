import { clock } from '../api';

/** The shortest pause between two requests in seconds, unless the person wants a shorter one. */
const SHORTEST = 4;
/** The part of the time waited so far that a pause takes: an analysis that took long may take a little longer. */
const SHARE = 1 / 6;

/** The pause of one item. */
export interface Pause {
	itemIndex: number;
	/** The longest pause between two requests, in milliseconds. */
	interval: number;
	/** When the item is not waited for any more, in milliseconds since 1970. */
	deadline: number;
	signal: AbortSignal;
	/** Gets the milliseconds until the item is requested again; not called for one that is not next. */
	onPause: (milliseconds: number) => void;
}

/**
 * Lets the items of a run wait for their results together, with few requests.
 *
 * The service analyzes in the order of the submits, and the run ends when all results are there. So only the last open
 * item is requested again and again; when it is over, the others are requested as well. In another order the outcome is
 * the same, with a few more requests.
 */
export class JointWait {
	private readonly open = new Set<number>();
	private readonly since = clock.now();
	/** The item that is requested again and again. */
	private last = -1;
	/** Whether the others were not requested since that item has paused. */
	private hasPaused = false;
	/** Counts how often all others were to be requested. */
	private rounds = 0;
	private wake = () => {};
	private change = this.nextChange();

	/** To be called for each item before the first request. */
	join(itemIndex: number): void {
		this.open.add(itemIndex);
		this.last = Math.max(this.last, itemIndex);
	}

	/** To be called for each item when its outcome is known. */
	leave(itemIndex: number): void {
		this.open.delete(itemIndex);
		if (itemIndex === this.last) {
			this.last = Math.max(-1, ...this.open);
			if (this.hasPaused) this.rounds += 1;
			this.hasPaused = false;
		}
		this.tell();
	}

	/** Waits until the item is to be requested again, or its time is up, or the signal is aborted. */
	async pause({ itemIndex, interval, deadline, signal, onPause }: Pause): Promise<void> {
		const { rounds } = this;
		const isIdle = () => this.rounds === rounds && clock.now() < deadline && !signal.aborted;
		while (isIdle() && itemIndex !== this.last) await this.change;
		if (!isIdle()) return;
		const now = clock.now();
		const seconds = Math.max(SHORTEST, Math.round(((now - this.since) / 1000) * SHARE));
		const milliseconds = Math.min(seconds * 1000, interval, deadline - now);
		this.hasPaused = true;
		onPause(milliseconds);
		await clock.pause(milliseconds, signal);
		// For the others, the time may be up as well.
		this.tell();
	}

	private async nextChange(): Promise<void> {
		await new Promise<void>((resolve) => (this.wake = resolve));
	}

	private tell(): void {
		const { wake } = this;
		this.change = this.nextChange();
		wake();
	}
}
