import { salesforceError, type SalesforceError } from '../errors';

/** The text of a query, and the errors that point at a place in it. */
export class QueryText {
	/** @param malformedCode the errorCode of a query that cannot be parsed */
	constructor(
		private readonly text: string,
		readonly malformedCode = 'MALFORMED_QUERY',
	) {}

	/** A message as Salesforce gives it: below the query, with a mark under the word that it is about. */
	at(word: string, message: string): string {
		const found = this.text.toLowerCase().indexOf(word.toLowerCase());
		const column = (found < 0 ? this.text.length : found) + 1;
		return `\n${this.text}\n${' '.repeat(column - 1)}^\nERROR at Row:1:Column:${column}\n${message}`;
	}

	/** The error of a query that cannot be parsed beyond a token. */
	malformed(token: string): SalesforceError {
		return this.refused(this.malformedCode, token, `unexpected token: '${token}'`);
	}

	/** An error of status 400 about a word of the query. */
	refused(errorCode: string, word: string, message: string): SalesforceError {
		return salesforceError(400, errorCode, this.at(word, message));
	}
}

/** The hint in Salesforce's errors about unknown names. */
export const customHint = (suffix: string, kind: string) =>
	`If you are attempting to use a custom ${kind}, be sure to append the '${suffix}' after the custom ` +
	`${kind === 'object' ? 'entity' : kind} name. Please reference your WSDL or the describe call for ` +
	'the appropriate names.';
