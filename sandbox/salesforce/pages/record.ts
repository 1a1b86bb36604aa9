import { escapeHtml, linkSection, page } from '../../html';
import { cellOf, labelOf, titleOf } from './cells';
import type { FieldDefinition, SalesforceRecord } from '../fields';
import { downloadPath, fileName } from './files';
import type { FileStore } from '../files';
import type { ObjectDefinition } from '../objects';
import type { RecordStore } from '../records';
import { listLinks, relatedLists } from './lists';

/**
 * The page of a record: every field that has a value, in two columns but for long texts; links to the records it
 * points at, those that point at it, its files.
 *
 * @param object as the user sees it
 */
export function recordPage(
	store: RecordStore,
	files: FileStore,
	object: ObjectDefinition,
	record: SalesforceRecord,
): string {
	const { layout = [] } = object;
	const placeOf = ({ name }: FieldDefinition) =>
		layout.includes(name) ? layout.indexOf(name) : layout.length;
	const rows = [...object.fields]
		.sort((left, right) => placeOf(left) - placeOf(right))
		.filter(({ name }) => (record[name] ?? null) !== null && name !== 'IsDeleted')
		.map((field) => {
			const width = field.type === 'textarea' ? ' class="wide"' : '';
			const label = escapeHtml(labelOf(field));
			const value = cellOf(store, field, record);
			return `<div${width}><dt>${label}</dt><dd dir="auto">${value}</dd></div>`;
		});
	const attached = files
		.linkedTo(String(record.Id))
		.map((version): [string, string] => [downloadPath(version), fileName(version)]);

	return page(
		titleOf(record),
		`${object.label} · ${String(record.Id)}`,
		`<section>${listLinks(store)}</section>` +
			`<section><h2>Details</h2><dl class="record">${rows.join('\n')}</dl></section>` +
			relatedLists(store, record) +
			(attached.length > 0 ? linkSection('Files', attached, '') : ''),
	);
}
