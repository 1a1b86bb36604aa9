import { randomUUID } from 'node:crypto';
import { scenarioOf, scenarioOfDownload, type Scenario } from './calls';
import type { AnalysisRequest, AnalysisResult } from './contract';
import { download, isOnThisMachine, type ReceivedAudio } from './download';
import { buildResult } from './results';
import {
	callbackOf,
	deliver,
	plannedDeliveries,
	type Callback,
	type WebhookDelivery,
} from './webhooks';

/** An analysis that was submitted. */
export interface ReceivedJob {
	id: string;
	/** ISO 8601. */
	receivedAt: string;
	/** When the result is ready, ISO 8601; the earliest possible time until the recording is downloaded. */
	readyAt: string;
	/** Until the recording is downloaded: the scenario of its address. */
	scenario: string;
	/** As validated, with every default filled in. */
	request: AnalysisRequest;
	/** The recording; null until it is downloaded. Only recordings on this machine are. */
	audio: ReceivedAudio | null;
	/** The callbacks to `config.webhook`, sent or pending. */
	deliveries: WebhookDelivery[];
}

interface Job extends Omit<ReceivedJob, 'scenario'> {
	scenario: Scenario;
	isDownloading: boolean;
}

/** The longest analysis that an audio URL can request, in seconds. */
const MAX_SECONDS = 24 * 60 * 60;

export interface JobStore {
	/** Takes a validated request and returns its id. An early callback has been answered by then. */
	submit(request: AnalysisRequest): Promise<string>;
	has(id: string): boolean;
	/** The finished result, or null while it is not ready. */
	result(id: string): AnalysisResult | null;
	/** Every job, oldest first, those that are forgotten too. */
	list(): ReceivedJob[];
	/** Loses every job, as a restarted service that keeps them in memory does: their callbacks are not sent. */
	forget(): void;
	/** Cancels pending downloads and callbacks. */
	close(): Promise<void>;
}

/**
 * Creates a store of analyses. Whether one is ready is read from the clock, so nothing runs in the
 * background except downloads and pending callbacks.
 *
 * @param processingSeconds how long an analysis takes unless its audio URL has `?seconds=`
 * @param newInsights names of additional insights
 */
export function createJobStore(processingSeconds: number, newInsights: string[]): JobStore {
	const jobs = new Map<string, Job>();
	const forgotten = new Set<string>();
	// One for each job: hundreds that listen to the same signal would look like a leak to Node.js.
	const stops = new Set<AbortController>();
	const finishing: Array<Promise<void>> = [];

	const isReady = (job: Job) => !job.isDownloading && Date.now() >= Date.parse(job.readyAt);

	function find(id: string): Job {
		const job = jobs.get(id.toLowerCase());
		if (!job) throw new Error(`There is no job ${id}`);
		return job;
	}

	const resultOf = (job: Job) => buildResult(job.id, job.request, job.scenario, newInsights);

	function result(id: string): AnalysisResult | null {
		const job = find(id);
		return isReady(job) ? resultOf(job) : null;
	}

	/** Downloads the recording of a job, if it can be; the analysis is not ready before that. */
	async function load(job: Job, stop: AbortSignal): Promise<void> {
		if (!job.isDownloading) return;
		const { audio, config } = job.request;
		const downloaded = await download(audio.uri, stop);
		job.audio = downloaded.audio;
		job.scenario = scenarioOfDownload(downloaded, audio.uri, config.language_code);
		job.readyAt = new Date(Math.max(Date.now(), Date.parse(job.readyAt))).toISOString();
		job.isDownloading = false;
	}

	/** Does what is left to do for a job after its submit. */
	async function finish(job: Job, callback: Callback): Promise<void> {
		const stop = new AbortController();
		stops.add(stop);
		await load(job, stop.signal);
		const dueAt = callback === 'early' ? Date.now() : Date.parse(job.readyAt);
		const body = () => resultOf(job);
		await Promise.all(
			job.deliveries.map(async (delivery) => await deliver(delivery, dueAt, body, stop.signal)),
		);
		stops.delete(stop);
	}

	const giveUp = (reason: string) => {
		for (const stop of stops) stop.abort(new Error(reason));
	};

	return {
		async submit(request) {
			const now = Date.now();
			const query = new URL(request.audio.uri).searchParams;
			const requested = Number(query.get('seconds') ?? Number.NaN);
			const seconds = requested >= 0 && requested <= MAX_SECONDS ? requested : processingSeconds;
			const callback = callbackOf(request.audio.uri);
			const job: Job = {
				id: randomUUID(),
				receivedAt: new Date(now).toISOString(),
				readyAt: new Date(now + seconds * 1000).toISOString(),
				scenario: scenarioOf(request.audio.uri, request.config.language_code),
				request,
				audio: null,
				isDownloading: isOnThisMachine(request.audio.uri),
				deliveries: plannedDeliveries(request.config.webhook, callback),
			};
			jobs.set(job.id, job);
			const finished = finish(job, callback);
			finishing.push(finished);
			if (callback === 'early') await finished;
			return job.id;
		},
		has: (id) => jobs.has(id.toLowerCase()) && !forgotten.has(id.toLowerCase()),
		result,
		list: () => [...jobs.values()].map(report),
		forget() {
			for (const id of jobs.keys()) forgotten.add(id);
			giveUp('The service was restarted');
		},
		async close() {
			giveUp('The sandbox was closed');
			await Promise.all(finishing);
		},
	};
}

/** A job as tests see it. */
function report({ scenario, isDownloading, ...job }: Job): ReceivedJob {
	return { ...job, scenario: scenario.name, audio: isDownloading ? null : job.audio };
}
