import { rowsOf } from './line';
import { partNamed } from './segments';
import { isMost } from './speakers';
import { UnreadableTranscript } from './unreadable';

const EXTRACT = "Take the text out of it with n8n's node Extract from File.";
const MARKUP = 'HTML or XML';
const SAVE = 'Save it as plain text or as SRT.';

/** What a text of another format begins with, what the format is called, and the way out. */
const FORMATS: Array<[beginning: RegExp, name: string, wayOut: string]> = [
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
		'Map it as it came.',
	],
	[/^WEBVTT(?:\s|$)(?![^]*\d:\d)/, 'WebVTT without a cue', 'Map it as it came.'],
	[
		/^(?:undefined|null|NaN)$/,
		'only the word for a value that is missing',
		'Check the expression.',
	],
	[/^\[object \w{1,30}\]/, '[object Object], an object turned into text', 'Map it as it came.'],
	[/^[a-z][a-z\d+.-]{1,20}:\/\/\S{1,5000}$/i, 'only an address', 'Download it with HTTP Request.'],
];
const TABLE = [
	'a table (CSV)',
	`Make items of it with n8n's node Extract from File and a list of these with Aggregate.`,
] as const;

/** Whether a row is the header of a table with what is said and who says it, or when. */
function isHeader(row: string): boolean {
	const cells = row
		.slice(0, 500)
		.split(/[,;|\t]/)
		.filter((cell) => cell.trim() !== '');
	const parts = cells.flatMap((cell) => partNamed(cell)?.part ?? []);
	return new Set(parts).size > 1 && parts.length * 2 >= cells.length;
}

function formatOf(text: string): readonly [name: string, wayOut: string] | null {
	const [, name, wayOut] = FORMATS.find(([beginning]) => beginning.test(text)) ?? [];
	if (name !== undefined && wayOut !== undefined) return [name, wayOut];
	const head = text.slice(0, 1000);
	const unreadable = head.match(/[^\P{Cc}\t\n\r]|\uFFFD/gu)?.length ?? 0;
	if (unreadable > 3 && unreadable * 50 > head.length) return ['a binary file', SAVE];
	const isMixed = [/[a-z]/, /[A-Z]/, /\d/].every((sign) => sign.test(head));
	if (text.length > 200 && isMixed && !/[^\w+/=\r\n-]/.test(text)) {
		return ['a file as base64 text', SAVE];
	}
	const rows = rowsOf(text).filter((row) => row !== '');
	if (/^<[a-z]/i.test(text)) {
		const closing = rows.filter((row) => /<\/[a-z][\w:.-]{0,60}>/i.test(row)).length;
		if (closing * 2 > rows.length) return [MARKUP, EXTRACT];
	}
	const quoted = rows.filter((row) => /^"[^"]{0,200}"[,;\t]/.test(row)).length;
	return (rows.length > 1 && isHeader(rows[0])) || isMost(quoted, rows.length) ? TABLE : null;
}

/** @throws UnreadableTranscript when a text is plainly in another format, which it names with the way out */
export function refuseOtherFormats(text: string): void {
	const format = formatOf(text);
	if (format) throw new UnreadableTranscript(`It is ${format[0]}. ${format[1]}`);
}
