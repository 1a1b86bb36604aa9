import { activityObjects } from './activities';
import { contentObjects } from './contentObjects';
import { customerObjects } from './customerObjects';
import type { ObjectDefinition } from './objects';
import { permissionObjects } from './permissionObjects';
import { setupObjects } from './setupObjects';

/** The objects that every org has from the start; no two orgs share them. */
export const orgObjects = (): ObjectDefinition[] => [
	...customerObjects(),
	...activityObjects(),
	...setupObjects(),
	...permissionObjects(),
	...contentObjects(),
];
