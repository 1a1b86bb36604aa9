import { attributesOf, shown } from '../answers';
import type { FieldDefinition, FieldValue, SalesforceRecord } from '../fields';
import { findField, type ObjectDefinition } from '../objects';
import type { ReadableField } from './conditions';
import { asName, NAME } from './nameObject';
import { HINTS, type QueryText } from './text';
import { say } from '../words';

/** What a query reads: objects as the user sees them, and their records. */
export interface RecordSource {
	schema: { find(name: string): ObjectDefinition | undefined; list(): ObjectDefinition[] };
	list(objectName: string): SalesforceRecord[];
	find(id: string): { object: ObjectDefinition; record: SalesforceRecord } | undefined;
}

/** A record of an answer: fields, parent records, and the `attributes` of each record. */
export interface QueriedRecord {
	attributes: { type: string; url?: string };
	[field: string]: FieldValue | QueriedRecord | QueriedRecord['attributes'];
}

/** The reference field of a relationship, what it leads to, and its name in an answer. */
interface Relationship {
	field: FieldDefinition;
	target: ObjectDefinition;
	key: string;
}

/** Reads the fields of one object by their paths in a query, such as `Account.Owner.Name`. */
export class Paths {
	constructor(
		private readonly store: RecordSource,
		private readonly text: QueryText,
	) {}

	/**
	 * Finds the field at the end of a path.
	 *
	 * @throws SalesforceError with INVALID_FIELD for a field or a relationship that is not there
	 */
	field(object: ObjectDefinition, path: string): ReadableField<SalesforceRecord> {
		const [name, ...rest] = path.split('.');
		if (rest.length === 0) {
			const field = findField(object, name);
			if (field) return { field, read: (row) => row[field.name] };
			const message = say`No such column '${name}' on entity '${object.name}'. ${HINTS.field}`;
			throw this.text.refused('INVALID_FIELD', name, message);
		}
		const step = this.relationship(object, name);
		const inner = this.field(step.target, rest.join('.'));
		return {
			field: inner.field,
			read: (row) => {
				const parent = this.parent(row, step);
				return parent ? inner.read(parent.record) : null;
			},
		};
	}

	/** A record with the fields at the ends of paths; parents are records inside it. */
	select(
		object: ObjectDefinition,
		row: SalesforceRecord,
		paths: string[],
		version: string,
	): QueriedRecord {
		const selected: QueriedRecord = { attributes: attributesOf(object, row.Id, version) };
		const values = shown(object, row, version);

		for (const path of paths) {
			const [name, ...rest] = path.split('.');
			if (rest.length === 0) {
				const field = findField(object, name);
				if (field) selected[field.name] = values[field.name];
				continue;
			}
			const step = this.relationship(object, name);
			if (step.key in selected) continue;
			const prefix = `${name.toLowerCase()}.`;
			const below = paths
				.filter((other) => other.toLowerCase().startsWith(prefix))
				.map((other) => other.slice(prefix.length));
			const parent = this.parent(row, step);
			selected[step.key] = parent
				? this.select(parent.object, parent.record, below, version)
				: null;
		}
		return selected;
	}

	/** The record that a relationship leads to, and the object whose fields a query may name of it. */
	private parent(row: SalesforceRecord, { field, target }: Relationship) {
		const found = this.store.find(String(row[field.name] ?? ''));
		if (!found) return undefined;
		const { name } = found.object;
		if (target !== NAME) return { object: target, record: found.record };
		return { object: { ...NAME, name }, record: asName(name, found.record) };
	}

	/** The reference field of a relationship such as `Account`, and the object that it leads to. */
	private relationship(object: ObjectDefinition, name: string): Relationship {
		const field = object.fields.find(
			({ relationshipName }) => relationshipName?.toLowerCase() === name.toLowerCase(),
		);
		const targets = field?.referenceTo ?? [];
		const target = targets.length > 1 ? NAME : this.store.schema.find(targets[0] ?? '');
		if (!field?.relationshipName || !target) {
			const message = say`Didn't understand relationship '${name}' in field path. ${HINTS.relationship}`;
			throw this.text.refused('INVALID_FIELD', name, message);
		}
		return { field, target, key: field.relationshipName };
	}
}
