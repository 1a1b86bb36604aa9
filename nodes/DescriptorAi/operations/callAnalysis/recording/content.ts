/** What content is: a recording of this MIME type that the service reads, or something else, with its name. */
export type Content =
	| { recording: string }
	| { other: string; kind: 'sound' | 'archive' | 'document' | 'unknown' };

/** How many first bytes tell recordings from all else. */
export const ENOUGH = 12;

const sound = (other: string): Content => ({ other, kind: 'sound' });
const archive = (other: string): Content => ({ other, kind: 'archive' });
const document = (other: string): Content => ({ other, kind: 'document' });

/** The first bytes of each kind, a character each; a question mark stands for any byte. The first that fits holds. */
const BEGINNINGS: Array<[Content, string[]]> = [
	[{ recording: 'audio/wav' }, ['RIFF????WAVE', 'RF64????WAVE', 'BW64????WAVE']],
	[{ recording: 'audio/mpeg' }, ['ID3']],
	[
		document('an image'),
		['ftyphei', 'ftyphev', 'ftypmif1', 'ftypmsf1', 'ftypavif'].map((brand) => `????${brand}`),
	],
	[{ recording: 'audio/mp4' }, ['????ftyp']],
	[sound('Ogg audio'), ['OggS']],
	[sound('FLAC audio'), ['fLaC']],
	[sound('WebM or Matroska'), ['\x1aE\xdf\xa3']],
	[sound('AMR audio'), ['#!AMR']],
	[sound('SILK audio'), ['#!SILK', '\x02#!SILK']],
	[sound('AIFF audio'), ['FORM????AIFF', 'FORM????AIFC']],
	[sound('AU audio'), ['.snd']],
	[sound('WMA or another ASF file'), ['0&\xb2u']],
	[sound('CAF audio'), ['caff']],
	[sound('an AVI video'), ['RIFF????AVI ']],
	[sound('a QuickTime video of the old kind'), ['????moov', '????mdat', '????wide', '????free']],
	[sound('an MPEG video'), ['\0\0\x01\xba', '\0\0\x01\xb3']],
	[archive('a ZIP archive'), ['PK\x03\x04', 'PK\x05\x06', 'PK\x07\x08']],
	[archive('a gzip archive'), ['\x1f\x8b']],
	[archive('an archive'), ['7z\xbc\xaf', 'Rar!', 'BZh']],
	[document('a PDF'), ['%PDF']],
	[document('an image'), ['\x89PNG', 'GIF8', '\xff\xd8\xff', 'RIFF????WEBP']],
];

/** A frame of MPEG audio. Text in UTF-16 can begin like one, but has a zero in its first character. */
const MPEG_FRAME = /^\xff(?!\xfe[\t\n\r -~]\0)[\xe0-\xff]/;

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
		return /(?![\t\n\f\r])\p{Cc}/u.test(text) ? undefined : text.trimStart();
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
	const begins = (beginning: string) =>
		[...beginning].every((sign, i) => (sign === '?' ? i < latin.length : sign === latin[i]));
	const [known] = BEGINNINGS.find(([, beginnings]) => beginnings.some(begins)) ?? [];
	if (known) return known;
	if (MPEG_FRAME.test(latin)) return { recording: 'audio/mpeg' };
	const text = asText(bytes, latin);
	const [, name] = TEXTS.find(([beginning]) => text !== undefined && beginning.test(text)) ?? [];
	if (name) return document(name);
	const hex = bytes
		.subarray(0, ENOUGH)
		.toString('hex')
		.replace(/..(?=.)/g, '$& ');
	return { other: `a file that begins with the bytes ${hex}`, kind: 'unknown' };
}
