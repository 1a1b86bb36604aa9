import { email, phone, recordId, text, type SalesforceRecord } from '../fields';
import type { ObjectDefinition } from '../objects';

/**
 * The target of a polymorphic lookup such as `Task.WhoId` in a query: Salesforce shows records of every object as those
 * of one object, Name.
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
