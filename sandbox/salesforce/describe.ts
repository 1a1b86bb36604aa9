import type { FieldDefinition, FieldType } from './fields';
import { may, type ObjectDefinition } from './objects';
import { isUsable } from './query/conditions';

/** The SOAP types, which `describe` gives beside the field types. */
const SOAP_TYPES: Partial<Record<FieldType, string>> = {
	id: 'tns:ID',
	reference: 'tns:ID',
	boolean: 'xsd:boolean',
	int: 'xsd:int',
	double: 'xsd:double',
	percent: 'xsd:double',
	currency: 'xsd:double',
	date: 'xsd:date',
	datetime: 'xsd:dateTime',
	base64: 'xsd:base64Binary',
};

function describeField(field: FieldDefinition) {
	const isReadOnly = Boolean(field.readOnly || field.formula);
	const hasDefault = field.defaultValue !== undefined || field.name === 'OwnerId';

	return {
		name: field.name,
		label: field.label,
		type: field.type,
		soapType: SOAP_TYPES[field.type] ?? 'xsd:string',
		length: field.length,
		byteLength: field.length * 3,
		precision: field.precision ?? 0,
		scale: field.scale ?? 0,
		custom: field.name.endsWith('__c'),
		createable: !isReadOnly,
		updateable: !isReadOnly && !field.createOnly,
		nillable: !field.required && !hasDefault && field.type !== 'id',
		defaultedOnCreate: hasDefault || Boolean(field.readOnly),
		// That of a picklist stands among its values.
		defaultValue: field.picklist ? null : (field.defaultValue ?? null),
		unique: Boolean(field.unique),
		caseSensitive: Boolean(field.caseSensitive),
		externalId: Boolean(field.externalId),
		idLookup: Boolean(field.externalId) || field.type === 'id',
		autoNumber: Boolean(field.autoNumber),
		calculated: Boolean(field.formula),
		nameField: field.name === 'Name',
		encrypted: Boolean(field.encrypted),
		filterable: isUsable(field, 'filtered'),
		sortable: isUsable(field, 'sorted'),
		groupable: isUsable(field, 'grouped'),
		restrictedPicklist: Boolean(field.restricted),
		picklistValues: (field.picklist ?? []).map((value) => ({
			active: true,
			defaultValue: value === field.defaultValue,
			label: value,
			validFor: null,
			value,
		})),
		referenceTo: field.referenceTo ?? [],
		relationshipName: field.relationshipName ?? null,
	};
}

/** An object as `GET /sobjects` lists it. */
export function summarizeObject(object: ObjectDefinition, version: string) {
	const sobject = `/services/data/${version}/sobjects/${object.name}`;
	return {
		name: object.name,
		label: object.label,
		labelPlural: object.labelPlural,
		keyPrefix: object.keyPrefix,
		custom: object.custom,
		customSetting: false,
		createable: may(object, 'create'),
		updateable: may(object, 'edit'),
		deletable: may(object, 'delete'),
		queryable: true,
		retrieveable: true,
		searchable: Boolean(object.searchable),
		triggerable: object.writable,
		urls: { sobject, describe: `${sobject}/describe`, rowTemplate: `${sobject}/{ID}` },
	};
}

/** A list of records that belong to those of another object. */
const describeChildren = (
	childSObject: string,
	field: string,
	relationshipName: string | null,
	cascadeDelete: boolean,
) => ({
	cascadeDelete,
	childSObject,
	deprecatedAndHidden: false,
	field,
	junctionIdListNames: [],
	junctionReferenceTo: [],
	relationshipName,
	restrictedDelete: false,
});

/**
 * An object as `GET /sobjects/:object/describe` describes it.
 *
 * @param objects all that the user sees
 */
export function describeObject(
	object: ObjectDefinition,
	objects: ObjectDefinition[],
	version: string,
) {
	const children = objects.flatMap((child) =>
		child.fields
			.filter(({ referenceTo }) => referenceTo?.includes(object.name))
			.map(({ name, childRelationshipName = null, masterDetail = false }) =>
				describeChildren(child.name, name, childRelationshipName, masterDetail),
			),
	);
	const history = object.name.replace(/(__c)?$/, (custom) => (custom ? '__History' : 'History'));
	return {
		...summarizeObject(object, version),
		fields: object.fields.map(describeField),
		childRelationships: object.history
			? [...children, describeChildren(history, 'ParentId', 'Histories', true)]
			: children,
		recordTypeInfos: [],
	};
}
