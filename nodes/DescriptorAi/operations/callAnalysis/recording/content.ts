/** A recording of this MIME type that the service reads; or something else, with its name and what it is like. */
export type Content =
	| { recording: string }
	| { other: string; kind: 'media' | 'document' | 'unknown' };

/** How many first bytes tell recordings from all else. */
export const ENOUGH = 12;

const media = (other: string): Content => ({ other, kind: 'media' });
const document = (other: string): Content => ({ other, kind: 'document' });

/** The first bytes of each kind, a character each; a question mark stands for any byte. The first that fits holds. */
const BEGINNINGS: Array<[Content, string[]]> = [
	[{ recording: 'audio/wav' }, ['RIFF????WAVE', 'RF64????WAVE', 'BW64????WAVE']],
	[{ recording: 'audio/mpeg' }, ['ID3']],
	[
		document('an image'),
		['????ftyphei', '????ftypmif', '????ftypavi', '\x89PNG', 'GIF8', '\xff\xd8\xff'],
	],
	[{ recording: 'audio/mp4' }, ['????ftyp']],
	[media('Ogg audio'), ['OggS']],
	[media('FLAC audio'), ['fLaC']],
	[media('WebM or Matroska'), ['\x1aE\xdf\xa3']],
	[media('AMR audio'), ['#!AMR']],
	[media('AIFF audio'), ['FORM????AIF']],
	[media('AU audio'), ['.snd']],
	[media('WMA or another ASF file'), ['0&\xb2u']],
	[media('CAF audio'), ['caff']],
	[document('a ZIP archive'), ['PK\x03\x04', 'PK\x05\x06']],
	[document('a gzip archive'), ['\x1f\x8b']],
	[document('a PDF'), ['%PDF']],
];

/** A frame of MPEG audio. Text in UTF-16 can begin like one, but has a zero in its first character. */
const MPEG_FRAME = /^\xff(?!\xfe[\t\n\r -~]\0)[\xe0-\xff]/;

/** Text in UTF-16. */
const WIDE = /^(\xff\xfe|\xfe\xff|\0?[<{[]\0)/;

const TEXTS: Array<[string, RegExp]> = [
	['an HTML page', /^(<\?xml[^>]*>\s*)?<(!|(html|head|body|script|meta|title|div|p|h\d)\b|$)/i],
	['an XML document', /^</],
	['JSON', /^\{\s*("|\}|$)|^\[\s*([\]{["\d-]|$)/],
	['text', /^[\t-\r -~]{12}|^[\t-\r -~]+$/],
];

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
	// In UTF-16, each second byte of such texts is zero.
	const narrow = WIDE.test(latin) ? latin.replaceAll('\0', '') : latin;
	const text = narrow.replace(/^(\xef\xbb\xbf|\xff\xfe|\xfe\xff)/, '').trimStart();
	const [name] = TEXTS.find(([, beginning]) => beginning.test(text)) ?? [];
	if (name) return document(name);
	const hex = bytes
		.subarray(0, ENOUGH)
		.toString('hex')
		.replace(/..(?=.)/g, '$& ');
	return { other: `a file that begins with the bytes ${hex}`, kind: 'unknown' };
}
