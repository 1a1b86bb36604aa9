import { checkbox, longText, picklist, reference, text, type FieldDefinition } from '../fields';
import {
	setup,
	type Behavior,
	type ObjectDefinition,
	type ObjectRights,
	type Org,
} from '../objects';
import {
	checkAssignment,
	checkFieldPermissions,
	checkObjectPermissions,
	checkTabSetting,
} from './permissionRules';
import type { Rights } from '../schema';

/** The user permissions that the sandbox knows; others are metadata only. */
const USER_PERMISSIONS = ['ApiEnabled', 'EditTask', 'RunReports', 'ViewSetup'];

const access = (name: string) => checkbox(`Permissions${name}`);
const parent = () => reference('ParentId', ['PermissionSet'], { required: true });

/** An object of the permission model, which the API can write. */
const permissions = (
	name: string,
	keyPrefix: string,
	fields: FieldDefinition[],
	check?: Behavior['check'],
): ObjectDefinition => ({
	...setup(name, keyPrefix, fields),
	writable: true,
	check,
	follow: (_records, org) => org.refreshAccess(),
});

/** The objects of the permission model. */
export const permissionObjects = (): ObjectDefinition[] => [
	permissions('PermissionSet', '0PS', [
		text('Name', 80, { required: true, unique: true }),
		text('Label', 80, { required: true }),
		longText('Description', 255),
		checkbox('IsCustom', { readOnly: true, defaultValue: true }),
		checkbox('IsOwnedByProfile', { readOnly: true }),
		...USER_PERMISSIONS.map(access),
	]),
	permissions(
		'ObjectPermissions',
		'110',
		[
			parent(),
			picklist('SobjectType', [], { required: true }),
			access('Read'),
			access('Create'),
			access('Edit'),
			access('Delete'),
			access('ViewAllRecords'),
			access('ModifyAllRecords'),
		],
		checkObjectPermissions,
	),
	permissions(
		'FieldPermissions',
		'01k',
		[
			parent(),
			picklist('SobjectType', [], { required: true }),
			picklist('Field', [], { required: true }),
			access('Read'),
			access('Edit'),
		],
		checkFieldPermissions,
	),
	permissions(
		'PermissionSetAssignment',
		'0Pa',
		[
			reference('AssigneeId', ['User'], { required: true }),
			reference('PermissionSetId', ['PermissionSet'], { required: true }),
		],
		checkAssignment,
	),
	permissions(
		'PermissionSetTabSetting',
		'01P',
		[
			parent(),
			text('Name', 80, { required: true }),
			picklist('Visibility', ['DefaultOff', 'DefaultOn'], { restricted: true, required: true }),
		],
		checkTabSetting,
	),
];

/** The rights that a user has from all assigned permission sets together. */
export function rightsOf(userId: string, org: Org): Rights {
	const assigned = org
		.list('PermissionSetAssignment')
		.filter(
			({ AssigneeId, PermissionSetId }) =>
				AssigneeId === userId && org.find(String(PermissionSetId)),
		)
		.map(({ PermissionSetId }) => PermissionSetId);
	const granted = (objectName: string) =>
		org
			.list(objectName)
			.filter(({ ParentId, PermissionsRead }) => assigned.includes(ParentId) && PermissionsRead);

	const rights: Rights = { objects: new Map(), fields: new Map(), user: new Set() };
	for (const permissions of granted('ObjectPermissions')) {
		const name = String(permissions.SobjectType);
		const others = rights.objects.get(name);
		const right = (key: keyof ObjectRights, field: string) =>
			others?.[key] || permissions[field] === true;
		rights.objects.set(name, {
			create: right('create', 'PermissionsCreate'),
			edit: right('edit', 'PermissionsEdit'),
			delete: right('delete', 'PermissionsDelete'),
			viewAll: right('viewAll', 'PermissionsViewAllRecords'),
			modifyAll: right('modifyAll', 'PermissionsModifyAllRecords'),
		});
	}
	for (const { Field, PermissionsEdit } of granted('FieldPermissions')) {
		const name = String(Field);
		rights.fields.set(name, {
			edit: rights.fields.get(name)?.edit || PermissionsEdit === true,
		});
	}
	const sets = org.list('PermissionSet').filter(({ Id }) => assigned.includes(Id));
	for (const name of USER_PERMISSIONS) {
		if (sets.some((set) => set[`Permissions${name}`] === true)) rights.user.add(name);
	}
	return rights;
}
