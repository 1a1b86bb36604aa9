import { notInSandbox, salesforceError } from '../errors';
import type { SalesforceRecord } from '../fields';
import { pathOf } from './aggregates';
import type { QueriedRecord, RecordSource } from './paths';
import { answer, parse, queriedObject } from './soql';
import { compileTerms, searchedFields, type SearchGroup } from './terms';
import { QueryText } from './text';
import { say } from '../words';

/** An object of RETURNING, and what stands in its brackets: fields, and clauses as in SOQL. */
interface Returned {
	name: string;
	fields: string;
	clauses: string;
}

interface Search {
	terms: string;
	/** Where the terms begin, from 0. */
	start: number;
	group: SearchGroup;
	/** Undefined for all objects. */
	returning?: Returned[];
	limit?: number;
}

/** The most records that a search returns. */
const MOST = 2000;

const GROUPS = ['ALL', 'NAME', 'EMAIL', 'PHONE'];
const CLAUSES = /(?:^|\s)(?:WHERE|USING|ORDER\s+BY|LIMIT|OFFSET)\b[\s\S]*$/i;

/** What the index of an org's search holds. */
export class SearchIndex {
	/** @param lag seconds that pass until a new record is found */
	constructor(public lag: number) {}

	/** Whether a record can be found already. */
	has({ CreatedDate }: SalesforceRecord): boolean {
		return new Date(String(CreatedDate)).getTime() + this.lag * 1000 <= Date.now();
	}
}

/**
 * Runs a SOSL search: FIND, IN, RETURNING with WHERE, ORDER BY, LIMIT and OFFSET, and LIMIT. Its errors are
 * assumption 17 of the README.
 *
 * @param version as in the path of the request, such as "v62.0"
 * @returns the records, by their objects in the order of RETURNING
 * @throws SalesforceError with Salesforce's own code and words; NOT_IN_SANDBOX for what is left out
 */
export function runSearch(
	store: RecordSource,
	index: SearchIndex,
	sosl: string,
	version: string,
): QueriedRecord[] {
	const text = new QueryText(sosl, 'MALFORMED_SEARCH');
	const { terms, start, group, returning, limit = MOST } = readSearch(sosl, text);
	const matches = compileTerms(terms, start);
	const every = () =>
		store.schema
			.list()
			.filter(({ searchable }) => searchable)
			.map(({ name }): Returned => ({ name, fields: 'Id', clauses: '' }));
	const found = (returning ?? every()).flatMap(({ name, fields, clauses }) => {
		const query = parse(`SELECT ${fields} FROM ${name} ${clauses}`, text);
		if (query.groupBy) throw text.malformed('GROUP BY');
		if (query.fields?.some((field) => pathOf(field) === null)) {
			throw notInSandbox('functions in a search');
		}
		const object = queriedObject(store, query, text);
		if (!object.searchable) {
			const message = say`entity type ${object.name} does not support search`;
			throw salesforceError(400, 'INVALID_TYPE', message);
		}
		const searched = searchedFields(object, group);
		const isFound = (record: SalesforceRecord) => index.has(record) && matches(record, searched);
		return answer(store, query, text, version, isFound).records;
	});
	return found.slice(0, limit);
}

function readSearch(sosl: string, text: QueryText): Search {
	let rest = sosl;
	const take = (pattern: RegExp) => {
		const found = pattern.exec(rest);
		if (found) rest = rest.slice(found[0].length);
		return found;
	};
	const unexpected = () => text.malformed(/^\w+|^\S/.exec(rest)?.[0] ?? '<EOF>');

	const find = take(/^\s*FIND\s*\{((?:\\[\s\S]|[^\\}])*)\}\s*/i);
	if (!find) {
		const message = say`No search term found. The search term must be enclosed in braces.`;
		throw salesforceError(400, 'MALFORMED_SEARCH', message);
	}
	const search: Search = { terms: find[1], start: find[0].indexOf('{') + 1, group: 'ALL' };
	const group = take(/^IN\s+(\w+)\s+FIELDS\b\s*/i)?.[1].toUpperCase();
	if (group === 'SIDEBAR') throw notInSandbox('SIDEBAR FIELDS');
	if (group && !GROUPS.includes(group)) {
		throw salesforceError(400, 'INVALID_SEARCH_SCOPE', say`Invalid IN fields group: ${group}`);
	}
	if (group) search.group = group as SearchGroup;
	if (take(/^RETURNING\s+/i)) {
		search.returning = [];
		do {
			const name = take(/^(\w+)\s*/)?.[1];
			if (!name) throw unexpected();
			let inside = 'Id';
			if (rest.startsWith('(')) {
				const end = closingBracket(rest);
				if (end < 0) throw text.malformed('<EOF>');
				inside = rest.slice(1, end).trim();
				rest = rest.slice(end + 1).trimStart();
			}
			const clauses = CLAUSES.exec(inside)?.[0].trim() ?? '';
			if (/^USING\b/i.test(clauses)) throw notInSandbox('USING in a search');
			const fields = inside.slice(0, inside.length - clauses.length).trim();
			if (fields === '') throw text.malformed(clauses.split(' ')[0] || ')');
			search.returning.push({ name, fields, clauses });
		} while (take(/^,\s*/));
	}
	const clause = /^(?:WITH|UPDATE)\b/i.exec(rest);
	if (clause) throw notInSandbox(`${clause[0].toUpperCase()} in a search`);
	const limit = take(/^LIMIT\s+(\d+)\s*/i);
	if (limit) search.limit = Number(limit[1]);
	if (rest !== '') throw unexpected();
	return search;
}

/** Where the bracket that a text begins with is closed; -1 if it is not. */
function closingBracket(text: string): number {
	let depth = 0;
	for (const { 0: found, index } of text.matchAll(/'(?:\\[\s\S]|[^'\\])*'|[()]/g)) {
		if (found === '(') depth += 1;
		if (found === ')') depth -= 1;
		if (depth === 0) return index;
	}
	return -1;
}
