import {
	checkbox,
	email,
	longText,
	phone,
	picklist,
	reference,
	text,
	typed,
	url,
	type FieldDefinition,
} from '../fields';
import { bodiesOf, textOf, type MetadataBody } from '../../../salesforce/checker';

type Extras = Omit<Partial<FieldDefinition>, 'name' | 'type' | 'length'>;
type Build = (name: string, body: MetadataBody, extras: Extras) => FieldDefinition;

const lengthOf = (body: MetadataBody) => Number(textOf(body, 'length'));

const number =
	(type: 'double' | 'percent' | 'currency'): Build =>
	(name, body, extras) =>
		typed(name, type, {
			precision: Number(textOf(body, 'precision')),
			scale: Number(textOf(body, 'scale')),
			...extras,
		});

/** The field types that the sandbox has, by the names that the metadata gives them. */
const BUILDERS: Record<string, Build> = {
	Checkbox: (name, body, extras) =>
		checkbox(name, { ...extras, defaultValue: textOf(body, 'defaultValue') === 'true' }),
	Currency: number('currency'),
	Date: (name, _body, extras) => typed(name, 'date', extras),
	DateTime: (name, _body, extras) => typed(name, 'datetime', extras),
	Email: (name, _body, extras) => email(name, extras),
	LongTextArea: (name, body, extras) => longText(name, lengthOf(body), extras),
	Lookup: (name, body, extras) =>
		reference(name, [textOf(body, 'referenceTo')], {
			relationshipName: name.replace(/__c$/, '__r'),
			...('relationshipName' in body && {
				childRelationshipName: `${textOf(body, 'relationshipName')}__r`,
			}),
			...extras,
		}),
	MasterDetail: (name, body, extras) => ({
		...BUILDERS.Lookup(name, body, extras),
		required: true,
		masterDetail: true,
		// Assumption 39 of the README.
		...(textOf(body, 'reparentableMasterDetail') !== 'true' && { createOnly: true }),
	}),
	Number: number('double'),
	Percent: number('percent'),
	Phone: (name, _body, extras) => phone(name, extras),
	Picklist: (name, body, extras) => {
		const [valueSet = {}] = bodiesOf(body, 'valueSet');
		const values = bodiesOf(valueSet, 'valueSetDefinition')
			.flatMap((definition) => bodiesOf(definition, 'value'))
			.filter((value) => textOf(value, 'isActive') !== 'false');
		const initial = values.find((value) => textOf(value, 'default') === 'true');
		return picklist(
			name,
			values.map((value) => textOf(value, 'fullName')),
			{
				restricted: textOf(valueSet, 'restricted') === 'true',
				...(initial && { defaultValue: textOf(initial, 'fullName') }),
				...extras,
			},
		);
	},
	Text: (name, body, extras) => text(name, lengthOf(body), extras),
	TextArea: (name, _body, extras) => longText(name, 255, extras),
	Url: (name, _body, extras) => url(name, extras),
};

/** Elements of a custom field that the sandbox does not support. */
const LEFT_OUT = ['formula', 'lookupFilter', 'encryptionScheme'];

/**
 * Why the sandbox does not support a custom field.
 *
 * @returns null if it does
 */
export function fieldLimit(body: MetadataBody): string | null {
	const type = textOf(body, 'type');
	if (!(type in BUILDERS)) return `The sandbox does not support fields of type ${type}.`;
	const element = LEFT_OUT.find((name) => name in body);
	if (element) return `The sandbox does not support <${element}>.`;
	if ('defaultValue' in body && type !== 'Checkbox') {
		return 'The sandbox does not support default values of fields that are no checkboxes.';
	}
	const constraint = textOf(body, 'deleteConstraint');
	return constraint !== '' && constraint !== 'SetNull'
		? `The sandbox does not support the deleteConstraint ${constraint}.`
		: null;
}

/**
 * The definition of a custom field.
 *
 * @param name without the object, such as "Status__c"
 * @param body of a component for which `fieldLimit` is null
 */
export function customField(name: string, body: MetadataBody): FieldDefinition {
	const is = (element: string) => textOf(body, element) === 'true';
	return BUILDERS[textOf(body, 'type')](name, body, {
		label: textOf(body, 'label'),
		...(is('required') && { required: true }),
		...(is('unique') && { unique: true, caseSensitive: is('caseSensitive') }),
		...(is('externalId') && { externalId: true }),
	});
}
