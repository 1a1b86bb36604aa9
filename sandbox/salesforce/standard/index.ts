import { activityObjects } from './tasks';
import { contentObjects } from './files';
import { customerObjects } from './crm';
import type { ObjectDefinition } from '../objects';
import { permissionObjects } from './permissions';
import { setupObjects } from './setup';

/** The objects that every org has from the start; no two orgs share them. */
export const orgObjects = (): ObjectDefinition[] => [
	...customerObjects(),
	...activityObjects(),
	...setupObjects(),
	...permissionObjects(),
	...contentObjects(),
];
