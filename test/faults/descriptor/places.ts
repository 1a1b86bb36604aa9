import type { IDataObject } from 'n8n-workflow';

import type { Sandbox } from '../../../sandbox';

const PROCESSING = '/api/v1/offline/processing';

/** What follows the path of a signed address, and gives access to the recording. */
export const SIGNATURE = 'X-Signature=5f4dcc3b5aa765d61d8327deb882cf99';
/** What is said in a call. */
export const CALL_TEXT = 'my card number is 4111 1111 1111 1111';

/** An operation of the node, or a part of it, with the requests in which it can meet a fault. */
export interface Place {
	where: string;
	method: 'GET' | 'POST';
	path: string;
	parameters: IDataObject;
	/** Makes an item about a call of that name, of what the service has before the node runs. */
	item(service: Sandbox['descriptor'], name: string): Promise<IDataObject>;
}

/** The address of the recording of a call. */
export const recordingOf = (name: string) =>
	`https://recordings.example.com/${name}.mp3?${SIGNATURE}`;

/** The result ID of a call, as the service knows it; undefined before it is accepted. */
export const idOf = ({ jobs }: Sandbox['descriptor'], name: string) =>
	jobs().find(({ request }) => request.audio.uri === recordingOf(name))?.id;

async function submitted(
	{ url, token }: Sandbox['descriptor'],
	name: string,
): Promise<IDataObject> {
	const answer = await fetch(`${url}${PROCESSING}`, {
		method: 'POST',
		headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
		body: JSON.stringify({ config: {}, audio: { uri: recordingOf(name) } }),
	});
	return (await answer.json()) as IDataObject;
}

const unsubmitted = async (_service: unknown, name: string) => ({ audio_url: recordingOf(name) });

const waiting: IDataObject = {
	resource: 'callAnalysis',
	operation: 'submitAndWait',
	audioUrl: '={{ $json.audio_url }}',
	// Nobody can call the tests' n8n.
	waitUsing: 'polling',
	options: { maxWaitMinutes: 15 },
};

export const submit: Place = {
	where: 'Submit',
	method: 'POST',
	path: PROCESSING,
	parameters: {
		resource: 'callAnalysis',
		operation: 'submit',
		audioUrl: '={{ $json.audio_url }}',
	},
	item: unsubmitted,
};

const submitAndWait: Place = {
	where: 'Submit and Wait, as it submits',
	method: 'POST',
	path: PROCESSING,
	parameters: waiting,
	item: unsubmitted,
};

export const getResult: Place = {
	where: 'Get Result',
	method: 'GET',
	path: PROCESSING,
	parameters: { resource: 'callAnalysis', operation: 'getResult' },
	item: submitted,
};

export const waitForResult: Place = {
	where: 'Submit and Wait, as it waits',
	method: 'GET',
	path: PROCESSING,
	parameters: waiting,
	item: unsubmitted,
};

const extractInsight: Place = {
	where: 'Extract Insight',
	method: 'POST',
	path: '/api/v1/insights',
	parameters: {
		resource: 'transcript',
		operation: 'extractInsight',
		transcript: '={{ $json.said }}',
	},
	item: async (_service, name) => ({ said: `Agent: This is ${name}.\nCaller: Yes, ${CALL_TEXT}.` }),
};

const calculateMetrics: Place = {
	where: 'Calculate Metrics',
	method: 'POST',
	path: '/api/v1/metrics/calculate',
	parameters: { resource: 'transcript', operation: 'calculateMetrics' },
	async item(service, name) {
		const { result_id: id } = await submitted(service, name);
		const answer = await fetch(`${service.url}${PROCESSING}/${String(id)}`);
		return (await answer.json()) as IDataObject;
	},
};

export const SUBMITTING = [submit, submitAndWait];
export const POLLING = [getResult, waitForResult];
const MEASURING = [extractInsight, calculateMetrics];
/** All of them. */
export const EVERYWHERE = [...SUBMITTING, ...POLLING, ...MEASURING];
