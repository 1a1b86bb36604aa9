import multipart from '@fastify/multipart';
import fastify, { type FastifyError, type FastifyInstance } from 'fastify';
import { addLatency, type Distant } from '../latency';
import { keepRequestLog, PART_OF_REQUEST, type LoggedRequest } from '../requestLog';
import { discard, restrict, seed } from './administration';
import { SANDBOX_USER, Sessions, type JwtLogin, type OAuthConnection } from './auth';
import { ApiUsage } from './apiUsage';
import { addCompositeRoutes } from './compositeRoutes';
import { addDeployRoutes } from './deploy/routes';
import { checkHead, MAX_BODY, sendError } from './errorAnswers';
import { noSuchColumn, notFound, salesforceError } from './errors';
import { fillOrg, type ExampleRecords } from './example';
import type { FieldDefinition, SalesforceRecord } from './fields';
import { addFilePages } from './pages/files';
import { FileStore, type StoredFile } from './files';
import { OrgMetadata } from './install/orgMetadata';
import { installPackage } from './install/package';
import { createObject, type ObjectBoxes } from './install/byHand';
import { addLoginRoutes } from './loginRoutes';
import { addObjectRoutes, addQueryRoutes } from './objectRoutes';
import { orgObjects } from './standard';
import { setTaskValues, type TaskValue } from './standard/tasks';
import { SearchIndex } from './query/sosl';
import { addPages } from './pages';
import { addRecordRoutes } from './recordRoutes';
import { findField } from './objects';
import { RecordStore } from './records';
import { Schema, type Lacks } from './schema';
import { addToolingRoutes } from './tooling/routes';
import { Troubles, type Trouble, type Which } from './trouble';
import type { ValidationRule } from './validationRules';
import { toSalesforceTime } from './values';
import { say, type Language } from './words';

export interface SalesforceOptions {
	/** See `salesforceOrg` of the sandbox. */
	org?: 'installed' | 'empty' | 'inUse';
	/** Whether the user may deploy metadata; it may unless given. */
	mayDeploy?: boolean;
	/** Seconds until a search finds a new record; 0 unless given. */
	searchLag?: number;
	/** The language of the user; English unless given. */
	language?: Language;
	/** Whether content deliveries are enabled, and the user may create them; assumption 26 of the README. */
	contentDeliveries?: boolean;
}

/** An org as tests use it: its records, the actions of an administrator, and faults. */
export interface SalesforceOrg extends Distant {
	/** Every record of an object, oldest first. */
	records(objectName: string): SalesforceRecord[];
	/**
	 * Makes a record as an administrator can, with read-only fields and in read-only objects too.
	 *
	 * @returns its id
	 */
	create(objectName: string, fields: SalesforceRecord): string;
	/** Adds the records of a company that uses the org. */
	fill(): ExampleRecords;
	/** Removes a record as an administrator can, also a permission or its assignment. */
	remove(id: string): void;
	/** Dates the last change of a record back, as if so many minutes had passed since. */
	age(id: string, minutes: number): void;
	/**
	 * Makes a custom object as an administrator does by hand in Setup: with no field but its name.
	 *
	 * @param name with its suffix, such as "Call_Analysis__c"
	 * @param boxes that are ticked
	 */
	createObject(name: string, label: string, pluralLabel: string, boxes?: ObjectBoxes): void;
	/** Every version of every file that was uploaded, oldest first. */
	files(): StoredFile[];
	requests(): LoggedRequest[];
	/** What a JWT credential needs. */
	readonly jwt: JwtLogin;
	/** A session that is open from the start, for an OAuth2 credential that is already connected. */
	accessToken: string;
	/** Changes the most requests to the API in a day; those that were made still count. */
	setDailyRequests(max: number): void;
	/** Ends every session: requests are refused until a login, or `renewSession`. */
	expireSessions(): void;
	/** Opens the session of `accessToken` again, as a refresh of an OAuth2 credential does. */
	renewSession(): void;
	/** What an OAuth2 credential needs to open another session. */
	connection: OAuthConnection;
	/** Adds a field to an object, or changes it, as an administrator does in Setup. */
	setField(objectName: string, field: FieldDefinition): void;
	/** Removes a field from an object, as an administrator does in Setup. */
	removeField(objectName: string, name: string): void;
	/** Adds a rule that a record must not break when it is saved. */
	addValidationRule(objectName: string, rule: ValidationRule): void;
	clearValidationRules(): void;
	/** Changes the language of the user, in which all errors are but for the messages of validation rules. */
	speak(language: Language): void;
	/**
	 * Takes rights from the user, as an administrator takes them from the profile and from all permission sets. One that is
	 * deployed or changed afterwards may give them again. Without anything, the profile has all rights again.
	 */
	restrictUser(lacks?: Lacks): void;
	/** Encrypts a field, such as "Contact.Phone", as Shield Platform Encryption does in the probabilistic scheme. */
	encrypt(field: string): void;
	/** Lets queries of an object time out unless they filter by an index, as if it had a million records. */
	makeLarge(objectName: string): void;
	/** Replaces the statuses and the priorities of tasks, in their order; those of a new org unless given. */
	setTaskValues(statuses?: TaskValue[], priorities?: TaskValue[]): void;
	/** Changes how many seconds pass until a search finds a new record. */
	setSearchLag(seconds: number): void;
	/** Locks a record as another user who changes it does. */
	lock(id: string): void;
	/** Releases every record. */
	unlock(): void;
	/** Lets requests to the API fail; all of them unless given. */
	trouble(trouble: Trouble, which?: Which): void;
	endTrouble(): void;
	/** Holds the next requests back until there are that many, and then handles them at the same time. */
	meet(count: number, which?: Which): void;
}

export interface SalesforceServer {
	app: FastifyInstance;
	org: SalesforceOrg;
}

/** The API versions that are served, as the live service does. */
const FIRST_VERSION = 30;
const LAST_VERSION = 64;

/** Requests that a Developer Edition org has in a day. */
const DAILY_REQUESTS = 15_000;

/** The largest file of a multipart body, in bytes. */
const MAX_FILE_SIZE = 2 * 1024 * 1024 * 1024;

/** Creates the stand-in for a Salesforce org: login, REST API and record pages. */
export function createSalesforceServer({
	org: initial = 'installed',
	mayDeploy = true,
	searchLag = 0,
	language = 'en',
	contentDeliveries = true,
}: SalesforceOptions = {}): SalesforceServer {
	const app = fastify({
		forceCloseConnections: true,
		bodyLimit: MAX_BODY,
		// Above Salesforce's own limit, so that Node.js does not refuse the request before checkHead does.
		http: { maxHeaderSize: 65_536 },
		// A key of an upsert may be too long for its field; that is Salesforce's error, not a 404.
		routerOptions: { ignoreTrailingSlash: true, maxParamLength: 4000 },
	});
	const log = keepRequestLog(app);
	const { setLatency } = addLatency(app);
	app.addHook('onRequest', checkHead);
	const sessions = new Sessions();
	const objects = orgObjects(contentDeliveries ? () => app.listeningOrigin : undefined);
	const store = new RecordStore(new Schema(objects), SANDBOX_USER);
	setTaskValues(store);
	const metadata = new OrgMetadata(store);
	if (initial !== 'empty') installPackage(store, metadata);
	if (initial === 'inUse') fillOrg(store);
	const files = new FileStore(store);
	const index = new SearchIndex(searchLag);
	const usage = new ApiUsage(DAILY_REQUESTS);
	const troubles = new Troubles();

	// Bodies stay texts, because Salesforce reports the position of an error in them.
	app.removeAllContentTypeParsers();
	app.addContentTypeParser(
		'*',
		{ parseAs: 'string' },
		async (_request: unknown, text: string) => text,
	);
	app.setErrorHandler<FastifyError>(async (error, _request, reply) =>
		sendError(error, reply, language),
	);
	app.setNotFoundHandler(async () => {
		throw notFound();
	});

	app.register(async (login) => await addLoginRoutes(login, sessions, store));
	app.register(
		async (api) => {
			await api.register(multipart, { limits: { fileSize: MAX_FILE_SIZE } });
			addGate(api, sessions, usage, store);
			troubles.watch(api);
			addObjectRoutes(api, store);
			addQueryRoutes(api, store, index);
			addRecordRoutes(api, store, files);
			addCompositeRoutes(api, store, () => language);
			addToolingRoutes(api, store, metadata);
			await api.register(async (deploy) => addDeployRoutes(deploy, store, metadata, mayDeploy));
		},
		{ prefix: '/services/data' },
	);
	addPages(app, store, files);
	addFilePages(app, store, files);

	return {
		app,
		org: {
			records: (objectName) => store.list(objectName),
			create: (objectName, fields) => seed(store, objectName, fields),
			fill: () => fillOrg(store),
			remove: (id) => discard(store, id),
			age: (id, minutes) => {
				const then = toSalesforceTime(new Date(Date.now() - minutes * 60_000));
				store.set(id, { LastModifiedDate: then, SystemModstamp: then });
			},
			createObject: (name, label, pluralLabel, boxes) =>
				createObject(store, metadata, name, label, pluralLabel, boxes),
			files: () => files.list(),
			requests: () => log,
			setLatency,
			get jwt() {
				return sessions.jwt;
			},
			accessToken: sessions.accessToken,
			setDailyRequests: (max) => usage.setMax(max),
			expireSessions: () => sessions.expire(),
			renewSession: () => sessions.renew(),
			connection: sessions.connection,
			setField: (objectName, field) => store.schema.setField(store.definition(objectName), field),
			removeField: (objectName, name) => {
				store.schema.removeField(store.definition(objectName), name);
				metadata.forgetField(objectName, name);
			},
			addValidationRule: (objectName, rule) => store.rules.add(objectName, rule),
			clearValidationRules: () => store.rules.clear(),
			speak: (spoken) => {
				language = spoken;
			},
			restrictUser: (lacks = {}) => restrict(store, lacks),
			encrypt: (name) => {
				const [objectName, fieldName] = name.split('.');
				const object = store.definition(objectName);
				const field = findField(object, fieldName);
				if (!field) throw noSuchColumn(fieldName, object);
				store.schema.setField(object, { ...field, encrypted: true });
			},
			makeLarge: (objectName) => store.schema.makeLarge(objectName),
			setTaskValues: (statuses, priorities) => setTaskValues(store, statuses, priorities),
			setSearchLag: (seconds) => {
				index.lag = seconds;
			},
			lock: (id) => store.locks.take(id),
			unlock: () => store.locks.release(),
			trouble: (trouble, which = {}) => troubles.cause(trouble, which),
			endTrouble: () => troubles.end(),
			meet: (count, which = {}) => troubles.meet(count, which),
		},
	};
}

/** Checks the session, the API version and the remaining requests of the day. */
function addGate(
	app: FastifyInstance,
	sessions: Sessions,
	usage: ApiUsage,
	store: RecordStore,
): void {
	app.addHook('onRequest', async (request, reply) => {
		if (!sessions.accepts(request.headers.authorization)) {
			throw salesforceError(401, 'INVALID_SESSION_ID', say`Session expired or invalid`);
		}
		// What a composite request consists of is part of it.
		if (!(PART_OF_REQUEST in request.headers)) usage.count();
		reply.header('Sforce-Limit-Info', usage.header);
		const version = Number(/\/v(\d+)\.0\//.exec(request.url)?.[1]);
		if (!(version >= FIRST_VERSION && version <= LAST_VERSION)) throw notFound();
	});
	app.setNotFoundHandler(async () => {
		throw notFound();
	});
	app.get('/:version/limits', async () => {
		if (store.schema.permits('ViewSetup')) return usage.limits;
		// Assumption 33 of the README.
		const message = say`this feature is not currently enabled for this user`;
		throw salesforceError(403, 'FUNCTIONALITY_NOT_ENABLED', message);
	});
}
