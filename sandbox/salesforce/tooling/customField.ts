import { parseJson } from '../../json';
import { SalesforceError, salesforceError, untranslated } from '../errors';
import type { OrgMetadata } from '../install/orgMetadata';
import { readMetadata } from '../../../salesforce/checker';
import { findField } from '../objects';
import type { RecordStore } from '../records';
import { say } from '../words';

const NAMESPACE = 'http://soap.sforce.com/2006/04/metadata';

const parserError = (message: string) => untranslated(400, 'JSON_PARSER_ERROR', message);
const isObject = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);
const escapeXml = (text: string) =>
	text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

/** Elements whose name in the Tooling API differs from the metadata. */
const ELEMENTS: Record<string, string> = { valueName: 'fullName', fullName: 'fullName-of-tooling' };

/** What is given as JSON, as the elements of the metadata; what is null is left out. */
function elements(values: Record<string, unknown>): string {
	return Object.entries(values)
		.flatMap(([name, value]) => [value].flat().map((one) => [ELEMENTS[name] ?? name, one] as const))
		.filter(([, value]) => value !== null)
		.map(([name, value]) => {
			const inside = isObject(value) ? elements(value) : escapeXml(String(value));
			return `<${name}>${inside}</${name}>`;
		})
		.join('');
}

/**
 * Creates a custom field from the JSON of the Tooling API; it is checked like the same field in metadata.
 *
 * @param body the JSON text: `FullName`, such as "Call_Analysis__c.CSAT__c", and `Metadata`
 * @returns the id of the field, which is hidden until a permission set shows it
 * @throws SalesforceError if the metadata would be refused
 */
export function createField(
	store: RecordStore,
	metadata: OrgMetadata,
	body: string | null,
): string {
	const parsed = parseJson(body ?? '');
	if (!parsed.ok || !isObject(parsed.value)) throw parserError('The body is not a JSON object');
	const { FullName, Metadata, ...others } = parsed.value;
	const [other] = Object.keys(others);
	if (other) {
		const message = say`No such column '${other}' on sobject of type ${'CustomField'}`;
		throw salesforceError(400, 'INVALID_FIELD', message);
	}
	if (typeof FullName !== 'string' || !isObject(Metadata)) {
		const missing = typeof FullName === 'string' ? 'Metadata' : 'FullName';
		const message = say`Required fields are missing: [${missing}]`;
		throw salesforceError(400, 'REQUIRED_FIELD_MISSING', message, [missing]);
	}

	const [objectName, name = ''] = FullName.split('.');
	const object = store.schema.definition(objectName);
	if (!object) throw invalid(`There is no object '${objectName}'.`);
	if (!name.endsWith('__c')) throw invalid(`'${name}' is not a name of a custom field.`);
	if (findField(object, name)) {
		const message = say`There is already a field named ${name} on ${object.label}.`;
		throw salesforceError(400, 'DUPLICATE_DEVELOPER_NAME', message, []);
	}
	const { components, faults } = readMetadata([
		{
			path: `objects/${object.name}/fields/${name}.field-meta.xml`,
			text: `<CustomField xmlns="${NAMESPACE}"><fullName>${escapeXml(name)}</fullName>${elements(Metadata)}</CustomField>`,
		},
	]);
	const [fault] = [...faults, ...metadata.faults(components)];
	const [component] = components;
	if (fault || !component)
		throw invalid(fault?.problem ?? `'${name}' is not a name of a custom field.`);
	return metadata.install(component).id;
}

const invalid = (message: string) =>
	new SalesforceError(400, [{ message, errorCode: 'FIELD_INTEGRITY_EXCEPTION', fields: [] }]);
