import { element, labelOf, willBe, type Difference, type Part } from './setUpParts';

/** A permission set with nothing but what it permits of some fields and objects, to be merged with that of the org. */
function onlyWhat(part: Part, about: Part[]): Part {
	const names = about.map(({ name }) => name);
	const permissions = [
		...part.inside.matchAll(/<(field|object)Permissions>.*?<\/\1Permissions>/g),
	].filter(([xml, kind]) => names.includes(element(xml, kind)));
	const inside = permissions.map(([xml]) => xml).join('');
	return { ...part, inside: `${inside}<label>${labelOf(part)}</label>` };
}

/** Whether a permission set lets edit a field; undefined for a field that it does not show. */
function permits({ inside }: Part, { name }: Part): boolean | undefined {
	const [xml] = new RegExp(`<editable>\\w+</editable><field>${name}<`).exec(inside) ?? [];
	return xml === undefined ? undefined : element(xml, 'editable') === 'true';
}

/**
 * What a permission set of an org lacks.
 *
 * @param set that of the set-up
 * @param fields those that it may have to show or let edit
 * @param topics the object of the topics and its parts, where they are new
 * @returns undefined when it lacks nothing
 */
export function permissionDifference(
	set: Part,
	fields: Part[],
	topics: Part[],
): Difference | undefined {
	const about = fields.filter((field) => permits(set, field) !== undefined);
	const words: string[] = [];
	if (about.length > 0) {
		const right = permits(set, about[0]) ? 'edit' : 'read';
		words.push(`${right} ${about.map(labelOf).join(', ')}`);
	}
	if (topics.length > 0) words.push('use Call Topic');
	if (words.length === 0) return undefined;
	return willBe(onlyWhat(set, [...about, ...topics]), `allowed to ${words.join(' and ')}`);
}
