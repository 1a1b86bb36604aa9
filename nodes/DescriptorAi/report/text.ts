import { languages } from '../api';
import { oneLine } from '../call/values';

export type Direction = 'ltr' | 'rtl';

const RIGHT_TO_LEFT = new Set(['ar', 'fa', 'he', 'iw', 'ur', 'yi']);
const MONTHS =
	'January February March April May June July August September October November December'.split(
		' ',
	);

/** At most so many characters of a text; the rest is replaced by an ellipsis. Emoji count as one. */
export function clipped(text: string, length: number): string {
	// Twice the length holds every character that counts, and spares splitting a text of megabytes.
	const characters = [...text.slice(0, 2 * length + 2)];
	return characters.length > length ? `${characters.slice(0, length - 1).join('')}…` : text;
}

/** Minutes and seconds that are over, as a player shows them, with hours where there are any: 3:07 or 1:03:07. */
export function clock(seconds: number): string {
	const whole = Math.floor(seconds);
	const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
	const rest = String(whole % 60).padStart(2, '0');
	return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${rest}` : `${minutes}:${rest}`;
}

/** A share as a whole number of percent; what is heard at all is not shown as 0%. */
export function percent(value: number): string {
	return value > 0 && value < 1 ? '<1%' : `${Math.round(value)}%`;
}

/** A number with two decimals at most. */
export function plainNumber(value: number): string {
	return String(Math.round(value * 100) / 100);
}

/** "1 problem", "2 problems". */
export function counted(count: number, one: string): string {
	return `${count} ${one}${count === 1 ? '' : 's'}`;
}

/** The first letter as a capital. */
export function capitalized(text: string): string {
	const [first = '', ...others] = text;
	return first.toUpperCase() + others.join('');
}

/** A language by its English name, or by its code if that is not known; `null` where there is none. */
export function languageName(code: unknown): string | null {
	const known = languages.known.find(({ value }) => value === code);
	return known?.name ?? (clipped(oneLine(code), 20) || null);
}

/** A code as it can stand in a `lang` attribute, for which an empty one is a language that is not known. */
export function languageTag(code: unknown): string {
	return typeof code === 'string' && /^[a-z]{2,3}(-[a-z0-9]{2,8}){0,2}$/i.test(code) ? code : '';
}

export function directionOfLanguage(code: unknown): Direction {
	const [language] = oneLine(code).toLowerCase().split(/[-_]/);
	return RIGHT_TO_LEFT.has(language) ? 'rtl' : 'ltr';
}

/** The direction of a text, as its first letter tells. */
export function directionOfText(text: string): Direction {
	const [first] = /\p{L}/u.exec(text) ?? [''];
	return /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u.test(
		first,
	)
		? 'rtl'
		: 'ltr';
}

/** A date in words, in the time zone in which it is written; other text stays as it is. */
export function dateInWords(timestamp: unknown): string | null {
	const text = clipped(oneLine(timestamp), 60);
	const [all, year, month, day, time, zone] =
		/^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d:\d\d)(?::\d\d(?:\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d)?)?$/.exec(
			text,
		) ?? [];
	const name = MONTHS[Number(month) - 1];
	if (!all || !name) return text || null;
	const zoneName = zone === 'Z' ? ' UTC' : zone ? ` UTC${zone}` : '';
	return `${Number(day)} ${name} ${year}${time ? `, ${time}${zoneName}` : ''}`;
}
