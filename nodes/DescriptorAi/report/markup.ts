// All content of a report is untrusted. Text becomes markup only here, so that escaping cannot be forgotten: only the
// literal parts of a `markup` template are not escaped.

/** Escaped HTML or SVG. Only `markup` creates it. */
export class Markup {
	private constructor(readonly source: string) {}

	/** A template tag that escapes values, unless they are `Markup`. */
	static tag(this: void, literals: TemplateStringsArray, ...values: Content[]): Markup {
		let source = literals[0];
		values.forEach((value, index) => {
			source += sourceOf(value) + literals[index + 1];
		});
		return new Markup(source);
	}
}

/** The values of a `markup` template; lists are joined, and absent values leave nothing. */
export type Content = Markup | string | number | null | undefined | false | readonly Content[];

const ENTITIES: Record<string, string> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&#39;',
};

/** Characters that cannot stand in a report as they are. Most text has none, so looking first is cheaper. */
const UNSAFE = /[&<>"'\p{Cc}\p{Cs}\uFFFE\uFFFF\u202A-\u202E\u2066-\u2069]/u;

/** Text without characters that XML forbids, lone surrogates, and marks that change the direction of the text around. */
function clean(text: string): string {
	return text
		.replace(/(?![\t\n])[\p{Cc}\uFFFE\uFFFF\u202A-\u202E\u2066-\u2069]/gu, '')
		.replace(/\p{Cs}/gu, '\uFFFD');
}

function sourceOf(value: Content): string {
	if (value instanceof Markup) return value.source;
	if (value === null || value === undefined || value === false) return '';
	if (typeof value === 'object') return value.map(sourceOf).join('');
	const text = String(value);
	if (!UNSAFE.test(text)) return text;
	return clean(text).replace(/[&<>"']/g, (character) => ENTITIES[character]);
}

export const markup = Markup.tag;
