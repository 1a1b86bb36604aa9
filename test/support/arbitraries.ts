import fc from 'fast-check';
import type { JsonValue } from 'n8n-workflow';

import type { AnalysisResult } from '../../nodes/DescriptorAi/api';
import './properties';
import { fullResult } from './results';

/**
 * Any character but halves of a pair. It is fast-check's unit `binary`, whose list of a million characters takes seconds,
 * in every test file.
 */
const character = fc
	.integer({ min: 0, max: 0x10f7ff })
	.map((code) => String.fromCodePoint(code < 0xd800 ? code : code + 0x800));

/** Text that people and services really send, and text that breaks things. */
export const words = fc.oneof(
	fc.string({ unit: character, maxLength: 40 }),
	fc.string({ unit: 'grapheme', maxLength: 40 }),
	fc.lorem({ maxCount: 12 }),
	fc.constantFrom(
		'',
		' ',
		'null',
		'-->',
		'<script>alert(1)</script>',
		'</style><img onload="x">',
		'\ud800',
		'\u202egnp',
		'Agent: hi\nCustomer: yes',
		'00:00:01,000 --> 00:00:02,000',
		'{{ $json }}',
		'__proto__',
	),
);

/** What an expression may give where something else is expected. */
export const anything: fc.Arbitrary<JsonValue> = fc.oneof(
	{ weight: 3, arbitrary: words },
	{ weight: 2, arbitrary: fc.constantFrom<JsonValue>(null, true, false, 0, -1, 7, 1e21, [], {}) },
	fc.double({ noNaN: true, noDefaultInfinity: true }),
	fc.array(words, { maxLength: 3 }),
	fc.jsonValue({ maxDepth: 3 }).map((value) => value as JsonValue),
);

/** The way to every part of a value, outermost first. */
function pathsIn(value: unknown, path: string[] = []): string[][] {
	const own = path.length > 0 ? [path] : [];
	if (typeof value !== 'object' || value === null) return own;
	return [...own, ...Object.entries(value).flatMap(([key, part]) => pathsIn(part, [...path, key]))];
}

/** A copy in which something else stands in one place; the value where the place is gone already. */
function withValue<Value>(value: Value, path: string[], part: unknown): Value {
	const copy = structuredClone(value);
	let inner: unknown = copy;
	for (const key of path.slice(0, -1)) inner = Object(inner)[key];
	if (typeof inner === 'object' && inner !== null) {
		Object.defineProperty(inner, path[path.length - 1], {
			value: part,
			enumerable: true,
			configurable: true,
			writable: true,
		});
	}
	return copy;
}

/** A value in up to four places of which something else stands: another type, hostile text, nothing. */
export function changedIn<Value>(value: Value): fc.Arbitrary<Value> {
	const paths = pathsIn(value);
	return fc
		.array(fc.tuple(fc.constantFrom(...paths), anything), { maxLength: 4 })
		.map((changes) => {
			const changed = changes.reduce(
				(before, [path, part]) => withValue(before, path, part),
				value,
			);
			// As it comes over HTTP: no lists with holes in them.
			return JSON.parse(JSON.stringify(changed));
		});
}

/** A changed result. */
export const results: fc.Arbitrary<AnalysisResult> = changedIn<AnalysisResult>(fullResult);
