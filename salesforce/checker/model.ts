/** A file of a package; the path from its root, with forward slashes. */
export interface MetadataFile {
	path: string;
	text: string;
}

/**
 * Element contents by name; an element that the type allows repeatedly is always a list. Numbers and booleans stay
 * texts. The full name is the component's, not its body's.
 */
export interface MetadataBody {
	[element: string]: string | MetadataBody | Array<string | MetadataBody>;
}

/** One thing that Salesforce would store; `path` is the file that it came from. */
export interface Component {
	type: string;
	fullName: string;
	path: string;
	body: MetadataBody;
}

/** An error and its position: line and column from 1, null if it has none. */
export interface MetadataFault {
	path: string;
	type: string;
	fullName: string;
	problem: string;
	line: number | null;
	column: number | null;
}

/** A place in a file, both counted from 1. */
export interface Position {
	line: number;
	column: number;
}

/** Beside the bodies, so that a body holds what the file says and nothing else. */
const positions = new WeakMap<MetadataBody, Map<string, Position[]>>();

/** Remembers where in its file an element of a body stands; repeated elements in their order. */
export function rememberPosition(body: MetadataBody, element: string, position: Position): void {
	const places = positions.get(body) ?? new Map<string, Position[]>();
	positions.set(body, places);
	places.set(element, [...(places.get(element) ?? []), { ...position }]);
}

/** Where an element of a body stands; undefined for a body that did not come from a file. */
export function positionOf(body: MetadataBody, element: string, index = 0): Position | undefined {
	return positions.get(body)?.get(element)?.[index];
}

/** A fault of a component, at a place where one is known. */
export function faultOf(
	{ path, type, fullName }: Omit<Component, 'body'>,
	problem: string,
	position?: Position,
): MetadataFault {
	const { line = null, column = null } = position ?? {};
	return { path, type, fullName, problem, line, column };
}

/** The texts of an element, of one as of many; what is not text is left out. */
export function textsOf(body: MetadataBody, element: string): string[] {
	return [body[element] ?? []].flat().filter((value) => typeof value === 'string');
}

/** The bodies of an element, of one as of many; what is not a body is left out. */
export function bodiesOf(body: MetadataBody, element: string): MetadataBody[] {
	return [body[element] ?? []].flat().filter((value) => typeof value !== 'string');
}

/** The text of an element that is there once; empty when it is not there. */
export function textOf(body: MetadataBody, element: string): string {
	return textsOf(body, element)[0] ?? '';
}
