import fc from 'fast-check';
import { NodeApiError, type INode, type JsonObject } from 'n8n-workflow';

import { readFailure, reasonOf } from '../../../../nodes/DescriptorAi/salesforce/readFailure';
import { anything, words } from '../../../support/arbitraries';

const NODE = { id: 'a', name: 'Claim', type: 'n8n-nodes-base.salesforce' } as INode;

interface Entry {
	message: string;
	errorCode: string;
	fields?: string[];
}

/** What n8n's helpers throw for an answer that is an error. */
const httpError = (statusCode: number, body: unknown) =>
	Object.assign(new Error(`${statusCode} - ${JSON.stringify(body)}`), {
		statusCode,
		error: body,
		options: { headers: { authorization: 'Bearer secret' } },
	});
const errorOf = (statusCode: number, body: unknown) =>
	new NodeApiError(NODE, httpError(statusCode, body) as unknown as JsonObject);

/** What an item is like after the node has failed on it, by the node and the version of n8n. */
const FORMS: Record<string, (status: number, entry: Entry) => [object, unknown?]> = {
	'Salesforce in n8n 2': (status, entry) => {
		const error = errorOf(status, [entry]);
		const { errorCode, fields = [] } = entry;
		error.context = { ...error.context, errorCode, fields: fields.join(', ') || null };
		return [{ error: error.message }, error];
	},
	'Salesforce in n8n 2, stored in between': (status, entry) => {
		const [item, error] = FORMS['Salesforce in n8n 2'](status, entry);
		return [item, JSON.parse(JSON.stringify(error))];
	},
	'Salesforce in n8n 2, on the regular output': (status, entry) => [
		{
			error: errorOf(status, [entry]).message,
			description: entry.message,
			httpCode: String(status),
			errorCode: entry.errorCode,
			fields: entry.fields?.join(', ') ?? null,
		},
	],
	'HTTP Request': (status, entry) => [{ error: errorOf(status, JSON.stringify([entry])) }],
	'HTTP Request in n8n 1': (status, entry) => [{ error: httpError(status, [entry]) }],
	'HTTP Request, as plain fields': (status, entry) => {
		const { name, message, options, statusCode } = httpError(status, [entry]);
		return [{ error: { name, message, options, statusCode } }];
	},
};

const CLAIMED: Entry = {
	message: 'ALREADY_CLAIMED: another run of the workflow handles this call.',
	errorCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION',
	fields: ['Claim__c'],
};

describe.each(Object.entries(FORMS))('An item that failed in %s', (_, form) => {
	const failureOf = (status: number, entry: Entry) => {
		const [item, thrown] = form(status, entry);
		return readFailure({ recording_id: 'r', ...item }, thrown);
	};

	it.each<[string, Entry, boolean]>([
		['the rule of the record', CLAIMED, true],
		['another rule', { ...CLAIMED, message: 'Enter the ALREADY_CLAIMED box' }, false],
		[
			'a record of the same call',
			{ message: 'doppelt: Recording_Id__c', errorCode: 'DUPLICATE_VALUE' },
			true,
		],
		[
			'a record of the same job',
			{ message: 'doppelt: Job_Id__c', errorCode: 'DUPLICATE_VALUE' },
			false,
		],
	])('because of %s is recognized by its code', (_rule, entry, expected) => {
		expect(failureOf(400, entry).isHandledElsewhere).toBe(expected);
	});

	it('has the words of Salesforce and its code, and no secret', () => {
		const entry = { message: 'Kein Feld "Nam__c"', errorCode: 'INVALID_FIELD' };
		expect(reasonOf(...failureOf(400, entry).words)).toBe(
			'Salesforce answered INVALID_FIELD: Kein Feld "Nam__c".',
		);
	});

	it('does not repeat a value that is too long', () => {
		const entry = {
			message: `Summary: data value too large: ${'A secret. '.repeat(20_000)} (max length=255)`,
			errorCode: 'STRING_TOO_LONG',
			fields: ['Summary_c__c'],
		};
		expect(reasonOf(...failureOf(400, entry).words)).toBe(
			'Salesforce answered STRING_TOO_LONG: a text is too long for its field Summary_c__c.',
		);
	});

	it.each([
		[400, 'INVALID_FIELD', false],
		[400, 'UNABLE_TO_LOCK_ROW', true],
		[403, 'REQUEST_LIMIT_EXCEEDED', true],
		[403, 'INSUFFICIENT_ACCESS', false],
		[503, 'SERVER_UNAVAILABLE', true],
		[500, 'UNKNOWN_EXCEPTION', true],
	])('with %i %s may pass: %p', (status, errorCode, expected) => {
		expect(failureOf(status, { message: 'x', errorCode }).mayPass).toBe(expected);
	});
});

describe('An item that failed', () => {
	it.each([
		[
			'without an answer',
			Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }),
			true,
		],
		['at a proxy', httpError(502, '<html>Bad</html>'), true],
		['at a page', httpError(404, '<html>Not here</html>'), false],
	])('%s may pass: it depends on the status', (_, error, expected) => {
		const wrapped = new NodeApiError(NODE, error as unknown as JsonObject);
		expect(readFailure({ error: wrapped.message }, wrapped).mayPass).toBe(expected);
	});

	it('in Salesforce of n8n 1 says no more than n8n does', () => {
		const item = { subtype: 'Call', description: 'Words of the call' };
		expect(readFailure({ ...item, error: 'Bad request - please check your parameters' })).toEqual({
			words: ['Bad request - please check your parameters', '', ''],
			codes: [],
			isHandledElsewhere: false,
			mayPass: false,
		});
	});

	it('in this package has its message and the way out', () => {
		const item = { error: "'Audio URL' is empty [item 3]", message: 'Map it to a field.' };
		expect(reasonOf(...readFailure(item).words)).toBe("'Audio URL' is empty. Map it to a field.");
	});

	it.each([
		['a getter', Object.defineProperty({}, 'message', { get: () => 'Got' })],
		[
			'a cycle',
			(() => {
				const error: Record<string, unknown> = { message: 'Got' };
				error.cause = error;
				error.response = error;
				return error;
			})(),
		],
	])('with %s is read', (_, error) => {
		expect(reasonOf(...readFailure({ error }).words)).toBe('Got.');
	});
});

describe('A reason', () => {
	it.each([
		[
			'a page',
			'Failed: <!DOCTYPE html><html><style>a{}</style><h1>Bad\n Gateway</h1></html>',
			'Failed: Bad Gateway.',
		],
		[
			'a signed address',
			'Not at https://me:secret@a.test:8080/b.mp3?sig=secret&x#y, sorry',
			'Not at https://a.test:8080/b.mp3?… sorry.',
		],
		['an address', 'See https://a.test/b.', 'See https://a.test/b.'],
		[
			'a long text',
			`A ${'long '.repeat(3000)}`,
			expect.stringMatching(/^A long .*long lon … long .*long\.$/),
		],
		['sentences', 'What? ', 'What?'],
	])('of %s is clean', (_, text, expected) => {
		expect(reasonOf(text, text, undefined, {})).toEqual(expected);
	});

	it.each(['<', '<style', 'a://', '400 - [', 'x@', '?'])(
		'of nothing but %j takes no longer',
		(part) => {
			expect(reasonOf(part.repeat(200_000))?.length).toBeLessThan(700);
			expect(readFailure({ error: { message: part.repeat(200_000) } }).words).toHaveLength(2);
		},
	);

	it('fits and has no query, whatever the words are', () => {
		fc.assert(
			fc.property(fc.array(words), (many) => {
				expect(Buffer.byteLength(reasonOf(...many) ?? '')).toBeLessThanOrEqual(10_000);
			}),
		);
		fc.assert(
			fc.property(words, (word) => {
				const value = word.replace(/[\s"'<>]/g, '');
				expect(reasonOf(`https://a.test/b?sig=${value}secret`)).not.toContain('=');
			}),
		);
	});
});

it('Whatever stands in an item that failed, it is read', () => {
	const names = ['error', 'message', 'description', 'errorCode', 'httpCode', 'fields', 'context'];
	const item = fc.dictionary(fc.constantFrom(...names, 'messages', 'cause'), anything);
	fc.assert(
		fc.property(item, item, (json, error) => {
			for (const failure of [readFailure({ ...json, error }), readFailure(json, error)]) {
				expect(failure.words.every((text) => typeof text === 'string')).toBe(true);
				expect(reasonOf(...failure.words) ?? '').not.toMatch(/\[object|undefined/);
			}
		}),
	);
});
