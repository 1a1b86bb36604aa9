import type {
	ICredentialDataDecryptedObject,
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	INodeCredentialTestResult,
} from 'n8n-workflow';

import { parseBaseUrl } from './baseUrl';
import { serviceWords } from './serviceWords';
import { isObject } from './json';

/** Milliseconds. */
const TIMEOUT = 20_000;

/** Answers to the empty submit of a service that has accepted the token and has read the request. */
const READ = [200, 201, 202, 400, 422];

interface Probe {
	statusCode: number;
	body: unknown;
}

async function probe(
	helpers: ICredentialTestFunctions['helpers'],
	method: 'GET' | 'POST',
	uri: string,
	accessToken: unknown,
): Promise<Probe | null> {
	try {
		// The one request helper that n8n gives to a credential test.
		return await helpers.request({
			method,
			uri,
			headers: { Authorization: `Bearer ${String(accessToken)}` },
			...(method === 'POST' ? { body: {} } : {}),
			json: true,
			simple: false,
			// The node does not follow one either.
			followRedirect: false,
			resolveWithFullResponse: true,
			timeout: TIMEOUT,
		});
	} catch {
		return null;
	}
}

/** What the answers to the two probes mean for the person who fills in the credential. */
function verdict(
	baseUrl: string,
	options: Probe | null,
	submit: Probe | null,
): INodeCredentialTestResult {
	const wrong = (message: string): INodeCredentialTestResult => ({ status: 'Error', message });
	if (options === null) {
		return wrong(`Nothing answers at ${baseUrl}. Check 'Base URL', and that n8n can reach it.`);
	}
	const rejected = [options, submit].find((answer) => [401, 403].includes(answer?.statusCode ?? 0));
	if (rejected) {
		const words = serviceWords(rejected.body);
		return wrong(`Descriptor.AI did not accept the access token${words && `: ${words}`}`);
	}
	if (options.statusCode >= 500) {
		return wrong(`${baseUrl} answered with HTTP ${options.statusCode}. Try again later.`);
	}
	if (options.statusCode >= 300 || !isObject(options.body) || !('options' in options.body)) {
		return wrong(`There is no Descriptor.AI API at ${baseUrl}. Check 'Base URL'.`);
	}
	if (submit === null || !READ.includes(submit.statusCode)) {
		const answer = submit ? `HTTP ${submit.statusCode}` : 'no answer';
		return wrong(
			`There is a Descriptor.AI API at ${baseUrl}, but the access token could not be tested: ${answer} to a submit. Try again later.`,
		);
	}
	return { status: 'OK', message: 'Connection successful' };
}

/**
 * Tests the credential: is there a Descriptor.AI at the address, and does it accept the token?
 *
 * `GET /options` shows the address to be right, but is published without authentication. Only the submit is published with
 * it: an empty one is sent, which a service that accepts the token must reject for its missing fields (422), so nothing
 * is analysed or paid for.
 */
export async function descriptorAiApiTest(
	this: ICredentialTestFunctions,
	credential: ICredentialsDecrypted<ICredentialDataDecryptedObject>,
): Promise<INodeCredentialTestResult> {
	const { accessToken, baseUrl: typed } = credential.data ?? {};
	const baseUrl = parseBaseUrl(typed);
	if (baseUrl === null) {
		return {
			status: 'Error',
			message: "'Base URL' is not a web address. Enter one such as https://demo.descriptor.ai.",
		};
	}
	const options = await probe(this.helpers, 'GET', `${baseUrl}/api/v1/options`, accessToken);
	const submit =
		options &&
		(await probe(this.helpers, 'POST', `${baseUrl}/api/v1/offline/processing`, accessToken));
	return verdict(baseUrl, options, submit);
}
