import type { IWebhookFunctions } from 'n8n-workflow';

import { isObject } from '../api';
import { parsed } from '../form/readers';
import { readBody } from './callbackBody';

/** An ID of an analysis, which becomes a part of an address. */
const ID = /^[\w-]{1,64}$/;
/** Maximum depth of the search for an ID in a body. */
const DEEPEST = 6;
/** An ID by its name, in any text: JSON that is broken or escaped, a form in either encoding, an element of XML. */
const NAMED =
	/\b(job|result)[_-]?id(?:["'\\]{0,9}[\s+]{0,20}[:=>]|["'](?:\r?\n[^\r\n]{1,200}){0,5}\r?\n\r?\n)["'\\\s+]{0,40}([\w-]{1,64})(?=["'\\\s&<,;}\]]|$)/gi;

/** JSON begins with a letter of ASCII, so a zero or a mark at the beginning tells how its letters are written. */
function encodingOf([first, second]: Buffer): string {
	if (first === 0 || first === 0xfe) return 'utf-16be';
	return second === 0 || first === 0xff ? 'utf-16le' : 'utf-8';
}

/** The IDs in an object, under both names that are published; each once. */
function idsOf({ job_id: jobId, result_id: resultId, result }: Record<string, unknown>): string[] {
	const outer = [jobId, resultId]
		.filter((id) => typeof id === 'string' || typeof id === 'number')
		.map((id) => String(id).trim());
	return [...new Set([...outer, ...(isObject(result) ? idsOf({ ...result, result: null }) : [])])];
}

/** The IDs of each analysis in a value, at any depth; the content of an analysis is not searched. */
function inValue(value: unknown, depth = 0): string[][] {
	if (depth > DEEPEST || typeof value !== 'object' || value === null) return [];
	const ids = isObject(value) ? idsOf(value).filter((id) => ID.test(id)) : [];
	return ids.length > 0 ? [ids] : Object.values(value).flatMap((part) => inValue(part, depth + 1));
}

/** The same for text that cannot be read as JSON: a name that comes again begins the next analysis. */
function inText(text: string): string[][] {
	const open = text.replace(/%([2-7][\da-f])/gi, (_, code: string) =>
		String.fromCharCode(parseInt(code, 16)),
	);
	const analyses: Array<Map<string, string>> = [];
	for (const [, name, id] of open.matchAll(NAMED)) {
		const last = analyses.at(-1);
		if (last && !last.has(name.toLowerCase())) last.set(name.toLowerCase(), id);
		else analyses.push(new Map([[name.toLowerCase(), id]]));
	}
	return analyses.map((ids) => [...new Set(ids.values())]);
}

/**
 * The IDs of each analysis that a text names, each analysis once: more than one where `job_id` and `result_id` differ.
 *
 * It need not be JSON: the service does not repeat a callback that was rejected. Nothing else in it is used, because it is
 * not authenticated.
 */
export function analysesIn(text: string): string[][] {
	const read = inValue(parsed(text));
	const found = read.length > 0 ? read : inText(text);
	return [...new Map(found.map((ids) => [ids.join(), ids])).values()];
}

/**
 * The analyses in the body of a callback, whatever its content type.
 *
 * @returns undefined when the body is larger than n8n accepts
 */
export async function analysesOf(ctx: IWebhookFunctions): Promise<string[][] | undefined> {
	const body = await readBody(ctx.getRequestObject());
	return body && analysesIn(new TextDecoder(encodingOf(body)).decode(body));
}
