import { readSources } from '../../../salesforce/package';
import { readMetadata } from '../../../salesforce/checker';
import type { RecordStore } from '../records';
import type { OrgMetadata } from './orgMetadata';
import { findPermissionSet } from './permissionSets';

/** The permission set of the package of this repository for the user that n8n signs in as. */
const PERMISSION_SET = 'Call_Analysis_Integration';

type Package = ReturnType<typeof readMetadata>;

let read: Package | undefined;

/** The package, read once for all orgs: it takes a while, and nobody changes it. */
function readPackage(): Package {
	read ??= readMetadata(readSources());
	return read;
}

/** Assigns a permission set to the user of the org. */
function assign(store: RecordStore, permissionSet: string): void {
	const PermissionSetId = findPermissionSet(store, permissionSet);
	if (!PermissionSetId) throw new Error(`There is no permission set ${permissionSet}`);
	store.put('PermissionSetAssignment', { AssigneeId: store.userId, PermissionSetId });
	store.refreshAccess();
}

/**
 * Installs the package of this repository, as a deploy does, and assigns its permission set.
 *
 * @throws Error that names every fault of the package
 */
export function installPackage(store: RecordStore, metadata: OrgMetadata): void {
	const { components, faults } = readPackage();
	const all = [...faults, ...metadata.faults(components)];
	if (all.length > 0) {
		const lines = all.map(({ path, line, problem }) => `${path}:${line ?? 1}: ${problem}`);
		throw new Error(`The package salesforce/ cannot be installed:\n${lines.join('\n')}`);
	}
	for (const component of metadata.inOrder(components)) metadata.install(component);
	assign(store, PERMISSION_SET);
}
