import { fieldOf } from './segmentFields';
import { areNames, isMost } from './speakerLabels';
import { linesOf } from './text';

const SUPPORTED =
	'Supported formats: text such as "Agent: Good morning"; SRT or WebVTT subtitles; a list of segments with text, start and end; a result of Descriptor.AI; the JSON of other speech services.';

/** A transcript that cannot be read. The message says why and what is supported; it quotes nothing of the transcript. */
export class UnreadableTranscript extends Error {
	constructor(reason: string) {
		super(`${reason} ${SUPPORTED}`);
	}
}

function isBinary(text: string): boolean {
	const head = text.slice(0, 1000);
	const count = head.match(/[^\P{Cc}\t\n\r]|\uFFFD/gu)?.length ?? 0;
	return count > 3 && count * 50 > head.length;
}

function isBase64(text: string): boolean {
	const isMixed = [/[a-z]/, /[A-Z]/, /\d/].every((sign) => sign.test(text.slice(0, 1000)));
	return text.length > 200 && isMixed && !/[^\w+/=\r\n-]/.test(text);
}

function isMarkup(text: string, lines: string[]): boolean {
	const closing = lines.filter((line) => /<\/[a-z][\w:.-]{0,60}>/i.test(line)).length;
	return /^<[a-z]/i.test(text) && closing * 2 > lines.length;
}

/** Whether most lines begin with a quoted cell, or at least half of the first one are different columns of a transcript. */
function isTable(_text: string, lines: string[]): boolean {
	const quoted = lines.filter((line) => /^"[^"]{0,200}"[,;\t]/.test(line)).length;
	if (isMost(quoted, lines.length)) return true;
	const cells = (lines[0] ?? '').slice(0, 500).split(/[,;|\t]/);
	const columns = cells.filter((cell) => cell.trim() !== '');
	const known = columns.flatMap((column) => fieldOf(column)?.field ?? []);
	return lines.length > 1 && new Set(known).size > 1 && known.length * 2 >= columns.length;
}

type Test = RegExp | ((text: string, lines: string[]) => boolean);

const EXTRACT = 'Extract its text with the Extract from File node.';
const SAVE = 'Save it as plain text or SRT.';

/** The formats that are not supported, with the next step. A regular expression matches the beginning of a text. */
const FORMATS: Array<[test: Test, name: string, nextStep: string]> = [
	[/^<(?:[?!]|(?:html|head|body|tt)\b)/i, 'HTML or XML', EXTRACT],
	[/^\{\\rtf/, 'an RTF document', EXTRACT],
	[/^%PDF-/, 'a PDF file', EXTRACT],
	[/^PK(?!\s)\p{Cc}/u, 'a ZIP archive or an Office document such as DOCX', SAVE],
	[/^(?:ID3(?!\s)\p{Cc}|OggS|fLaC|RIFF[^]{4}WAVE)/u, 'an audio file', 'Analyze it with Submit.'],
	[/^data:[\w./+-]{1,100}[;,]/i, 'a file in base64', SAVE],
	[/^(?:\[Script Info\]|Dialogue:\s?\d{1,5},\d)/i, 'an ASS subtitle file', SAVE],
	[
		/^[[{]\s{0,99}(?:[[{]\s{0,99})?(["'])[^"'\n]{0,99}\1\s{0,99}[:,]|^\[\s{0,99}\{/,
		'incomplete or invalid JSON',
		'Map the whole JSON, unchanged.',
	],
	[/^WEBVTT(?:\s|$)(?![^]*\d:\d)/, 'WebVTT without a cue', 'Map the whole file.'],
	[/^(?:undefined|null|NaN)$/, 'only the word undefined, null or NaN', 'Check the expression.'],
	[
		/^\[object \w{1,30}\]/,
		'[object Object], an object converted to text',
		'Map the object itself.',
	],
	[/^[a-z][a-z\d+.-]{1,20}:\/\/\S{1,5000}$/i, 'only a URL', 'Download it with HTTP Request.'],
	[isBinary, 'a binary file', SAVE],
	[isBase64, 'a file in base64', SAVE],
	[isMarkup, 'HTML or XML', EXTRACT],
	[
		isTable,
		'a table (CSV)',
		'Make items of its rows with the Extract from File node, and a list of the items with Aggregate.',
	],
];

/** @throws UnreadableTranscript when a text is in a format that is not supported; it names the format and the next step */
export function refuseOtherFormats(text: string): void {
	const lines = linesOf(text).filter((line) => line !== '');
	for (const [test, name, nextStep] of FORMATS) {
		const matches = test instanceof RegExp ? test.test(text) : test(text, lines);
		if (matches) throw new UnreadableTranscript(`It is ${name}. ${nextStep}`);
	}
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
		`Most of its lines begin with a timestamp in an unsupported format: ${formats[0].slice(0, 30)} (9 stands for any digit). Write timestamps such as [00:01:05].`,
	);
}
