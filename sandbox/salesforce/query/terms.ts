import { notInSandbox, salesforceError, untranslated, type SalesforceError } from '../errors';
import type { FieldDefinition, FieldType, SalesforceRecord } from '../fields';
import type { ObjectDefinition } from '../objects';
import { say } from '../words';

/** Which fields of a record a term is looked for in. */
export type SearchGroup = 'ALL' | 'NAME' | 'EMAIL' | 'PHONE';

type Matches = (record: SalesforceRecord, fields: FieldDefinition[]) => boolean;

/** The types whose contents are searched. */
const SEARCHED: FieldType[] = ['string', 'textarea', 'url', 'combobox', 'email', 'phone'];

/** The name fields of objects that have more than Name, or another. */
const NAMES: Record<string, string[]> = {
	Account: ['Name', 'Website'],
	Case: ['CaseNumber', 'Subject', 'SuppliedName', 'SuppliedCompany'],
	Lead: ['Name', 'Company'],
	Task: ['Subject'],
};

/** The fields of an object that a search looks into, of those that the user sees. */
export function searchedFields(object: ObjectDefinition, group: SearchGroup): FieldDefinition[] {
	return object.fields.filter(({ name, type }) => {
		if (group === 'ALL') return SEARCHED.includes(type);
		if (group === 'NAME') return (NAMES[object.name] ?? ['Name']).includes(name);
		return type === group.toLowerCase();
	});
}

/** Stand for `*` and `?` that are not escaped. */
const MANY = '\uE000';
const ONE = '\uE001';

/** A quoted phrase, a bracket, or a word; a backslash makes the next character part of it. */
const TOKENS = /"(?:\\[\s\S]|[^"\\])*"|[()]|(?:\\[\s\S]|[^\s"()\\])+/g;
/** Characters that have to be escaped, beside those that mean something. */
const RESERVED = /\\[\s\S]|[&|!{}[\]^~:'+-]/g;

/** The most characters between the braces. */
const LONGEST = 4000;

const tooShort = (terms: string): SalesforceError =>
	salesforceError(
		400,
		'INVALID_SEARCH',
		say`search term must be longer than one character: ${terms}`,
	);

/**
 * Compiles what stands in the braces of FIND.
 *
 * @param start where it begins in the whole search, from 0
 * @throws SalesforceError for what cannot be searched for
 */
export function compileTerms(terms: string, start: number): Matches {
	for (const { 0: found, index } of terms.matchAll(RESERVED)) {
		if (found.length > 1) continue;
		const message = `line 1:${start + index} mismatched character '${found}' expecting '}'`;
		throw untranslated(400, 'MALFORMED_SEARCH', message);
	}
	if (terms.replace(/[*?()"\s]/g, '').length < 2) throw tooShort(terms.trim());
	// Salesforce ignores the operators of a longer text.
	if (terms.length > LONGEST)
		throw notInSandbox(`a search text of more than ${LONGEST} characters`);
	const tokens: string[] = terms.match(TOKENS) ?? [];
	const takes = (word: string) => {
		const isNext = tokens[0]?.toUpperCase() === word;
		if (isNext) tokens.shift();
		return isNext;
	};
	const isOver = () => tokens.length === 0 || tokens[0] === ')' || /^or$/i.test(tokens[0]);

	function operand(): Matches {
		if (takes('(')) {
			const inner = any();
			if (!takes(')')) throw notInSandbox('a bracket that is not closed in a search');
			return inner;
		}
		const token = tokens.shift();
		// Salesforce takes an operator without operands; what it finds then is not published.
		if (token === undefined || /^(and|or|not|\))$/i.test(token)) {
			throw notInSandbox('an operator without an operand in a search');
		}
		return compileTerm(token);
	}

	function all(): Matches {
		let left = operand();
		while (!isOver()) {
			const before = left;
			const isNegated = takes('AND') && takes('NOT');
			const right = operand();
			left = (...row) => before(...row) && right(...row) !== isNegated;
		}
		return left;
	}

	function any(): Matches {
		const operands = [all()];
		while (takes('OR')) operands.push(all());
		return (...row) => operands.some((operand) => operand(...row));
	}

	const matches = any();
	if (tokens.length > 0) throw notInSandbox('a bracket that is not opened in a search');
	return matches;
}

/** Escapes a text for a pattern, and replaces its wildcards. */
const patternOf = (text: string, character: string) =>
	text
		.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
		.replaceAll(MANY, `${character}*`)
		.replaceAll(ONE, character);

/** Compiles a word or a phrase in quotes. Assumption 16 of the README says what it matches. */
function compileTerm(token: string): Matches {
	const text = token
		.replace(/^"|"$/g, '')
		.replace(/\\([\s\S])|[*?]/g, (found, escaped) => escaped ?? (found === '*' ? MANY : ONE));
	if (text.startsWith(MANY) || text.startsWith(ONE)) {
		throw notInSandbox('a wildcard at the beginning of a search term');
	}
	const isNumber = /\d/.test(text) && !/\p{L}/u.test(text);
	const digits = text.replaceAll(/[^\d\uE000\uE001]/g, '');
	const number = new RegExp(`^${patternOf(digits, '\\d')}$`);
	const address = new RegExp(`^${patternOf(text, '.')}$`, 'is');
	const words = (text.match(/[\p{L}\p{N}\uE000\uE001]+/gu) ?? []).map(
		(word) => new RegExp(`^${patternOf(word, '[\\p{L}\\p{N}]')}$`, 'iu'),
	);

	return (record, fields) =>
		fields.some(({ name, type }) => {
			const value = String(record[name] ?? '');
			if (type === 'phone') return isNumber && number.test(value.replace(/\D/g, ''));
			if (type === 'email') return address.test(value);
			const there = value.match(/[\p{L}\p{N}]+/gu) ?? [];
			return (
				words.length > 0 &&
				there.some((_, from) => words.every((word, index) => word.test(there[from + index] ?? '')))
			);
		});
}
