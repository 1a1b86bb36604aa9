import { strToU8, zipSync } from 'fflate';
import type { Sandbox } from '../../sandbox';
import { bearer, salesforce } from './client';

export const HEAD = '<?xml version="1.0" encoding="UTF-8"?>';
export const XMLNS = 'xmlns="http://soap.sforce.com/2006/04/metadata"';
export const JSON_PART =
	'Content-Disposition: form-data; name="json"\r\nContent-Type: application/json';
export const FILE_PART =
	'Content-Disposition: form-data; name="file"; filename="p.zip"\r\nContent-Type: application/zip';

/** The answer to a deploy, and to a look at it. */
export interface DeployAnswer {
	id: string;
	deployResult: Record<string, unknown> & {
		status: string;
		details?: {
			componentFailures: Array<Record<string, unknown>>;
			componentSuccesses: Array<Record<string, unknown>>;
		};
	};
}

/** A zip of files with a package.xml that lists an object. */
export const zipOf = (object: string, files: Record<string, string>) =>
	zipSync(
		Object.fromEntries(
			Object.entries({
				'package.xml': `${HEAD}<Package ${XMLNS}><types><members>${object}</members><name>CustomObject</name></types><version>59.0</version></Package>`,
				...files,
			}).map(([path, text]) => [path, strToU8(text)]),
		),
	);

/** A part of a multipart body: its headers, and what is in it. */
export type Part = [string, string | Uint8Array];

/** Sends a body of such parts as a deploy. */
export async function sendDeploy<Body = DeployAnswer>(
	{ salesforce }: Sandbox,
	parts: Part[],
	type = 'multipart/form-data; boundary=x',
): Promise<{ status: number; body: Body }> {
	const pieces = parts.flatMap(([head, body]) => [`--x\r\n${head}\r\n\r\n`, body, '\r\n']);
	const answer = await fetch(`${salesforce.url}/services/data/v59.0/metadata/deployRequest`, {
		method: 'POST',
		headers: { ...bearer(salesforce.accessToken), 'content-type': type },
		body: Buffer.concat([...pieces, '--x--\r\n'].map((piece) => Buffer.from(piece))),
	});
	return { status: answer.status, body: (await answer.json()) as Body };
}

/** Deploys files, with their own package.xml, and returns the end. */
export async function deployFiles(
	sandbox: Sandbox,
	files: Record<string, string>,
): Promise<DeployAnswer['deployResult']> {
	const options = JSON.stringify({ deployOptions: { singlePackage: true } });
	const { id } = (
		await sendDeploy(sandbox, [
			[JSON_PART, options],
			[FILE_PART, zipOf('', files)],
		])
	).body;
	const path = `/metadata/deployRequest/${id}?includeDetails=true`;
	await salesforce(sandbox, 'GET', path);
	return (await salesforce<DeployAnswer>(sandbox, 'GET', path)).body.deployResult;
}
