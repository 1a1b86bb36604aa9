import { recordId, reference, text, type FieldDefinition, type SalesforceRecord } from '../fields';
import type { OrgMetadata } from '../install/orgMetadata';
import type { ObjectDefinition } from '../objects';
import type { RecordSource } from '../query/paths';

/** An object of the Tooling API, which a query reads and nothing else. */
const tooling = (name: string, keyPrefix: string, fields: FieldDefinition[]): ObjectDefinition => ({
	name,
	label: name,
	labelPlural: `${name}s`,
	keyPrefix,
	custom: false,
	writable: false,
	fields: [recordId(), text('DeveloperName', 80), text('NamespacePrefix', 15), ...fields],
});

const OBJECTS = [
	tooling('CustomObject', '01I', []),
	tooling('CustomField', '00N', [
		text('TableEnumOrId', 40),
		reference('EntityDefinitionId', ['EntityDefinition']),
	]),
	tooling('EntityDefinition', '4ie', [text('QualifiedApiName', 80)]),
];

/** A name without its suffix. */
const developerName = (name: string) => name.replace(/__c$/, '');

/** The custom objects and fields of an org, as the Tooling API has them. */
export class ToolingSource implements RecordSource {
	constructor(private readonly metadata: OrgMetadata) {}

	readonly schema = {
		find: (name: string) =>
			OBJECTS.find((object) => object.name.toLowerCase() === name.toLowerCase()),
	};

	list(objectName: string): SalesforceRecord[] {
		const all = this.metadata.list().filter(({ fullName }) => fullName.endsWith('__c'));
		const objects = all.filter(({ type }) => type === 'CustomObject');
		if (objectName !== 'CustomField') {
			return objects.map(({ id, fullName }) => ({
				Id: id,
				DeveloperName: developerName(fullName),
				QualifiedApiName: fullName,
				NamespacePrefix: null,
			}));
		}
		return all
			.filter(({ type }) => type === 'CustomField')
			.map(({ id, fullName }) => {
				const [objectName, name] = fullName.split('.');
				// A custom object is named by its id, a standard one by its name.
				const table = objects.find((object) => object.fullName === objectName)?.id ?? objectName;
				return {
					Id: id,
					DeveloperName: developerName(name),
					NamespacePrefix: null,
					TableEnumOrId: table,
					EntityDefinitionId: table,
				};
			});
	}

	find(id: string) {
		for (const object of OBJECTS) {
			const record = this.list(object.name).find(({ Id }) => Id === id);
			if (record) return { object, record };
		}
		return undefined;
	}
}
