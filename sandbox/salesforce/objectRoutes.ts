import type { FastifyInstance } from 'fastify';
import { attributesOf } from './answers';
import { describeObject, summarizeObject } from './describe';
import { Cursors, pageSize } from './query/cursors';
import { runQuery } from './query/soql';
import { runSearch, type SearchIndex } from './query/sosl';
import type { RecordStore } from './records';

/** The version is as in the path of a request, such as "v62.0". */
export interface OnVersion {
	version: string;
}
export interface OnObject extends OnVersion {
	object: string;
}

/** Adds the routes that list and describe objects. */
export function addObjectRoutes(app: FastifyInstance, store: RecordStore): void {
	app.get<{ Params: OnVersion }>('/:version/sobjects', async ({ params }) => ({
		encoding: 'UTF-8',
		maxBatchSize: 200,
		sobjects: store.schema.list().map((object) => summarizeObject(object, params.version)),
	}));

	app.get<{ Params: OnObject }>('/:version/sobjects/:object', async ({ params }) => ({
		objectDescribe: summarizeObject(store.object(params.object), params.version),
		recentItems: store.seen
			.list(params.object)
			.slice(-5)
			.map(({ Id, Name }) => ({
				attributes: attributesOf(store.object(params.object), Id, params.version),
				Id,
				Name,
			})),
	}));

	app.get<{ Params: OnObject }>('/:version/sobjects/:object/describe', async ({ params }) =>
		describeObject(store.object(params.object), store.schema.list(), params.version),
	);
}

/** The first version of the API that answers a search with an object, and not with a list. */
const SEARCH_RECORDS = 37;

/** Adds the routes of queries, their first pages and the pages after those, and of searches. */
export function addQueryRoutes(app: FastifyInstance, store: RecordStore, index: SearchIndex): void {
	const cursors = new Cursors();

	app.get<{ Params: OnVersion; Querystring: { q?: string } }>(
		'/:version/query',
		async ({ params, query, headers }) => {
			const answer = runQuery(store.seen, query.q ?? '', params.version);
			if (answer.totalSize > answer.records.length) return counted(answer.totalSize);
			const size = pageSize(headers['sforce-query-options']?.toString(), answer.selected);
			return cursors.begin(answer.records, size, params.version);
		},
	);
	app.get<{ Params: OnVersion & { locator: string } }>(
		'/:version/query/:locator',
		async ({ params }) => cursors.page(params.locator, params.version),
	);
	app.get<{ Params: OnVersion; Querystring: { q?: string } }>(
		'/:version/search',
		async ({ params: { version }, query }) => {
			const searchRecords = runSearch(store.seen, index, query.q ?? '', version);
			return Number.parseInt(version.slice(1)) < SEARCH_RECORDS ? searchRecords : { searchRecords };
		},
	);
}

/** The answer to SELECT COUNT(). */
const counted = (totalSize: number) => ({ totalSize, done: true, records: [] });
