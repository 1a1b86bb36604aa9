import type {
	Query,
	ValueCondition,
	ValueWithDateNLiteralCondition,
	WhereClause,
} from '@jetstreamapp/soql-parser-js';
import { notInSandbox } from '../errors';
import type { FieldDefinition } from '../fields';
import type { QueryText } from './text';

/** A comparison of a field with one literal or several. */
export type Condition = ValueCondition | ValueWithDateNLiteralCondition;

type Token = '(' | ')' | 'AND' | 'OR' | 'NOT' | Condition;

/** The literals of the IDs that a subquery finds, for a field that is compared with them. */
export type IdsOf = (query: Query, field: string) => string[];

/** A WHERE clause as its parentheses read it. */
export type Where = Condition | { not: Where } | { all: Where[] } | { any: Where[] };

/**
 * Reads a WHERE clause.
 *
 * @param clause as the parser gives it: a chain that carries its parentheses as counts
 * @param idsOf answers a subquery
 * @throws SalesforceError for a clause that Salesforce does not parse
 */
export function readWhere(clause: WhereClause, text: QueryText, idsOf: IdsOf): Where {
	const tokens = tokenize(clause, idsOf);

	function operand(): Where {
		const token = tokens.shift();
		if (token === 'NOT') return { not: operand() };
		if (token === '(') {
			const inner = expression();
			tokens.shift();
			return inner;
		}
		if (typeof token !== 'object') throw text.malformed(token ?? '<EOF>');
		return token;
	}

	function expression(): Where {
		const operands = [operand()];
		const operator = tokens[0];
		while (tokens[0] === 'AND' || tokens[0] === 'OR') {
			// SOQL has no precedence: a mixture without parentheses is an error.
			if (tokens[0] !== operator) throw text.malformed(tokens[0]);
			tokens.shift();
			operands.push(operand());
		}
		return operator === 'OR' ? { any: operands } : { all: operands };
	}

	return expression();
}

/** Whether a clause lets through only rows for which a condition of some kind holds. */
function narrows(where: Where, isSuch: (condition: Condition) => boolean): boolean {
	if ('not' in where) return false;
	if ('any' in where) return where.any.every((operand) => narrows(operand, isSuch));
	if ('all' in where) return where.all.some((operand) => narrows(operand, isSuch));
	return isSuch(where);
}

/** Whether a clause lets through only rows with given values, by `=` or IN, in one of the fields. */
export const namesValuesOf = (where: Where, fields: string[]): boolean =>
	narrows(
		where,
		({ field, operator }) =>
			fields.some((name) => name.toLowerCase() === field.toLowerCase()) &&
			['=', 'IN'].includes(operator.toUpperCase()),
	);

/** Operators with which an index finds few of many records. */
const SELECTIVE = ['=', 'IN', 'LIKE', '<', '<=', '>', '>='];

/** Fields that are indexed beside IDs, lookups, external IDs and unique fields; assumption 36 of the README. */
const INDEXED = ['Name', 'Email', 'CreatedDate', 'SystemModstamp'];

/** Whether a clause has a filter by an index, for all the rows that it lets through. */
export const isSelective = (
	where: Where,
	fieldOf: (path: string) => { field: FieldDefinition },
): boolean =>
	narrows(where, (condition) => {
		const { field } = fieldOf(condition.field);
		const isIndexed =
			['id', 'reference'].includes(field.type) ||
			INDEXED.includes(field.name) ||
			field.externalId === true ||
			field.unique === true;
		const values = [condition.value].flat();
		const isNothing = values.some((value) => /^(null|'')$/i.test(value));
		const isOpen = condition.operator.toUpperCase() === 'LIKE' && /^'[%_]/.test(values[0]);
		return (
			isIndexed &&
			!condition.field.includes('.') &&
			SELECTIVE.includes(condition.operator.toUpperCase()) &&
			!isNothing &&
			!isOpen
		);
	});

function tokenize(clause: WhereClause, idsOf: IdsOf): Token[] {
	const tokens: Token[] = [];
	let rest: WhereClause | undefined = clause;

	while (rest) {
		const { left } = rest;
		if (left) {
			const open = left.openParen ?? 0;
			tokens.push(...Array<Token>(open).fill('('));
			if ('valueQuery' in left) {
				const { field, operator, valueQuery } = left;
				const value = idsOf(valueQuery, field);
				tokens.push({ field, operator, value, literalType: 'STRING' });
				tokens.push(...Array<Token>(left.closeParen ?? 0).fill(')'));
			}
			if ('fn' in left) throw notInSandbox('functions in a WHERE clause');
			if ('value' in left) {
				tokens.push(left);
				tokens.push(...Array<Token>(left.closeParen ?? 0).fill(')'));
			}
		}
		if ('operator' in rest) tokens.push(rest.operator);
		rest = 'right' in rest ? rest.right : undefined;
	}
	return tokens;
}
