import { escapeHtml } from '../../html';
import type { FieldDefinition, SalesforceRecord } from '../fields';
import type { RecordStore } from '../records';

/** The title of a record: its name, or the field that its object has instead. */
export function titleOf({ Name, Subject, CaseNumber, Title, Id }: SalesforceRecord): string {
	return String(Name ?? Subject ?? CaseNumber ?? Title ?? Id);
}

/** A link to the page of a record, as HTML. */
export const recordLink = (record: SalesforceRecord) =>
	`<a href="/${String(record.Id)}">${escapeHtml(titleOf(record))}</a>`;

/** The label of a field; that of a lookup, which shows a name, without the word ID. */
export const labelOf = ({ label, type }: FieldDefinition) =>
	type === 'reference' ? label.replace(/ ID$/, '') : label;

/**
 * The value of a field, as HTML: a lookup is a link with the other record's name, a web address is a
 * link, a checkbox says Yes or No, a moment is to the minute; nothing when the field is empty.
 */
export function cellOf(
	store: RecordStore,
	field: FieldDefinition,
	record: SalesforceRecord,
): string {
	const value = record[field.name];
	if (value === null || value === undefined) return '';
	const text = escapeHtml(String(value));
	if (field.type === 'boolean') return value === true ? 'Yes' : 'No';
	if (field.type === 'datetime') return `${text.slice(0, 16).replace('T', ' ')} UTC`;
	if (field.type === 'percent') return `${text} %`;
	// Other schemes, such as javascript:, stay text.
	if (field.type === 'url' && /^https?:\/\//i.test(String(value))) {
		return `<a href="${text}" rel="noreferrer">${text}</a>`;
	}
	const target = field.referenceTo && store.find(String(value));
	return target ? recordLink(target.record) : text;
}
