import type { ObjectDefinition } from './objects';
import { say, type Words } from './words';

/** One entry of the JSON array that Salesforce answers an error with. */
export interface ErrorEntry {
	/** Words are in the language of the user, a text in no other than its own. */
	message: string | Words;
	errorCode: string;
	/** Only where Salesforce names fields. */
	fields?: string[];
}

/** An answer in Salesforce's error form. */
export class SalesforceError extends Error {
	constructor(
		readonly status: number,
		readonly entries: ErrorEntry[],
	) {
		super(entries.map(({ message }) => String(message)).join('; '));
	}
}

/** An error with a single entry. */
export function salesforceError(
	status: number,
	errorCode: string,
	message: Words,
	fields?: string[],
): SalesforceError {
	return new SalesforceError(status, [{ message, errorCode, ...(fields && { fields }) }]);
}

/**
 * An error with the same message in every language: that of a parser that Salesforce uses, or the sandbox's own.
 */
export const untranslated = (status: number, errorCode: string, message: string) =>
	new SalesforceError(status, [{ message, errorCode }]);

export const notFound = () =>
	salesforceError(404, 'NOT_FOUND', say`The requested resource does not exist`);

export const noSuchColumn = (name: string, object: ObjectDefinition) =>
	salesforceError(
		400,
		'INVALID_FIELD',
		say`No such column '${name}' on sobject of type ${object.name}`,
	);

/** The error for a feature of Salesforce that the sandbox does not have; Salesforce itself never sends it. */
export const notInSandbox = (what: string) =>
	untranslated(501, 'NOT_IN_SANDBOX', `The sandbox does not support ${what}`);
