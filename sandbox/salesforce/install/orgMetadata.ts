import { makeId } from '../ids';
import {
	checkReferences,
	faultOf,
	textOf,
	type Component,
	type MetadataBody,
	type MetadataFault,
} from '../../../salesforce/checker';
import type { FieldDefinition } from '../fields';
import { Formula } from '../formulas';
import type { RecordStore } from '../records';
import { changeProblem, customObject, layoutFields, objectProblem } from './customObjects';
import { customField, fieldLimit } from './fieldTypes';
import { findPermissionSet, installPermissionSet } from './permissionSets';
import { installValidationRule } from './validationRules';

/** The first characters of the ids of components; the others share one. */
const PREFIXES: Record<string, string> = {
	CustomApplication: '02u',
	CustomField: '00N',
	CustomObject: '01I',
	CustomTab: '01r',
	Dashboard: '01Z',
	DashboardFolder: '00l',
	FlexiPage: '0M0',
	Layout: '00h',
	ListView: '00B',
	PermissionSet: '0PS',
	Report: '00O',
	ReportFolder: '00l',
	ReportType: '070',
	ValidationRule: '03d',
};
const OTHERS = '0Aa';

/** The order of installation; other types come last. */
const ORDER = ['CustomObject', 'CustomField', 'CustomTab', 'PermissionSet'];
const placeOf = ({ type }: Component) =>
	ORDER.includes(type) ? ORDER.indexOf(type) : ORDER.length;

/** The outcome of an installation. */
export interface Installed {
	id: string;
	created: boolean;
	changed: boolean;
}

/** The components that an org has, and what they are made of. */
export class OrgMetadata {
	private readonly installed = new Map<string, { id: string; component: Component }>();

	constructor(private readonly store: RecordStore) {}

	/**
	 * Further faults of components that `readMetadata` accepts: references to nothing, impossible changes of fields, and
	 * what the sandbox does not support.
	 */
	faults(components: Component[]): MetadataFault[] {
		const fieldsOf = (object: string) =>
			this.store.schema.definition(object)?.fields.map(({ name }) => name);
		const before = [...this.installed.values()].map(({ component }) => component);
		const references = checkReferences(components, fieldsOf, before);
		const isFaulty = ({ type, fullName }: Component) =>
			references.some((fault) => fault.type === type && fault.fullName === fullName);
		const own = components.flatMap((component) => {
			const problem = isFaulty(component) ? null : this.problemOf(component, components);
			return problem === null ? [] : [faultOf(component, problem)];
		});
		return [...references, ...own];
	}

	/** The components in the order in which they can be installed. */
	inOrder(components: Component[]): Component[] {
		return [...components].sort((left, right) => placeOf(left) - placeOf(right));
	}

	/** The outcome of installing a component that has no fault. */
	preview({ type, fullName, body }: Component): Installed {
		const before = this.installed.get(`${type} ${fullName}`);
		return {
			id: before?.id ?? makeId(PREFIXES[type] ?? OTHERS, this.installed.size + 1),
			created: !before,
			changed: !before || JSON.stringify(before.component.body) !== JSON.stringify(body),
		};
	}

	/**
	 * Installs a component that has no fault.
	 *
	 * @param isMerged whether a permission set keeps what the component leaves out
	 */
	install(component: Component, isMerged = false): Installed {
		const preview = this.preview(component);
		if (preview.changed) this.apply(component, isMerged);
		const { type, fullName } = component;
		const record = type === 'PermissionSet' && findPermissionSet(this.store, fullName);
		const id = record ? String(record) : preview.id;
		this.installed.set(`${type} ${fullName}`, { id, component });
		return { ...preview, id };
	}

	/** Forgets a field that an administrator has deleted. */
	forgetField(object: string, name: string): void {
		this.installed.delete(`CustomField ${object}.${name}`);
	}

	/** What an administrator sets for a custom object: the elements of its metadata, without those of its parts. */
	settings(object: string): MetadataBody | undefined {
		return this.installed.get(`CustomObject ${object}`)?.component.body;
	}

	/** The validation rules of an object: whether each is active, by name. */
	validationRules(object: string): Map<string, boolean> {
		const type = `ValidationRule ${object}.`;
		const own = [...this.installed].filter(([key]) => key.startsWith(type));
		return new Map(
			own.map(([key, { component }]) => [
				key.slice(type.length),
				textOf(component.body, 'active') === 'true',
			]),
		);
	}

	private problemOf({ type, fullName, body }: Component, components: Component[]): string | null {
		const { schema } = this.store;
		if (type === 'ValidationRule') {
			const fields = this.fieldsAfter(fullName.split('.')[0], components);
			return new Formula(textOf(body, 'errorConditionFormula')).problem(fields);
		}
		if (type === 'CustomObject' && fullName.endsWith('__c')) {
			return objectProblem(body);
		}
		const [objectName, name] = fullName.split('.');
		if (type !== 'CustomField' || !name.endsWith('__c')) return null;
		const limit = fieldLimit(body);
		const object = schema.definition(objectName);
		if (limit !== null || !object) return limit;
		return changeProblem(object, customField(name, body), this.store.list(objectName));
	}

	/** The fields that an object has once a package is installed. */
	private fieldsAfter(object: string, components: Component[]): FieldDefinition[] {
		const own = components.find((one) => one.type === 'CustomObject' && one.fullName === object);
		const definition =
			this.store.schema.definition(object) ?? customObject(object, own?.body ?? {}, '');
		const added = components.filter(
			({ type, fullName, body }) =>
				type === 'CustomField' && fullName.startsWith(`${object}.`) && fieldLimit(body) === null,
		);
		return [
			...definition.fields,
			...added.map(({ fullName, body }) => customField(fullName.slice(object.length + 1), body)),
		];
	}

	private apply(component: Component, isMerged: boolean): void {
		const { type, fullName, body } = component;
		const { schema } = this.store;
		if (type === 'PermissionSet') installPermissionSet(component, this.store, isMerged);
		if (type === 'ReportFolder' || type === 'DashboardFolder') {
			const Type = type.slice(0, -'Folder'.length);
			this.store.put('Folder', { Name: textOf(body, 'name'), DeveloperName: fullName, Type });
		}
		if (type === 'ValidationRule') installValidationRule(component, this.store);
		if (type === 'CustomObject' && fullName.endsWith('__c')) {
			const existing = schema.definition(fullName);
			const wanted = customObject(fullName, body, existing?.keyPrefix ?? schema.nextPrefix());
			if (existing) {
				schema.update(existing, wanted);
				// Fields that come with a setting go with it: LastActivityDate, OwnerId.
				const kept = new Set(wanted.fields.map((field) => field.name));
				const own = existing.fields.map((field) => field.name);
				for (const field of own) {
					if (!field.endsWith('__c') && !kept.has(field)) schema.removeField(existing, field);
				}
			} else schema.add(wanted);
		}
		if (type === 'Layout') {
			schema.setLayout(fullName.split('-')[0], layoutFields(body));
		}
		const [objectName, name] = fullName.split('.');
		const object = schema.definition(objectName);
		if (type === 'CustomField' && object && name.endsWith('__c')) {
			schema.setField(object, customField(name, body));
		}
	}
}
