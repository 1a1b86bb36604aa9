import { escapeHtml, linkSection, page } from '../html';
import type { SalesforceRecord } from './fields';
import { downloadPath, fileName } from './filePages';
import type { FileStore } from './files';
import type { ObjectDefinition } from './objects';
import type { RecordStore } from './records';

/** The page of a record: every field that has a value, links to the records it points at, its files. */
export function recordPage(
	store: RecordStore,
	files: FileStore,
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

	const attached = files
		.linkedTo(String(record.Id))
		.map((version): [string, string] => [downloadPath(version), fileName(version)]);

	const { Name, Subject, CaseNumber, Title, Id } = record;
	const title = Name ?? Subject ?? CaseNumber ?? Title ?? Id;
	return page(
		String(title),
		`${object.label} · ${String(record.Id)}`,
		`<section><h2>Details</h2><dl>${rows.join('\n')}</dl></section>` +
			(attached.length > 0 ? linkSection('Files', attached, '') : ''),
	);
}
