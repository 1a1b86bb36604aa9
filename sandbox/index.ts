import type { InsightsForm } from './descriptor/contract';
import type { ReceivedJob } from './descriptor/jobs';
import { createDescriptorServer } from './descriptor/server';
import { language } from './environment';
import type { Faults } from './faults';
import type { Distant } from './latency';
import type { LoggedRequest } from './requestLog';
import { languageOf, type Language } from './salesforce/words';
import { createSalesforceServer, type SalesforceOrg } from './salesforce/server';

export { SCENARIO_NAMES } from './descriptor/calls';
export type { ReceivedJob } from './descriptor/jobs';
export type { WebhookDelivery } from './descriptor/webhooks';
export { startOtherHost, type Fault, type OtherHost } from './faults';
export { startPhones, type Phones } from './phones';
export type { SalesforceRecord } from './salesforce/fields';

export interface SandboxOptions {
	/** The address to listen on; 127.0.0.1 unless given. */
	host?: string;
	/** 0, which is the default, takes any free port. */
	descriptorPort?: number;
	/** 0, which is the default, takes any free port. */
	salesforcePort?: number;
	/** The API token of Descriptor.AI; "demo-token" unless given. */
	token?: string;
	/** How long an analysis takes unless its audio URL has `?seconds=`; 0 unless given. */
	processingSeconds?: number;
	/** Which published forms of `config.insights` the service accepts; "either" unless given. */
	insightsForm?: InsightsForm;
	/** Names of additional insights, which are lists of sentences; none unless given. */
	newInsights?: string[];
	/**
	 * Whether the package `salesforce/` is installed and its permission set assigned ("installed", which
	 * is the default), or the org has only what every org has ("empty"), or also the records of a company
	 * that uses the package ("inUse").
	 */
	salesforceOrg?: 'installed' | 'empty' | 'inUse';
	/** Whether the Salesforce user has the permission to deploy metadata; true unless given. */
	salesforceDeploys?: boolean;
	/** Seconds until a search in Salesforce finds a new record; 0 unless given. */
	salesforceSearchLag?: number;
	/**
	 * The language of the Salesforce user, which errors are in; that of the variable SANDBOX_LANGUAGE unless given, and
	 * without it English.
	 */
	salesforceLanguage?: Language;
	/** Whether the Salesforce user may make public links to files; true unless given. */
	salesforceDeliveries?: boolean;
}

export interface Sandbox {
	descriptor: Distant & {
		/** Without a path: the API is under `/api/v1`. */
		url: string;
		token: string;
		/** Every analysis that was submitted, oldest first. */
		jobs(): ReceivedJob[];
		/** Makes the service forget every analysis, as if it were restarted: it answers 404 to their ids and sends no callback. */
		forgetJobs(): void;
		/** Faults that the service answers with on demand. */
		faults: Faults;
		requests(): LoggedRequest[];
	};
	salesforce: SalesforceOrg & {
		/** The instance URL, which is also the login host. */
		url: string;
	};
	/** Stops both servers and cancels pending downloads and callbacks. */
	close(): Promise<void>;
}

/**
 * Starts a Descriptor.AI and a Salesforce on this machine. Both are as strict as the services they
 * stand in for, keep everything in memory, and share nothing with another sandbox.
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
	const host = options.host ?? '127.0.0.1';
	const token = options.token ?? 'demo-token';
	const descriptor = createDescriptorServer({
		token,
		processingSeconds: options.processingSeconds ?? 0,
		insightsForm: options.insightsForm ?? 'either',
		newInsights: options.newInsights ?? [],
	});
	const { app: salesforceApp, org } = createSalesforceServer({
		org: options.salesforceOrg,
		mayDeploy: options.salesforceDeploys,
		searchLag: options.salesforceSearchLag,
		language: options.salesforceLanguage ?? languageOf(language()),
		contentDeliveries: options.salesforceDeliveries,
	});
	const close = async () => {
		await Promise.all([descriptor.app.close(), salesforceApp.close()]);
	};

	// Both are waited for, so that neither is left listening when the other finds its port taken.
	const listening = [
		descriptor.app.listen({ host, port: options.descriptorPort ?? 0 }),
		salesforceApp.listen({ host, port: options.salesforcePort ?? 0 }),
	];
	const failed = (await Promise.allSettled(listening)).some(({ status }) => status === 'rejected');
	if (failed) await close();
	const [descriptorUrl, salesforceUrl] = await Promise.all(listening);

	return {
		descriptor: {
			url: descriptorUrl,
			token,
			jobs: descriptor.jobs,
			forgetJobs: descriptor.forgetJobs,
			faults: descriptor.faults,
			requests: descriptor.requests,
			setLatency: descriptor.setLatency,
		},
		salesforce: Object.assign(org, { url: salesforceUrl }),
		close,
	};
}
