import {
	parseQuery,
	type FieldType as SelectedField,
	type OrderByClause,
	type Query,
} from '@jetstreamapp/soql-parser-js';
import { notInSandbox, salesforceError } from '../errors';
import type { FieldDefinition, SalesforceRecord } from '../fields';
import type { ObjectDefinition } from '../objects';
import { compileAggregate, isAggregate, pathOf } from './aggregates';
import { checkUsable, compileWhere, type ReadableField } from './conditions';
import { comparable, compare } from './literals';
import { Paths, type QueriedRecord, type RecordSource } from './paths';
import { HINTS, QueryText } from './text';
import { isSelective, namesValuesOf, readWhere, type IdsOf, type Where } from './where';
import { say } from '../words';

/** What a query found, before it is cut into pages. */
export interface QueryAnswer {
	/** How many records there are; more than `records` only for a query that just counts. */
	totalSize: number;
	records: QueriedRecord[];
	/** The fields that were selected, of records and not of groups. */
	selected: FieldDefinition[];
}

/** The most rows that OFFSET may skip. */
const MAX_OFFSET = 2000;

/**
 * Parses a query.
 *
 * @throws SalesforceError that names the first token that is wrong
 */
export function parse(query: string, text: QueryText): Query {
	try {
		return parseQuery(query);
	} catch (error) {
		const found = /(?:but found(?: -->|:) '|character: ->)([^']*?)(?:'|<-)/.exec(String(error));
		throw text.malformed(found?.[1] || '<EOF>');
	}
}

/**
 * Runs a SOQL query: fields and parent fields, WHERE, GROUP BY, ORDER BY, LIMIT, OFFSET and COUNT.
 *
 * @param version as in the path of the request, such as "v62.0"
 * @throws SalesforceError with Salesforce's own code and words; NOT_IN_SANDBOX for what is left out
 */
export function runQuery(store: RecordSource, soql: string, version: string): QueryAnswer {
	const text = new QueryText(soql);
	return answer(store, parse(soql, text), text, version);
}

/** The object that a query is about, as the user sees it. */
export function queriedObject(
	store: RecordSource,
	{ sObject = '' }: Query,
	text: QueryText,
): ObjectDefinition {
	const object = store.schema.find(sObject);
	if (object) return object;
	const message = say`sObject type '${sObject}' is not supported. ${HINTS.object}`;
	throw text.refused('INVALID_TYPE', sObject, message);
}

/**
 * Answers a query that has been parsed.
 *
 * @param text what its errors point into
 * @param isFound which records a search has found, and the query is about
 */
export function answer(
	store: RecordSource,
	query: Query,
	text: QueryText,
	version: string,
	isFound?: (record: SalesforceRecord) => boolean,
): QueryAnswer {
	checkSupported(query);
	const object = queriedObject(store, query, text);
	const paths = new Paths(store, text);
	const fieldOf = (path: string) => paths.field(object, path);
	const idsOf: IdsOf = (inner, field) => {
		if (!IDS.includes(fieldOf(field).field.type)) throw notInSandbox('a subquery about no ID');
		return idsIn(inner, answer(store, inner, text, version), text);
	};
	const where = query.where && readWhere(query.where, text, idsOf);
	const matches = compileFilter(where, object, fieldOf, text);
	if ((query.offset ?? 0) > MAX_OFFSET) {
		const message = say`Maximum SOQL offset allowed is ${MAX_OFFSET}`;
		throw salesforceError(400, 'NUMBER_OUTSIDE_VALID_RANGE', message);
	}
	// Of a large table, the first few records are there at once.
	const isShort = !where && !query.orderBy && query.limit !== undefined;
	if (object.large && !isFound && !isShort && !(where && isSelective(where, fieldOf))) {
		const message = say`Your query request was running for too long.`;
		throw salesforceError(400, 'QUERY_TIMEOUT', message);
	}
	const found = () =>
		store.list(object.name).filter((record) => (isFound?.(record) ?? true) && matches(record));

	if (isCount(query.fields ?? [], text)) {
		return { totalSize: cut(found(), query).length, records: [], selected: [] };
	}
	if (isAggregate(query)) {
		const records = compileAggregate(query, fieldOf, text)(found());
		return { totalSize: records.length, records, selected: [] };
	}
	const selected = (query.fields ?? []).map((field) => selectedPath(field, text));
	const fields = selected.map((path) => fieldOf(path).field);
	const order = [query.orderBy ?? []].flat().map((clause) => comparator(clause, fieldOf, text));
	const rows = found().sort((left, right) =>
		order.reduce((result, inOrder) => result || inOrder(left, right), 0),
	);
	const records = cut(rows, query).map((row) => paths.select(object, row, selected, version));
	return { totalSize: records.length, records, selected: fields };
}

function checkSupported(query: Query): void {
	const unsupported: Array<[keyof Query, string]> = [
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

function compileFilter(
	where: Where | undefined,
	object: ObjectDefinition,
	fieldOf: (path: string) => ReadableField<SalesforceRecord>,
	text: QueryText,
) {
	if (object.queriedBy && !(where && namesValuesOf(where, object.queriedBy))) {
		throw salesforceError(
			400,
			'MALFORMED_QUERY',
			say`Implementation restriction: ${object.name} requires a filter by a single Id on ContentDocumentId or LinkedEntityId using the equals operator or multiple Id's using the IN operator.`,
		);
	}
	return where ? compileWhere(where, fieldOf, text) : () => true;
}

const IDS = ['id', 'reference'];
/** Objects that a subquery cannot be about, in lower case; assumption 29 of the README. */
const NOT_JOINED = ['task', 'contentdocumentlink'];

/** The literals of the IDs that a subquery has found. */
function idsIn(query: Query, { records, selected }: QueryAnswer, text: QueryText): string[] {
	const { limit, orderBy, sObject = '' } = query;
	if (NOT_JOINED.includes(sObject.toLowerCase())) {
		const message = say`Entity '${sObject}' is not supported for semi join inner selects`;
		throw text.refused('MALFORMED_QUERY', sObject, message);
	}
	const [field, ...others] = selected;
	if (!field || others.length > 0 || !IDS.includes(field.type) || orderBy || limit !== undefined) {
		throw notInSandbox('such a subquery');
	}
	return records.flatMap((record) => {
		const id = record[field.name];
		return id === null ? [] : `'${String(id)}'`;
	});
}

/** Whether the query is SELECT COUNT(), which may not be selected beside fields. */
function isCount(fields: SelectedField[], text: QueryText): boolean {
	const counts = fields.some(
		(field) =>
			field.type === 'FieldFunctionExpression' &&
			field.functionName.toUpperCase() === 'COUNT' &&
			field.parameters.length === 0,
	);
	if (counts && fields.length > 1) throw text.malformed(',');
	return counts;
}

function cut<Row>(rows: Row[], { offset = 0, limit }: Query): Row[] {
	return rows.slice(offset, limit === undefined ? undefined : offset + limit);
}

function selectedPath(field: SelectedField, text: QueryText): string {
	const path = pathOf(field);
	if (path !== null && 'alias' in field && field.alias) {
		const message = say`only aggregate expressions use field aliasing`;
		throw text.refused(text.malformedCode, field.alias, message);
	}
	if (path !== null) return path;
	throw notInSandbox('functions, subqueries and TYPEOF among the selected fields');
}

function comparator(
	clause: OrderByClause,
	fieldOf: (name: string) => ReadableField<SalesforceRecord>,
	text: QueryText,
) {
	if (!('field' in clause)) throw notInSandbox('functions in ORDER BY');
	const { field, read } = fieldOf(clause.field);
	checkUsable(field, 'sorted', text);
	return (left: SalesforceRecord, right: SalesforceRecord) =>
		compare(comparable(field, read(left)), comparable(field, read(right)), clause);
}
