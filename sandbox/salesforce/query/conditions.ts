import type { Operator } from '@jetstreamapp/soql-parser-js';
import { notInSandbox, salesforceError } from '../errors';
import type { FieldDefinition, FieldValue } from '../fields';
import {
	comparable,
	daysOf,
	likePattern,
	literalValue,
	type Comparable,
	type Days,
} from './literals';
import type { QueryText } from './text';
import type { Condition, Where } from './where';
import { say, type Words } from '../words';

/** A field that a query reads: its definition, and how to read it from a record. */
export interface ReadableField<Row> {
	field: FieldDefinition;
	read: (row: Row) => FieldValue;
}

type Test<Row> = (row: Row) => boolean;

type Use = 'filtered' | 'sorted' | 'grouped';

const USES: Record<Use, Words> = {
	filtered: say`filtered`,
	sorted: say`sorted`,
	grouped: say`grouped`,
};

/** The types of fields that only GROUP BY refuses. */
const UNGROUPED = ['datetime', 'double', 'percent', 'currency', 'combobox'];

/** Whether a query may filter, sort or group by a field. A Long Text Area and a file can only be selected. */
export function isUsable(field: FieldDefinition, use: Use): boolean {
	const { type, length, unfiltered, encrypted } = field;
	if (encrypted || (unfiltered && use !== 'sorted')) return false;
	if (type === 'base64' || (type === 'textarea' && length > 255)) return false;
	return use !== 'grouped' || !UNGROUPED.includes(type);
}

/** Refuses a field that a query may not filter, sort or group by. */
export function checkUsable(field: FieldDefinition, use: Use, text: QueryText): void {
	if (isUsable(field, use)) return;
	const message = say`field '${field.name}' can not be ${USES[use]} in a query call`;
	throw text.refused('INVALID_FIELD', field.name, message);
}

/**
 * Compiles a WHERE clause.
 *
 * @param fieldOf finds a field by the name in the clause
 * @throws SalesforceError for a field that cannot be filtered by, or not by such a value
 */
export function compileWhere<Row>(
	where: Where,
	fieldOf: (name: string) => ReadableField<Row>,
	text: QueryText,
): Test<Row> {
	if ('field' in where) return compileCondition(where, fieldOf(where.field), text);
	if ('not' in where) {
		const negated = compileWhere(where.not, fieldOf, text);
		return (row) => !negated(row);
	}
	if ('any' in where) {
		const tests = where.any.map((operand) => compileWhere(operand, fieldOf, text));
		return (row) => tests.some((test) => test(row));
	}
	const tests = where.all.map((operand) => compileWhere(operand, fieldOf, text));
	return (row) => tests.every((test) => test(row));
}

function compileCondition<Row>(
	condition: Condition,
	{ field, read }: ReadableField<Row>,
	text: QueryText,
): Test<Row> {
	checkUsable(field, 'filtered', text);
	const operator = condition.operator.toUpperCase() as Operator | '<>';
	const isId = field.type === 'id' || field.type === 'reference';
	if (isId && operator === 'LIKE') {
		const message = say`invalid operator on id field`;
		throw salesforceError(400, 'INVALID_QUERY_FILTER_OPERATOR', message);
	}
	const literals = [condition.value].flat();
	const types = [condition.literalType ?? 'STRING'].flat();
	const days = DATES.includes(field.type) ? daysOf(literals[0], types[0], Date.now()) : undefined;
	if (days && operator in DURING) {
		const holds = DURING[operator as keyof typeof DURING];
		return (row) => holds(comparable(field, read(row)), days);
	}
	const values = literals.map((literal, index) =>
		literalValue(field, literal, types[index] ?? types[0]),
	);
	const actual = (row: Row) => comparable(field, read(row));

	switch (operator) {
		case 'IN':
			return (row) => values.includes(actual(row));
		case 'NOT IN':
			return (row) => !values.includes(actual(row));
		case 'LIKE': {
			const pattern = likePattern(literals[0]);
			return (row) => pattern.test(String(read(row) ?? ''));
		}
		case 'INCLUDES':
		case 'EXCLUDES':
			throw notInSandbox(`the operator ${operator}`);
		default: {
			const holds = COMPARISONS[operator];
			return (row) => holds(actual(row), values[0]);
		}
	}
}

const DATES = ['date', 'datetime'];

/** A moment and the days of a date literal. */
type During = (value: Comparable, days: Days) => boolean;
const isDuring: During = (value, { from, to }) => Number(value) >= from && Number(value) < to;
const DURING: Record<keyof typeof COMPARISONS, During> = {
	'=': isDuring,
	'!=': (value, days) => !isDuring(value, days),
	'<>': (value, days) => !isDuring(value, days),
	'<': (value, { from }) => value !== null && Number(value) < from,
	'<=': (value, { to }) => value !== null && Number(value) < to,
	'>': (value, { to }) => Number(value) >= to,
	'>=': (value, { from }) => Number(value) >= from,
};

type Comparison = (left: Comparable, right: Comparable) => boolean;

/** An empty value is neither before nor after another. */
const isBefore: Comparison = (left, right) => left !== null && right !== null && left < right;
const isSame: Comparison = (left, right) => left === right;
const isOther: Comparison = (left, right) => left !== right;

const COMPARISONS: Record<'=' | '!=' | '<>' | '<' | '<=' | '>' | '>=', Comparison> = {
	'=': isSame,
	'!=': isOther,
	'<>': isOther,
	'<': isBefore,
	'<=': (left, right) => left !== null && (left === right || isBefore(left, right)),
	'>': (left, right) => isBefore(right, left),
	'>=': (left, right) => left !== null && (left === right || isBefore(right, left)),
};
