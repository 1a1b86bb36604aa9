import { activityObjects } from './tasks';
import { contentObjects } from './files';
import { customerObjects } from './crm';
import type { ObjectDefinition } from '../objects';
import { permissionObjects } from './permissions';
import { setupObjects } from './setup';

/**
 * The objects that every org has from the start; no two orgs share them.
 *
 * @param origin of the addresses of public links to files; without it, content deliveries are not enabled
 */
export const orgObjects = (origin?: () => string): ObjectDefinition[] => [
	...customerObjects(),
	...activityObjects(),
	...setupObjects(),
	...permissionObjects(),
	...contentObjects(origin),
];
