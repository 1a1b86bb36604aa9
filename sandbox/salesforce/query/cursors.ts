import { salesforceError } from '../errors';
import type { FieldDefinition } from '../fields';
import { makeId } from '../ids';
import type { QueriedRecord } from './paths';
import { say } from '../words';

/** One page of the answer to a query. */
export interface QueryResult {
	/** Of all pages. */
	totalSize: number;
	done: boolean;
	/** Where the next page is, without the host; there is none when `done`. */
	nextRecordsUrl?: string;
	records: QueriedRecord[];
}

/** How many records a page may have. */
const SIZES = { least: 200, most: 2000 };

/**
 * How many records the pages of a query have.
 *
 * @param header the value of `Sforce-Query-Options`, such as "batchSize=500"
 * @param selected the fields of the query; two custom Long Text Areas make its pages small
 */
export function pageSize(header: string | undefined, selected: FieldDefinition[]): number {
	const long = selected.filter(
		({ name, type, length }) => name.endsWith('__c') && type === 'textarea' && length > 255,
	);
	if (new Set(long).size > 1) return SIZES.least;
	const requested = Number(/batchSize\s*=\s*(\d+)/i.exec(header ?? '')?.[1] ?? SIZES.most);
	return Math.min(Math.max(requested, SIZES.least), SIZES.most);
}

/** The queries with further pages. */
export class Cursors {
	private readonly open = new Map<string, { records: QueriedRecord[]; size: number }>();

	/**
	 * The first page of an answer; the others are kept.
	 *
	 * @param records of all pages
	 * @param size of a page
	 * @param version as in the path of the request, such as "v62.0"
	 */
	begin(records: QueriedRecord[], size: number, version: string): QueryResult {
		if (records.length <= size) return { totalSize: records.length, done: true, records };
		const id = makeId('01g', this.open.size + 1);
		this.open.set(id, { records, size });
		return this.page(`${id}-0`, version);
	}

	/**
	 * A page of an answer.
	 *
	 * @param locator the last part of a `nextRecordsUrl`: a cursor, and how many records came before
	 * @throws SalesforceError with INVALID_QUERY_LOCATOR when there is no such page
	 */
	page(locator: string, version: string): QueryResult {
		const [id, start] = locator.split('-');
		const cursor = this.open.get(id);
		const from = Number(start ?? Number.NaN);
		if (!cursor || !(from < cursor.records.length)) {
			throw salesforceError(400, 'INVALID_QUERY_LOCATOR', say`invalid query locator`);
		}
		const next = from + cursor.size;
		const done = next >= cursor.records.length;
		return {
			totalSize: cursor.records.length,
			done,
			...(!done && { nextRecordsUrl: `/services/data/${version}/query/${id}-${next}` }),
			records: cursor.records.slice(from, next),
		};
	}
}
