import { InvalidParameter } from '../form/parameter';
import { phoneSpellings } from './phoneNumbers';

/** What is searched, and the fields that are returned of each record. */
interface Searched {
	/** Which every user sees who sees the object. */
	always: string[];
	/** The one that names its account, if it is not the account itself. */
	account?: string;
	phones: string[];
	email?: string;
}

/** Where customers are looked for. A converted lead leads to its contact. */
const OBJECTS = {
	Contact: {
		always: ['OwnerId', 'LastActivityDate'],
		account: 'AccountId',
		email: 'Email',
		phones: ['Phone', 'MobilePhone', 'HomePhone', 'AssistantPhone', 'OtherPhone'],
	},
	Lead: {
		always: [
			...['OwnerId', 'LastActivityDate'],
			...['IsConverted', 'ConvertedContactId', 'ConvertedAccountId'],
		],
		email: 'Email',
		phones: ['Phone', 'MobilePhone'],
	},
	Account: { always: ['OwnerId', 'LastActivityDate'], phones: ['Phone'] },
} satisfies Record<string, Searched>;
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

/** Whom to search for: the digits of a number, an e-mail address, or both. */
export interface Wanted {
	digits?: string;
	email?: string;
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

/** What is searched for, and in which fields, as a statement of SOSL begins. */
function findClause({ digits, email }: Wanted): string {
	const words = [...(digits ? phoneSpellings(digits) : []), ...(email ? [phrase(email)] : [])];
	const scope = email ? (digits ? 'ALL' : 'EMAIL') : 'PHONE';
	return `FIND {${words.join(' OR ') || NOBODY}} IN ${scope} FIELDS RETURNING`;
}

/** An object of a search, with the fields that are returned; one that is named twice is returned once. */
function returning(object: SearchedObject, fields: string[]): string {
	const all = ['Id', 'Name', ...OBJECTS[object].always, ...fields];
	const names = new Map(all.map((name) => [name.toLowerCase(), name]));
	const order = 'ORDER BY LastActivityDate DESC NULLS LAST';
	return `${object}(${[...names.values()].join(', ')} ${order} LIMIT ${MOST})`;
}

/** The fields of an object that a user may be kept from seeing, phone numbers last. */
function fieldsOf(object: SearchedObject, phoneFields: PhoneField[]): string[] {
	const { account, email, phones }: Searched = OBJECTS[object];
	const more = phoneFields.filter((one) => one.object === object).map(({ field }) => field);
	return [...(account ? [account] : []), ...(email ? [email] : []), ...phones, ...more];
}

/**
 * The search for a customer, as one statement of SOSL, which finds numbers in any notation and uses an index.
 *
 * Salesforce ignores OR in a search text of more than 4,000 characters; this one has at most 500.
 */
export function customerSearch(
	wanted: Wanted,
	objects: SearchedObject[],
	phoneFields: PhoneField[],
): string {
	const parts = objects.map((object) => returning(object, fieldsOf(object, phoneFields)));
	return `${findClause(wanted)} ${parts.join(', ')}`;
}

/**
 * The same search with a statement for each field, for a user who does not see all of them: Salesforce refuses a
 * statement as a whole.
 *
 * @returns paths of requests, as a batch names them
 */
export function searchByField(
	wanted: Wanted,
	objects: SearchedObject[],
	phoneFields: PhoneField[],
): string[] {
	const find = findClause(wanted);
	return objects.flatMap((object) => {
		const { account, email }: Searched = OBJECTS[object];
		return fieldsOf(object, phoneFields)
			.filter((field) => (field === email ? wanted.email : wanted.digits || field === account))
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

/**
 * What the user of the credential cannot see, by the parts of a batch that Salesforce refused.
 *
 * @param searches what `searchByField` returned
 * @param results of the answer, in their order
 * @returns names such as `Contact.MobilePhone`, or `Lead` where no field of it was answered
 */
export function hiddenIn(searches: string[], results: Array<{ statusCode?: unknown }>): string[] {
	const asked = searches.map((path, index) => {
		const [object, field] = askedFor(path) ?? ['', ''];
		return { object, field, isHidden: Number(results[index]?.statusCode) >= 400 };
	});
	const seen = new Set(asked.filter(({ isHidden }) => !isHidden).map(({ object }) => object));
	const names = asked
		.filter(({ isHidden, object }) => isHidden && object !== '')
		.map(({ object, field }) => (seen.has(object) ? `${object}.${field}` : object));
	return [...new Set(names)];
}
