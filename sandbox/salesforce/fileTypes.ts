/** Salesforce's file type and the media type, by the extension of the file name. */
const TYPES: Record<string, { fileType: string; mediaType: string }> = {
	csv: { fileType: 'CSV', mediaType: 'text/csv; charset=utf-8' },
	htm: { fileType: 'HTML', mediaType: 'text/html; charset=utf-8' },
	html: { fileType: 'HTML', mediaType: 'text/html; charset=utf-8' },
	jpg: { fileType: 'JPG', mediaType: 'image/jpeg' },
	json: { fileType: 'UNKNOWN', mediaType: 'application/json' },
	m4a: { fileType: 'M4A', mediaType: 'audio/mp4' },
	mp3: { fileType: 'MP3', mediaType: 'audio/mpeg' },
	mp4: { fileType: 'MP4', mediaType: 'video/mp4' },
	pdf: { fileType: 'PDF', mediaType: 'application/pdf' },
	png: { fileType: 'PNG', mediaType: 'image/png' },
	srt: { fileType: 'UNKNOWN', mediaType: 'text/plain; charset=utf-8' },
	svg: { fileType: 'SVG', mediaType: 'image/svg+xml' },
	txt: { fileType: 'TEXT', mediaType: 'text/plain; charset=utf-8' },
	vtt: { fileType: 'UNKNOWN', mediaType: 'text/vtt; charset=utf-8' },
	wav: { fileType: 'WAV', mediaType: 'audio/wav' },
	xml: { fileType: 'XML', mediaType: 'text/xml; charset=utf-8' },
};

/** A file name in its parts; the extension is null when there is none. */
export function splitFileName(path: string): { title: string; extension: string | null } {
	const name = path.split(/[\\/]/).pop() ?? path;
	const [, title, extension] = /^(.+)\.([^.]+)$/.exec(name) ?? ['', name, ''];
	return { title, extension: extension === '' ? null : extension };
}

/** The types of a file; bytes if the extension is unknown. */
export function fileTypeOf(extension: string | null) {
	const type = TYPES[extension?.toLowerCase() ?? ''];
	return type ?? { fileType: 'UNKNOWN', mediaType: 'application/octet-stream' };
}
