import { email, phone, recordId, text, type SalesforceRecord } from '../fields';
import type { ObjectDefinition } from '../objects';

/**
 * What a query sees of a record that a field such as `Task.WhoId` points at, whose object it cannot know:
 * Salesforce shows all of them as the fields of one object, called Name.
 */
export const NAME: ObjectDefinition = {
	name: 'Name',
	label: 'Name',
	labelPlural: 'Names',
	keyPrefix: '',
	custom: false,
	writable: false,
	fields: [
		recordId(),
		text('Name', 255),
		text('Type', 40),
		text('FirstName', 40),
		text('LastName', 80),
		text('Title', 128),
		email('Email'),
		phone('Phone'),
	],
};

/** A record as one of the object Name. A case has its number for a name. */
export function asName(objectName: string, record: SalesforceRecord): SalesforceRecord {
	const { Name, CaseNumber, Title, ...others } = record;
	const fields = NAME.fields.map(({ name }) => [name, others[name] ?? null]);
	return {
		...Object.fromEntries(fields),
		Name: Name ?? CaseNumber ?? Title ?? null,
		Type: objectName,
		Title: Title ?? null,
	};
}
