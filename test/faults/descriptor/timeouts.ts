import { sleep } from 'n8n-workflow';

/** Room for the first part of an answer that never ends, in milliseconds. */
const BEGINNING = 50;

/** Time-outs without a clock: only the requests that a fault has struck run into theirs, however busy the machine is. */
export class Timeouts {
	private readonly open = new Set<AbortController>();
	private struck = 0;

	/** Replaces `AbortSignal.timeout`; the request is over when nobody listens to the signal any more. */
	readonly signal = (): AbortSignal => {
		const controller = new AbortController();
		const { signal } = controller;
		const remove = signal.removeEventListener.bind(signal);
		signal.removeEventListener = (...args: Parameters<typeof remove>) => {
			remove(...args);
			this.open.delete(controller);
			this.expire();
		};
		this.open.add(controller);
		return signal;
	};

	/** Gets each request without an answer. */
	readonly strike = async (): Promise<void> => {
		await sleep(BEGINNING);
		this.struck += 1;
		this.expire();
	};

	/** Ends the open requests when all others have got their answers. */
	private expire(): void {
		if (this.struck === 0 || this.struck < this.open.size) return;
		this.struck = 0;
		const waiting = [...this.open];
		this.open.clear();
		for (const controller of waiting) controller.abort();
	}
}
