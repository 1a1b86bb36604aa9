import { strFromU8, unzipSync } from 'fflate';
import type { MetadataFile } from '../../../salesforce/checker';

/** The most files of a deploy, and the most bytes that they have together. */
const LIMITS = { files: 10_000, bytes: 629_145_600 };

/**
 * Unpacks the zip of a deploy.
 *
 * @param isSinglePackage whether package.xml is at the top; otherwise it is in the only folder there
 * @returns the files with their paths from package.xml on; or what is wrong with the zip as a whole
 */
export function unpack(zip: Buffer, isSinglePackage: boolean): MetadataFile[] | string {
	let size = 0;
	let count = 0;
	let entries: Record<string, Uint8Array>;
	try {
		entries = unzipSync(zip, {
			filter: ({ originalSize }) => {
				size += originalSize;
				count += 1;
				return count <= LIMITS.files && size <= LIMITS.bytes;
			},
		});
	} catch (error) {
		return `The zip file cannot be read: ${error instanceof Error ? error.message : String(error)}`;
	}
	if (count > LIMITS.files) return `The zip file has more than ${LIMITS.files} files`;
	if (size > LIMITS.bytes) return `The files have more than ${LIMITS.bytes} bytes`;

	const files = Object.entries(entries)
		.filter(([path]) => !path.endsWith('/'))
		.map(([path, bytes]) => ({ path, text: strFromU8(bytes) }));
	const root = isSinglePackage ? '' : `${files[0]?.path.split('/')[0]}/`;
	if (!files.some(({ path }) => path === `${root}package.xml`)) return 'No package.xml found';
	const strays = files.filter(({ path }) => !path.startsWith(root));
	if (strays.length > 0) return 'The sandbox does not support several packages in one zip file';
	if (files.some(({ path }) => /destructiveChanges(Pre|Post)?\.xml$/.test(path))) {
		return 'The sandbox does not support destructive changes';
	}
	return files.map(({ path, text }) => ({ path: path.slice(root.length), text }));
}
