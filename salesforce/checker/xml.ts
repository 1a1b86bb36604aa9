import { XMLParser, XMLValidator } from 'fast-xml-parser';
import type { Position } from './model';

export interface XmlElement extends Position {
	name: string;
	attributes: Record<string, string>;
	children: XmlElement[];
	/** All text directly in the element, as it stands there. */
	text: string;
}

export type ParsedXml =
	| { ok: true; root: XmlElement }
	| ({ ok: false; problem: string } & Position);

const META: unique symbol = XMLParser.getMetaDataSymbol() as never;

/** A node as the parser gives it: one key for its name, `:@` for its attributes. */
type Node = Record<string, unknown> & {
	':@'?: Record<string, string>;
	[META]: { startIndex: number };
};

const parser = new XMLParser({
	preserveOrder: true,
	captureMetaData: true,
	ignoreAttributes: false,
	attributeNamePrefix: '',
	parseTagValue: false,
	parseAttributeValue: false,
	trimValues: false,
	ignoreDeclaration: true,
	ignorePiTags: true,
	// Decodes &#233; too; names that only HTML knows are refused below.
	htmlEntities: true,
});

/** Not in XML 1.0, or in XML but of no use in metadata; the validator lets them pass. */
const FORBIDDEN: Array<{ pattern: RegExp; problem: (found: string) => string }> = [
	{
		pattern: /[^\t\n\u0020-\ufffd]/,
		problem: (found) =>
			`The character U+${found.charCodeAt(0).toString(16).padStart(4, '0')} is not allowed in XML.`,
	},
	{
		pattern: /&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[\da-f]+);)[\w.-]*;?/i,
		problem: (found) => `'${found}' is not a character of XML: write '&amp;' for an ampersand.`,
	},
	{ pattern: /<!DOCTYPE/, problem: () => 'A document type declaration has no place in metadata.' },
];

function place(text: string, index: number): Position {
	const before = text.slice(0, index).split('\n');
	return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}

/** Blanks what is taken literally, so that positions stay. */
const withoutLiterals = (text: string) =>
	text.replace(/<!--[^]*?-->|<!\[CDATA\[[^]*?\]\]>/g, (found) => found.replace(/[^\n]/g, ' '));

function toElement(node: Node, text: string): XmlElement {
	const name = Object.keys(node).find((key) => key !== ':@') ?? '';
	const inside = node[name] as Node[];
	const { startIndex } = node[META];
	return {
		name,
		attributes: node[':@'] ?? {},
		children: inside.filter((child) => !('#text' in child)).map((child) => toElement(child, text)),
		text: inside.map((child) => ('#text' in child ? String(child['#text']) : '')).join(''),
		...place(text, startIndex),
	};
}

/**
 * Reads a text as XML.
 *
 * @returns its root element with all that is in it, or the first fault and its place
 */
export function readXml(source: string): ParsedXml {
	const text = source.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
	const visible = withoutLiterals(text);
	for (const { pattern, problem } of FORBIDDEN) {
		const found = pattern.exec(visible);
		if (found) return { ok: false, problem: problem(found[0]), ...place(text, found.index) };
	}
	const valid = XMLValidator.validate(text);
	if (valid !== true) {
		const { msg, line, col } = valid.err;
		return { ok: false, problem: `Not well-formed XML: ${msg}`, line, column: col ?? 1 };
	}
	const nodes = parser.parse(text) as Node[];
	const roots = nodes.filter((node) => !('#text' in node)).map((node) => toElement(node, text));
	const stray = nodes.some((node) => '#text' in node && String(node['#text']).trim() !== '');
	if (roots.length !== 1 || stray) {
		const { line, column } = roots[1] ?? place(text, text.length);
		return { ok: false, problem: 'A file has exactly one root element.', line, column };
	}
	return { ok: true, root: roots[0] };
}
