import { salesforceError } from './errors';
import { normalizeId } from './ids';
import { say } from './words';

/** Records that another user is changing at the moment. */
export class Locks {
	private readonly held = new Set<string>();

	/** @param id of 15 or 18 characters */
	take(id: string): void {
		this.held.add(normalizeId(id) ?? id);
	}

	/** Releases every record. */
	release(): void {
		this.held.clear();
	}

	/**
	 * Checks that a write can lock the records that it changes; assumption 10 of the README.
	 *
	 * @throws SalesforceError with UNABLE_TO_LOCK_ROW when another user has locked one of them
	 */
	need(ids: string[]): void {
		const taken = ids.filter((id) => this.held.has(id));
		if (taken.length === 0) return;
		const list = taken.map((id) => id.slice(0, 15)).join(',');
		const message = say`unable to obtain exclusive access to this record or ${taken.length} records: ${list}`;
		throw salesforceError(400, 'UNABLE_TO_LOCK_ROW', message, []);
	}
}
