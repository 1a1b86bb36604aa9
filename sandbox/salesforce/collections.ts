import { salesforceError, SalesforceError } from './errors';
import type { FieldDefinition, FieldValue } from './fields';
import type { Guard, RecordStore, Saved } from './records';
import { externalKey } from './references';
import { readFields } from './values';
import { say } from './words';

/**
 * Creates or changes several records by the values of an external id. What cannot be read refuses them all; what cannot
 * be stored refuses the record, or all of them; assumption 32 of the README.
 *
 * @param path the names of the object and of the external id
 * @param records as in the request, each with the external id
 * @param allOrNone whether a record that is refused undoes the others
 * @returns the outcome or the error of each record, in their order
 */
export function upsertAll(
	store: RecordStore,
	path: { object: string; field: string },
	records: Array<Record<string, unknown>>,
	allOrNone: boolean,
	guard?: Guard,
): Array<Saved | SalesforceError> {
	const object = store.object(path.object);
	const key = externalKey(object, path.field);
	const texts = records.map((record) => JSON.stringify(record));
	for (const text of texts) readFields(object, text, () => null);
	const before = store.snapshot();
	const seen = new Set<FieldValue>();
	const outcomes = texts.map((text) => {
		try {
			const input = store.fieldsOf(object, text);
			const value = input.get(key) ?? null;
			if (value === null) throw externalIdMissing(key);
			if (seen.has(value)) throw externalIdTwice(value);
			seen.add(value);
			const record = store.seenHolder(object, key, value);
			return store.save(object, input, { key, value, record }, guard);
		} catch (error) {
			return refusalOf(error);
		}
	});
	const isFailure = (outcome: Saved | SalesforceError) => outcome instanceof SalesforceError;
	if (!allOrNone || !outcomes.some(isFailure)) return outcomes;
	store.restore(before);
	return outcomes.map((outcome) => (isFailure(outcome) ? outcome : rolledBack()));
}

/** The refusal that has been thrown; any other error goes on. */
function refusalOf(error: unknown): SalesforceError {
	if (error instanceof SalesforceError) return error;
	throw error;
}

const externalIdMissing = ({ name }: FieldDefinition) =>
	salesforceError(400, 'MISSING_ARGUMENT', say`${name} not specified`, []);
const externalIdTwice = (value: FieldValue) =>
	salesforceError(400, 'DUPLICATE_VALUE', say`Duplicate external id specified: ${value}`, []);
const rolledBack = () =>
	salesforceError(
		400,
		'ALL_OR_NONE_OPERATION_ROLLED_BACK',
		say`Record rolled back because not all records were valid and the request was using AllOrNone header`,
		[],
	);
