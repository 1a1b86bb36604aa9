import type { ObjectDefinition } from './objects';

/** The objects of one org. */
export class Schema {
	/** By their names in lower case, because Salesforce takes a name in any case. */
	private readonly objects: Map<string, ObjectDefinition>;

	/** @param objects definitions that no other org shares: installing fields changes them */
	constructor(objects: ObjectDefinition[]) {
		this.objects = new Map(objects.map((object) => [object.name.toLowerCase(), object]));
	}

	/** Every object. */
	list(): ObjectDefinition[] {
		return [...this.objects.values()];
	}

	/** An object by its name, in any case. */
	find(name: string): ObjectDefinition | undefined {
		return this.objects.get(name.toLowerCase());
	}

	/** The object whose records have ids that begin like this one. */
	ofId(id: string): ObjectDefinition | undefined {
		return this.list().find(({ keyPrefix }) => id.startsWith(keyPrefix));
	}
}
