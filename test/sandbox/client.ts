import type { AnalysisResult } from '../../sandbox/descriptor/contract';
import { startSandbox as start, type Sandbox, type SandboxOptions } from '../../sandbox';

/** Starts a sandbox whose Salesforce speaks English in every run: its tests compare its texts. */
export const startSandbox = async (options: SandboxOptions = {}): Promise<Sandbox> =>
	await start({ salesforceLanguage: 'en', ...options });

/** An answer with its body read as JSON; null when it has none. */
export interface Answer<Body> {
	status: number;
	body: Body;
}

/** Sends a request; anything but a text is sent as JSON. */
export async function send<Body = unknown>(
	method: string,
	url: string,
	body?: unknown,
	headers: Record<string, string> = {},
): Promise<Answer<Body>> {
	const response = await fetch(url, {
		method,
		headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
		body: body === undefined || typeof body === 'string' ? body : JSON.stringify(body),
	});
	const text = await response.text();
	const isJson = response.headers.get('content-type')?.includes('json');
	return { status: response.status, body: (isJson ? JSON.parse(text) : text || null) as Body };
}

export const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

export const processingUrl = ({ descriptor }: Sandbox, id = '') =>
	`${descriptor.url}/api/v1/offline/processing${id && `/${id}`}`;

/** The address of a recording with a scenario. */
export const recording = (scenario: string, query = '') =>
	`https://recordings.example/${scenario}.mp3${query}`;

/** Submits an analysis that must be accepted and returns its id. */
export async function submit(
	sandbox: Sandbox,
	uri: string,
	config: object = {},
	callData?: object,
): Promise<string> {
	const answer = await send<{ result_id: string }>(
		'POST',
		processingUrl(sandbox),
		{ config, audio: { uri }, ...(callData && { call_data: callData }) },
		bearer(sandbox.descriptor.token),
	);
	if (answer.status !== 200) throw new Error(`Not accepted: ${JSON.stringify(answer.body)}`);
	return answer.body.result_id;
}

/** Submits an analysis that is ready at once and returns its plain result. */
export async function analyze(
	sandbox: Sandbox,
	uri: string,
	config: object = {},
	callData?: object,
): Promise<AnalysisResult> {
	const id = await submit(sandbox, uri, config, callData);
	return (await send<AnalysisResult>('GET', processingUrl(sandbox, id))).body;
}

/** Sends a request to the Salesforce API with a session. */
export async function salesforce<Body = unknown>(
	{ salesforce: org }: Sandbox,
	method: string,
	path: string,
	body?: unknown,
): Promise<Answer<Body>> {
	const url = `${org.url}/services/data/v59.0${path}`;
	return await send<Body>(method, url, body, bearer(org.accessToken));
}

/** The answer to a record that was created. */
export interface Created {
	id: string;
	success: boolean;
	errors: unknown[];
	created?: boolean;
}

/** Creates a record that must be accepted and returns its id. */
export async function createRecord(
	sandbox: Sandbox,
	object: string,
	fields: object,
): Promise<string> {
	const answer = await salesforce<Created>(sandbox, 'POST', `/sobjects/${object}`, fields);
	if (answer.status !== 201) throw new Error(`Not created: ${JSON.stringify(answer.body)}`);
	return answer.body.id;
}
