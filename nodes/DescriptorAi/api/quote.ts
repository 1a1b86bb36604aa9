/** Longest quotation from the service in an error text, in characters: whole bodies may hold call text. */
const QUOTE_LENGTH = 300;

/** What follows the path of a web address: there, signed links and callbacks have their secrets. */
const QUERY = /(https?:\/\/[^\s?#"'<>]+)[?#][^\s"'<>]*/g;

/** The same where an address stands without its host, as in the log of a server. */
const PARAMETERS = /\?[^\s"'<>=]{1,200}=[^\s"'<>]*/g;

/** A name and a password before a host. */
const SIGN_IN = /\/\/[^\s/@"'<>]{1,200}@/g;

/** Words of the service as they may stand in an error text: one line, not too long, and without the secrets of addresses. */
export function quote(text: string): string {
	// A body may be of any size, and nothing beyond this could be quoted.
	const beginning = text.slice(0, 10 * QUOTE_LENGTH);
	const open = beginning.replace(SIGN_IN, '//…@').replace(QUERY, '$1?…').replace(PARAMETERS, '?…');
	const line = open.replace(/\s+/g, ' ').trim();
	return line.length > QUOTE_LENGTH ? `${line.slice(0, QUOTE_LENGTH)} …` : line;
}
