import type { Operator, ValueCondition, WhereClause } from '@jetstreamapp/soql-parser-js';
import { notInSandbox, salesforceError, type SalesforceError } from './errors';
import type { FieldDefinition, FieldType, FieldValue } from './fields';
import { normaliseId } from './ids';

/** A field that a query reads: its definition, and how to read it from a record. */
export interface ReadableField<Row> {
	field: FieldDefinition;
	read: (row: Row) => FieldValue;
}

type Test<Row> = (row: Row) => boolean;
type Token = '(' | ')' | 'AND' | 'OR' | 'NOT' | ValueCondition;

/** A WHERE clause as its parentheses read it. */
export type Where = ValueCondition | { not: Where } | { all: Where[] } | { any: Where[] };

/** Which literals a field may be compared with. */
const LITERALS: Partial<Record<FieldType, string[]>> = {
	boolean: ['BOOLEAN'],
	int: ['INTEGER', 'DECIMAL'],
	currency: ['INTEGER', 'DECIMAL'],
	date: ['DATE'],
	datetime: ['DATETIME'],
};

const ESCAPES: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

/** A Long Text Area and a file can neither be filtered nor sorted by. */
export function checkUsableIn(field: FieldDefinition, use: 'filtered' | 'sorted'): void {
	const isLong = field.type === 'textarea' && field.length > 255;
	if (!isLong && field.type !== 'base64') return;
	const call = use === 'filtered' ? 'filtered in a query call' : 'sorted in a query call';
	throw salesforceError(400, 'INVALID_FIELD', `field '${field.name}' can not be ${call}`);
}

/**
 * Reads a WHERE clause.
 *
 * @param clause as the parser gives it: a chain that carries its parentheses as counts
 * @param malformed makes the error of a clause that Salesforce does not parse
 */
export function readWhere(
	clause: WhereClause,
	malformed: (token: string) => SalesforceError,
): Where {
	const tokens = tokenise(clause);

	function operand(): Where {
		const token = tokens.shift();
		if (token === 'NOT') return { not: operand() };
		if (token === '(') {
			const inner = expression();
			tokens.shift();
			return inner;
		}
		if (typeof token !== 'object') throw malformed(token ?? '<EOF>');
		return token;
	}

	function expression(): Where {
		const operands = [operand()];
		const operator = tokens[0];
		while (tokens[0] === 'AND' || tokens[0] === 'OR') {
			// SOQL has no precedence: a mixture without parentheses is an error.
			if (tokens[0] !== operator) throw malformed(tokens[0]);
			tokens.shift();
			operands.push(operand());
		}
		return operator === 'OR' ? { any: operands } : { all: operands };
	}

	return expression();
}

/**
 * Compiles a WHERE clause.
 *
 * @param fieldOf finds a field by the name in the clause
 */
export function compileWhere<Row>(
	where: Where,
	fieldOf: (name: string) => ReadableField<Row>,
): Test<Row> {
	if ('field' in where) return compileCondition(where, fieldOf(where.field));
	if ('not' in where) {
		const negated = compileWhere(where.not, fieldOf);
		return (row) => !negated(row);
	}
	if ('any' in where) {
		const tests = where.any.map((operand) => compileWhere(operand, fieldOf));
		return (row) => tests.some((test) => test(row));
	}
	const tests = where.all.map((operand) => compileWhere(operand, fieldOf));
	return (row) => tests.every((test) => test(row));
}

/** Whether a clause lets through only rows with given values, by `=` or IN, in one of the fields. */
export function namesValuesOf(where: Where, fields: string[]): boolean {
	if ('not' in where) return false;
	if ('any' in where) return where.any.every((operand) => namesValuesOf(operand, fields));
	if ('all' in where) return where.all.some((operand) => namesValuesOf(operand, fields));
	const isNamed = fields.some((field) => field.toLowerCase() === where.field.toLowerCase());
	return isNamed && ['=', 'IN'].includes(where.operator.toUpperCase());
}

function tokenise(clause: WhereClause): Token[] {
	const tokens: Token[] = [];
	let rest: WhereClause | undefined = clause;

	while (rest) {
		const { left } = rest;
		if (left) {
			const open = left.openParen ?? 0;
			tokens.push(...Array<Token>(open).fill('('));
			if ('valueQuery' in left) throw notInSandbox('subqueries');
			if ('fn' in left) throw notInSandbox('functions in a WHERE clause');
			if ('operator' in left) {
				if ('dateLiteralVariable' in left) throw notInSandbox('date literals');
				tokens.push(left);
				tokens.push(...Array<Token>(left.closeParen ?? 0).fill(')'));
			}
		}
		if ('operator' in rest) tokens.push(rest.operator);
		rest = 'right' in rest ? rest.right : undefined;
	}
	return tokens;
}

/** The text of a string literal, without its quotes and escapes. */
function unquote(literal: string): string {
	return literal.slice(1, -1).replace(/\\(.)/gs, (_, character) => ESCAPES[character] ?? character);
}

function likePattern(literal: string): RegExp {
	const pattern = literal.slice(1, -1).replace(/\\.|[\s\S]/g, (part) => {
		if (part === '%') return '[\\s\\S]*';
		if (part === '_') return '[\\s\\S]';
		const character = part.length > 1 ? (ESCAPES[part[1]] ?? part[1]) : part;
		return character.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
	});
	return new RegExp(`^${pattern}$`, 'i');
}

function literalValue(field: FieldDefinition, literal: string, type: string): FieldValue {
	if (type === 'NULL') return null;
	if (type === 'DATE_LITERAL') throw notInSandbox('date literals');
	const allowed = LITERALS[field.type] ?? ['STRING'];
	if (!allowed.includes(type)) {
		const kind = LITERALS[field.type] ? field.type.replace('datetime', 'dateTime') : 'string';
		const quotes = kind === 'string' ? 'should be enclosed' : 'should not be enclosed';
		throw salesforceError(
			400,
			'INVALID_FIELD',
			`value of filter criterion for field '${field.name}' must be of type ${kind} and ${quotes} in quotes`,
		);
	}
	if (type === 'STRING') {
		const text = unquote(literal);
		if (field.type !== 'id' && field.type !== 'reference') return text;
		const id = normaliseId(text);
		if (id || text === '') return id;
		throw salesforceError(400, 'INVALID_QUERY_FILTER_OPERATOR', `invalid ID field: ${text}`);
	}
	if (type === 'BOOLEAN') return literal.toUpperCase() === 'TRUE';
	return type === 'INTEGER' || type === 'DECIMAL' ? Number(literal) : literal;
}

/**
 * A value in the form in which it is compared and sorted: texts without case, moments as numbers.
 */
export function comparable(field: FieldDefinition, value: FieldValue): string | number | null {
	if (value === null) return null;
	if (typeof value === 'boolean') return Number(value);
	if (typeof value === 'number') return value;
	if (field.type === 'datetime') return new Date(value).getTime();
	return field.type === 'id' || field.type === 'reference' ? value : value.toLowerCase();
}

function compileCondition<Row>(
	condition: ValueCondition,
	{ field, read }: ReadableField<Row>,
): Test<Row> {
	checkUsableIn(field, 'filtered');
	const operator = condition.operator.toUpperCase() as Operator | '<>';
	const literals = [condition.value].flat();
	const types = [condition.literalType ?? 'STRING'].flat();
	const values = literals.map((literal, index) =>
		comparable(field, literalValue(field, literal, types[index] ?? types[0])),
	);
	const [value] = values;
	const actual = (row: Row) => comparable(field, read(row));
	const ordered = (holds: (left: string | number, right: string | number) => boolean) => {
		return (row: Row) => {
			const left = actual(row);
			return left !== null && value !== null && holds(left, value);
		};
	};

	switch (operator) {
		case '=':
			return (row) => actual(row) === value;
		case '!=':
		case '<>':
			return (row) => actual(row) !== value;
		case '<':
			return ordered((left, right) => left < right);
		case '<=':
			return ordered((left, right) => left <= right);
		case '>':
			return ordered((left, right) => left > right);
		case '>=':
			return ordered((left, right) => left >= right);
		case 'IN':
			return (row) => values.includes(actual(row));
		case 'NOT IN':
			return (row) => !values.includes(actual(row));
		case 'LIKE': {
			const pattern = likePattern(literals[0]);
			return (row) => pattern.test(String(read(row) ?? ''));
		}
		default:
			throw notInSandbox(`the operator ${operator}`);
	}
}
