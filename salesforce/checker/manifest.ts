import { readBody, rootProblems } from './body';
import {
	bodiesOf,
	faultOf,
	positionOf,
	textOf,
	textsOf,
	type Component,
	type MetadataFault,
	type MetadataFile,
	type Position,
} from './model';
import { KINDS } from './places';
import { readXml } from './xml';

/** A folder is listed among what is in it. */
const listedType = (type: string) => type.replace(/Folder$/, '');
/** The fields and the like of an object come with it, listed or not. */
const comesAlong = ({ type, fullName }: Component, listed: Set<string>) =>
	KINDS.some((kind) => kind.type === type && kind.element !== undefined) &&
	[fullName.split('.')[0], '*'].some((object) => listed.has(`CustomObject ${object}`));

/**
 * Compares the list of a package in metadata format with what is in the package: an org refuses a member that has no
 * file, and passes over a file that is no member.
 *
 * @param components of all files; those beside and below the list are compared
 */
export function checkManifest(file: MetadataFile, components: Component[]): MetadataFault[] {
	const identity = { path: file.path, type: 'Package', fullName: '' };
	const faults: MetadataFault[] = [];
	const report = (problem: string, position?: Position) =>
		faults.push(faultOf(identity, problem, position));
	const xml = readXml(file.text);
	if (!xml.ok) return [faultOf(identity, xml.problem, xml)];
	for (const problem of rootProblems(xml.root, 'Package')) report(problem, xml.root);
	if (xml.root.name !== 'Package') return faults;

	const folder = file.path.slice(0, -'package.xml'.length);
	const inside = components.filter(({ path }) => path.startsWith(folder));
	const present = new Set(inside.map(({ type, fullName }) => `${listedType(type)} ${fullName}`));
	const listed = new Set<string>();
	const body = readBody(xml.root, 'Package', report);
	for (const types of bodiesOf(body, 'types')) {
		const type = textOf(types, 'name');
		textsOf(types, 'members').forEach((written, index) => {
			// Salesforce's own tools write a folder with a slash behind it.
			const member = written.replace(/\/$/, '');
			listed.add(`${type} ${member}`);
			if (member === '*' || present.has(`${type} ${member}`)) return;
			report(
				`${type} '${member}' is listed, but not in the package.`,
				positionOf(types, 'members', index),
			);
		});
	}
	for (const component of inside) {
		const type = listedType(component.type);
		const names = [`${type} ${component.fullName}`, `${type} *`];
		if (names.some((name) => listed.has(name)) || comesAlong(component, listed)) continue;
		report(`${type} '${component.fullName}' is in the package, but not listed.`, xml.root);
	}
	return faults;
}
