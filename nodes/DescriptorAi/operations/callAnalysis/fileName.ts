/** Name of a file about an analysis, such as `transcript-1f0c2c1e.srt`: fit for every file system. */
export function fileName(what: string, resultId: string, extension: string): string {
	const id = resultId.slice(0, 64).replace(/[^\w-]+/g, '_');
	return `${what}-${id}.${extension}`;
}
