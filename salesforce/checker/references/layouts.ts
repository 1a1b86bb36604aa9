import { bodiesOf, textOf, textsOf } from '../model';
import type { Check } from './org';
import { listColumnProblem } from './objects';

/** A page layout: its fields must exist, each once, and the name of the record must be among them. */
export const layout: Check = ({ fullName, body }, org, report) => {
	const object = fullName.slice(0, fullName.indexOf('-'));
	if (!org.hasObject(object)) {
		report(`There is no object '${object}' for this layout.`, body, 'layoutSections');
		return;
	}
	const shown = new Set<string>();
	const items = bodiesOf(body, 'layoutSections')
		.flatMap((section) => bodiesOf(section, 'layoutColumns'))
		.flatMap((column) => bodiesOf(column, 'layoutItems'));
	for (const item of items) {
		const field = textOf(item, 'field');
		if (!field) continue;
		const twice = shown.has(field) ? `The field '${field}' is in the layout already.` : null;
		report(org.fieldProblem(object, field) ?? twice, item, 'field');
		shown.add(field);
	}
	// An auto number need not be shown.
	const [nameField] = bodiesOf(org.find('CustomObject', object)?.body ?? {}, 'nameField');
	const hasName = shown.has('Name') || textOf(nameField ?? {}, 'type') !== 'Text';
	report(hasName ? null : "The layout has to show the field 'Name'.", body, 'layoutSections');
	for (const list of bodiesOf(body, 'relatedLists')) {
		const name = textOf(list, 'relatedList');
		// Salesforce's own lists have one word, and columns of their own.
		const [child, lookup] = name.split('.');
		if (lookup === undefined) continue;
		report(org.fieldProblem(child, lookup), list, 'relatedList');
		textsOf(list, 'fields').forEach((field, index) =>
			report(listColumnProblem(org, child, field), list, 'fields', index),
		);
	}
};
