import { salesforceError } from './errors';
import { say } from './words';

/** How many requests to the API an org has made today, and may make. */
export class ApiUsage {
	private used = 0;

	/** @param max the most requests of a day */
	constructor(private max: number) {}

	/** Changes the most requests of a day; those that were made stay made. */
	setMax(max: number): void {
		this.max = max;
	}

	/**
	 * Counts a request.
	 *
	 * @throws SalesforceError with REQUEST_LIMIT_EXCEEDED when the day's requests are spent
	 */
	count(): void {
		if (this.used >= this.max) {
			throw salesforceError(403, 'REQUEST_LIMIT_EXCEEDED', say`TotalRequests Limit exceeded.`);
		}
		this.used += 1;
	}

	/** The header `Sforce-Limit-Info` of an answer. */
	get header(): string {
		return `api-usage=${this.used}/${this.max}`;
	}

	/** What `GET /limits` answers. */
	get limits(): Record<string, { Max: number; Remaining: number }> {
		return { DailyApiRequests: { Max: this.max, Remaining: Math.max(this.max - this.used, 0) } };
	}
}
