import { InvalidParameter } from '../form/parameter';

const escaped = (literal: string) => literal.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');

/** Any text up to a character: it ends where the text after the placeholder begins, so that no name takes long. */
const textUpTo = (next: string) => `[^/\\\\${escaped(next)}]`;

/** What the placeholders of a pattern stand for, as regular expressions, by the character after the placeholder. */
const PLACEHOLDERS = {
	agent: (next: string) => `${textUpTo(next)}+`,
	customer: () => '\\+?\\d[\\d ()]{2,24}|anonymous|unknown|unavailable|restricted',
	date: () => '\\d{4}[-._]?\\d\\d[-._]?\\d\\d',
	direction: () => '[a-z]+',
	id: (next: string) => `${textUpTo(next)}+`,
	other: (next: string) => `${textUpTo(next)}*`,
	time: () => '\\d\\d[-._:]?\\d\\d(?:[-._:]?\\d\\d)?',
};
type Placeholder = keyof typeof PLACEHOLDERS;

/** In characters: a file system has no longer names. */
const LONGEST = 255;

/** The parts of a file name, by the names of their placeholders. */
export type NameParts = Partial<Record<Placeholder, string>>;

/** Takes a file name without its ending apart; `undefined` for one of another pattern. */
export type NamePattern = (name: string) => NameParts | undefined;

const isPlaceholder = (name: string): name is Placeholder => Object.hasOwn(PLACEHOLDERS, name);

/**
 * Makes a pattern of text in which placeholders such as `{customer}` stand for what changes.
 *
 * @param label of the parameter
 * @returns nothing for an empty text
 * @throws InvalidParameter for a placeholder that does not exist or comes twice, and for a pattern without any
 */
export function namePattern(written: string, label: string): NamePattern | undefined {
	if (written === '') return undefined;
	const remedy = `The placeholders are ${Object.keys(PLACEHOLDERS)
		.map((name) => `{${name}}`)
		.join(', ')}; only {other} can come more than once.`;
	const used: Placeholder[] = [];
	const split = written.split(/\{([^{}]*)\}/);
	const parts = split.map((part, index) => {
		if (index % 2 === 0) return escaped(part);
		const name = part.trim().toLowerCase();
		if (!isPlaceholder(name)) {
			throw new InvalidParameter(`'${label}' has an unknown placeholder`, remedy);
		}
		const [next = ''] = split[index + 1];
		const text = PLACEHOLDERS[name](next);
		if (name === 'other') return `(?:${text})`;
		if (used.includes(name)) {
			throw new InvalidParameter(`'${label}' has {${name}} twice`, remedy);
		}
		used.push(name);
		return `(?<${name}>${text})`;
	});
	if (used.length === 0) throw new InvalidParameter(`'${label}' has no placeholder`, remedy);
	const expression = new RegExp(`^${parts.join('')}$`, 'i');
	return (name) => {
		const { groups } = expression.exec(name.slice(0, LONGEST)) ?? {};
		return groups && { ...groups };
	};
}
