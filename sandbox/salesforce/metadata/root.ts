import type { XmlElement } from './xml';

const NAMESPACE = 'http://soap.sforce.com/2006/04/metadata';
const ATTRIBUTES = ['xmlns', 'xmlns:xsi', 'xmlns:xsd'];

/** What is wrong with the root element of a file: its name, its namespace, attributes that it does not have. */
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
