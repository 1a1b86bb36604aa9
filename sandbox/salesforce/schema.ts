import { customPrefix } from './ids';
import { findField, type ObjectDefinition, type ObjectRights } from './objects';
import type { FieldDefinition } from './fields';

/** The rights that permission sets give a user. */
export interface Rights {
	/** By the names of objects. */
	objects: Map<string, ObjectRights>;
	/** By their names with those of their objects, `Object.Field`. */
	fields: Map<string, { edit: boolean }>;
	/** User permissions, such as "EditTask". */
	user: Set<string>;
}

const NOTHING: Rights = { objects: new Map(), fields: new Map(), user: new Set() };

/** What the profile of the user lacks; permission sets may give it. */
export interface Lacks {
	/** Standard objects, such as "Lead", and standard fields, such as "Contact.MobilePhone". */
	access?: string[];
	/** User permissions, such as "EditTask" or "ViewSetup". */
	permissions?: string[];
}

/** Without it, a user can create, change and delete no tasks. */
const EDIT_TASK = 'EditTask';

const READER: ObjectRights = {
	create: false,
	edit: false,
	delete: false,
	viewAll: true,
	modifyAll: false,
};

/** The objects of one org, and which of them its user sees. */
export class Schema {
	/** By their names in lower case, because Salesforce takes a name in any case. */
	private readonly objects: Map<string, ObjectDefinition>;

	private rights = NOTHING;

	private lacks: Lacks = {};

	/** Objects as the user sees them, by their names in lower case. */
	private readonly views = new Map<string, ObjectDefinition>();

	/** @param objects definitions that no other org shares: what is installed changes them */
	constructor(objects: ObjectDefinition[]) {
		this.objects = new Map(objects.map((object) => [object.name.toLowerCase(), object]));
	}

	/** Every object that the user sees. */
	list(): ObjectDefinition[] {
		return [...this.objects.keys()].flatMap((name) => this.find(name) ?? []);
	}

	/** An object by its name, in any case, with the fields that the user sees; undefined when it is hidden. */
	find(name: string): ObjectDefinition | undefined {
		const object = this.definition(name);
		if (!object || !this.sees(object)) return undefined;
		const key = object.name.toLowerCase();
		const view = this.views.get(key) ?? this.viewOf(object);
		this.views.set(key, view);
		return view;
	}

	/** An object by its name, in any case, with all of its fields. */
	definition(name: string): ObjectDefinition | undefined {
		return this.objects.get(name.toLowerCase());
	}

	/** The object whose records have ids that begin like this one. */
	ofId(id: string): ObjectDefinition | undefined {
		return [...this.objects.values()].find(({ keyPrefix }) => id.startsWith(keyPrefix));
	}

	/** Replaces what the user may do. */
	grant(rights: Rights): void {
		this.rights = rights;
		this.views.clear();
	}

	/** Replaces what the profile of the user lacks; a profile gives no access to custom objects and fields. */
	restrict(lacks: Lacks): void {
		this.lacks = lacks;
		this.views.clear();
	}

	/** Whether the user has a user permission, such as "ViewSetup". */
	permits(permission: string): boolean {
		return !this.lacks.permissions?.includes(permission) || this.rights.user.has(permission);
	}

	/** Every custom object, with all of its fields. */
	custom(): ObjectDefinition[] {
		return [...this.objects.values()].filter(({ custom }) => custom);
	}

	/** The first characters of the ids of the next custom object. */
	nextPrefix(): string {
		return customPrefix(this.custom().length);
	}

	/** Adds a custom object. */
	add(object: ObjectDefinition): void {
		this.objects.set(object.name.toLowerCase(), object);
		this.link(object);
	}

	/** Updates a custom object from another definition, except for its custom fields. */
	update(
		object: ObjectDefinition,
		{ label, labelPlural, activities, searchable, sharing, history, fields }: ObjectDefinition,
	): void {
		Object.assign(object, { label, labelPlural, activities, searchable, sharing, history });
		for (const field of fields) this.setField(object, field);
		this.link(object);
	}

	/** Adds a field to an object before those that Salesforce keeps itself, or replaces it. */
	setField(object: ObjectDefinition, field: FieldDefinition): void {
		const existing = findField(object, field.name);
		const place = existing
			? object.fields.indexOf(existing)
			: object.fields.findIndex(({ name }) => name === 'OwnerId' || name === 'CreatedById');
		object.fields.splice(place, existing ? 1 : 0, field);
		this.views.clear();
	}

	/** Gives an object so many records that a query has to filter by an index. */
	makeLarge(objectName: string): void {
		Object.assign(this.definition(objectName) ?? {}, { large: true });
		this.views.clear();
	}

	/** Removes a field from an object. */
	removeField(object: ObjectDefinition, name: string): void {
		object.fields = object.fields.filter((field) => field !== findField(object, name));
		this.views.clear();
	}

	/** Sets the order of an object's fields on the pages of its records. */
	setLayout(objectName: string, layout: string[]): void {
		const object = this.definition(objectName);
		if (object) object.layout = layout;
		this.views.clear();
	}

	/** Adds a custom object to the targets of the lookups that are open to it. */
	private link(object: ObjectDefinition): void {
		for (const field of [...this.objects.values()].flatMap(({ fields }) => fields)) {
			const isOpen = field.openTo === 'all' || (field.openTo && object.activities);
			const targets = (field.referenceTo ?? []).filter((name) => name !== object.name);
			if (field.openTo) field.referenceTo = isOpen ? [...targets, object.name] : targets;
		}
		this.views.clear();
	}

	private viewOf(object: ObjectDefinition): ObjectDefinition {
		const fields = object.fields.flatMap((field) => {
			const name = `${object.name}.${field.name}`;
			// A required field cannot be hidden.
			const isOpen = field.required || !this.needsPermission(name, field.name.endsWith('__c'));
			const right = isOpen ? { edit: true } : this.rights.fields.get(name);
			if (!right) return [];
			return right.edit ? field : { ...field, readOnly: true };
		});
		return { ...object, fields, rights: this.rightsTo(object) };
	}

	/** The rights to an object that permission sets have to give; undefined for one that the profile opens. */
	private rightsTo({ name, custom }: ObjectDefinition): ObjectRights | undefined {
		if (name === 'Task' && !this.permits(EDIT_TASK)) return READER;
		return this.needsPermission(name, custom) ? this.rights.objects.get(name) : undefined;
	}

	private sees({ name, custom }: ObjectDefinition): boolean {
		return !this.needsPermission(name, custom) || this.rights.objects.has(name);
	}

	private needsPermission(name: string, custom: boolean): boolean {
		return custom || Boolean(this.lacks.access?.includes(name));
	}
}
