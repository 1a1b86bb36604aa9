import type { FastifyInstance } from 'fastify';
import { parseJson } from '../json';
import { PART_OF_REQUEST } from '../requestLog';
import { upsertAll } from './collections';
import { entriesOf } from './errorAnswers';
import { notFound, notInSandbox, salesforceError, SalesforceError, untranslated } from './errors';
import type { OnObject, OnVersion } from './objectRoutes';
import { duplicateGuard } from './recordRoutes';
import type { RecordStore } from './records';
import { say, type Language } from './words';

/** The most requests of a batch; more than that is assumption 31 of the README. */
const MOST_REQUESTS = 25;
/** The most records of a collection. */
const MOST_RECORDS = 200;
/** The first versions of the API with batches, and with upserts of collections. */
const BATCHES = 34;
const COLLECTIONS = 46;
/** The first version with composite requests. */
const COMPOSITES = 38;

/** What a request of a batch may ask for, below the version of the API. */
const BATCHED =
	/^v(\d+)\.0\/(?:limits$|query\/?\?|queryAll\/?\?|search\/?\?|sobjects(?!.*\/VersionData))/;

type Json = Record<string, unknown>;
const isObject = (value: unknown): value is Json =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

const malformed = (message: string) => untranslated(400, 'JSON_PARSER_ERROR', message);
const numberOf = ({ version }: OnVersion) => Number.parseInt(version.slice(1));

/** Reads a body that is an object with a list in it. */
function readList(body: string | null, name: string): { body: Json; list: Json[] } {
	const parsed = parseJson(body ?? '');
	const list = parsed.ok && isObject(parsed.value) ? parsed.value[name] : undefined;
	if (!parsed.ok || !isObject(parsed.value) || !Array.isArray(list) || !list.every(isObject)) {
		throw malformed(`The request body has to be an object with a list '${name}'`);
	}
	return { body: parsed.value, list };
}

/** What the sandbox knows of what a composite request may consist of, by the method and the path of a part. */
const PARTS = {
	query: /^GET \/services\/data\/v(\d+)\.0\/query\/?\?/,
	collection: /^PATCH \/services\/data\/v(\d+)\.0\/composite\/sobjects\/\w+\/\w+$/,
	row: /^PATCH \/services\/data\/v(\d+)\.0\/sobjects\/\w+\/\w+\/[^/?]+$/,
};
/** The most parts of a composite request, and how many of them may be queries and collections. */
const MOST_PARTS = 25;
const MOST_LARGE_PARTS = 5;
const REFERENCE_ID = /^\w+$/;

const kindOf = ({ method, url }: Json) =>
	Object.entries(PARTS).flatMap(([kind, path]) => {
		const match = path.exec(`${String(method)} ${String(url)}`);
		return match ? [{ kind, version: Number(match[1]) }] : [];
	})[0];

/** Checks the parts of a composite request before any of them is handled; assumption 41 of the README. */
function checkComposite(body: Json, list: Json[], params: OnVersion): void {
	const isLarge = (part: Json) => ['query', 'collection'].includes(kindOf(part)?.kind);
	const exceeded = (most: number) =>
		salesforceError(
			400,
			'LIMIT_EXCEEDED',
			say`The request can’t contain more than ${most} operations.`,
		);
	if (list.length > MOST_PARTS) throw exceeded(MOST_PARTS);
	if (list.filter(isLarge).length > MOST_LARGE_PARTS) throw exceeded(MOST_LARGE_PARTS);
	for (const part of list) checkPart(part, params);
	if (!list.some(({ method }) => method === 'PATCH')) return;
	if (body.allOrNone === true) throw notInSandbox('a composite request of writes with allOrNone');
	// Without it, Salesforce may handle them in another order.
	if (body.collateSubrequests !== false) {
		throw notInSandbox('a composite request of writes without "collateSubrequests": false');
	}
}

/** Checks a part of a composite request. */
function checkPart(part: Json, params: OnVersion): void {
	if (!REFERENCE_ID.test(String(part.referenceId))) {
		throw malformed('Each part of a composite request needs a referenceId of letters and digits');
	}
	const [url] = String(part.url).split('?');
	const found = kindOf(part);
	if (!found || /@\{/.test(JSON.stringify(part))) {
		throw notInSandbox(`${String(part.method)} ${url} in a composite request`);
	}
	if (found.version > numberOf(params)) throw malformed(`Invalid url '${url}'`);
}

/** Checks a request of a batch before any of them is handled; assumption 31 of the README. */
function checkSubrequest({ method, url }: Json, params: OnVersion): void {
	const version = Number(BATCHED.exec(String(url))?.[1]);
	if (!['GET', 'POST', 'PATCH', 'DELETE'].includes(String(method))) {
		throw malformed(`Invalid method '${String(method)}' in a batch request`);
	}
	if (!(version >= BATCHES && version <= numberOf(params))) {
		throw malformed(`Invalid url '${String(url)}' in a batch request`);
	}
}

/**
 * Adds the routes that handle several requests, or write several records, as one. Each request of a batch counts as a
 * request of its own.
 *
 * @param language of the user
 */
export function addCompositeRoutes(
	app: FastifyInstance,
	store: RecordStore,
	language: () => Language,
): void {
	app.post<{ Params: OnVersion; Body: string | null }>(
		'/:version/composite/batch',
		async ({ params, body: text, headers }) => {
			if (numberOf(params) < BATCHES) throw notFound();
			const { body, list } = readList(text, 'batchRequests');
			if (list.length > MOST_REQUESTS) {
				const message = say`The request can’t contain more than ${MOST_REQUESTS} operations.`;
				throw salesforceError(400, 'LIMIT_EXCEEDED', message);
			}
			for (const subrequest of list) checkSubrequest(subrequest, params);

			const results: Array<{ statusCode: number; result: unknown }> = [];
			for (const { method, url, richInput } of list) {
				if (body.haltOnError === true && hasFailed(results)) {
					const message = 'The batch was halted because a request before this one has failed';
					const result = [{ message, errorCode: 'BATCH_PROCESSING_HALTED' }];
					results.push({ statusCode: 412, result });
					continue;
				}
				const { authorization = '' } = headers;
				const answer = await fetch(`${app.listeningOrigin}/services/data/${String(url)}`, {
					method: String(method),
					headers: { authorization, 'content-type': 'application/json' },
					...(richInput !== undefined && { body: JSON.stringify(richInput) }),
				});
				const answered = await answer.text();
				const parsed = parseJson(answered);
				const result = parsed.ok ? parsed.value : answered || null;
				results.push({ statusCode: answer.status, result });
			}
			return { hasErrors: hasFailed(results), results };
		},
	);

	// To the limit of the day, it is one request.
	app.post<{ Params: OnVersion; Body: string | null }>(
		'/:version/composite',
		async ({ params, body: text, headers }) => {
			if (numberOf(params) < COMPOSITES) throw notFound();
			const { body, list } = readList(text, 'compositeRequest');
			checkComposite(body, list, params);
			const { authorization = '' } = headers;
			const compositeResponse: Json[] = [];
			for (const { method, url, body: put, referenceId } of list) {
				const answer = await fetch(`${app.listeningOrigin}${String(url)}`, {
					method: String(method),
					headers: {
						authorization,
						[PART_OF_REQUEST]: 'true',
						...(put !== undefined && { 'content-type': 'application/json' }),
					},
					...(put !== undefined && { body: JSON.stringify(put) }),
				});
				compositeResponse.push({
					body: await answer.json(),
					httpHeaders: {},
					httpStatusCode: answer.status,
					referenceId,
				});
			}
			return { compositeResponse };
		},
	);

	app.patch<{ Params: OnObject & { field: string }; Body: string | null }>(
		'/:version/composite/sobjects/:object/:field',
		async (request) => {
			const { params } = request;
			if (numberOf(params) < COLLECTIONS) throw notFound();
			const { body, list } = readList(request.body, 'records');
			if (list.length > MOST_RECORDS) {
				const message = say`record limit reached. cannot submit more than ${MOST_RECORDS} records into this call`;
				throw salesforceError(400, 'EXCEEDED_ID_LIMIT', message);
			}
			const name = store.object(params.object).name.toLowerCase();
			for (const { attributes } of list) {
				const type = isObject(attributes) ? attributes.type : undefined;
				if (String(type).toLowerCase() === name) continue;
				throw malformed(`Each record needs attributes with the type ${params.object}`);
			}
			const outcomes = upsertAll(
				store,
				params,
				list,
				body.allOrNone === true,
				duplicateGuard(store, request),
			);
			return outcomes.map((outcome) => {
				if (!(outcome instanceof SalesforceError)) return { ...outcome, success: true, errors: [] };
				const errors = entriesOf(outcome, language()).map(
					({ errorCode: statusCode, message, fields = [] }) => ({ statusCode, message, fields }),
				);
				return { success: false, errors, created: false };
			});
		},
	);
}

const hasFailed = (results: Array<{ statusCode: number }>) =>
	results.some(({ statusCode }) => statusCode >= 400);
