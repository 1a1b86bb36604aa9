import type { FastifySchemaValidationError } from 'fastify';

/** The path of a value: "body", then keys and indexes. */
type Location = Array<string | number>;

/** One entry of the `detail` list of a 422 answer. */
export interface ValidationDetail {
	loc: Location;
	msg: string;
	type: string;
}

/** A request that the contract does not allow; answered as 422. */
export class ContractViolation extends Error {
	constructor(readonly detail: ValidationDetail[]) {
		super('The request does not follow the contract');
	}
}

type Finding = Pick<ValidationDetail, 'msg' | 'type'>;

/** The largest URL the service takes, in characters. */
const MAX_URL_LENGTH = 2083;
const URL_FIELDS = new Set(['uri', 'webhook']);

/** Why a text is not an absolute http or https URL; null if it is one. */
export function urlFinding(text: string): Finding | null {
	const parsing = (reason: string) => ({
		msg: `Input should be a valid URL, ${reason}`,
		type: 'url_parsing',
	});
	if (text === '') return parsing('input is empty');
	if (!/^[a-z][a-z0-9+.-]*:/i.test(text)) return parsing('relative URL without a base');
	if (/^https?:\/*$/i.test(text)) return parsing('empty host');
	try {
		const { protocol } = new URL(text);
		return /^https?:$/.test(protocol)
			? null
			: { msg: "URL scheme should be 'http' or 'https'", type: 'url_scheme' };
	} catch {
		return parsing(/:\d+(\/|$)/.test(text) ? 'invalid port number' : 'invalid domain character');
	}
}

/** Why a text is not a UUID of version 4; null if it is one. */
export function uuidFinding(text: string): Finding | null {
	const parsing = (reason: string) => ({
		msg: `Input should be a valid UUID, ${reason}`,
		type: 'uuid_parsing',
	});
	const wrong = text.search(/[^0-9a-f-]/i);
	if (wrong >= 0) {
		return parsing(
			'invalid character: expected an optional prefix of `urn:uuid:` followed by [0-9a-fA-F-], ' +
				`found \`${text[wrong]}\` at ${wrong + 1}`,
		);
	}
	const digits = text.replace(/-/g, '');
	if (digits.length !== 32) {
		return parsing(`invalid length: expected length 32 for simple format, found ${digits.length}`);
	}
	return digits[12] === '4' ? null : { msg: 'UUID version 4 expected', type: 'uuid_version' };
}

/** The objects that are mappings in the service's code; every other one is a model. */
function isMapping(loc: Location): boolean {
	const [parent, field] = loc.slice(-2);
	return (
		(parent === 'config' && field === 'insights') ||
		parent === 'emotions_alignment' ||
		parent === 'emotions_diarization'
	);
}

function typeFinding(expected: string, loc: Location, value: unknown): Finding {
	switch (expected) {
		case 'string':
			return URL_FIELDS.has(String(loc[loc.length - 1]))
				? { msg: 'URL input should be a string or URL', type: 'url_type' }
				: { msg: 'Input should be a valid string', type: 'string_type' };
		case 'boolean':
			return typeof value === 'string' || typeof value === 'number'
				? {
						msg: 'Input should be a valid boolean, unable to interpret input',
						type: 'bool_parsing',
					}
				: { msg: 'Input should be a valid boolean', type: 'bool_type' };
		case 'integer':
			if (typeof value === 'string') {
				return {
					msg: 'Input should be a valid integer, unable to parse string as an integer',
					type: 'int_parsing',
				};
			}
			return typeof value === 'number'
				? {
						msg: 'Input should be a valid integer, got a number with a fractional part',
						type: 'int_from_float',
					}
				: { msg: 'Input should be a valid integer', type: 'int_type' };
		case 'number':
			return typeof value === 'string'
				? {
						msg: 'Input should be a valid number, unable to parse string as a number',
						type: 'float_parsing',
					}
				: { msg: 'Input should be a valid number', type: 'float_type' };
		case 'array':
			return { msg: 'Input should be a valid list', type: 'list_type' };
		default:
			return isMapping(loc)
				? { msg: 'Input should be a valid dictionary', type: 'dict_type' }
				: {
						msg: 'Input should be a valid dictionary or object to extract fields from',
						type: 'model_attributes_type',
					};
	}
}

function choices(allowed: unknown): string {
	const names = Array.isArray(allowed)
		? allowed.map((value) => (value === null ? 'None' : `'${value}'`))
		: [];
	return `${names.slice(0, -1).join(', ')} or ${names[names.length - 1]}`;
}

function finding(error: FastifySchemaValidationError, loc: Location, value: unknown): Finding {
	switch (error.keyword) {
		case 'required':
			return { msg: 'Field required', type: 'missing' };
		case 'enum':
			return {
				msg: `Input should be ${choices(error.params.allowedValues)}`,
				type: 'literal_error',
			};
		case 'minimum':
			return {
				msg: `Input should be greater than or equal to ${error.params.limit}`,
				type: 'greater_than_equal',
			};
		case 'maximum':
			return {
				msg: `Input should be less than or equal to ${error.params.limit}`,
				type: 'less_than_equal',
			};
		case 'maxLength':
			return {
				msg: `URL should have at most ${MAX_URL_LENGTH} characters`,
				type: 'url_too_long',
			};
		case 'format':
			return urlFinding(String(value)) ?? { msg: String(error.message), type: 'value_error' };
		default:
			return typeFinding([error.params.type].flat().map(String)[0], loc, value);
	}
}

/**
 * Translates ajv's errors into those of FastAPI with Pydantic 2, which the service is built on.
 *
 * @param errors ajv's errors, all of them
 * @param body the body that they are about
 * @returns one entry per location, in ajv's order
 */
export function describeErrors(
	errors: FastifySchemaValidationError[],
	body: unknown,
): ValidationDetail[] {
	const details = new Map<string, ValidationDetail>();

	for (const error of errors) {
		const loc: Location = ['body'];
		let value = body;
		for (const step of error.instancePath.split('/').slice(1)) {
			const key = step.replace(/~1/g, '/').replace(/~0/g, '~');
			// A key of an object stays a string even if it looks like a number.
			loc.push(Array.isArray(value) ? Number(key) : key);
			value = Object.entries(value ?? {}).find(([name]) => name === key)?.[1];
		}
		if (error.keyword === 'required') loc.push(String(error.params.missingProperty));

		// Pydantic stops at the first error of a value, ajv does not.
		const place = JSON.stringify(loc);
		if (!details.has(place)) {
			details.set(place, { loc, ...finding(error, loc, value) });
		}
	}
	return [...details.values()];
}
