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

export interface WebhookDelivery {
	url: string;
	state: 'waiting' | 'delivered' | 'failed';
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
	/** Null when the request has no `config.webhook`. */
	webhook: WebhookDelivery | null;
}

interface Job extends Omit<ReceivedJob, 'scenario'> {
	scenario: Scenario;
}

/** The longest analysis that an audio URL can ask for, in seconds. */
const MAX_SECONDS = 24 * 60 * 60;
/** How long a webhook's receiver may take to answer, in milliseconds. */
const WEBHOOK_TIMEOUT = 10_000;
/** Progress, in percent, below which an analysis counts as not yet begun. */
const PENDING_BELOW = 10;

export interface JobStore {
	/** Takes a validated request and returns its id. */
	submit(request: AnalysisRequest): string;
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
 */
export function createJobStore(processingSeconds: number, resultForm: ResultForm): JobStore {
	const jobs = new Map<string, Job>();
	const stopping = new AbortController();
	const deliveries: Array<Promise<void>> = [];

	const isReady = (job: Job) => Date.now() >= Date.parse(job.readyAt);

	function find(id: string): Job {
		const job = jobs.get(id.toLowerCase());
		if (!job) throw new Error(`There is no job ${id}`);
		return job;
	}

	function result(id: string): AnalysisResult | null {
		const job = find(id);
		return isReady(job) ? buildResult(job.id, job.request, job.scenario) : null;
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
		return job.scenario.error === null
			? { status: 'completed', progress: 100, result: result(id), error: null }
			: { status: 'failed', progress: 100, result: null, error: job.scenario.error };
	}

	async function deliver(job: Job, webhook: WebhookDelivery): Promise<void> {
		try {
			await sleep(Math.max(0, Date.parse(job.readyAt) - Date.now()), stopping.signal);
			// One attempt: a retry is not documented.
			const response = await fetch(webhook.url, {
				method: 'POST',
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify(resultForm === 'plain' ? result(job.id) : envelope(job.id)),
				signal: AbortSignal.any([stopping.signal, AbortSignal.timeout(WEBHOOK_TIMEOUT)]),
			});
			webhook.status = response.status;
			webhook.state = response.ok ? 'delivered' : 'failed';
			await response.body?.cancel();
		} catch (error) {
			webhook.state = 'failed';
			webhook.error = error instanceof Error ? error.message : String(error);
		}
	}

	return {
		submit(request) {
			const now = Date.now();
			const asked = Number(new URL(request.audio.uri).searchParams.get('seconds') ?? Number.NaN);
			const seconds = asked >= 0 && asked <= MAX_SECONDS ? asked : processingSeconds;
			const url = request.config.webhook;
			const job: Job = {
				id: randomUUID(),
				receivedAt: new Date(now).toISOString(),
				readyAt: new Date(now + seconds * 1000).toISOString(),
				scenario: scenarioOf(request.audio.uri, request.config.language_code),
				request,
				webhook: url === null ? null : { url, state: 'waiting', status: null, error: null },
			};
			jobs.set(job.id, job);
			if (job.webhook) deliveries.push(deliver(job, job.webhook));
			return job.id;
		},
		has: (id) => jobs.has(id.toLowerCase()),
		result,
		envelope,
		list: () => [...jobs.values()].map((job) => ({ ...job, scenario: job.scenario.name })),
		async close() {
			stopping.abort(new Error('The sandbox was closed'));
			await Promise.all(deliveries);
		},
	};
}
