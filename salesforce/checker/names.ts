/** Letters, digits and single underscores, beginning with a letter; a custom object or field has a suffix. */
const WORD = '[A-Za-z](?:_?[A-Za-z0-9])*';
const DEVELOPER_NAME = new RegExp(`^${WORD}$`);
/** As in `Visit__c`, `space__Visit__c`; `Account` is a name too, one of Salesforce's own. */
const API_NAME = new RegExp(`^(?:(?:${WORD}__)?(${WORD})__[a-z]+|(${WORD}))$`);
/** Characters, without the suffix. */
const LONGEST_API_NAME = 40;
const LONGEST_OTHER = 80;
/** Named by what they belong to, or as a person likes. */
const FREE = ['BusinessProcess', 'CustomTab', 'Layout'];

/**
 * Why the name of a component is invalid.
 *
 * @param fullName with the object or folder in front, as the component has it
 * @returns null if it is valid
 */
export function nameProblem(type: string, fullName: string): string | null {
	if (FREE.includes(type)) return null;
	const own = fullName.slice(fullName.search(/[^./]*$/));
	const isApiName = type === 'CustomObject' || type === 'CustomField';
	const match = (isApiName ? API_NAME : DEVELOPER_NAME).exec(own);
	if (!match) {
		return (
			`'${own}' is not a name that Salesforce takes: letters, digits and single underscores, ` +
			`a letter first${isApiName ? ', and __c at the end' : ''}.`
		);
	}
	const longest = isApiName ? LONGEST_API_NAME : LONGEST_OTHER;
	const { length } = isApiName ? (match[1] ?? match[2]) : own;
	return length > longest ? `'${own}' is longer than the ${longest} characters of a name.` : null;
}
