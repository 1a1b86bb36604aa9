import { escapeHtml, page } from '../html';
import type { SalesforceRecord } from './fields';
import type { ObjectDefinition } from './objects';
import type { RecordStore } from './records';

/** The page of a record: every field that has a value, links to the records it points at. */
export function recordPage(
	store: RecordStore,
	object: ObjectDefinition,
	record: SalesforceRecord,
): string {
	const rows = object.fields
		.filter(({ name }) => record[name] !== null && name !== 'IsDeleted')
		.map((field) => {
			const value = escapeHtml(String(record[field.name]));
			const target = field.referenceTo && store.find(String(record[field.name]));
			const shown = target
				? `<a href="/${value}">${escapeHtml(String(target.record.Name ?? value))}</a>`
				: value;
			return `<dt>${escapeHtml(field.label)}</dt><dd dir="auto">${shown}</dd>`;
		});

	const title = record.Name ?? record.Subject ?? record.CaseNumber ?? record.Id;
	return page(
		String(title),
		`${object.label} · ${String(record.Id)}`,
		`<section><h2>Details</h2><dl>${rows.join('\n')}</dl></section>`,
	);
}
