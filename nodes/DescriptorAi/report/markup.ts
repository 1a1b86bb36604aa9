// Everything in a report comes from outside. This is the one place where text becomes markup, so that escaping cannot
// be forgotten: only the literal parts of a `markup` template are taken as they are.

/** HTML or SVG that holds nothing unescaped. Only `markup` makes it. */
export class Markup {
	private constructor(readonly source: string) {}

	/** The tag of a template whose values are escaped, unless they are markup already. */
	static tag(this: void, literals: TemplateStringsArray, ...values: Content[]): Markup {
		let source = literals[0];
		values.forEach((value, index) => {
			source += sourceOf(value) + literals[index + 1];
		});
		return new Markup(source);
	}
}

/** What a `markup` template takes; lists are joined, and what is not there leaves nothing. */
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
