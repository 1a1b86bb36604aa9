import type { DescribedField } from './readOrg';
import { element, labelOf, MANAGER, stays, willBe, type Difference, type Part } from './setUpParts';

/** How types of fields are described, and what Setup calls them. */
const TYPES: Record<string, [describedAs: string, label: string]> = {
	Checkbox: ['boolean', 'Checkbox'],
	DateTime: ['datetime', 'Date/Time'],
	LongTextArea: ['textarea', 'Text Area (Long)'],
	Lookup: ['reference', 'Lookup Relationship'],
	Number: ['double', 'Number'],
	Percent: ['percent', 'Percent'],
	Picklist: ['picklist', 'Picklist'],
	Text: ['string', 'Text'],
	Url: ['url', 'URL'],
};
/** Characters that a Text Area holds; a long one holds more. */
const TEXT_AREA = 255;

/** What a person does where records stand against a unique field. */
const MAKE_UNIQUE =
	'Only where Salesforce refuses it, because records have the same value: empty the field in all of them but one, empty the Recycle Bin, and run this again.';

/** A type that is changed by hand only; undefined when the type fits. */
function typeConflict(part: Part, field: DescribedField): Difference | undefined {
	const [describedAs, label] = TYPES[element(part.inside, 'type')];
	const target = element(part.inside, 'referenceTo');
	const isShort = field.type === 'textarea' && field.length <= TEXT_AREA;
	const isOther = field.type !== describedAs || isShort;
	if (!isOther && (!target || field.referenceTo?.includes(target))) return undefined;
	const found = Object.values(TYPES).find(([type]) => type === field.type)?.[1] ?? field.type;
	const words =
		`as it is: ${isShort ? 'Text Area' : found}, where ${label}` +
		`${target && ` to ${target}`} is needed`;
	const edit = `${MANAGER} Fields & Relationships > ${labelOf(part)} > Edit`;
	// To a lookup or from one, Salesforce changes no type.
	const isFixed = target || field.type === 'reference';
	const cure = isFixed
		? `${edit}: give it another Field Name, then run this again.`
		: `${edit} > Change Field Type > ${label}.`;
	return stays(part, words, cure);
}

/** A field with what it lacks; what it has beyond the set-up stays. Undefined when it lacks nothing. */
function completed(part: Part, field: DescribedField): Difference | undefined {
	const { inside } = part;
	const length = Number(element(inside, 'length'));
	const isKey = element(inside, 'externalId') === 'true';
	const isUnique = Boolean(field.unique && field.externalId);
	const wanted = [...inside.matchAll(/<value><fullName>([^<]*)/g)].map(([, value]) => value);
	const present = (field.picklistValues ?? []).flatMap((one) => (one.active ? one.value : []));
	const lacking = wanted.filter((value) => !present.includes(value));
	const words = [
		length > field.length && `made longer, for ${length} characters`,
		isKey && !isUnique && 'made unique and an external ID',
		lacking.length > 0 && `given the choice ${lacking.join(', ')}`,
	].filter(Boolean);
	if (words.length === 0) return undefined;
	const others = present
		.filter((value) => !wanted.includes(value))
		.map((value) => value.replace(/&/g, '&amp;').replace(/</g, '&lt;'))
		.map((value) => `<fullName>${value}</fullName><default>false</default><label>${value}</label>`);
	const whole = inside
		.replace(/<length>\d+/, `<length>${Math.max(length, field.length)}`)
		.replace(
			'</valueSetDefinition>',
			(end) => others.map((value) => `<value>${value}</value>`).join('') + end,
		);
	const toDo = isKey && !isUnique ? MAKE_UNIQUE : null;
	return willBe({ ...part, inside: whole }, words.join(' and '), toDo);
}

/** How a field of an org differs from that of the set-up; undefined when it does for the workflows. */
export const fieldDifference = (part: Part, field: DescribedField): Difference | undefined =>
	typeConflict(part, field) ?? completed(part, field);
