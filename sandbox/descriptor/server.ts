import fastify, {
	type FastifyError,
	type FastifyInstance,
	type FastifyReply,
	type FastifyRequest,
} from 'fastify';
import { linkSection, listSection, page } from '../html';
import { parseJson } from '../json';
import { keepRequestLog, type LoggedRequest } from '../requestLog';
import {
	defaultConfig,
	EMOTIONS_MODELS,
	INSIGHTS,
	LANGUAGES,
	LLM_PROVIDERS,
	METRICS,
	requestSchema,
	TRANSCRIPT_MODELS,
	type AnalysisRequest,
	type InsightsForm,
} from './contract';
import { SCENARIO_NAMES } from './calls';
import { createJobStore, type JobStore, type ReceivedJob, type ResultForm } from './jobs';
import { resultPage } from './resultPage';
import { ContractViolation, describeErrors, urlFinding, uuidFinding } from './validation';

const API = '/api/v1';

export interface DescriptorOptions {
	token: string;
	processingSeconds: number;
	insightsForm: InsightsForm;
	resultForm: ResultForm;
}

export interface DescriptorServer {
	app: FastifyInstance;
	jobs(): ReceivedJob[];
	requests(): LoggedRequest[];
}

/** An answer of the form `{detail: "..."}`. */
class HttpError extends Error {
	constructor(
		readonly status: number,
		readonly detail: string,
	) {
		super(detail);
	}
}

/**
 * Creates the stand-in for Descriptor.AI. It answers in the shapes of FastAPI, which the service is
 * built on, and checks in FastAPI's order: malformed JSON, then the token, then the contract.
 */
export function createDescriptorServer(options: DescriptorOptions): DescriptorServer {
	const app = fastify({
		forceCloseConnections: true,
		// An id of any length is answered with its 422.
		routerOptions: { maxParamLength: 4000 },
		ajv: {
			customOptions: {
				allErrors: true,
				allowUnionTypes: true,
				coerceTypes: false,
				removeAdditional: false,
				formats: { 'http-url': (text: string) => urlFinding(text) === null },
			},
		},
	});
	const log = keepRequestLog(app);
	const jobs = createJobStore(options.processingSeconds, options.resultForm);

	app.removeAllContentTypeParsers();
	app.addContentTypeParser(
		'*',
		{ parseAs: 'string' },
		async (request: FastifyRequest, text: string) => parseBody(request, text),
	);
	app.setErrorHandler<FastifyError>(async (error, _request, reply) => sendError(error, reply));
	app.setNotFoundHandler(async (_request, reply) => reply.code(404).send({ detail: 'Not Found' }));
	app.addHook('onClose', async () => await jobs.close());

	addAnalysisRoutes(app, jobs, options);
	app.get(`${API}/options`, async () => publishedOptions(options.insightsForm));
	addPages(app, jobs);

	return { app, jobs: () => jobs.list(), requests: () => log };
}

function addAnalysisRoutes(app: FastifyInstance, jobs: JobStore, options: DescriptorOptions): void {
	const { token, insightsForm, resultForm } = options;

	app.post<{ Body: AnalysisRequest }>(
		`${API}/offline/processing`,
		{
			schema: { body: requestSchema(insightsForm) },
			attachValidation: true,
			preValidation: async (request) => {
				checkToken(request.headers.authorization, token);
				if (request.body === undefined || request.body === null) {
					throw new ContractViolation([{ loc: ['body'], msg: 'Field required', type: 'missing' }]);
				}
			},
		},
		async (request) => {
			const errors = request.validationError?.validation;
			if (errors) throw new ContractViolation(describeErrors(errors, request.body));
			return { result_id: await jobs.submit(request.body) };
		},
	);

	app.get<{ Params: { id: string } }>(`${API}/offline/processing/:id`, async (request) => {
		const { id } = request.params;
		// The published file asks for no authentication here. What a wrong token gets is not known;
		// refusing it is the stricter reading.
		const { authorization } = request.headers;
		if (authorization !== undefined) checkToken(authorization, token);

		const finding = uuidFinding(id);
		if (finding) throw new ContractViolation([{ loc: ['path', 'result_id'], ...finding }]);
		if (!jobs.has(id)) throw new HttpError(404, 'Result not found');
		if (resultForm === 'envelope') return jobs.envelope(id);

		const result = jobs.result(id);
		if (!result) throw new HttpError(425, 'Result is not ready yet');
		return result;
	});

	app.get('/sandbox/jobs', async () => jobs.list());
}

/** The body of `GET /options`: the default configuration and what every option can be. */
function publishedOptions(insightsForm: InsightsForm) {
	return {
		config: defaultConfig(insightsForm),
		options: {
			language_code: LANGUAGES,
			transcript_model: TRANSCRIPT_MODELS,
			emotions_model: EMOTIONS_MODELS,
			insights: INSIGHTS,
			llm_providers: LLM_PROVIDERS,
			metrics: METRICS,
		},
		llm_provider: LLM_PROVIDERS[0],
	};
}

/** The page of a result, which a link in a Salesforce record opens; it asks for no token. */
function addPages(app: FastifyInstance, jobs: JobStore): void {
	app.get('/', async (_request, reply) => {
		const links = jobs
			.list()
			.map(({ id, request }): [string, string] => [`/result/${id}`, request.audio.uri])
			.reverse();
		reply.type('text/html; charset=utf-8');
		return page(
			'Descriptor.AI (sandbox)',
			'Newest first',
			linkSection('Recordings', links, 'There are none yet.') +
				listSection('File names of recordings to try', SCENARIO_NAMES),
		);
	});
	app.get<{ Params: { id: string } }>('/result/:id', async (request, reply) => {
		const { id } = request.params;
		reply.type('text/html; charset=utf-8');
		if (!jobs.has(id)) {
			return reply.code(404).send(page('Result not found', id, ''));
		}
		const result = jobs.result(id);
		return result
			? resultPage(result)
			: page('The call is still being analysed', id, '<p>Load this page again in a moment.</p>');
	});
}

function parseBody(request: FastifyRequest, text: string): unknown {
	if (text === '') return undefined;
	// FastAPI reads a body as JSON when its type says so, or when it has no type at all.
	const type = request.headers['content-type']?.split(';')[0].trim().toLowerCase();
	if (type !== undefined && !/^application\/(.+\+)?json$/.test(type)) return text;
	const parsed = parseJson(text);
	if (parsed.ok) return parsed.value;
	throw new ContractViolation([
		{ loc: ['body', parsed.position], msg: 'JSON decode error', type: 'json_invalid' },
	]);
}

function checkToken(header: string | undefined, token: string): void {
	const [scheme, credentials] = header?.split(/\s+/, 2) ?? [];
	if (!scheme || !credentials) throw new HttpError(403, 'Not authenticated');
	if (scheme.toLowerCase() !== 'bearer') {
		throw new HttpError(403, 'Invalid authentication credentials');
	}
	if (credentials !== token) throw new HttpError(401, 'Invalid authentication credentials');
}

function sendError(error: FastifyError, reply: FastifyReply): FastifyReply {
	if (error instanceof ContractViolation) return reply.code(422).send({ detail: error.detail });
	if (error instanceof HttpError) {
		if (error.status === 401) reply.header('www-authenticate', 'Bearer');
		return reply.code(error.status).send({ detail: error.detail });
	}
	// What is left is fastify's own, such as a body beyond its limit.
	return reply.code(error.statusCode ?? 500).send({ detail: error.message });
}
