import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';

import { isObject } from '../api';

// n8n 1 has neither this mode nor the constants for it: there, both would be undefined, and so every workflow combined.
const COMBINED = 'combined';
const FILES_IN_JSON = '_files';

/** Whether the workflow keeps the files of an item among its other fields. */
export const isCombined = (ctx: IExecuteFunctions): boolean =>
	(ctx.getWorkflowSettings().binaryMode as string | undefined) === COMBINED;

/** Whether a value is a file itself, such as that of an earlier node; a stored one needs no content. */
export const isFileOfItem = (given: unknown): given is IBinaryData =>
	isObject(given) &&
	typeof given.mimeType === 'string' &&
	(typeof given.data === 'string' || typeof given.id === 'string');

/** The files of an item, by name. In n8n's combined binary mode, they are among its other fields. */
export function filesOf(ctx: IExecuteFunctions, itemIndex: number): Record<string, IBinaryData> {
	const { json, binary } = ctx.getInputData()[itemIndex];
	const fields = isCombined(ctx) ? { ...json, ...Object(json[FILES_IN_JSON]) } : {};
	const all = Object.entries<unknown>({ ...fields, ...binary });
	return Object.fromEntries(
		all.flatMap(([name, file]) => (isFileOfItem(file) ? [[name, file]] : [])),
	);
}
