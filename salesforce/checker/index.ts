export {
	bodiesOf,
	faultOf,
	textOf,
	type Component,
	type MetadataBody,
	type MetadataFault,
	type MetadataFile,
} from './model';
export { readMetadata } from './read';
export { checkReferences } from './references';
export { STANDARD_FIELDS } from './standard';
