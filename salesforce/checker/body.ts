import { rememberPosition, type MetadataBody, type Position } from './model';
import { elementsOf, type ElementType, type ValueType } from './schema';
import type { XmlElement } from './xml';

export type Report = (problem: string, position: Position) => void;

const NAMESPACE = 'http://soap.sforce.com/2006/04/metadata';
const ATTRIBUTES = ['xmlns', 'xmlns:xsi', 'xmlns:xsd'];

const PATTERNS = {
	boolean: { pattern: /^(true|false)$/, wanted: 'true or false' },
	number: { pattern: /^-?\d+(\.\d+)?$/, wanted: 'a number' },
	date: { pattern: /^\d{4}-\d\d-\d\d(T.+)?$/, wanted: 'a date such as 2025-01-31' },
};
/** More words than these would not help a person who reads the fault. */
const MOST_WORDS = 12;

const quoted = (text: string) => `'${text.length > 60 ? `${text.slice(0, 60)}…` : text}'`;

function readText(element: XmlElement, value: ValueType, report: Report): string {
	const { name, text, children } = element;
	if (children.length > 0) {
		report(`<${name}> holds a value, not elements such as <${children[0].name}>.`, children[0]);
	}
	if (value.kind === 'text' || value.kind === 'anything' || value.kind === 'body') return text;
	const word = text.trim();
	if (value.kind === 'word') {
		if (value.words.includes(word)) return word;
		const { words } = value;
		const some = words.slice(0, MOST_WORDS).join(', ') + (words.length > MOST_WORDS ? ', …' : '');
		report(`<${name}> cannot be ${quoted(word)}; it can be: ${some}.`, element);
	} else if (!PATTERNS[value.kind].pattern.test(word)) {
		report(`<${name}> has to be ${PATTERNS[value.kind].wanted}, not ${quoted(word)}.`, element);
	}
	return word;
}

function readElement(
	body: MetadataBody,
	child: XmlElement,
	{ value, repeated }: ElementType,
	report: Report,
): void {
	const { name } = child;
	if (Object.keys(child.attributes).length > 0) {
		report(`<${name}> has no attribute ${quoted(Object.keys(child.attributes)[0])}.`, child);
	}
	const read =
		value.kind === 'body' ? readBody(child, value.type, report) : readText(child, value, report);
	const before = body[name];
	rememberPosition(body, name, child);
	if (repeated) body[name] = [...(Array.isArray(before) ? before : []), read];
	else if (before === undefined) body[name] = read;
	else report(`<${name}> may be here only once.`, child);
}

/**
 * Reads the elements within an element by the published type, and reports whatever the type does not allow.
 *
 * @returns what could be read, with the positions remembered
 */
export function readBody(element: XmlElement, type: string, report: Report): MetadataBody {
	const types = elementsOf(type) ?? new Map<string, ElementType>();
	const body: MetadataBody = {};
	if (element.text.trim() !== '') {
		report(
			`<${element.name}> holds elements, not the text ${quoted(element.text.trim())}.`,
			element,
		);
	}
	for (const child of element.children) {
		const known = types.get(child.name);
		if (known) readElement(body, child, known, report);
		else report(`<${child.name}> is not an element of ${type}.`, child);
	}
	for (const [name, { required }] of types) {
		if (required && !(name in body)) report(`${type} lacks <${name}>.`, element);
	}
	return body;
}

/** Problems of the root element of a file: a wrong name or namespace, unknown attributes. */
export function rootProblems({ name, attributes }: XmlElement, type: string): string[] {
	if (name !== type) return [`The root element has to be <${type}>, not <${name}>.`];
	const problems = Object.keys(attributes)
		.filter((attribute) => !ATTRIBUTES.includes(attribute))
		.map((attribute) => `<${name}> has no attribute '${attribute}'.`);
	if (attributes.xmlns !== NAMESPACE) {
		problems.push(`The root element has to have xmlns="${NAMESPACE}".`);
	}
	return problems;
}
