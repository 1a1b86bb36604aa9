import { textOf, type Component } from '../../../salesforce/checker';
import type { SalesforceRecord } from '../fields';
import { Formula } from '../formulas';
import type { RecordStore } from '../records';

/** Makes a validation rule, or replaces it; one that is not active refuses nothing. */
export function installValidationRule({ fullName, body }: Component, store: RecordStore): void {
	const formula = new Formula(textOf(body, 'errorConditionFormula'));
	const [objectName] = fullName.split('.');
	const field = textOf(body, 'errorDisplayField');
	const rule = {
		message: textOf(body, 'errorMessage'),
		...(field && { field }),
		refuses: (record: SalesforceRecord, earlier: SalesforceRecord | null) =>
			formula.holds(store.definition(objectName).fields, record, earlier),
	};
	store.rules.install(fullName, textOf(body, 'active') === 'true' ? rule : null);
}
