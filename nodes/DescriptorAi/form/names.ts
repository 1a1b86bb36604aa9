import type { INodePropertyOptions } from 'n8n-workflow';

import type { List } from '../api';
import { InvalidParameter, list, onlyText } from './parameters';

/** The same for every spelling of a name: capitals, spaces, underscores and hyphens make no difference. */
const spelledOut = (name: string) => name.toLowerCase().replace(/[\s_-]+/g, '');

/** The value of a form's entry, named by its value or its label in any spelling; `undefined` where there is none. */
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

/** What can be the name of a value that the service has and this package does not know: up to five short words. */
const NAME = /^[\p{L}\p{N}.]{1,40}(?:[\s_-]{1,2}[\p{L}\p{N}.]{1,40}){0,4}$/u;
/** The same where names are words in lower case. */
const WORDS = /^\p{L}[\p{L}\p{N}]{0,39}(?:[\s_-]{1,2}[\p{L}\p{N}]{1,40}){0,4}$/u;
/** What stands for nothing, or between names. */
const NO_NAMES = [
	'all',
	'and',
	'any',
	'false',
	'nan',
	'nil',
	'no',
	'none',
	'null',
	'true',
	'undefined',
	'yes',
];

/** A name as the service spells it; `undefined` for what can be no name. */
function serviceName(given: string, { known, separator }: List): string | undefined {
	const name = entryNamed(given, known);
	if (name !== undefined) return name;
	if (separator === undefined) return NAME.test(given) && !/\s/.test(given) ? given : undefined;
	if (!WORDS.test(given)) return undefined;
	const words = given.toLowerCase().split(/[\s_-]+/);
	// Several names without a comma between them, or a word for nothing.
	const isNone = (word: string) => NO_NAMES.includes(word) || entryNamed(word, known) !== undefined;
	return words.every(isNone) ? undefined : words.join(separator);
}

/** What is told of a name that can be none. It is not quoted: a wrong mapping may have put words of a call there. */
const noName = (place: string, { known }: List) =>
	new InvalidParameter(
		`${place} can be no name that Descriptor.AI knows`,
		`Select entries, or let the expression return names such as ${known
			.slice(0, 3)
			.map(({ value }) => String(value))
			.join(', ')}.`,
	);

/**
 * The selected names of a list, each once, as the service spells them. A name that is not known passes: the service may
 * have learned it since.
 *
 * @throws InvalidParameter when it is no list, or an entry can be no name
 */
export function namesIn(value: unknown, label: string, of: List): string[] {
	const names = list(value, label).map((given, index) => {
		const name = serviceName(given, of);
		if (name === undefined) throw noName(`Entry ${index + 1} of '${label}'`, of);
		return name;
	});
	return [...new Set(names)];
}

/**
 * The selected name, as the service spells it.
 *
 * @throws InvalidParameter when an expression returned nothing, for which the service would take a value of its own, or
 * something that can be no name
 */
export function nameIn(value: unknown, label: string, of: List): string {
	const given = onlyText(value, label);
	if (given === '') {
		throw new InvalidParameter(
			`'${label}' is empty`,
			'Select an entry, or let the expression return one for every item.',
		);
	}
	const name = serviceName(given, of);
	if (name === undefined) throw noName(`'${label}'`, of);
	return name;
}
