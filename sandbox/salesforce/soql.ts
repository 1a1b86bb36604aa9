import {
	parseQuery,
	type FieldType as SelectedField,
	type OrderByClause,
	type Query,
} from '@jetstreamapp/soql-parser-js';
import { attributesOf, shown } from './answers';
import { notInSandbox, salesforceError, type SalesforceError } from './errors';
import type { FieldValue, SalesforceRecord } from './fields';
import { findField, findObject, type ObjectDefinition } from './objects';
import type { RecordStore } from './records';
import {
	checkUsableIn,
	comparable,
	compileWhere,
	namesValuesOf,
	readWhere,
	type ReadableField,
} from './soqlConditions';

/** A record of an answer: fields, parent records, and the `attributes` of each record. */
export interface QueriedRecord {
	attributes: { type: string; url: string };
	[field: string]: FieldValue | QueriedRecord | QueriedRecord['attributes'];
}

export interface QueryResult {
	totalSize: number;
	done: true;
	records: QueriedRecord[];
}

/** The most rows that OFFSET may skip. */
const MAX_OFFSET = 2000;
/** What Salesforce advises when it does not know a name. */
const customHint = (suffix: string, kind: string) =>
	`If you are attempting to use a custom ${kind}, be sure to append the '${suffix}' after the custom ` +
	`${kind === 'object' ? 'entity' : kind} name. Please reference your WSDL or the describe call for ` +
	'the appropriate names.';

/** Shows where in a query a word is, as Salesforce does in front of its messages. */
function atWord(query: string, word: string, message: string): string {
	const found = query.toLowerCase().indexOf(word.toLowerCase());
	const column = (found < 0 ? query.length : found) + 1;
	return `\n${query}\n${' '.repeat(column - 1)}^\nERROR at Row:1:Column:${column}\n${message}`;
}

function malformed(query: string, token: string): SalesforceError {
	return salesforceError(
		400,
		'MALFORMED_QUERY',
		atWord(query, token, `unexpected token: '${token}'`),
	);
}

function parse(query: string): Query | SalesforceError {
	try {
		return parseQuery(query);
	} catch (error) {
		const found = /(?:but found(?: -->|:) '|character: ->)([^']*?)(?:'|<-)/.exec(String(error));
		return malformed(query, found?.[1] || '<EOF>');
	}
}

/**
 * Runs a SOQL query: fields, parent fields, WHERE, ORDER BY, LIMIT, OFFSET and COUNT().
 *
 * @param version as in the path of the request, such as "v62.0"
 * @throws SalesforceError with Salesforce's own code and words; NOT_IN_SANDBOX for what is left out
 */
export function runQuery(store: RecordStore, text: string, version: string): QueryResult {
	const query = parse(text);
	if (query instanceof Error) throw query;
	checkSupported(query);

	const object = findObject(query.sObject ?? '');
	if (!object) {
		const message = `sObject type '${query.sObject}' is not supported. ${customHint('__c', 'object')}`;
		throw salesforceError(400, 'INVALID_TYPE', atWord(text, query.sObject ?? '', message));
	}
	const fieldOf = (path: string) => readableField(store, object, path.split('.'), text);
	const where = query.where && readWhere(query.where, (token) => malformed(text, token));
	const matches = where ? compileWhere(where, fieldOf) : () => true;
	if (object.queriedBy && !(where && namesValuesOf(where, object.queriedBy))) {
		throw salesforceError(
			400,
			'MALFORMED_QUERY',
			`Implementation restriction: ${object.name} requires a filter by a single Id on ` +
				"ContentDocumentId or LinkedEntityId using the equals operator or multiple Id's using " +
				'the IN operator.',
		);
	}
	const order = [query.orderBy ?? []].flat().map((clause) => comparator(clause, fieldOf));
	const isCount = countsOnly(query.fields ?? [], text);
	const paths = isCount ? [] : (query.fields ?? []).map(selectedPath);
	for (const path of paths) readableField(store, object, path, text);

	if ((query.offset ?? 0) > MAX_OFFSET) {
		const message = `Maximum SOQL offset allowed is ${MAX_OFFSET}`;
		throw salesforceError(400, 'NUMBER_OUTSIDE_VALID_RANGE', message);
	}
	const from = query.offset ?? 0;
	const rows = store
		.list(object.name)
		.filter(matches)
		.sort((left, right) => order.reduce((result, compare) => result || compare(left, right), 0))
		.slice(from, query.limit === undefined ? undefined : from + query.limit);

	return {
		totalSize: rows.length,
		done: true,
		records: isCount ? [] : rows.map((row) => select(store, object, row, paths, version)),
	};
}

function checkSupported(query: Query): void {
	const unsupported: Array<[keyof Query, string]> = [
		['groupBy', 'GROUP BY'],
		['having', 'HAVING'],
		['sObjectAlias', 'aliases of an object'],
		['usingScope', 'USING SCOPE'],
		['withDataCategory', 'WITH DATA CATEGORY'],
		['for', 'FOR'],
		['update', 'UPDATE'],
	];
	for (const [part, name] of unsupported) {
		if (query[part] !== undefined) throw notInSandbox(`${name} in a query`);
	}
}

/** Whether the query is SELECT COUNT(), which may not be selected beside fields. */
function countsOnly(fields: SelectedField[], text: string): boolean {
	const isCount = fields.some(
		(field) =>
			field.type === 'FieldFunctionExpression' &&
			field.functionName.toUpperCase() === 'COUNT' &&
			field.parameters.length === 0,
	);
	if (isCount && fields.length > 1) throw malformed(text, ',');
	return isCount;
}

function selectedPath(field: SelectedField): string[] {
	if (field.type === 'Field') return [field.field];
	if (field.type === 'FieldRelationship') return [...field.relationships, field.field];
	throw notInSandbox('functions, subqueries and TYPEOF among the selected fields');
}

/** The reference field of a relationship such as `Account`, and the object that it leads to. */
function relationship(object: ObjectDefinition, name: string) {
	const field = object.fields.find(
		({ relationshipName }) => relationshipName?.toLowerCase() === name.toLowerCase(),
	);
	if (!field) return undefined;
	if (field.referenceTo?.length !== 1) throw notInSandbox('fields of a polymorphic relationship');
	return { field, target: findObject(field.referenceTo[0]) };
}

function readableField(
	store: RecordStore,
	object: ObjectDefinition,
	[name, ...rest]: string[],
	query: string,
): ReadableField<SalesforceRecord> {
	if (rest.length === 0) {
		const field = findField(object, name);
		if (field) return { field, read: (row) => row[field.name] };
		const message = `No such column '${name}' on entity '${object.name}'. ${customHint('__c', 'field')}`;
		throw salesforceError(400, 'INVALID_FIELD', atWord(query, name, message));
	}
	const step = relationship(object, name);
	if (!step?.target) {
		const message = `Didn't understand relationship '${name}' in field path. ${customHint('__r', 'relationship')}`;
		throw salesforceError(400, 'INVALID_FIELD', atWord(query, name, message));
	}
	const inner = readableField(store, step.target, rest, query);
	return {
		field: inner.field,
		read: (row) => {
			const parent = store.find(String(row[step.field.name] ?? ''));
			return parent ? inner.read(parent.record) : null;
		},
	};
}

function comparator(
	clause: OrderByClause,
	fieldOf: (name: string) => ReadableField<SalesforceRecord>,
) {
	if (!('field' in clause)) throw notInSandbox('functions in ORDER BY');
	const { field, read } = fieldOf(clause.field);
	checkUsableIn(field, 'sorted');
	const direction = clause.order === 'DESC' ? -1 : 1;
	const nulls = clause.nulls === 'LAST' ? 1 : -1;
	const key = (row: SalesforceRecord) => comparable(field, read(row));

	return (left: SalesforceRecord, right: SalesforceRecord): number => {
		const [a, b] = [key(left), key(right)];
		if (a === b) return 0;
		if (a === null || b === null) return a === null ? nulls : -nulls;
		return a < b ? -direction : direction;
	};
}

function select(
	store: RecordStore,
	object: ObjectDefinition,
	row: SalesforceRecord,
	paths: string[][],
	version: string,
): QueriedRecord {
	const selected: QueriedRecord = { attributes: attributesOf(object, row.Id, version) };
	const values = shown(object, row, version);

	for (const [name, ...rest] of paths) {
		if (rest.length === 0) {
			const field = findField(object, name);
			if (field) selected[field.name] = values[field.name];
			continue;
		}
		const step = relationship(object, name);
		if (!step?.field.relationshipName || !step.target) continue;
		const key = step.field.relationshipName;
		const siblings = paths.filter(([first, ...more]) => first === name && more.length > 0);
		const parent = store.find(String(row[step.field.name] ?? ''));
		selected[key] = parent
			? select(
					store,
					step.target,
					parent.record,
					siblings.map(([, ...more]) => more),
					version,
				)
			: null;
	}
	return selected;
}
