/** A text read as JSON: its value, or the place of the first character that is not JSON. */
export type ParsedJson = { ok: true; value: unknown } | { ok: false; position: number };

/**
 * Reads a text as JSON.
 *
 * @returns the value; or the place of the fault, from 0, as far as the engine names it (else 0)
 */
export function parseJson(text: string): ParsedJson {
	try {
		return { ok: true, value: JSON.parse(text) };
	} catch (error) {
		const message = String(error);
		const position = /end of JSON/.test(message)
			? text.length
			: Number(/position (\d+)/.exec(message)?.[1] ?? 0);
		return { ok: false, position };
	}
}
