/** Salesforce's formulas, which the package parses and evaluates; it comes without types. */
declare module 'formulon' {
	/** A value of a formula. Texts are cut to `length`, numbers are rounded to `scale`. */
	export interface FormulaValue {
		type: 'literal';
		dataType: 'checkbox' | 'date' | 'datetime' | 'null' | 'number' | 'picklist' | 'text';
		value: unknown;
		options: { length?: number; scale?: number };
	}

	export interface FormulaError {
		type: 'error';
		errorType: string;
		message: string;
	}

	/** Evaluates a formula with the values of the fields that it names. */
	export function parse(
		formula: string,
		values: Record<string, FormulaValue>,
	): FormulaValue | FormulaError;

	/** The fields that a formula names; none if it cannot be parsed. */
	export function extract(formula: string): string[];
}
