import type { Sandbox } from '../../sandbox';
import { bearer, type Answer, type Created } from './client';

/** A part of a multipart body. */
export interface Part {
	name: string;
	fileName?: string;
	type?: string;
	content: Buffer | string;
}

export const UPLOAD = '/sobjects/ContentVersion';
/** Bytes that are no text, and among them what looks like the start of a boundary. */
export const PDF = Buffer.from([0x25, 0x50, 0x44, 0x46, 0x00, 0x0d, 0x0a, 0x2d, 0x2d, 0x78, 0xff]);
const BOUNDARY = 'x-between-the-parts';

/** A multipart body as the package form-data, which n8n uses, writes it. */
function multipart(parts: Part[]): Buffer {
	const chunks = parts.flatMap(({ name, fileName, type, content }) => [
		`--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"` +
			(fileName === undefined ? '' : `; filename="${fileName}"`) +
			(type === undefined ? '' : `\r\nContent-Type: ${type}`) +
			'\r\n\r\n',
		content,
		'\r\n',
	]);
	return Buffer.concat([...chunks, `--${BOUNDARY}--\r\n`].map((chunk) => Buffer.from(chunk)));
}

/**
 * Sends an upload to an org.
 *
 * @param url of the org
 * @param type the content type of the whole
 */
export async function postParts<Body>(
	url: string,
	token: string,
	parts: Part[],
	type = `multipart/form-data; boundary=${BOUNDARY}`,
): Promise<Answer<Body>> {
	const response = await fetch(`${url}/services/data/v59.0${UPLOAD}`, {
		method: 'POST',
		headers: { ...bearer(token), 'content-type': type },
		body: new Uint8Array(multipart(parts)),
	});
	return { status: response.status, body: (await response.json()) as Body };
}

/** The part with the fields. */
export const entity = (fields: object): Part => ({
	name: 'entity_content',
	type: 'application/json',
	content: JSON.stringify(fields),
});

/** The part with the file. */
export const versionData = (content: Buffer | string = PDF, fileName = 'Report.pdf'): Part => ({
	name: 'VersionData',
	fileName,
	type: 'application/pdf',
	content,
});

/** Uploads a file that must be accepted and returns the id of its version. */
export async function upload(
	{ salesforce: { url, accessToken } }: Sandbox,
	fields: object,
	content?: Buffer | string,
): Promise<string> {
	const all = { PathOnClient: 'Report.pdf', ...fields };
	const parts = [entity(all), versionData(content)];
	const answer = await postParts<Created>(url, accessToken, parts);
	if (answer.status !== 201) throw new Error(`Not created: ${JSON.stringify(answer.body)}`);
	return answer.body.id;
}
