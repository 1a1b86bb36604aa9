import { languages, webAddress } from '../api';
import { entryNamed } from '../form/entries';
import { InvalidParameter } from '../form/parameter';
import type { Field } from './callFields';
import { lineText } from './cutText';

/** The longest text that is taken over, in characters: that of a text field in Salesforce. */
const LONGEST = 255;

/** The error for a field that cannot be read. Its value may be secret or words of a call, so it is not quoted. */
export const unreadable = ({ name }: Field, needed: string, example: string) =>
	new InvalidParameter(
		`'${name}' of the item must be ${needed}`,
		`Correct it in the node that it comes from, for example to ${example}, or leave it out.`,
	);

/** Text of any length. A number that JavaScript does not hold exactly is refused: two IDs would be one. */
export function asWhole(field: Field): string {
	const { value } = field;
	if (typeof value === 'string') return value.trim();
	if (typeof value === 'number' && Math.abs(value) < 2 ** 53) return String(value);
	throw unreadable(field, 'text', 'text in quotation marks');
}

/** Text in one line, as long as a field of Salesforce can be; undefined if nothing of it can be shown. */
export const asText = (field: Field): string | undefined =>
	lineText(asWhole(field), LONGEST) ?? undefined;

/** Makes a reader of what it returns for a text, and refuses a text for which that is undefined. */
const reader =
	<Value>(needed: string, example: string, valueOf: (text: string) => Value | undefined) =>
	(field: Field): Value => {
		const { value } = field;
		const text = typeof value === 'boolean' ? String(value) : asWhole(field);
		const read = valueOf(text);
		if (read === undefined) throw unreadable(field, needed, example);
		return read;
	};

export const asAddress = reader(
	'a web address',
	'https://recordings.example.com/call-42.mp3',
	webAddress,
);

/** Salesforce's e-mail fields have 80 characters. */
const EMAIL = /^(?=.{3,80}$)[^\s@:;,<>"()]+@[^\s@:;,<>"()]+$/;

/** An e-mail address in lower case; undefined for other text, such as "unknown". */
export function asEmail(field: Field): string | undefined {
	const text = asText(field) ?? '';
	const address = (/<([^<>]*)>/.exec(text)?.[1] ?? text.replace(/^mailto:/i, '')).toLowerCase();
	return EMAIL.test(address) ? address : undefined;
}

export const asNumber = (min: number, max: number, isWhole = true) =>
	reader(`a ${isWhole ? 'whole ' : ''}number from ${min} to ${max}`, String(min), (text) => {
		const number = Number(text);
		const fits = number >= min && number <= max && (!isWhole || Number.isInteger(number));
		return fits ? number : undefined;
	});

export const asYesNo = reader(
	'true or false',
	'true',
	(text) => /^(true|yes|1)$/i.test(text) || (/^(false|no|0)$/i.test(text) ? false : undefined),
);

const LANGUAGE = /^[a-z]{2,3}([-_][a-z\d]{2,8}){0,2}$/i;

/** A known language, or the code of another one. */
export const asLanguage = reader(
	'the code of a language',
	'en-US',
	(text) => entryNamed(text, languages.known) ?? (LANGUAGE.test(text) ? text : undefined),
);

const DIRECTIONS: Array<[direction: string, words: RegExp]> = [
	['inbound', /^in(bound|coming)?$/i],
	// Twilio tells calls of its API from those of <Dial>.
	['outbound', /^out(bound([-_ ](api|dial))?|going)?$/i],
	['internal', /^internal$/i],
];

export const asDirection = reader(
	'inbound, outbound or internal',
	'inbound',
	(text) => DIRECTIONS.find(([, words]) => words.test(text))?.[0],
);

/** The beginnings of the IDs of Salesforce's own objects. */
const KINDS = {
	account: ['001'],
	case: ['500'],
	contact: ['003'],
	lead: ['00Q'],
	opportunity: ['006'],
	'user or queue': ['005', '00G'],
};

/** The ID of a record of one kind. */
export const asIdOf = (kind: keyof typeof KINDS) =>
	reader(
		`the Salesforce ID of a ${kind}: 15 or 18 letters and digits, with ${KINDS[kind].join(' or ')} at the beginning`,
		`${KINDS[kind][0]}5g00000AbCdEAAV`,
		(text) => {
			const isId = /^[a-zA-Z\d]{15}([a-zA-Z\d]{3})?$/.test(text);
			return isId && KINDS[kind].includes(text.slice(0, 3)) ? text : undefined;
		},
	);
