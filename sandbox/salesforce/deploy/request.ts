import type { FastifyRequest } from 'fastify';
import { notInSandbox } from '../errors';
import { invalidMultipart } from '../upload';
import { readOptions, type DeployOptions } from './options';

/** A request to deploy. */
export interface DeployRequest {
	options: DeployOptions;
	zip: Buffer;
}

interface Part {
	fieldname: string;
	filename?: string;
	mimetype: string;
	encoding: string;
	toBuffer(): Promise<Buffer>;
}

/** Refuses a part that is not as Salesforce publishes it: its type, and whether it has a file name. */
function checkPart(part: Part): void {
	const isFile = part.fieldname === 'file';
	const type = isFile ? 'application/zip' : 'application/json';
	if (part.mimetype !== type) {
		throw invalidMultipart(`The part "${part.fieldname}" is ${part.mimetype}, not ${type}`);
	}
	if (isFile !== Boolean(part.filename)) {
		throw invalidMultipart(`The part "${part.fieldname}" ${isFile ? 'has no' : 'has a'} filename`);
	}
	if (part.encoding === 'base64') throw notInSandbox('parts in base64');
}

/**
 * Reads the body of a deploy: multipart, with the options as a part "json" and the zip as a part "file".
 *
 * @throws SalesforceError with INVALID_MULTIPART_REQUEST for any other body; assumption 9 of the README
 */
export async function readDeployRequest(request: FastifyRequest): Promise<DeployRequest> {
	if (!request.isMultipart())
		throw invalidMultipart('A deploy needs a body of multipart/form-data');
	const parts = new Map<string, Buffer>();
	for await (const part of request.files({ isPartAFile: () => true })) {
		if (!['json', 'file'].includes(part.fieldname)) {
			throw invalidMultipart(`A deploy has no part "${part.fieldname}"`);
		}
		if (parts.has(part.fieldname))
			throw invalidMultipart(`There are two parts "${part.fieldname}"`);
		checkPart(part);
		parts.set(part.fieldname, await part.toBuffer());
	}
	const [json, zip] = [parts.get('json'), parts.get('file')];
	if (!json || !zip) throw invalidMultipart(`The part "${json ? 'file' : 'json'}" is missing`);
	return { options: readOptions(json.toString('utf8')), zip };
}
