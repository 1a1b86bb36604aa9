import type {
	ICredentialDataDecryptedObject,
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	INodeCredentialTestResult,
} from 'n8n-workflow';

import { isFromService, senderOf, type ServiceAnswer } from './answers';
import { isObject } from './contract';
import { parseCredential } from './credential';
import { explainRefusal } from './messages';
import { withoutSecrets } from './secrets';

/** Milliseconds. */
const TIMEOUT = 20_000;

/** Whether the service has accepted the token and then read the empty submit. */
const hasRead = (answer: ServiceAnswer) =>
	[400, 422].includes(answer.statusCode)
		? isFromService(answer)
		: answer.statusCode < 300 && isObject(answer.body);

async function probe(
	helpers: ICredentialTestFunctions['helpers'],
	method: 'GET' | 'POST',
	uri: string,
	token: string,
): Promise<ServiceAnswer | null> {
	try {
		// The one request helper that n8n gives to a credential test.
		const answer: ServiceAnswer = await helpers.request({
			method,
			uri,
			headers: { Authorization: `Bearer ${token}` },
			...(method === 'POST' ? { body: {} } : {}),
			json: true,
			simple: false,
			// As in the node.
			followRedirect: false,
			resolveWithFullResponse: true,
			timeout: TIMEOUT,
		});
		return withoutSecrets(answer, token);
	} catch {
		return null;
	}
}

const wrong = (message: string): INodeCredentialTestResult => ({ status: 'Error', message });

/** The outcome of the test, from the answers to the two probes; `null` stands for no answer. */
function verdict(
	baseUrl: string,
	options: ServiceAnswer | null,
	submit: ServiceAnswer | null,
): INodeCredentialTestResult {
	if (options === null) {
		return wrong(`Nothing answers at ${baseUrl}. Check 'Base URL', and that n8n can reach it.`);
	}
	const [refusal] = [options, submit].flatMap((answer) =>
		answer ? (explainRefusal(answer, baseUrl) ?? []) : [],
	);
	if (refusal) return wrong(`${refusal.message}. ${refusal.description}`);
	if (options.statusCode >= 500) {
		return wrong(`${baseUrl} could not answer (${senderOf(options)}). Try again later.`);
	}
	if (options.statusCode >= 300 || !isObject(options.body) || !('options' in options.body)) {
		return wrong(`There is no Descriptor.AI API at ${baseUrl}. Check 'Base URL'.`);
	}
	if (submit === null || !hasRead(submit)) {
		const answer = submit ? senderOf(submit) : 'no answer';
		return wrong(
			`There is a Descriptor.AI API at ${baseUrl}, but the access token could not be tested: ${answer} to a submit. Try again later.`,
		);
	}
	return { status: 'OK', message: 'Connection successful' };
}

/**
 * Tests the credential: is there a Descriptor.AI at the address, and does it accept the token?
 *
 * `GET /options` shows that the base URL is right, but is published without authentication. The submit is published with it:
 * an empty one is sent, which a service that accepts the token must reject for its missing fields (422), so nothing is
 * analyzed or paid for.
 */
export async function descriptorAiApiTest(
	this: ICredentialTestFunctions,
	credential: ICredentialsDecrypted<ICredentialDataDecryptedObject>,
): Promise<INodeCredentialTestResult> {
	const usable = parseCredential(credential.data ?? {});
	if ('message' in usable) return wrong(`${usable.message}. ${usable.description}`);
	const { baseUrl, token } = usable;
	const options = await probe(this.helpers, 'GET', `${baseUrl}/api/v1/options`, token);
	const submit =
		options && (await probe(this.helpers, 'POST', `${baseUrl}/api/v1/offline/processing`, token));
	return verdict(baseUrl, options, submit);
}
