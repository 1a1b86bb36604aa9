import { checkbox, longText, picklist, reference, text } from './fields';
import { setup, type ObjectDefinition, type Org } from './objects';
import type { Rights } from './schema';

const access = (name: string) => checkbox(`Permissions${name}`);
const parent = () => reference('ParentId', ['PermissionSet'], { required: true });

/** What says who may do what. */
export const permissionObjects = (): ObjectDefinition[] =>
	definitions().map((object) => ({ ...object, follow: (_, org) => org.refreshAccess() }));

const definitions = (): ObjectDefinition[] => [
	setup('PermissionSet', '0PS', [
		text('Name', 80, { required: true }),
		text('Label', 80, { required: true }),
		longText('Description', 255),
		checkbox('IsCustom', { readOnly: true, defaultValue: true }),
		checkbox('IsOwnedByProfile', { readOnly: true }),
	]),
	setup('ObjectPermissions', '110', [
		parent(),
		picklist('SobjectType', [], { required: true }),
		access('Read'),
		access('Create'),
		access('Edit'),
		access('Delete'),
		access('ViewAllRecords'),
		access('ModifyAllRecords'),
	]),
	setup('FieldPermissions', '01k', [
		parent(),
		picklist('SobjectType', [], { required: true }),
		picklist('Field', [], { required: true }),
		access('Read'),
		access('Edit'),
	]),
	setup('PermissionSetAssignment', '0Pa', [
		reference('AssigneeId', ['User'], { required: true }),
		reference('PermissionSetId', ['PermissionSet'], { required: true }),
	]),
	setup('PermissionSetTabSetting', '01P', [
		parent(),
		text('Name', 80, { required: true }),
		picklist('Visibility', ['DefaultOff', 'DefaultOn'], { restricted: true, required: true }),
	]),
];

/** What a user may do by all the permission sets that are assigned to it together. */
export function rightsOf(userId: string, org: Org): Rights {
	const assigned = org
		.list('PermissionSetAssignment')
		.filter(({ AssigneeId }) => AssigneeId === userId)
		.map(({ PermissionSetId }) => PermissionSetId);
	const granted = (objectName: string) =>
		org
			.list(objectName)
			.filter(({ ParentId, PermissionsRead }) => assigned.includes(ParentId) && PermissionsRead);

	const rights: Rights = { objects: new Map(), fields: new Map() };
	for (const permissions of granted('ObjectPermissions')) {
		const name = String(permissions.SobjectType);
		const others = rights.objects.get(name);
		const right = (key: 'create' | 'edit' | 'delete', field: string) =>
			others?.[key] || permissions[field] === true;
		rights.objects.set(name, {
			create: right('create', 'PermissionsCreate'),
			edit: right('edit', 'PermissionsEdit'),
			delete: right('delete', 'PermissionsDelete'),
		});
	}
	for (const { Field, PermissionsEdit } of granted('FieldPermissions')) {
		const name = String(Field);
		rights.fields.set(name, {
			edit: rights.fields.get(name)?.edit || PermissionsEdit === true,
		});
	}
	return rights;
}
