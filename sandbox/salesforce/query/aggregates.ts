import type { FieldFunctionExpression, FieldType, Query } from '@jetstreamapp/soql-parser-js';
import { notInSandbox, salesforceError } from '../errors';
import type { FieldValue, SalesforceRecord } from '../fields';
import { checkUsable, type ReadableField } from './conditions';
import { comparable, compare } from './literals';
import type { QueriedRecord } from './paths';
import type { QueryText } from './text';
import { say } from '../words';

type FieldOf = (path: string) => ReadableField<SalesforceRecord>;

/** A column of the answer: one value for each group of rows. */
interface Column {
	/** As the query writes it, in lower case: a path, or a function with its parameter. */
	source: string;
	name: string;
	of: (rows: SalesforceRecord[]) => FieldValue;
}

/**
 * The types of which there is a greatest value, beside texts whose order depends on a language and picklists with one of
 * their own.
 */
const HAS_MAX = ['id', 'reference', 'int', 'double', 'percent', 'currency', 'date', 'datetime'];

/** The most groups of one answer: there are no further pages of groups. */
const MAX_GROUPS = 2000;

const isFunction = (field: FieldType): field is FieldFunctionExpression =>
	field.type === 'FieldFunctionExpression';

/** Whether a query has groups of records, or an aggregate function of all of them. */
export function isAggregate({ fields = [], groupBy }: Query): boolean {
	return groupBy !== undefined || fields.some((field) => isFunction(field) && field.isAggregateFn);
}

/** The path of a selected field, such as `Account.Name`; null for a function or a subquery. */
export function pathOf(field: FieldType): string | null {
	if (field.type === 'Field') return field.field;
	if (field.type === 'FieldRelationship') return [...field.relationships, field.field].join('.');
	return null;
}

/**
 * Groups the rows of a query.
 *
 * @param rows those that its conditions let through
 * @returns a function that makes the AggregateResult records; running it late lets a query be
 * checked before its rows are read
 * @throws SalesforceError for a field that is neither grouped nor aggregated, or cannot be grouped
 */
export function compileAggregate(query: Query, fieldOf: FieldOf, text: QueryText) {
	const grouped = [query.groupBy ?? []].flat().map((clause) => {
		if (!('field' in clause)) throw notInSandbox('functions in GROUP BY');
		const readable = fieldOf(clause.field);
		checkUsable(readable.field, 'grouped', text);
		return { path: clause.field.toLowerCase(), ...readable };
	});
	if (grouped.length === 0 && query.limit !== undefined) {
		const message = say`Non-grouped query that uses overall aggregate functions cannot also use LIMIT`;
		throw salesforceError(400, 'MALFORMED_QUERY', message);
	}

	let unnamed = 0;
	const columns = (query.fields ?? []).map((field): Column => {
		const path = pathOf(field);
		if (path !== null) {
			const group = grouped.find((candidate) => candidate.path === path.toLowerCase());
			if (!group) {
				fieldOf(path);
				const message = say`Field must be grouped or aggregated: ${path}`;
				throw salesforceError(400, 'MALFORMED_QUERY', message);
			}
			const name = ('alias' in field && field.alias) || group.field.name;
			return { source: group.path, name, of: ([first]) => group.read(first) };
		}
		if (!isFunction(field)) throw notInSandbox('subqueries and TYPEOF among the selected fields');
		return {
			source: sourceOf(field.functionName, field.parameters),
			name: field.alias ?? `expr${unnamed++}`,
			of: compileFunction(field.functionName, field.parameters, fieldOf),
		};
	});
	const order = [query.orderBy ?? []].flat().map((clause) => {
		const source =
			'field' in clause
				? clause.field.toLowerCase()
				: sourceOf(clause.fn.functionName ?? '', clause.fn.parameters ?? []);
		const column = columns.find(
			(candidate) => candidate.source === source || candidate.name.toLowerCase() === source,
		);
		const group = grouped.find(({ path }) => path === source);
		if (!column && !group) {
			const message = say`Ordered field must be grouped or aggregated: ${source}`;
			throw salesforceError(400, 'MALFORMED_QUERY', message);
		}
		const of = column?.of ?? (([first]: SalesforceRecord[]) => group?.read(first) ?? null);
		return { clause, key: (rows: SalesforceRecord[]) => sortable(of(rows)) };
	});

	return (rows: SalesforceRecord[]): QueriedRecord[] => {
		const groups = new Map<string, SalesforceRecord[]>();
		if (grouped.length === 0) groups.set('[]', []);
		for (const row of rows) {
			const key = JSON.stringify(grouped.map(({ field, read }) => comparable(field, read(row))));
			groups.set(key, [...(groups.get(key) ?? []), row]);
		}
		const sorted = [...groups.values()].sort((left, right) =>
			order.reduce(
				(result, { clause, key }) => result || compare(key(left), key(right), clause),
				0,
			),
		);
		const from = query.offset ?? 0;
		const taken = sorted.slice(from, query.limit === undefined ? undefined : from + query.limit);
		if (taken.length > MAX_GROUPS) {
			const message = say`Aggregate query does not support queryMore(), use LIMIT to restrict the results to a single batch`;
			throw salesforceError(400, 'EXCEEDED_ID_LIMIT', message);
		}
		return taken.map((group) => ({
			attributes: { type: 'AggregateResult' },
			...Object.fromEntries(columns.map(({ name, of }) => [name, of(group)])),
		}));
	};
}

/** Groups are sorted by texts without case, and by numbers. */
const sortable = (value: FieldValue) =>
	typeof value === 'number' || value === null ? value : String(value).toLowerCase();

const sourceOf = (functionName: string, parameters: unknown[]) =>
	`${functionName}(${parameters.join(',')})`.toLowerCase();

function compileFunction(
	functionName: string,
	[path]: FieldFunctionExpression['parameters'],
	fieldOf: FieldOf,
): Column['of'] {
	const name = functionName.toUpperCase();
	if ((name !== 'COUNT' && name !== 'MAX') || (path !== undefined && typeof path !== 'string')) {
		throw notInSandbox(`the function ${name}`);
	}
	if (path === undefined) return (rows) => rows.length;
	const { field, read } = fieldOf(path);
	const values = (rows: SalesforceRecord[]) => rows.map(read).filter((value) => value !== null);
	if (name === 'COUNT') return (rows) => values(rows).length;
	if (!HAS_MAX.includes(field.type)) throw notInSandbox(`the function ${name} of such a field`);
	return (rows) =>
		values(rows).reduce<FieldValue>(
			(most, value) =>
				compare(comparable(field, value), comparable(field, most), {}) > 0 ? value : most,
			null,
		);
}
