import { SalesforceError } from './errors';
import type { SalesforceRecord } from './fields';

/** A rule that an administrator has made in Setup for the records of an object. */
export interface ValidationRule {
	/** The administrator's error message. */
	message: string;
	/** The field beside which it is shown; at the top of the page without one. */
	field?: string;
	/** Whether a record, as it would be stored, breaks the rule. */
	refuses(record: SalesforceRecord): boolean;
}

/** The validation rules of an org. */
export class ValidationRules {
	private readonly rules: Array<ValidationRule & { objectName: string }> = [];

	add(objectName: string, rule: ValidationRule): void {
		this.rules.push({ ...rule, objectName });
	}

	/** Removes every rule. */
	clear(): void {
		this.rules.length = 0;
	}

	/**
	 * Checks a record against the rules of its object.
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
