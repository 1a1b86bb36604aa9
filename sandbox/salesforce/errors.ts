import type { ObjectDefinition } from './objects';

/** One entry of the JSON array that Salesforce answers an error with. */
export interface ErrorEntry {
	message: string;
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
		super(entries.map(({ message }) => message).join('; '));
	}
}

/** An error with a single entry. */
export function salesforceError(
	status: number,
	errorCode: string,
	message: string,
	fields?: string[],
): SalesforceError {
	return new SalesforceError(status, [{ message, errorCode, ...(fields && { fields }) }]);
}

export const notFound = () =>
	salesforceError(404, 'NOT_FOUND', 'The requested resource does not exist');

export const noSuchColumn = (name: string, object: ObjectDefinition) =>
	salesforceError(
		400,
		'INVALID_FIELD',
		`No such column '${name}' on sobject of type ${object.name}`,
	);

/** The error for a feature of Salesforce that the sandbox does not have; Salesforce itself never sends it. */
export const notInSandbox = (what: string) =>
	salesforceError(501, 'NOT_IN_SANDBOX', `The sandbox does not support ${what}`);
