import type { FastifyRequest } from 'fastify';
import { untranslated } from './errors';
import { findField, type ObjectDefinition } from './objects';

/** The body of a create that may bring a file. */
export interface Upload {
	/** The JSON text with the fields; null when there is no body. */
	entity: string | null;
	/** The file, when the body is multipart; otherwise it is among the fields, in base64. */
	file: Buffer | null;
}

/** The error of a malformed or incomplete multipart body. */
export const invalidMultipart = (message: string) =>
	untranslated(400, 'INVALID_MULTIPART_REQUEST', message);

/**
 * Reads the body of a create of an object that holds a file: JSON, or multipart with a part of JSON
 * for the fields and a part with the file, which has the name of the field that it is for.
 *
 * @throws SalesforceError with INVALID_MULTIPART_REQUEST when a part is missing; assumption 9 of the README
 */
export async function readUpload(
	request: FastifyRequest<{ Body: string | null }>,
	object: ObjectDefinition,
): Promise<Upload> {
	if (!request.isMultipart()) return { entity: request.body, file: null };

	let entity: string | null = null;
	let file: Buffer | null = null;
	// The part with the fields stays a text: errors in its JSON are reported by their position.
	for await (const part of request.files({ isPartAFile: () => true })) {
		const bytes = await part.toBuffer();
		if (findField(object, part.fieldname)?.type === 'base64') file = bytes;
		else if (part.mimetype.startsWith('application/json')) entity ??= bytes.toString('utf8');
	}
	if (entity === null) throw invalidMultipart('Multipart message must include a non-binary part');
	if (!file) throw invalidMultipart('Multipart message must include a binary part');
	return { entity, file };
}
