import { salesforceError, type SalesforceError } from '../errors';
import { say, type Words } from '../words';

/** The text of a query, and the errors that point at a place in it. */
export class QueryText {
	/** @param malformedCode the errorCode of a query that cannot be parsed */
	constructor(
		private readonly text: string,
		readonly malformedCode = 'MALFORMED_QUERY',
	) {}

	/** A message as Salesforce gives it: below the query, with a mark under the word that it is about. */
	at(word: string, message: Words): Words {
		const found = this.text.toLowerCase().indexOf(word.toLowerCase());
		const column = (found < 0 ? this.text.length : found) + 1;
		return say`\n${this.text}\n${' '.repeat(column - 1)}^\nERROR at Row:1:Column:${column}\n${message}`;
	}

	/** The error of a query that cannot be parsed beyond a token. */
	malformed(token: string): SalesforceError {
		return this.refused(this.malformedCode, token, say`unexpected token: '${token}'`);
	}

	/** An error of status 400 about a word of the query. */
	refused(errorCode: string, word: string, message: Words): SalesforceError {
		return salesforceError(400, errorCode, this.at(word, message));
	}
}

const NAMES = say`Please reference your WSDL or the describe call for the appropriate names.`;

/** The hints in Salesforce's errors about unknown names. */
export const HINTS = {
	field: say`If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. ${NAMES}`,
	object: say`If you are attempting to use a custom object, be sure to append the '__c' after the custom entity name. ${NAMES}`,
	relationship: say`If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name. ${NAMES}`,
};
