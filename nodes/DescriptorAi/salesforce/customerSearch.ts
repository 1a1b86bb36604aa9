import { InvalidParameter } from '../form/parameter';
import { phoneSpellings } from './phoneNumbers';

/** Fields that every user sees who sees the object. */
const ALWAYS = ['Id', 'Name', 'OwnerId', 'LastActivityDate'];
/** Of a lead that was converted, which leads to its contact. */
const CONVERTED = ['IsConverted', 'ConvertedContactId', 'ConvertedAccountId'];

/** Where customers are looked for: the fields that a user may be kept from seeing, phone numbers last. */
const OBJECTS = {
	Contact: [
		...['AccountId', 'Email', 'Phone', 'MobilePhone'],
		...['HomePhone', 'AssistantPhone', 'OtherPhone'],
	],
	Lead: ['Email', 'Phone', 'MobilePhone'],
	Account: ['Phone'],
};
export type SearchedObject = keyof typeof OBJECTS;

/** The most records of each object; those with the newest activity come first. */
const MOST = 50;
/** A word that no record has: the search for a caller who is not known. */
const NOBODY = 'callerwithoutnumberoraddress';

/** A phone field beside those that are always searched. */
export interface PhoneField {
	object: SearchedObject;
	field: string;
}

/** @throws InvalidParameter for what is not the name of a field in one of the objects */
export function phoneField(entry: string, label: string): PhoneField {
	const [, given = '', field] = /^(\w+)\.([a-z]\w{0,79})$/i.exec(entry) ?? [];
	const names = Object.keys(OBJECTS) as SearchedObject[];
	const object = names.find((name) => name.toLowerCase() === given.toLowerCase());
	if (object) return { object, field };
	throw new InvalidParameter(
		`'${label}' has an entry that is not a field of ${names.join(', ')}`,
		'Enter the API names of object and field, for example Contact.Second_Phone__c, with commas between them.',
	);
}

/** Text as a phrase of a search: SOSL's reserved characters lose their meaning. */
const phrase = (text: string) => `"${text.replace(/[?&|!{}[\]()^~*:\\"'+-]/g, '\\$&')}"`;

const alwaysOf = (object: string) => [...ALWAYS, ...(object === 'Lead' ? CONVERTED : [])];

/** An object of a search, with the fields that are returned; one that is named twice is returned once. */
function returning(object: string, fields: string[]): string {
	const names = new Map([...alwaysOf(object), ...fields].map((name) => [name.toLowerCase(), name]));
	const order = 'ORDER BY LastActivityDate DESC NULLS LAST';
	return `${object}(${[...names.values()].join(', ')} ${order} LIMIT ${MOST})`;
}

/**
 * The search for a customer, as one statement of SOSL, which finds numbers in any notation and uses an index.
 *
 * Salesforce ignores OR in a search text of more than 4,000 characters; this one has at most 500.
 */
export function customerSearch(
	{ digits, email }: { digits?: string; email?: string },
	objects: SearchedObject[],
	phoneFields: PhoneField[],
): string {
	const words = [...(digits ? phoneSpellings(digits) : []), ...(email ? [phrase(email)] : [])];
	const scope = email ? (digits ? 'ALL' : 'EMAIL') : 'PHONE';
	const parts = objects.map((object) => {
		const more = phoneFields.filter((one) => one.object === object).map(({ field }) => field);
		return returning(object, [...OBJECTS[object], ...more]);
	});
	const text = words.join(' OR ') || NOBODY;
	return `FIND {${text}} IN ${scope} FIELDS RETURNING ${parts.join(', ')}`;
}

/** A statement of `customerSearch`; in its text, a backslash escapes. */
const STATEMENT = /^(FIND \{(?:[^{}\\]|\\.)+\} IN (ALL|EMAIL|PHONE) FIELDS RETURNING) (.*)$/s;

/**
 * The same search with a statement for each field, for a user who does not see all of them: Salesforce refuses a
 * statement as a whole.
 *
 * @param search what `customerSearch` returned
 * @returns paths of requests, as a batch names them
 */
export function searchByField(search: string): string[] {
	const [, find, scope, parts = ''] = STATEMENT.exec(search) ?? [];
	const isSearched = (field: string) =>
		field === 'AccountId' || scope === 'ALL' || (field === 'Email') === (scope === 'EMAIL');
	return [...parts.matchAll(/(\w+)\(([\w, ]*) ORDER BY/g)].flatMap(([, object, fields]) => {
		const others = fields.split(', ').filter((field) => !alwaysOf(object).includes(field));
		return others
			.filter(isSearched)
			.map((field) => `${find} ${returning(object, [field])}`)
			.map((statement) => `v59.0/search/?q=${encodeURIComponent(statement)}`);
	});
}

/** The object and the field that a path of `searchByField` asks for. */
function askedFor(path: string): [object: string, field: string] | undefined {
	const statement = path.replace(/%20/g, ' ').replace(/%2C/g, ',');
	const match = / RETURNING (\w+)\((?:\w+, )*(\w+) ORDER BY/.exec(statement);
	return match ? [match[1], match[2]] : undefined;
}

/** Salesforce's codes for a field and an object that a user does not see. */
export const HIDDEN_CODES = ['INVALID_FIELD', 'INVALID_TYPE'];

/**
 * What the user of the credential cannot see, by the parts of a batch that Salesforce refused.
 *
 * @param searches what `searchByField` returned
 * @param codes of the refusals, in their order; undefined for what was answered
 * @returns names such as `Contact.MobilePhone`, or `Lead` where no field of it was answered
 */
export function hiddenIn(searches: string[], codes: Array<string | undefined>): string[] {
	const asked = searches.map((path, index) => {
		const [object, field] = askedFor(path) ?? ['', ''];
		return { object, field, isHidden: HIDDEN_CODES.includes(codes[index] ?? '') };
	});
	const seen = new Set(asked.filter(({ isHidden }) => !isHidden).map(({ object }) => object));
	const names = asked
		.filter(({ isHidden, object }) => isHidden && object !== '')
		.map(({ object, field }) => (seen.has(object) ? `${object}.${field}` : object));
	return [...new Set(names)];
}
