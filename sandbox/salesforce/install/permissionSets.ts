import type { FieldValue } from '../fields';
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

/** Makes a permission set, or makes an existing one what the metadata says, no more and no less. */
export function installPermissionSet({ fullName, body }: Component, store: RecordStore): void {
	const Label = textOf(body, 'label');
	const Description = textOf(body, 'description') || null;
	const existing = findPermissionSet(store, fullName);
	const ParentId = existing ?? store.put('PermissionSet', { Name: fullName, Label, Description });
	store.set(String(ParentId), { Label, Description });
	for (const record of PARTS.flatMap((part) => store.list(part))) {
		if (record.ParentId === ParentId) store.remove(String(record.Id));
	}

	for (const permissions of bodiesOf(body, 'objectPermissions')) {
		store.put('ObjectPermissions', {
			ParentId,
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
		store.put('FieldPermissions', {
			ParentId,
			SobjectType: Field.split('.')[0],
			Field,
			PermissionsRead: is(permissions, 'readable'),
			PermissionsEdit: is(permissions, 'editable'),
		});
	}
	for (const setting of bodiesOf(body, 'tabSettings')) {
		const Visibility = VISIBILITY[textOf(setting, 'visibility')];
		const Name = textOf(setting, 'tab');
		if (Visibility) store.put('PermissionSetTabSetting', { ParentId, Name, Visibility });
	}
	store.refreshAccess();
}
