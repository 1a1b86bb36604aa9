import { readBody, rootProblems } from './body';
import { fieldProblems } from './fieldRules';
import { checkManifest } from './manifest';
import {
	faultOf,
	positionOf,
	textOf,
	type Component,
	type MetadataBody,
	type MetadataFault,
	type MetadataFile,
	type Position,
} from './model';
import { nameProblem } from './names';
import { KINDS, placeOf, type Place } from './places';
import { readXml, type XmlElement } from './xml';

type Identity = Omit<Component, 'body'>;

const CHILD_KINDS = KINDS.filter(({ element }) => element);

/** The name without the object or the folder in front; a layout has its object's in the name itself. */
const ownName = ({ type, fullName }: Identity) =>
	type === 'Layout' ? fullName : fullName.slice(fullName.search(/[^./]*$/));

/** The same body, so that its positions stay known. */
function withoutName(body: MetadataBody): MetadataBody {
	delete body.fullName;
	return body;
}

/** Components as they are found, with the faults of all files. */
class Reader {
	readonly components: Component[] = [];
	readonly faults: MetadataFault[] = [];

	read(file: MetadataFile): void {
		const place = placeOf(file.path);
		if (place === null) return;
		if (typeof place === 'string') {
			this.faults.push(faultOf({ path: file.path, type: '', fullName: '' }, place));
			return;
		}
		const identity = { path: file.path, type: place.kind.type, fullName: place.fullName };
		const xml = readXml(file.text);
		if (!xml.ok) {
			this.faults.push(faultOf(identity, xml.problem, xml));
			return;
		}
		const problems = rootProblems(xml.root, place.kind.type);
		for (const problem of problems) this.faults.push(faultOf(identity, problem, xml.root));
		if (xml.root.name === place.kind.type) this.readRoot(xml.root, identity, place);
	}

	private readRoot(root: XmlElement, identity: Identity, { kind }: Place): void {
		const isObject = kind.type === 'CustomObject';
		const childOf = ({ name }: XmlElement) =>
			isObject ? CHILD_KINDS.find(({ element }) => element === name) : undefined;
		const own = root.children.filter((element) => !childOf(element));
		// An object's file that holds nothing but parts adds these to an object that the org has.
		const isObjectItself = own.length > 0 || root.children.length === 0;
		const body = this.bodyOf({ ...root, children: own }, identity);
		const given = textOf(body, 'fullName');
		const name = ownName(identity);
		// What is in a folder may be named with it.
		const names = kind.grouped ? [name, identity.fullName] : [name];
		if (given && !names.includes(given)) {
			const problem = `<fullName> is '${given}', but the file is named '${name}'.`;
			this.faults.push(faultOf(identity, problem, positionOf(body, 'fullName')));
		}
		if (!given && kind.element) this.lacksName(root, identity);
		if (isObjectItself) this.add({ ...identity, body: withoutName(body) }, root);
		for (const element of root.children) {
			const type = childOf(element)?.type;
			if (type) this.readChild(element, type, identity);
		}
	}

	/** A field or the like that stands in the file of its object. */
	private readChild(element: XmlElement, type: string, parent: Identity): void {
		const name = element.children.find((child) => child.name === 'fullName')?.text ?? '';
		const identity = { path: parent.path, type, fullName: `${parent.fullName}.${name}` };
		const body = this.bodyOf(element, identity);
		if (name) this.add({ ...identity, body: withoutName(body) }, element);
		else this.lacksName(element, identity);
	}

	private lacksName(element: XmlElement, identity: Identity): void {
		this.faults.push(faultOf(identity, `${identity.type} lacks <fullName>.`, element));
	}

	private bodyOf(element: XmlElement, identity: Identity): MetadataBody {
		return readBody(element, identity.type, (problem, position) =>
			this.faults.push(faultOf(identity, problem, position)),
		);
	}

	private add(component: Component, position: Position): void {
		const { type, fullName } = component;
		const problem = nameProblem(type, fullName);
		if (problem) this.faults.push(faultOf(component, problem, position));
		// Of Salesforce's own fields, a package holds only what is changed about them.
		if (type === 'CustomField' && fullName.endsWith('__c')) {
			for (const { problem: missing, element } of fieldProblems(component.body)) {
				const at = element ? positionOf(component.body, element) : position;
				this.faults.push(faultOf(component, missing, at));
			}
		}
		const same = this.components.find(
			(other) => other.type === type && other.fullName === fullName,
		);
		if (same) {
			const twice = `${type} '${fullName}' is there already, in ${same.path}.`;
			this.faults.push(faultOf(component, twice, position));
		} else {
			this.components.push(component);
		}
	}
}

/**
 * Reads a package of Salesforce metadata: source format (an object's fields in files of their own) as well as metadata
 * format (an object in one file). The fields, list views … of an object are components of their own in both, named
 * `Object.Child`, and the object's body is without them. Files that are not metadata are passed over.
 *
 * @returns all components that could be read, in the order of the files, and whatever is wrong with the files
 */
export function readMetadata(files: MetadataFile[]): {
	components: Component[];
	faults: MetadataFault[];
} {
	const reader = new Reader();
	const isManifest = ({ path }: MetadataFile) => /(^|\/)package\.xml$/.test(path);
	for (const file of files) if (!isManifest(file)) reader.read(file);
	const { components, faults } = reader;
	const manifestFaults = files
		.filter(isManifest)
		.flatMap((file) => checkManifest(file, components));
	return { components, faults: [...faults, ...manifestFaults] };
}
