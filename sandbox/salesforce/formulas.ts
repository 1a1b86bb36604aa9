import { extract, parse, type FormulaValue } from 'formulon';
import { notInSandbox } from './errors';
import type { FieldDefinition, FieldType, FieldValue, SalesforceRecord } from './fields';

/** The types of values in formulas; all others are texts. */
const TYPES: Partial<Record<FieldType, FormulaValue['dataType']>> = {
	boolean: 'checkbox',
	int: 'number',
	double: 'number',
	percent: 'number',
	currency: 'number',
	date: 'date',
	datetime: 'datetime',
	picklist: 'picklist',
};

/** A value of each type, with which a formula is tried. */
const SAMPLES: Partial<Record<FormulaValue['dataType'], FieldValue>> = {
	checkbox: true,
	number: 1,
	date: '2024-01-01',
	datetime: '2024-01-01T00:00:00.000+0000',
};
const SAMPLE_TEXT = '1';

/** Texts and comments, and the functions that compare a record with what it was. */
const WORDS =
	/"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|\/\*[\s\S]*?\*\/|\bISNEW\s*\(\s*\)|\b(ISCHANGED|PRIORVALUE)\s*\(\s*([\w.]+)\s*\)/gi;

/** Two operands without an operator or a comma between them, or a comma before nothing: the parser lets them through. */
const LOOSE = /[\w$.)]\s+[\w$.]|\)\s*[\w$.(]|,\s*\)/;

/** The names that stand for these functions. */
const NEW = '$New';
const PREFIXES: Record<string, string> = { ISCHANGED: '$Changed.', PRIORVALUE: '$Prior.' };

/** A formula that is true or false for a record that is saved. */
export class Formula {
	private readonly text: string;

	/** The fields that it reads. */
	private readonly names: string[];

	constructor(formula: string) {
		this.text = formula.replace(WORDS, (word, name?: string, field?: string) => {
			if (name) return `${PREFIXES[name.toUpperCase()]}${field}`;
			if (word.startsWith('/*')) return ' ';
			return /^["']/.test(word) ? word : NEW;
		});
		const names = extract(this.text).map((name) => name.replace(/^\$(Changed|Prior)\./, ''));
		this.names = [...new Set(names)].filter((name) => name !== NEW);
	}

	/**
	 * Why Salesforce does not take the formula, in its words; null if it does.
	 *
	 * @param fields of the object
	 */
	problem(fields: FieldDefinition[]): string | null {
		if (LOOSE.test(this.text.replace(/(["'])(?:\\.|(?!\1).)*\1/gs, ' 0 '))) return 'Syntax error.';
		for (const name of this.names) {
			if (fields.some((field) => field.name === name)) continue;
			return name.includes('.') || name.startsWith('$')
				? `The sandbox does not support ${name} in a formula.`
				: `Field ${name} does not exist. Check spelling.`;
		}
		const sample = Object.fromEntries(
			fields.map(({ name, type }) => [name, SAMPLES[TYPES[type] ?? 'text'] ?? SAMPLE_TEXT]),
		);
		const result = parse(this.text, this.values(fields, sample, null));
		if (result.type === 'error') {
			const isLimit = result.errorType === 'NotImplementedError';
			return isLimit ? `The sandbox does not support this: ${result.message}` : result.message;
		}
		return result.dataType === 'checkbox'
			? null
			: `Formula result is data type (${result.dataType}), incompatible with expected data type (true or false).`;
	}

	/**
	 * Whether it is true. A field that the object no longer has makes it false: an administrator has to end the
	 * rule before the field.
	 *
	 * @param record as it would be stored
	 * @param earlier as it is; null for a new one
	 */
	holds(
		fields: FieldDefinition[],
		record: SalesforceRecord,
		earlier: SalesforceRecord | null,
	): boolean {
		if (!this.names.every((name) => fields.some((field) => field.name === name))) return false;
		const result = parse(this.text, this.values(fields, record, earlier));
		if (result.type === 'error') throw notInSandbox(`a formula: ${result.message}`);
		return result.value === true;
	}

	/** What the names in the text stand for. In a new record, the value before is the present one. */
	private values(
		fields: FieldDefinition[],
		record: SalesforceRecord,
		earlier: SalesforceRecord | null,
	): Record<string, FormulaValue> {
		const values: Record<string, FormulaValue> = { [NEW]: checkbox(earlier === null) };
		for (const field of fields.filter(({ name }) => this.names.includes(name))) {
			const { name } = field;
			const [now, before] = [record[name] ?? null, (earlier ?? record)[name] ?? null];
			values[name] = valueOf(field, now);
			values[PREFIXES.PRIORVALUE + name] = valueOf(field, before);
			values[PREFIXES.ISCHANGED + name] = checkbox(before !== now);
		}
		return values;
	}
}

const checkbox = (value: boolean): FormulaValue => ({
	type: 'literal',
	dataType: 'checkbox',
	value,
	options: {},
});

/** The value of a field in a formula: percentages as fractions, ids of 15 characters, an empty text as ''. */
function valueOf({ type }: FieldDefinition, value: FieldValue): FormulaValue {
	const dataType = TYPES[type] ?? 'text';
	const isText = dataType === 'text' || dataType === 'picklist';
	let converted: unknown = value ?? (isText ? '' : null);
	if (type === 'percent' && typeof value === 'number') converted = value / 100;
	if (type === 'reference' || type === 'id') converted = String(converted).slice(0, 15);
	if (dataType.startsWith('date') && value !== null) converted = new Date(String(value));
	return { type: 'literal', dataType, value: converted, options: { length: 131_072, scale: 9 } };
}
