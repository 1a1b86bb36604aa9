export type { Component, MetadataBody, MetadataFault, MetadataFile } from './model';
export { readMetadata } from './read';
export { checkReferences } from './references';
