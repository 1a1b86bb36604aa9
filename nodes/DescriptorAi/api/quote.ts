/** Longest quotation from the service in an error text, in characters: whole bodies may hold call text. */
const QUOTE_LENGTH = 300;

/** What an address goes on with; a quotation mark ends it unless a letter or digit follows. */
const REST = String.raw`(?:[^\s"'<>]|'(?=\w))`;
/** A web address, in JSON too: its sign-in, path and query can be secrets, its host is none. */
const ADDRESS = new RegExp(
	String.raw`\b([a-z][a-z0-9+.-]{0,20}:(?:\\*/){2})(?:[^\s/?#"'<>]*@)?(\[[0-9a-f:.]+\]|[\w.-]*)(:\d+)?(${REST}*)`,
	'gi',
);
/** One that is URL-encoded as a whole. */
const ENCODED_ADDRESS = new RegExp(
	String.raw`\b[a-z][a-z0-9+.-]{0,20}%(?:25)*3a%(?:25)*2f${REST}*`,
	'gi',
);
/** A path where an address stands without its host, as in the log of a server. */
const PATH = new RegExp(String.raw`(^|[\s"'(=,[])\\*/${REST}+`, 'g');
/** The query or fragment where there is no slash either. */
const PARAMETERS = new RegExp(String.raw`([?#])[^\s"'<>=]{1,200}=${REST}*`, 'g');

/** Words of the service as they may stand in an error text: one line, not too long, and of addresses the host only. */
export function quote(text: string): string {
	// A body may be of any size, and nothing beyond this could be quoted.
	const beginning = text.slice(0, 10 * QUOTE_LENGTH);
	const open = beginning
		.replace(
			ADDRESS,
			(_, scheme: string, host: string, port = '', rest: string) =>
				`${scheme}${host}${port}${rest && '/…'}`,
		)
		.replace(ENCODED_ADDRESS, '…')
		.replace(PATH, '$1/…')
		.replace(PARAMETERS, '$1…');
	const line = open.replace(/\s+/g, ' ').trim();
	return line.length > QUOTE_LENGTH ? `${line.slice(0, QUOTE_LENGTH)} …` : line;
}
