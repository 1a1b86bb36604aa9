import { textOf, type MetadataBody } from './model';

interface Rule {
	/** The required elements of each type. */
	needs: string[];
	/** The smallest and largest number of an element. */
	ranges?: Record<string, [number, number]>;
	/** Whether records can be found by it, and values be kept apart. */
	mayBeKey?: true;
}

const DECIMAL: Rule = {
	needs: ['precision', 'scale'],
	ranges: { precision: [1, 18], scale: [0, 17] },
};
const LONG_TEXT: Rule = {
	needs: ['length', 'visibleLines'],
	ranges: { length: [256, 131072], visibleLines: [2, 50] },
};
const CHOICE: Rule = { needs: ['valueSet'] };

const RULES: Record<string, Rule> = {
	AutoNumber: { needs: [], mayBeKey: true },
	Checkbox: { needs: ['defaultValue'] },
	Currency: DECIMAL,
	Email: { needs: [], mayBeKey: true },
	Html: LONG_TEXT,
	LongTextArea: LONG_TEXT,
	Lookup: { needs: ['referenceTo'] },
	MasterDetail: { needs: ['referenceTo', 'relationshipName'] },
	MultiselectPicklist: CHOICE,
	Number: { ...DECIMAL, mayBeKey: true },
	Percent: DECIMAL,
	Picklist: CHOICE,
	Text: { needs: ['length'], ranges: { length: [1, 255] }, mayBeKey: true },
};

/** Characters. */
const LONGEST: Record<string, number> = { label: 40, description: 1000, inlineHelpText: 510 };

const has = (body: MetadataBody, element: string) => element in body;

/**
 * Salesforce's rules for custom fields of each type, beyond the published types.
 *
 * @returns the problems, each with the element that it is about; null for one that is missing
 */
export function fieldProblems(
	body: MetadataBody,
): Array<{ problem: string; element: string | null }> {
	const type = textOf(body, 'type');
	const rule = RULES[type] ?? { needs: [] };
	// The result of a formula is not limited by the field.
	const wanted = ['label', 'type', ...(has(body, 'formula') ? [] : rule.needs)];
	const needs = wanted.filter((element) => !has(body, element));
	const problems: Array<{ problem: string; element: string | null }> = needs.map((element) => ({
		problem: `A field${type && ` of type ${type}`} needs <${element}>.`,
		element: null,
	}));
	const check = (element: string, holds: boolean, problem: string) => {
		if (has(body, element) && !holds) problems.push({ problem, element });
	};
	for (const [element, [least, most]] of Object.entries(rule.ranges ?? {})) {
		const value = Number(textOf(body, element));
		// A value that is not a number has been reported already.
		const holds =
			Number.isNaN(value) || (Number.isInteger(value) && value >= least && value <= most);
		check(
			element,
			holds,
			`<${element}> of a ${type} field is a whole number from ${least} to ${most}.`,
		);
	}
	for (const [element, most] of Object.entries(LONGEST)) {
		check(
			element,
			textOf(body, element).length <= most,
			`<${element}> is longer than ${most} characters.`,
		);
	}
	const decimals = Number(textOf(body, 'scale'));
	const isMore = has(body, 'precision') && decimals > Number(textOf(body, 'precision'));
	check('scale', !isMore, '<scale> cannot be more than <precision>, which counts all digits.');
	for (const element of ['externalId', 'unique']) {
		const holds = rule.mayBeKey === true || textOf(body, element) !== 'true';
		check(element, holds, `A field of type ${type} cannot be <${element}>.`);
	}
	return problems;
}
