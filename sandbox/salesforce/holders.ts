import type { FieldDefinition, FieldValue, SalesforceRecord } from './fields';

/** The records that hold a value of a field, by the value. */
interface Index {
	field: FieldDefinition;
	ids: Map<string, Set<string>>;
}

/** Salesforce compares texts without regard to case, unless the field says otherwise. */
const keyOf = ({ caseSensitive, name }: FieldDefinition, record: SalesforceRecord) => {
	const value = String(record[name] ?? null);
	return caseSensitive ? value : value.toLowerCase();
};

function add({ field, ids }: Index, id: string, record: SalesforceRecord): void {
	const key = keyOf(field, record);
	ids.set(key, (ids.get(key) ?? new Set()).add(id));
}

function remove({ field, ids }: Index, id: string, record: SalesforceRecord): void {
	const key = keyOf(field, record);
	const holders = ids.get(key);
	holders?.delete(id);
	if (holders?.size === 0) ids.delete(key);
}

/**
 * Which records of one object hold which value of its unique fields. A load test writes many thousand records, and each
 * write asks for the holders of its values.
 */
export class Holders {
	private readonly indexes = new Map<string, Index>();

	/**
	 * The id of a record that holds a value.
	 *
	 * @param records all of the object by their ids: the index of a field is made when it is first asked for
	 */
	find(
		field: FieldDefinition,
		value: FieldValue,
		records: Iterable<[string, { record: SalesforceRecord }]>,
	): string | undefined {
		const name = `${field.name} ${field.caseSensitive}`;
		let index = this.indexes.get(name);
		if (!index) {
			index = { field, ids: new Map() };
			for (const [id, { record }] of records) add(index, id, record);
			this.indexes.set(name, index);
		}
		const [first] = index.ids.get(keyOf(field, { [field.name]: value })) ?? [];
		return first;
	}

	/** To be told after a record was made. */
	added(id: string, record: SalesforceRecord): void {
		for (const index of this.indexes.values()) add(index, id, record);
	}

	/** To be told before a record goes, or changes. */
	removing(id: string, record: SalesforceRecord): void {
		for (const index of this.indexes.values()) remove(index, id, record);
	}
}
