import { SalesforceError } from './errors';
import type { SalesforceRecord } from './fields';

/** A rule that an administrator has made in Setup for the records of an object. */
export interface ValidationRule {
	/** The administrator's error message. */
	message: string;
	/** The field beside which it is shown; at the top of the page without one. */
	field?: string;
	/**
	 * Whether a record breaks the rule.
	 *
	 * @param record as it would be stored
	 * @param earlier as it is; null for a new one
	 */
	refuses(record: SalesforceRecord, earlier: SalesforceRecord | null): boolean;
}

type RuleOfObject = ValidationRule & { objectName: string };

/** The validation rules of an org. */
export class ValidationRules {
	private readonly added: RuleOfObject[] = [];

	/** Those of the metadata, by their full names. */
	private readonly installed = new Map<string, RuleOfObject>();

	/** Adds a rule that is no metadata. */
	add(objectName: string, rule: ValidationRule): void {
		this.added.push({ ...rule, objectName });
	}

	/** Removes every rule that was added. */
	clear(): void {
		this.added.length = 0;
	}

	/**
	 * Installs a rule of the metadata, or replaces it.
	 *
	 * @param fullName such as "Call_Analysis__c.Handled_Once"
	 * @param rule null for one that is not active
	 */
	install(fullName: string, rule: ValidationRule | null): void {
		const [objectName] = fullName.split('.');
		this.installed.delete(fullName);
		if (rule) this.installed.set(fullName, { ...rule, objectName });
	}

	/**
	 * Checks a record against the rules of its object.
	 *
	 * @param record as it would be stored
	 * @param earlier as it is; null for a new one
	 * @throws SalesforceError with an entry for each rule that refuses it
	 */
	check(objectName: string, record: SalesforceRecord, earlier: SalesforceRecord | null): void {
		const broken = [...this.installed.values(), ...this.added].filter(
			(rule) => rule.objectName === objectName && rule.refuses(record, earlier),
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
