import { createHash } from 'node:crypto';

import { holdsSecret, namingParameters, webAddress } from '../api';

/** The length of Recording ID in Salesforce, in characters. */
const LONGEST = 255;
/**
 * IDs that can stand in the address of a Salesforce record as they are. Salesforce takes what follows a dot for the kind
 * of the answer, such as `.json`, unless it begins with a digit.
 */
const PLAIN = /^[\w:+=@-]+(\.\d[\w:+=@-]*)*$/;

/** A readable beginning, and a hash that is another one for each content. */
function hashed(name: string, content: string): string {
	const beginning = name.slice(0, 1000).replace(/\W+/g, '-').slice(0, 100);
	const hash = createHash('sha256').update(content).digest('hex').slice(0, 40);
	return beginning === '' ? hash : `${beginning}-${hash}`;
}

/**
 * The key of a recording by its address: the same however the address is signed, and without a secret.
 *
 * A query without a signature is part of it, because it may be what names the recording.
 */
export function keyOfAddress(address: URL): string {
	const query = new URLSearchParams(namingParameters(address).sort()).toString();
	const { origin, pathname } = address;
	const name = pathname.split('/').filter(Boolean).pop() ?? '';
	const isNameSecret = holdsSecret(new URL(`/${name}`, origin));
	return hashed(isNameSecret ? '' : name, `${origin}${pathname}${query && `?${query}`}`);
}

/** The key of a recording by its ID in the phone system, as it is where Salesforce can find a record by it. */
export function keyOfId(id: string): string {
	if (id.length <= LONGEST && PLAIN.test(id)) return id;
	const address = webAddress(id);
	return address ? keyOfAddress(address) : hashed(id, id);
}

/** The key of a recording by its content, for a file that says nothing else: the same file is the same recording. */
export async function keyOfFile(
	content: AsyncIterable<Buffer> | Iterable<Buffer>,
): Promise<string> {
	const hash = createHash('sha256');
	for await (const part of content) hash.update(part);
	return `file-${hash.digest('hex').slice(0, 40)}`;
}
