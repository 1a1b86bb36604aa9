import type { SalesforceRecord } from './fields';
import type { ObjectDefinition } from './objects';

/** What the user may do with a record beyond the rights to its object: the sharing of Salesforce, without roles and rules. */

/** The user, and the other records as the user sees their objects. */
export interface Viewer {
	userId: string;
	find(id: string): { object: ObjectDefinition; record: SalesforceRecord } | undefined;
	schema: { find(name: string): ObjectDefinition | undefined };
}

type Check = (viewer: Viewer, object: ObjectDefinition, record: SalesforceRecord) => boolean;

const owns = ({ userId }: Viewer, { OwnerId }: SalesforceRecord) => OwnerId === userId;

/** Whether a check holds for the record that a detail record belongs to. */
const ofParent =
	(check: Check): Check =>
	(viewer, { fields }, record) => {
		const master = fields.find(({ masterDetail }) => masterDetail);
		if (!master) return true;
		const parent = viewer.find(String(record[master.name]));
		const object = viewer.schema.find(parent?.object.name ?? '');
		return Boolean(parent && object && check(viewer, object, parent.record));
	};

/** Whether the user sees a record. */
export const mayRead: Check = (viewer, object, record) => {
	if (object.rights?.viewAll) return true;
	if (object.sharing === 'ControlledByParent') return ofParent(mayRead)(viewer, object, record);
	return object.sharing !== 'Private' || owns(viewer, record);
};

/** Whether the user may change and delete a record, as far as its owner and its object have a say. */
export const mayChange: Check = (viewer, object, record) => {
	if (object.rights?.modifyAll) return true;
	if (object.sharing === 'ControlledByParent') return ofParent(mayChange)(viewer, object, record);
	return !['Private', 'Read'].includes(object.sharing ?? '') || owns(viewer, record);
};

/** Whether the user may give a record to another owner. */
export const mayTransfer: Check = (viewer, { rights }, record) =>
	!rights || rights.modifyAll || owns(viewer, record);
