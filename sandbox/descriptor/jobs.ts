import { randomUUID } from 'node:crypto';
import { sleep } from 'n8n-workflow';
import { scenarioOf, type Scenario } from './calls';
import type { AnalysisRequest, AnalysisResult } from './contract';
import { buildResult } from './results';

/** How a finished analysis is given back: as published in 2024, or in the later envelope. */
export type ResultForm = 'plain' | 'envelope';

export interface ResultEnvelope {
	status: 'pending' | 'processing' | 'completed' | 'failed';
	/** Percent, 0 to 100. */
	progress: number;
	result: AnalysisResult | null;
	error: string | null;
}

/** One call of a webhook. */
export interface WebhookDelivery {
	url: string;
	state: 'waiting' | 'delivered' | 'failed';
	/** When it was sent, ISO 8601; null before that. */
	sentAt: string | null;
	/** HTTP status of the receiver's answer, or null when there is none. */
	status: number | null;
	error: string | null;
}

/** An analysis that was submitted. */
export interface ReceivedJob {
	id: string;
	/** ISO 8601. */
	receivedAt: string;
	/** When the result is there, ISO 8601. */
	readyAt: string;
	scenario: string;
	/** As validated, with every default filled in. */
	request: AnalysisRequest;
	/** The calls of `config.webhook`, made or to be made; empty when there are none to make. */
	deliveries: WebhookDelivery[];
}

interface Job extends Omit<ReceivedJob, 'scenario'> {
	scenario: Scenario;
}

/**
 * What becomes of the callback that a request asks for with `config.webhook`, by the `?callback=` of
 * its audio URL: it is sent once, twice at the same moment, or never; or early, which is before the
 * answer to the submit and before the result can be fetched, and then not again.
 */
const CALLBACKS = ['once', 'twice', 'never', 'early'] as const;
type Callback = (typeof CALLBACKS)[number];

/** The longest analysis that an audio URL can ask for, in seconds. */
const MAX_SECONDS = 24 * 60 * 60;
/** How long a webhook's receiver may take to answer, in milliseconds. */
const WEBHOOK_TIMEOUT = 10_000;
/** How early a timer may go off by the clock that says whether a result is ready, in milliseconds. */
const TIMER_TOLERANCE = 1;
/** Progress, in percent, below which an analysis counts as not yet begun. */
const PENDING_BELOW = 10;

export interface JobStore {
	/** Takes a validated request and returns its id. An early callback has been answered by then. */
	submit(request: AnalysisRequest): Promise<string>;
	has(id: string): boolean;
	/** The finished result in its plain form, or null while it is not ready. */
	result(id: string): AnalysisResult | null;
	/** The state of a job in the envelope form. */
	envelope(id: string): ResultEnvelope;
	/** Every job, oldest first. */
	list(): ReceivedJob[];
	/** Gives up the webhooks that have not been sent. */
	close(): Promise<void>;
}

/**
 * Creates a store of analyses. Whether one is ready is read from the clock, so nothing runs in the
 * background except the waiting for webhooks.
 *
 * @param processingSeconds how long an analysis takes unless its audio URL has `?seconds=`
 * @param resultForm the form in which a webhook gets its result
 * @param newInsights names of insights that the service has published since
 */
export function createJobStore(
	processingSeconds: number,
	resultForm: ResultForm,
	newInsights: string[],
): JobStore {
	const jobs = new Map<string, Job>();
	// One for each callback: hundreds that listen to the same signal would look like a leak to Node.js.
	const stops = new Set<AbortController>();
	const sending: Array<Promise<void[]>> = [];

	const isReady = (job: Job) => Date.now() >= Date.parse(job.readyAt);

	function find(id: string): Job {
		const job = jobs.get(id.toLowerCase());
		if (!job) throw new Error(`There is no job ${id}`);
		return job;
	}

	const resultOf = (job: Job) => buildResult(job.id, job.request, job.scenario, newInsights);
	const finishedEnvelope = (job: Job): ResultEnvelope =>
		job.scenario.error === null
			? { status: 'completed', progress: 100, result: resultOf(job), error: null }
			: { status: 'failed', progress: 100, result: null, error: job.scenario.error };

	function result(id: string): AnalysisResult | null {
		const job = find(id);
		return isReady(job) ? resultOf(job) : null;
	}

	function envelope(id: string): ResultEnvelope {
		const job = find(id);
		const received = Date.parse(job.receivedAt);
		const elapsed = (Date.now() - received) / (Date.parse(job.readyAt) - received);
		if (!isReady(job)) {
			const progress = Math.min(99, Math.floor(elapsed * 100));
			const status = progress < PENDING_BELOW ? 'pending' : 'processing';
			return { status, progress, result: null, error: null };
		}
		return finishedEnvelope(job);
	}

	/** @param delay in milliseconds */
	async function deliver(job: Job, delivery: WebhookDelivery, delay: number): Promise<void> {
		const stop = new AbortController();
		stops.add(stop);
		try {
			await sleep(delay, stop.signal);
			const body = resultForm === 'plain' ? resultOf(job) : finishedEnvelope(job);
			delivery.sentAt = new Date().toISOString();
			// One attempt: a retry is not documented.
			const response = await fetch(delivery.url, {
				method: 'POST',
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify(body),
				signal: AbortSignal.any([stop.signal, AbortSignal.timeout(WEBHOOK_TIMEOUT)]),
			});
			delivery.status = response.status;
			delivery.state = response.ok ? 'delivered' : 'failed';
			await response.body?.cancel();
		} catch (error) {
			delivery.state = 'failed';
			delivery.error = error instanceof Error ? error.message : String(error);
		} finally {
			stops.delete(stop);
		}
	}

	return {
		async submit(request) {
			const now = Date.now();
			const query = new URL(request.audio.uri).searchParams;
			const asked = Number(query.get('seconds') ?? Number.NaN);
			const seconds = asked >= 0 && asked <= MAX_SECONDS ? asked : processingSeconds;
			const callback = CALLBACKS.find((name) => name === query.get('callback')) ?? 'once';
			const job: Job = {
				id: randomUUID(),
				receivedAt: new Date(now).toISOString(),
				readyAt: new Date(now + seconds * 1000).toISOString(),
				scenario: scenarioOf(request.audio.uri, request.config.language_code),
				request,
				deliveries: plannedDeliveries(request.config.webhook, callback),
			};
			jobs.set(job.id, job);
			const delay = callback === 'early' ? 0 : seconds * 1000 + TIMER_TOLERANCE;
			const sent = Promise.all(
				job.deliveries.map(async (delivery) => await deliver(job, delivery, delay)),
			);
			sending.push(sent);
			if (callback === 'early') await sent;
			return job.id;
		},
		has: (id) => jobs.has(id.toLowerCase()),
		result,
		envelope,
		list: () => [...jobs.values()].map((job) => ({ ...job, scenario: job.scenario.name })),
		async close() {
			for (const stop of stops) stop.abort(new Error('The sandbox was closed'));
			await Promise.all(sending);
		},
	};
}

function plannedDeliveries(url: string | null, callback: Callback): WebhookDelivery[] {
	if (url === null || callback === 'never') return [];
	return Array.from({ length: callback === 'twice' ? 2 : 1 }, () => ({
		url,
		state: 'waiting',
		sentAt: null,
		status: null,
		error: null,
	}));
}
