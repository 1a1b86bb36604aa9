import { fieldOf } from './segmentFields';
import { areNames, isMost } from './speakerLabels';
import { linesOf } from './text';

const SUPPORTED =
	'Give text such as "Agent: Good morning", SRT or WebVTT subtitles, a list of segments with text, start and end, a result of Descriptor.AI or the JSON of another speech service.';

/** A transcript that cannot be read. The message says why and what is supported; it quotes nothing of the transcript. */
export class UnreadableTranscript extends Error {
	constructor(reason: string) {
		super(`${reason} ${SUPPORTED}`);
	}
}

const EXTRACT = "Take the text out of it with n8n's node Extract from File.";
const MARKUP = 'HTML or XML';
const SAVE = 'Save it as plain text or as SRT.';
const MAP = 'Map it as it came.';

/** What a text in another format begins with, the name of the format, and the next step. */
const FORMATS: Array<[beginning: RegExp, name: string, nextStep: string]> = [
	[/^<(?:[?!]|(?:html|head|body|tt)\b)/i, MARKUP, EXTRACT],
	[/^\{\\rtf/, 'an RTF document', EXTRACT],
	[/^%PDF-/, 'a PDF file', EXTRACT],
	[/^PK(?!\s)\p{Cc}/u, 'a ZIP archive or an Office document such as DOCX', SAVE],
	[/^(?:ID3(?!\s)\p{Cc}|OggS|fLaC|RIFF[^]{4}WAVE)/u, 'an audio file', 'Send it with Submit.'],
	[/^data:[\w./+-]{1,100}[;,]/i, 'a file as base64 text', SAVE],
	[/^(?:\[Script Info\]|Dialogue:\s?\d{1,5},\d)/i, 'an ASS subtitle file', SAVE],
	[
		/^[[{]\s{0,99}(?:[[{]\s{0,99})?(["'])[^"'\n]{0,99}\1\s{0,99}[:,]|^\[\s{0,99}\{/,
		'JSON that breaks off or is malformed',
		MAP,
	],
	[/^WEBVTT(?:\s|$)(?![^]*\d:\d)/, 'WebVTT without a cue', MAP],
	[
		/^(?:undefined|null|NaN)$/,
		'only the word for a value that is missing',
		'Check the expression.',
	],
	[/^\[object \w{1,30}\]/, '[object Object], an object turned into text', MAP],
	[/^[a-z][a-z\d+.-]{1,20}:\/\/\S{1,5000}$/i, 'only an address', 'Download it with HTTP Request.'],
];
const MAKE_LIST =
	"Make items of it with n8n's node Extract from File and a list of these with Aggregate.";

function isBinary(text: string): boolean {
	const head = text.slice(0, 1000);
	const count = head.match(/[^\P{Cc}\t\n\r]|\uFFFD/gu)?.length ?? 0;
	return count > 3 && count * 50 > head.length;
}

function isBase64(text: string): boolean {
	const head = text.slice(0, 1000);
	const isMixed = [/[a-z]/, /[A-Z]/, /\d/].every((sign) => sign.test(head));
	return text.length > 200 && isMixed && !/[^\w+/=\r\n-]/.test(text);
}

function isMarkup(text: string, lines: string[]): boolean {
	if (!/^<[a-z]/i.test(text)) return false;
	return lines.filter((line) => /<\/[a-z][\w:.-]{0,60}>/i.test(line)).length * 2 > lines.length;
}

/** Whether most lines begin with a quoted cell, or the first one names two columns of a transcript, at least half of all. */
function isTable(lines: string[]): boolean {
	const quoted = lines.filter((line) => /^"[^"]{0,200}"[,;\t]/.test(line)).length;
	if (isMost(quoted, lines.length)) return true;
	const cells = (lines[0] ?? '').slice(0, 500).split(/[,;|\t]/);
	const columns = cells.filter((cell) => cell.trim() !== '');
	const known = columns.flatMap((cell) => fieldOf(cell)?.field ?? []);
	return lines.length > 1 && new Set(known).size > 1 && known.length * 2 >= columns.length;
}

function otherFormat(text: string): readonly [name: string, nextStep: string] | null {
	const known = FORMATS.find(([beginning]) => beginning.test(text));
	if (known) return [known[1], known[2]];
	if (isBinary(text)) return ['a binary file', SAVE];
	if (isBase64(text)) return ['a file as base64 text', SAVE];
	const lines = linesOf(text).filter((line) => line !== '');
	if (isMarkup(text, lines)) return [MARKUP, EXTRACT];
	return isTable(lines) ? ['a table (CSV)', MAKE_LIST] : null;
}

/** @throws UnreadableTranscript when a text is in a format that is not supported; it names the format and the next step */
export function refuseOtherFormats(text: string): void {
	const format = otherFormat(text);
	if (format) throw new UnreadableTranscript(`It is ${format[0]}. ${format[1]}`);
}

const NUMBERS = String.raw`\d{1,8}(?:[\s:;.,'’′"″/_hmsT+-]{1,2}\d{1,8}){1,7}`;
/** At the beginning of a line, or between a name and its colon. */
const NUMBER_PLACES = [
	String.raw`^[^\p{L}\d]{0,4}(?:T[+-])?(${NUMBERS})(.?)`,
	String.raw`^\p{L}[^:]{0,40}[\s([](${NUMBERS})(?=[\])]?\s?:(?!\d))`,
].map((pattern) => new RegExp(pattern, 'iu'));
const LIKE_TIME = /\d[:;'’′"″hmsT]\d\d|\d([./_-])\d{1,2}\1\d/i;

/**
 * @param isTimed whether a line has a timestamp that can be read
 * @throws UnreadableTranscript when most lines have one that cannot
 */
export function refuseOtherTimestamps(lines: string[], isTimed: (index: number) => boolean): void {
	let alone = 0;
	const labels: string[] = [];
	const formats: string[] = [];
	for (const [index, line] of lines.entries()) {
		if (isTimed(index)) continue;
		const [first, second] = NUMBER_PLACES.map((place) => place.exec(line));
		const [whole, numbers, after] = first ?? second ?? [];
		if (whole === undefined || !LIKE_TIME.test(numbers)) continue;
		formats.push(numbers.replace(/\d/g, '9'));
		if (after === ':') labels.push(whole);
		if (whole === line) alone++;
	}
	if (!isMost(formats.length, lines.length - alone) || areNames(labels)) return;
	throw new UnreadableTranscript(
		`Most of its rows begin with a time in a form that is not read, ${formats[0].slice(0, 30)} (9 stands for any digit). Write times as in "[00:01:05]".`,
	);
}
