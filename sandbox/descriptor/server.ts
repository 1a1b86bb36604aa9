import fastify, { type FastifyInstance } from 'fastify';
import { addFaults, type Faults } from '../faults';
import { linkSection, listSection, page } from '../html';
import { addLatency, type Distant } from '../latency';
import { keepRequestLog, type LoggedRequest } from '../requestLog';
import {
	API,
	EMOTIONS_MODELS,
	INSIGHTS,
	LANGUAGES,
	LLM_PROVIDERS,
	METRICS,
	TRANSCRIPT_MODELS,
	type AnalysisRequest,
	type Offer,
} from './contract';
import { SCENARIO_NAMES } from './calls';
import {
	bodyOf,
	checkSentToken,
	HttpError,
	MAX_HEAD,
	refuseConnection,
	requireToken,
	speakFastApi,
} from './fastApi';
import { addInsightRoutes } from './insightRoutes';
import { createJobStore, type JobStore, type ReceivedJob } from './jobs';
import { addMetricsRoute } from './metricsRoute';
import { defaultConfig, submitSchema } from './requestSchemas';
import { resultPage } from './resultPage';
import { ContractViolation, urlFinding, uuidFinding } from './validation';

/** The largest body, in bytes. */
const MAX_BODY = 64 * 1024 * 1024;

export interface DescriptorOptions extends Offer {
	token: string;
	processingSeconds: number;
}

export interface DescriptorServer extends Distant {
	app: FastifyInstance;
	jobs(): ReceivedJob[];
	forgetJobs(): void;
	faults: Faults;
	requests(): LoggedRequest[];
}

/**
 * Creates the stand-in for Descriptor.AI. It answers in the shapes of FastAPI, which the service is
 * built on, and checks in FastAPI's order: malformed JSON, then the token, then the contract.
 */
export function createDescriptorServer(options: DescriptorOptions): DescriptorServer {
	const app = fastify({
		forceCloseConnections: true,
		// The service takes a body of any size; a transcript of hours has several million characters.
		bodyLimit: MAX_BODY,
		http: { maxHeaderSize: MAX_HEAD },
		clientErrorHandler: refuseConnection,
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
	const { setLatency } = addLatency(app);
	const faults = addFaults(app);
	const jobs = createJobStore(options.processingSeconds, options.newInsights);

	speakFastApi(app);
	app.addHook('onClose', async () => await jobs.close());

	addAnalysisRoutes(app, jobs, options);
	addInsightRoutes(app, options.token, options.newInsights);
	addMetricsRoute(app, options.token, options);
	app.get(`${API}/options`, async (request) => {
		checkSentToken(request, options.token);
		return publishedOptions(options);
	});
	addPages(app, jobs);

	return { app, jobs: jobs.list, forgetJobs: jobs.forget, faults, requests: () => log, setLatency };
}

function addAnalysisRoutes(app: FastifyInstance, jobs: JobStore, options: DescriptorOptions): void {
	const { token } = options;

	app.post<{ Body: AnalysisRequest }>(
		`${API}/offline/processing`,
		bodyOf(submitSchema(options), (request) => requireToken(request, token)),
		async (request) => ({ result_id: await jobs.submit(request.body) }),
	);

	app.get<{ Params: { id: string } }>(`${API}/offline/processing/:id`, async (request) => {
		const { id } = request.params;
		checkSentToken(request, token);
		const finding = uuidFinding(id);
		if (finding) throw new ContractViolation([{ loc: ['path', 'result_id'], ...finding }]);
		if (!jobs.has(id)) throw new HttpError(404, 'Result not found');
		const result = jobs.result(id);
		if (!result) throw new HttpError(425, 'Result is not ready yet');
		return result;
	});
}

/** The body of `GET /options`: the default configuration and what every option can be. */
function publishedOptions(offer: Offer) {
	return {
		config: defaultConfig(offer),
		options: {
			language_code: LANGUAGES,
			transcript_model: TRANSCRIPT_MODELS,
			emotions_model: EMOTIONS_MODELS,
			insights: [...INSIGHTS, ...offer.newInsights],
			llm_providers: LLM_PROVIDERS,
			metrics: METRICS,
		},
		llm_provider: LLM_PROVIDERS[0],
	};
}

/** The page of a result, which a link in a Salesforce record opens; it requires no token. */
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
			: page('The call is still being analyzed', id, '<p>Load this page again in a moment.</p>');
	});
}
