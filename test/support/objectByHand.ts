import type { Sandbox } from '../../sandbox';

type Org = Sandbox['salesforce'];

const OBJECT = 'Call_Analysis__c';

/** All boxes that an administrator can tick for an object. */
export const ALL_BOXES = { activities: true, history: true, reports: true, search: true };

/**
 * Makes the object by hand, as the integration guide says, with fields that the administrators see.
 *
 * @param fields by name, each with its type and length
 * @param boxes that are ticked; none unless given
 */
export function makeObjectByHand(
	{ create, createObject, records, setField }: Org,
	fields: Record<string, ['string' | 'textarea', number]>,
	boxes: Parameters<Org['createObject']>[3] = {},
): void {
	createObject(OBJECT, 'Call Analysis', 'Call Analyses', boxes);
	const [{ Id: ParentId }] = records('PermissionSet');
	for (const [name, [type, length]] of Object.entries(fields)) {
		setField(OBJECT, { name, label: name, type, length });
		create('FieldPermissions', {
			ParentId,
			SobjectType: OBJECT,
			Field: `${OBJECT}.${name}`,
			PermissionsRead: true,
			PermissionsEdit: true,
		});
	}
}
