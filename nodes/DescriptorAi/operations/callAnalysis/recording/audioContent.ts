/** A recording that the service reads, with its MIME type; or something else, with its name and kind. */
export type Content =
	| { recording: string }
	| { other: string; kind: 'media' | 'document' | 'unknown' };

/** How many bytes at the beginning tell recordings from everything else. */
export const ENOUGH = 12;

const media = (other: string): Content => ({ other, kind: 'media' });
const document = (other: string): Content => ({ other, kind: 'document' });

/** The first bytes of each kind, a character each; `\cA` is the byte 01. The first that fits holds. */
const BEGINNINGS: Array<[Content, RegExp]> = [
	[{ recording: 'audio/wav' }, /^(RIFF|RF64|BW64)....WAVE/s],
	[{ recording: 'audio/mpeg' }, /^ID3(?![\t\n\r,;|"])/],
	[
		document('an image'),
		/^(....ftyp(he[iv]|mi[af]|msf|avi|crx)|\0\0\0\f(jP |JXL) |RIFF....WEBP|\x89PNG|GIF8|\xff\xd8\xff|II\*\0|MM\0\*|BM....\0\0\0\0)/s,
	],
	// The size of an atom comes first. Only sound and picture are so large that it may look like text.
	[
		{ recording: 'audio/mp4' },
		/^(\0...(ftyp|styp|moov|moof|sidx|wide|free|skip|pnot|uuid)|....mdat)/s,
	],
	[media('Ogg audio'), /^OggS/],
	[media('FLAC audio'), /^fLaC/],
	[media('WebM or Matroska'), /^\cZE\xdf\xa3/],
	[media('AMR audio'), /^#!AMR/],
	[media('AIFF audio'), /^FORM....AIF/s],
	[media('AU audio'), /^\.snd/],
	[media('WMA or another ASF file'), /^0&\xb2u/],
	[media('CAF audio'), /^caff/],
	[media('AVI video'), /^RIFF....AVI /s],
	[media('Flash video'), /^FLV\cA/],
	[media('MIDI'), /^MThd/],
	[document('an archive'), /^(Rar!|7z\xbc\xaf|BZh\d|\xfd7zXZ|\(\xb5\/\xfd)/],
	[document('a ZIP archive'), /^PK(\cC\cD|\cE\cF)/],
	[document('a gzip archive'), /^[\c_]\x8b/],
	[document('a PDF'), /^%PDF/],
	[document('an Office document'), /^\xd0\xcf\cQ\xe0/],
	[document('a program'), /^(\x7fELF|MZ.\0)/s],
	[document('nothing but the byte ff'), /^\xff+$/],
];

/** Whether bytes can be the header of a frame of MPEG audio. */
const isFrame = ([first, second]: Buffer): boolean => first === 0xff && second >= 0xe0;

/** Text in UTF-16 begins with a mark or a plain character. */
const ENCODINGS: Array<[string, RegExp]> = [
	['utf-16le', /^(\xff\xfe|[\t-\r -~]\0)/],
	['utf-16be', /^(\xfe\xff|\0[\t-\r -~])/],
];

/** Text has no control characters. Where it is neither UTF-8 nor UTF-16, some more of it has to show that. */
const TEXTS: Array<[string, RegExp]> = [
	['an HTML page', /^(<\?xml[^>]*>\s*)?<(!|(html|head|body|script|meta|title|div|p|h\d)\b|$)/i],
	['an XML document', /^</],
	['JSON', /^\{\s*("|\}|$)|^\[\s*([\]{["\d-]|$)/],
	[
		'text',
		/^[\t-\r -~]*$|^(\s|[^\p{Cc}\p{Cn}\p{Co}\ufffd]){2,}$|^(\s|[^\p{Cc}\p{Cn}\p{Co}]){12,}$/u,
	],
];

/**
 * Recognizes content by its first bytes, whatever its name and label say.
 *
 * @param bytes at least one, `ENOUGH` where there are so many; more tell pages from other texts
 */
export function contentOf(bytes: Buffer): Content {
	const latin = bytes.toString('latin1');
	const [known] = BEGINNINGS.find(([, beginning]) => beginning.test(latin)) ?? [];
	if (known) return known;
	const [encoding = 'utf-8'] = ENCODINGS.find(([, beginning]) => beginning.test(latin)) ?? [];
	// A character at the end may be cut.
	const text = new TextDecoder(encoding).decode(bytes, { stream: true }).trimStart();
	const [name] = TEXTS.find(([, beginning]) => beginning.test(text)) ?? [];
	// Only the mark of UTF-16 can be the beginning of a frame as well.
	if (isFrame(bytes) && !(name && bytes[1] === 0xfe)) return { recording: 'audio/mpeg' };
	if (name) return document(name);
	const hex = bytes
		.subarray(0, ENOUGH)
		.toString('hex')
		.replace(/..(?=.)/g, '$& ');
	return { other: `a file that begins with the bytes ${hex}`, kind: 'unknown' };
}

/** Media types by labels and file names. */
const NAMES: Array<[string, RegExp]> = [
	['audio/mpeg', /^(audio|video)\/(x-)?(mpe?g|mp3)|\.mp(3|ga)$/i],
	['audio/wav', /^audio\/(x-|vnd\.|x-pn-)?wav|\.wave?$/i],
	['audio/mp4', /^(audio|video)\/(x-)?(mp4|m4[av]|quicktime)|\.(mp4|m4[av]|mov)$/i],
];

/**
 * The MIME type of a recording by its label and name, for content without a known beginning, such as a cut MP3 file.
 *
 * @param names its label, and its file name
 * @returns undefined where no name is one of MP3, MP4, WAV or M4A
 */
export function recordingByName(...names: string[]): string | undefined {
	return NAMES.find(([, known]) => names.some((name) => known.test(name.trim())))?.[0];
}

/** The media type in a label, if it is a plain one: other parts of a label may contain the address. */
export function mediaType(label: string): string | undefined {
	return /^(?=.{1,60}$)[\w.+-]+\/[\w.+-]+$/.exec(label.split(';')[0].trim())?.[0];
}
