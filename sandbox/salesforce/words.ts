import { GERMAN } from './german';

/** The languages that a user of the org may have. */
export type Language = 'en' | 'de';

/**
 * A language by its code, such as "de"; undefined without one.
 *
 * @throws Error for a language that no user has
 */
export function languageOf(code: string | undefined): Language | undefined {
	if (!code) return undefined;
	if (code === 'en' || code === 'de') return code;
	throw new Error(`The sandbox does not speak '${code}'`);
}

/** A message of Salesforce, which it gives in the language of the user. */
export class Words {
	/**
	 * @param template in English, with a place such as {0} for each value
	 * @param values texts, numbers, or other words
	 */
	constructor(
		private readonly template: string,
		private readonly values: unknown[],
	) {}

	/** The message in a language. */
	in(language: Language): string {
		const template = language === 'de' ? GERMAN[this.template] : this.template;
		if (template === undefined) throw new Error(`There is no German for: ${this.template}`);
		return template.replace(/\{(\d+)\}/g, (_, index) => {
			const value = this.values[Number(index)];
			return value instanceof Words ? value.in(language) : String(value);
		});
	}

	/** The message in English. */
	toString(): string {
		return this.in('en');
	}
}

/** A message in English as a template literal; {@link GERMAN} has it in German. */
export const say = (parts: TemplateStringsArray, ...values: unknown[]) =>
	new Words(
		parts.reduce((text, part, index) => `${text}{${index - 1}}${part}`),
		values,
	);
