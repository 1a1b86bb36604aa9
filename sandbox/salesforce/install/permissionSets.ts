import type { FieldValue, SalesforceRecord } from '../fields';
import { bodiesOf, textOf, type Component, type MetadataBody } from '../../../salesforce/checker';
import type { RecordStore } from '../records';

/** The records that belong to a permission set, and are replaced with it. */
const PARTS = ['ObjectPermissions', 'FieldPermissions', 'PermissionSetTabSetting'];

/** What the metadata calls a tab's visibility, and what its record does; a hidden tab has none. */
const VISIBILITY: Record<string, string> = { Visible: 'DefaultOn', Available: 'DefaultOff' };

const is = (body: MetadataBody, element: string) => textOf(body, element) === 'true';

/** A permission set by its name. */
export function findPermissionSet(store: RecordStore, name: string): FieldValue | undefined {
	return store.list('PermissionSet').find(({ Name }) => Name === name)?.Id;
}

/**
 * Makes a permission set, or makes an existing one what the metadata says, no more and no less.
 *
 * @param isMerged whether an existing one keeps what the metadata leaves out, as with the API up to version 39.0
 */
export function installPermissionSet(
	{ fullName, body }: Component,
	store: RecordStore,
	isMerged: boolean,
): void {
	const Label = textOf(body, 'label');
	const Description = textOf(body, 'description') || null;
	const existing = findPermissionSet(store, fullName);
	const ParentId = existing ?? store.put('PermissionSet', { Name: fullName, Label, Description });
	store.set(String(ParentId), { Label, Description });
	const inside = (part: string) => store.list(part).filter((one) => one.ParentId === ParentId);
	for (const { Id } of isMerged ? [] : PARTS.flatMap(inside)) store.remove(String(Id));
	const put = (part: string, key: string, values: SalesforceRecord) => {
		const before = inside(part).find((one) => one[key] === values[key]);
		if (before) store.set(String(before.Id), values);
		else store.put(part, { ParentId, ...values });
	};

	for (const permissions of bodiesOf(body, 'objectPermissions')) {
		put('ObjectPermissions', 'SobjectType', {
			SobjectType: textOf(permissions, 'object'),
			PermissionsRead: is(permissions, 'allowRead'),
			PermissionsCreate: is(permissions, 'allowCreate'),
			PermissionsEdit: is(permissions, 'allowEdit'),
			PermissionsDelete: is(permissions, 'allowDelete'),
			PermissionsViewAllRecords: is(permissions, 'viewAllRecords'),
			PermissionsModifyAllRecords: is(permissions, 'modifyAllRecords'),
		});
	}
	for (const permissions of bodiesOf(body, 'fieldPermissions')) {
		const Field = textOf(permissions, 'field');
		put('FieldPermissions', 'Field', {
			SobjectType: Field.split('.')[0],
			Field,
			PermissionsRead: is(permissions, 'readable'),
			PermissionsEdit: is(permissions, 'editable'),
		});
	}
	for (const setting of bodiesOf(body, 'tabSettings')) {
		const Visibility = VISIBILITY[textOf(setting, 'visibility')];
		const Name = textOf(setting, 'tab');
		if (Visibility) put('PermissionSetTabSetting', 'Name', { Name, Visibility });
	}
	const granted = bodiesOf(body, 'userPermissions')
		.filter((permission) => is(permission, 'enabled'))
		.map((permission) => `Permissions${textOf(permission, 'name')}`);
	for (const { name } of store.definition('PermissionSet').fields) {
		if (!name.startsWith('Permissions') || (isMerged && !granted.includes(name))) continue;
		store.set(String(ParentId), { [name]: granted.includes(name) });
	}
	store.refreshAccess();
}
