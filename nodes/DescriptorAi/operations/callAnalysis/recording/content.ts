/** What content is: a recording of this MIME type that the service reads, or something else, with its name. */
export type Content =
	| { recording: string }
	| { other: string; kind: 'sound' | 'archive' | 'document' | 'unknown' };

/** How many first bytes tell recordings from all else. */
export const ENOUGH = 12;

/** In each text, a character is a byte. */
const RECORDINGS: Array<[RegExp, string]> = [
	[/^(RIFF|RF64|BW64)....WAVE/s, 'audio/wav'],
	// Text in UTF-16 begins like a frame of MPEG audio, but has a zero in each character.
	[/^ID3|^\xff(?!\xfe[\t\n\r -~]\0)[\xe0-\xff]/, 'audio/mpeg'],
	[/^....ftyp(?!hei|hev|mif1|msf1|avi[fs])/s, 'audio/mp4'],
];

const OTHERS: Array<[RegExp, string, 'sound' | 'archive' | 'document']> = [
	[/^OggS/, 'Ogg audio', 'sound'],
	[/^fLaC/, 'FLAC audio', 'sound'],
	[/^\x1aE\xdf\xa3/, 'WebM or Matroska', 'sound'],
	[/^#!AMR/, 'AMR audio', 'sound'],
	[/^#!SILK|^\x02#!SILK/, 'SILK audio', 'sound'],
	[/^FORM....AIF[FC]/s, 'AIFF audio', 'sound'],
	[/^(\.snd|dns\.)/, 'AU audio', 'sound'],
	[/^0&\xb2u/, 'WMA or another ASF file', 'sound'],
	[/^caff/, 'CAF audio', 'sound'],
	[/^RIFF....AVI /s, 'an AVI video', 'sound'],
	[/^....(moov|mdat|wide|free|skip|pnot)/s, 'a QuickTime video of the old kind', 'sound'],
	[/^\0\0\x01[\xb3\xba]/, 'an MPEG video', 'sound'],
	[/^PK(\x03\x04|\x05\x06|\x07\x08)/, 'a ZIP archive', 'archive'],
	[/^\x1f\x8b/, 'a gzip archive', 'archive'],
	[/^(7z\xbc\xaf|Rar!|BZh)/, 'an archive', 'archive'],
	[/^%PDF/, 'a PDF', 'document'],
	[/^(\x89PNG|GIF8|\xff\xd8\xff|....ftyp|RIFF....WEBP)/s, 'an image', 'document'],
];

const TEXTS: Array<[RegExp, string]> = [
	[
		/^(<\?xml[^>]*>\s*)?<(!|(html|head|body|script|style|meta|title|div|p|h\d|form)\b|$)/i,
		'an HTML page',
	],
	[/^</, 'an XML document'],
	[/^\{\s*("|\}|$)|^\[\s*([\]{["\d-]|$)/, 'JSON'],
	[/^/, 'text'],
];

/** The content as text, without what may stand before the first character; undefined when it is none. */
function asText(bytes: Buffer, latin: string): string | undefined {
	const utf16 = /^(\xff\xfe|[<{[]\0)/.test(latin) ? 'utf-16le' : undefined;
	const encoding = utf16 ?? (/^(\xfe\xff|\0[<{[])/.test(latin) ? 'utf-16be' : 'utf-8');
	try {
		// The last character may be cut.
		const text = new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: true });
		return /[\0-\x08\x0e-\x1f\x7f]/.test(text) ? undefined : text.trimStart();
	} catch {
		return undefined;
	}
}

/**
 * What content is, by its first bytes, whatever it is called and labeled.
 *
 * @param bytes at least one, `ENOUGH` where there are so many; more tell pages from other texts
 */
export function contentOf(bytes: Buffer): Content {
	const latin = bytes.toString('latin1');
	const begins = ([beginning]: [RegExp, ...unknown[]]) => beginning.test(latin);
	const recording = RECORDINGS.find(begins);
	if (recording) return { recording: recording[1] };
	const other = OTHERS.find(begins);
	if (other) return { other: other[1], kind: other[2] };
	const text = asText(bytes, latin);
	const [, name] = TEXTS.find(([beginning]) => text !== undefined && beginning.test(text)) ?? [];
	if (name) return { other: name, kind: 'document' };
	const hex = bytes
		.subarray(0, ENOUGH)
		.toString('hex')
		.replace(/..(?=.)/g, '$& ');
	return { other: `a file that begins with the bytes ${hex}`, kind: 'unknown' };
}
