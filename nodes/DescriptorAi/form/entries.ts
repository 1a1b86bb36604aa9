import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import type { List } from '../api';
import { InvalidParameter, type Reader } from './parameter';
import { asList, asText } from './readers';

/** The same for every spelling of a name: capitals, spaces, underscores and hyphens make no difference. */
const spelledOut = (name: string) => name.toLowerCase().replace(/[\s_-]+/g, '');

/** The value of the entry whose value or label was given, in any spelling; `undefined` where there is none. */
export function entryNamed(
	given: string,
	entries: readonly INodePropertyOptions[],
): string | undefined {
	const wanted = spelledOut(given);
	const entry = entries.find(({ name, value }) =>
		[name, String(value)].some((one) => spelledOut(one) === wanted),
	);
	return entry && String(entry.value);
}

/** A word that a message may quote; longer text may be from a call, by a wrong mapping. */
const WORD = /^[\p{L}\p{N}_-]{1,20}$/u;

/** The error for an entry that a list does not have. */
export const unknownEntry = (
	{ displayName }: INodeProperties,
	given: string,
	entries: readonly INodePropertyOptions[],
) =>
	new InvalidParameter(
		`'${displayName}' has an unknown entry${WORD.test(given) ? `: ${given}` : ''}`,
		`Select an entry, or let the expression return one of ${entries.map(({ value }) => String(value)).join(', ')}.`,
	);

const isEmpty = ({ displayName }: INodeProperties) =>
	new InvalidParameter(
		`'${displayName}' is empty`,
		'Select an entry, or let the expression return one for every item.',
	);

function oneOf<Value extends string>(given: string, property: INodeProperties): Value {
	const entries = property.options as INodePropertyOptions[];
	const value = entryNamed(given, entries);
	if (value === undefined) throw unknownEntry(property, given, entries);
	return value as Value;
}

/** Reads the selected entry of a list that the property itself has. */
export const asEntry = <Value extends string>(given: unknown, property: INodeProperties): Value =>
	oneOf(asText(given, property), property);

/** Reads the selected entries of such a list. */
export const asEntries = <Value extends string>(
	given: unknown,
	property: INodeProperties,
): Value[] => asList(given, property).map((entry) => oneOf(entry, property));

/** Makes a reader refuse a list without entries. */
export const atLeastOne =
	<Value>(reader: Reader<Value[]>): Reader<Value[]> =>
	(given, property) => {
		const values = reader(given, property);
		if (values.length === 0) throw isEmpty(property);
		return values;
	};

/** What can be the name of a value that the service has and this package does not know: up to five short words. */
const NAME = /^[\p{L}\p{N}.]{1,40}(?:[\s_-]{1,2}[\p{L}\p{N}.]{1,40}){0,4}$/u;
/** The same where names are words in lower case. */
const WORDS = /^\p{L}[\p{L}\p{N}]{0,39}(?:[\s_-]{1,2}[\p{L}\p{N}]{1,40}){0,4}$/u;
/** Words that stand for nothing, or between names. */
const NO_NAME = /^(all|and|any|false|nan|nil|no|none|null|true|undefined|yes)$/;

/** A name as the service spells it; `undefined` for what cannot be a name. */
function serviceName(given: string, { known, separator }: List): string | undefined {
	const name = entryNamed(given, known);
	if (name !== undefined) return name;
	if (separator === undefined) return NAME.test(given) && !/\s/.test(given) ? given : undefined;
	if (!WORDS.test(given)) return undefined;
	const words = given.toLowerCase().split(/[\s_-]+/);
	// Several names without a comma between them, or a word for nothing.
	const isNone = (word: string) => NO_NAME.test(word) || entryNamed(word, known) !== undefined;
	return words.every(isNone) ? undefined : words.join(separator);
}

/** The value is not quoted: a wrong mapping may have put words of a call there. */
const notAName = (place: string, { known }: List) =>
	new InvalidParameter(
		`${place} is not a valid name`,
		`Select entries, or let the expression return names such as ${known
			.slice(0, 3)
			.map(({ value }) => String(value))
			.join(', ')}.`,
	);

/**
 * Reads the selected names of a list of the service, each once, as the service spells them. An unknown name passes: the
 * service may have learned it since.
 */
export const asNames =
	(of: List): Reader<string[]> =>
	(given, property) => {
		const names = asList(given, property).map((entry, index) => {
			const name = serviceName(entry, of);
			if (name === undefined) throw notAName(`Entry ${index + 1} of '${property.displayName}'`, of);
			return name;
		});
		return [...new Set(names)];
	};

/** Reads the selected name, and refuses an empty one, for which the service would use a default of its own. */
export const asName =
	(of: List): Reader<string> =>
	(given, property) => {
		const entry = asText(given, property);
		if (entry === '') throw isEmpty(property);
		const name = serviceName(entry, of);
		if (name === undefined) throw notAName(`'${property.displayName}'`, of);
		return name;
	};
