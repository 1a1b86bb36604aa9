import type { RecordStore } from '../records';
import type { OrgMetadata } from './orgMetadata';

/** How Salesforce names the permission set that stands for a profile. */
const PROFILE = 'X00eQy0000000001';

/** The permission set of the user's profile, which is there from the first object on. */
function profileOf(store: RecordStore): string {
	const existing = store.list('PermissionSet').find(({ Name }) => Name === PROFILE);
	if (existing) return String(existing.Id);
	const values = { Name: PROFILE, Label: PROFILE, IsCustom: true, IsOwnedByProfile: true };
	const id = store.put('PermissionSet', values);
	store.put('PermissionSetAssignment', { AssigneeId: store.userId, PermissionSetId: id });
	return id;
}

/** The boxes of a new custom object in Setup; none is ticked unless given. */
export interface ObjectBoxes {
	reports?: boolean;
	activities?: boolean;
	history?: boolean;
	search?: boolean;
}

/**
 * Makes a custom object as an administrator does in Setup: with a name and nothing more, and seen by
 * the administrators.
 *
 * @param name with its suffix, such as "Call_Analysis__c"
 */
export function createObject(
	store: RecordStore,
	metadata: OrgMetadata,
	name: string,
	label: string,
	pluralLabel: string,
	boxes: ObjectBoxes = {},
): void {
	const body = {
		deploymentStatus: 'Deployed',
		enableActivities: String(boxes.activities ?? false),
		enableHistory: String(boxes.history ?? false),
		enableReports: String(boxes.reports ?? false),
		enableSearch: String(boxes.search ?? false),
		label,
		nameField: { label: `${label} Name`, type: 'Text' },
		pluralLabel,
		sharingModel: 'ReadWrite',
	};
	metadata.install({ type: 'CustomObject', fullName: name, path: `objects/${name}.object`, body });
	store.put('ObjectPermissions', {
		ParentId: profileOf(store),
		SobjectType: name,
		PermissionsRead: true,
		PermissionsCreate: true,
		PermissionsEdit: true,
		PermissionsDelete: true,
		PermissionsViewAllRecords: true,
		PermissionsModifyAllRecords: true,
	});
	store.refreshAccess();
}
