import { textOf, type Component, type MetadataBody } from '../model';

/** What every custom object has; the owner of a detail record is that of its parent. */
const OWN_FIELDS = [
	'CreatedById',
	'CreatedDate',
	'Id',
	'IsDeleted',
	'LastModifiedById',
	'LastModifiedDate',
	'Name',
	'OwnerId',
	'SystemModstamp',
];

/** The objects and fields after a deploy: those of the package, and those that are there already. */
export class Org {
	private readonly own = new Map<string, Component>();

	private readonly deployed: Set<Component>;

	/** @param before the components that are there already */
	constructor(
		components: Component[],
		before: Component[],
		private readonly fieldsOf: (object: string) => string[] | undefined,
	) {
		for (const component of [...before, ...components]) this.own.set(key(component), component);
		this.deployed = new Set(components);
	}

	/** Whether a component comes with the package. */
	isDeployed(component: Component): boolean {
		return this.deployed.has(component);
	}

	/** A component of the package, or else one that the org has. */
	find(type: string, fullName: string): Component | undefined {
		return this.own.get(key({ type, fullName }));
	}

	/** The components of a type whose names begin so. */
	list(type: string, beginning: string): Component[] {
		return [...this.own.values()].filter(
			(one) => one.type === type && one.fullName.startsWith(beginning),
		);
	}

	/** The object whose lookup makes a relationship, named without `__r`; undefined if it is not known. */
	childOf(parent: string, relationship: string): string | undefined {
		const lookup = this.list('CustomField', '').find(
			({ body }) =>
				textOf(body, 'referenceTo') === parent && textOf(body, 'relationshipName') === relationship,
		);
		return lookup && objectOf(lookup);
	}

	hasObject(object: string): boolean {
		return this.find('CustomObject', object) !== undefined || this.fieldsOf(object) !== undefined;
	}

	hasField(object: string, field: string): boolean {
		return (
			this.find('CustomField', `${object}.${field}`) !== undefined ||
			(this.fieldsOf(object) ?? []).includes(field) ||
			(this.find('CustomObject', object) !== undefined &&
				OWN_FIELDS.includes(field) &&
				!(field === 'OwnerId' && this.is(object, 'sharingModel', 'ControlledByParent')))
		);
	}

	/** Whether an element of a custom object has a value, as far as its metadata is known. */
	is(object: string, element: string, value: string): boolean {
		return textOf(this.find('CustomObject', object)?.body ?? {}, element) === value;
	}

	/** Whether one of the switches of a custom object is off, as far as its metadata is known. */
	isOff(object: string, element: string): boolean {
		return this.find('CustomObject', object) !== undefined && !this.is(object, element, 'true');
	}

	/** Why a reference to a field is wrong; null if it is not. */
	fieldProblem(object: string, field: string): string | null {
		if (!this.hasObject(object)) return `There is no object '${object}'.`;
		return this.hasField(object, field) ? null : `The object '${object}' has no field '${field}'.`;
	}
}

const key = ({ type, fullName }: Pick<Component, 'type' | 'fullName'>) => `${type} ${fullName}`;

/** Reports a problem with an element of a body; ignores null. */
type Report = (problem: string | null, body: MetadataBody, element: string, index?: number) => void;

/** Checks the references of a component of one type. */
export type Check = (component: Component, org: Org, report: Report) => void;

/** The object of `Object.Child`. */
export const objectOf = ({ fullName }: Component) => fullName.slice(0, fullName.indexOf('.'));
