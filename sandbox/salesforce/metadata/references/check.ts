import type { Component, MetadataBody } from '../model';
import type { Org } from './org';

/** Reports a problem with an element of a body; null, and nothing is reported. */
export type Report = (
	problem: string | null,
	body: MetadataBody,
	element: string,
	index?: number,
) => void;

/** Follows what a component of one type names of others. */
export type Check = (component: Component, org: Org, report: Report) => void;

/** The object of `Object.Child`. */
export const objectOf = ({ fullName }: Component) => fullName.slice(0, fullName.indexOf('.'));
