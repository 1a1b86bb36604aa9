import {
	BINARY_IN_JSON_PROPERTY,
	BINARY_MODE_COMBINED,
	type IBinaryData,
	type IExecuteFunctions,
} from 'n8n-workflow';

import { isObject } from '../api';

/** Whether a value is a file itself, such as that of an earlier node; a stored one needs no content. */
export const isFileOfItem = (given: unknown): given is IBinaryData =>
	isObject(given) &&
	typeof given.mimeType === 'string' &&
	(typeof given.data === 'string' || typeof given.id === 'string');

/** The files of an item, by name. In n8n's combined binary mode, they are among its other fields. */
export function filesOf(ctx: IExecuteFunctions, itemIndex: number): Record<string, IBinaryData> {
	const { json, binary } = ctx.getInputData()[itemIndex];
	const isCombined = ctx.getWorkflowSettings().binaryMode === BINARY_MODE_COMBINED;
	const fields = isCombined ? { ...json, ...Object(json[BINARY_IN_JSON_PROPERTY]) } : {};
	const all = Object.entries<unknown>({ ...fields, ...binary });
	return Object.fromEntries(
		all.flatMap(([name, file]) => (isFileOfItem(file) ? [[name, file]] : [])),
	);
}
