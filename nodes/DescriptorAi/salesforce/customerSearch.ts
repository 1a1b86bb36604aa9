import { InvalidParameter } from '../form/parameter';
import { phoneSpellings } from './phoneNumbers';

/** Where customers are looked for: the fields that are returned, phone numbers last, and which records count. */
const OBJECTS = {
	Contact: {
		fields:
			'Id, Name, AccountId, OwnerId, Email, LastActivityDate, Phone, MobilePhone, HomePhone, AssistantPhone, OtherPhone',
		where: '',
	},
	Lead: {
		fields: 'Id, Name, OwnerId, Email, LastActivityDate, Phone, MobilePhone',
		where: ' WHERE IsConverted = false',
	},
	Account: { fields: 'Id, Name, OwnerId, LastActivityDate, Phone', where: '' },
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
	const returning = objects.map((object) => {
		const { fields, where } = OBJECTS[object];
		const more = phoneFields.filter((one) => one.object === object).map(({ field }) => field);
		const names = new Map(
			[...fields.split(', '), ...more].map((name) => [name.toLowerCase(), name]),
		);
		const order = ' ORDER BY LastActivityDate DESC NULLS LAST';
		return `${object}(${[...names.values()].join(', ')}${where}${order} LIMIT ${MOST})`;
	});
	return `FIND {${words.join(' OR ') || NOBODY}} IN ${scope} FIELDS RETURNING ${returning.join(', ')}`;
}
