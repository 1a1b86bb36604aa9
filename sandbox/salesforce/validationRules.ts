import { SalesforceError } from './errors';
import type { SalesforceRecord } from './fields';

/** A rule that an administrator has made in Setup for the records of an object. */
export interface ValidationRule {
	/** What the administrator lets Salesforce say. */
	message: string;
	/** The field beside which it is said; without one it is said at the top of the page. */
	field?: string;
	/** Whether a record, as it would be stored, must not be. */
	refuses(record: SalesforceRecord): boolean;
}

/** The validation rules of an org. */
export class ValidationRules {
	private readonly rules: Array<ValidationRule & { objectName: string }> = [];

	add(objectName: string, rule: ValidationRule): void {
		this.rules.push({ ...rule, objectName });
	}

	/** Takes every rule away. */
	clear(): void {
		this.rules.length = 0;
	}

	/**
	 * Holds a record of an object against its rules.
	 *
	 * @throws SalesforceError with an entry for each rule that refuses it
	 */
	check(objectName: string, record: SalesforceRecord): void {
		const broken = this.rules.filter(
			(rule) => rule.objectName === objectName && rule.refuses(record),
		);
		if (broken.length === 0) return;
		throw new SalesforceError(
			400,
			broken.map(({ message, field }) => ({
				message,
				errorCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION',
				fields: field === undefined ? [] : [field],
			})),
		);
	}
}
