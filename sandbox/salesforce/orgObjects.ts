import { activityObjects } from './activities';
import { callAnalysis } from './callAnalysis';
import { contentObjects } from './contentObjects';
import { customerObjects } from './customerObjects';
import type { ObjectDefinition } from './objects';
import { setupObjects } from './setupObjects';

/** The objects of a new org; no two orgs share them. */
export const orgObjects = (): ObjectDefinition[] => [
	callAnalysis(),
	...customerObjects(),
	...activityObjects(),
	...setupObjects(),
	...contentObjects(),
];
