import { salesforceError } from './errors';
import { normalizeId } from './ids';

/** The records that somebody else is changing at the moment, which nobody but them may change. */
export class Locks {
	private readonly held = new Set<string>();

	/** @param id of 15 or 18 characters */
	take(id: string): void {
		this.held.add(normalizeId(id) ?? id);
	}

	/** Gives every record free. */
	release(): void {
		this.held.clear();
	}

	/**
	 * Has to be called with the records that a write needs for itself alone. Salesforce waits for ten seconds before it
	 * gives up; here a write is refused at once. The status is an assumption: code, text and fields are known.
	 *
	 * @throws SalesforceError with UNABLE_TO_LOCK_ROW when another has one of them
	 */
	need(ids: string[]): void {
		const taken = ids.filter((id) => this.held.has(id));
		if (taken.length === 0) return;
		const list = taken.map((id) => id.slice(0, 15)).join(',');
		const message =
			'unable to obtain exclusive access to this record or ' + `${taken.length} records: ${list}`;
		throw salesforceError(400, 'UNABLE_TO_LOCK_ROW', message, []);
	}
}
