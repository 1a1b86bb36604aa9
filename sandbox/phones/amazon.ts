import { createSign, randomUUID } from 'node:crypto';

import type { FastifyInstance, FastifyReply } from 'fastify';
import { sleep } from 'n8n-workflow';

import { kept, post, Recording, type PhoneCall, type Received, type Times } from './recordings';
import { addBucket, refusalOf, sendXml, type Clock } from './s3';
import { getOn } from './vendorHosts';

const REGION = 'eu-central-1';
const BUCKET = 'amazon-connect-000000000001';
const hostOf = (service: string) => `${service}.${REGION}.amazonaws.com`;
const [S3, SNS, CONNECT] = [hostOf(`${BUCKET}.s3`), hostOf('sns'), hostOf('connect')];
export const AMAZON_HOSTS = [S3, SNS, CONNECT];

const TOPIC = `arn:aws:sns:${REGION}:111122223333:connect-recordings`;
const SIGNING_FILE = '/SimpleNotificationService-0000000000000001.pem';
const INSTANCE = 'aaaaaaaa-bbbb-cccc-dddd-111111111111';

/** What the services call the refusals of S3. */
const CODES: Record<string, [sns: string, connect: string]> = {
	InvalidAccessKeyId: ['InvalidClientTokenId', 'UnrecognizedClientException'],
	SignatureDoesNotMatch: ['SignatureDoesNotMatch', 'InvalidSignatureException'],
	MissingAuthenticationToken: ['MissingAuthenticationToken', 'MissingAuthenticationTokenException'],
};

/** The content of an element of the list that SNS returns. */
const member = (fields: Record<string, string>) =>
	`<member>${Object.entries(fields)
		.map(([name, value]) => `<${name}>${value}</${name}>`)
		.join('')}</member>`;

type Publish = (message: object, times: Times, url?: string) => Promise<Received[]>;

/** A recording of Amazon Connect: an object in a bucket, and a contact. */
class ConnectRecording extends Recording {
	/** The key of the object. */
	readonly key: string;

	constructor(
		call: Partial<PhoneCall>,
		private readonly publish: Publish,
	) {
		super(randomUUID(), call);
		const [day, time] = this.call.startedAt.toISOString().split('T');
		const name = `${this.id}_${day.replaceAll('-', '')}T${time.slice(0, 5)}_UTC.wav`;
		this.key = `connect/example/CallRecordings/${day.replaceAll('-', '/')}/${name}`;
	}

	/**
	 * Lets S3 tell of the object, by SNS.
	 *
	 * @param url the endpoints of the confirmed subscriptions unless it is given
	 */
	async deliver(times: Times = {}, url?: string): Promise<Received[]> {
		// Spelled like a form, in which a slash stays.
		const key = encodeURIComponent(this.key).replaceAll('%2F', '/');
		const record = {
			eventVersion: '2.1',
			eventSource: 'aws:s3',
			awsRegion: REGION,
			eventTime: this.endedAt.toISOString(),
			eventName: 'ObjectCreated:Put',
			s3: {
				s3SchemaVersion: '1.0',
				bucket: { name: BUCKET },
				object: { key, size: this.audio('wav').length },
			},
		};
		return await this.publish({ Records: [record] }, times, url);
	}

	/** https://docs.aws.amazon.com/connect/latest/APIReference/API_DescribeContact.html */
	get contact(): object {
		const { customer, direction, phone, startedAt } = this.call;
		return {
			Arn: `arn:aws:connect:${REGION}:111122223333:instance/${INSTANCE}/contact/${this.id}`,
			Id: this.id,
			InitiationMethod: direction.toUpperCase(),
			Channel: 'VOICE',
			AgentInfo: { Id: 'aaaaaaaa-0000-0000-0000-000000000001' },
			InitiationTimestamp: startedAt.getTime() / 1000,
			DisconnectTimestamp: this.endedAt.getTime() / 1000,
			CustomerEndpoint: { Type: 'TELEPHONE_NUMBER', Address: customer.phone },
			SystemEndpoint: { Type: 'TELEPHONE_NUMBER', Address: phone },
			Attributes: {},
		};
	}
}

/**
 * S3, SNS and Amazon Connect of one account in one region.
 *
 * @param signer what SNS signs with
 */
export function addAmazon(
	app: FastifyInstance,
	clock: Clock,
	signer: { key: string; cert: string },
) {
	const key = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'made-up-aws-secret' };
	const recordings: ConnectRecording[] = [];
	const subscriptions: Array<{
		arn: string;
		endpoint: string;
		token: string;
		isConfirmed: boolean;
	}> = [];
	const stop = new AbortController();
	const bucket = addBucket(app, clock, S3, REGION, key);

	/** https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html */
	function signed(message: Record<string, string>): object {
		const timestamp = new Date().toISOString();
		const all = { ...message, MessageId: randomUUID(), TopicArn: TOPIC, Timestamp: timestamp };
		const lines = Object.entries(all).map(([name, value]) => `${name}\n${value}\n`);
		const signature = createSign('RSA-SHA1').update(lines.sort().join(''));
		return {
			...all,
			SignatureVersion: '1',
			Signature: signature.sign(signer.key, 'base64'),
			SigningCertURL: `https://${SNS}${SIGNING_FILE}`,
		};
	}
	const send = async (url: string, times: Times, message: Record<string, string>) =>
		await post(times, async () => {
			const headers = {
				'content-type': 'text/plain; charset=UTF-8',
				'x-amz-sns-message-type': message.Type,
			};
			const body = JSON.stringify(signed(message));
			return await fetch(url, { method: 'POST', headers, body, signal: stop.signal });
		});
	/** Publishes a message of S3 to the topic. */
	const publish: Publish = async (message, times, url) => {
		const confirmed = subscriptions.filter(({ isConfirmed }) => isConfirmed);
		const urls = url === undefined ? confirmed.map(({ endpoint }) => endpoint) : [url];
		const [Subject, Message] = ['Amazon S3 Notification', JSON.stringify(message)];
		const answers = urls.map(
			async (one) => await send(one, times, { Type: 'Notification', Subject, Message }),
		);
		return (await Promise.all(answers)).flat();
	};
	/** Asks an endpoint to confirm its subscription until it does. It need not answer this request. */
	async function askToConfirm(subscription: (typeof subscriptions)[number]): Promise<void> {
		const { endpoint, token } = subscription;
		for (let attempt = 0; attempt < 10 && !subscription.isConfirmed; attempt += 1) {
			const SubscribeURL = `https://${SNS}/?Action=ConfirmSubscription&TopicArn=${TOPIC}&Token=${token}`;
			const Message = `You have chosen to subscribe to the topic ${TOPIC}.`;
			send(
				endpoint,
				{},
				{ Type: 'SubscriptionConfirmation', Token: token, Message, SubscribeURL },
			).catch(() => {});
			await sleep(1000, stop.signal);
		}
	}

	/** What SNS does, and the content of its answer; `undefined` for parameters that it refuses. */
	const ACTIONS: Record<string, (query: Record<string, string>) => string | undefined> = {
		ListTopics: () => `<Topics>${member({ TopicArn: TOPIC })}</Topics>`,
		ListSubscriptionsByTopic() {
			const all = subscriptions.map(({ arn, endpoint }) =>
				member({ SubscriptionArn: arn, Endpoint: endpoint }),
			);
			return `<Subscriptions>${all.join('')}</Subscriptions>`;
		},
		Subscribe({ Endpoint: endpoint = '', Protocol: protocol }) {
			if (!/^https?$/.test(protocol) || !endpoint.startsWith(`${protocol}://`)) return undefined;
			const [arn, token] = [`${TOPIC}:${randomUUID()}`, randomUUID()];
			askToConfirm(kept(subscriptions, { arn, endpoint, token, isConfirmed: false })).catch(
				() => {},
			);
			return `<SubscriptionArn>${arn}</SubscriptionArn>`;
		},
		ConfirmSubscription({ Token: token }) {
			const subscription = subscriptions.find((one) => one.token === token);
			if (subscription) subscription.isConfirmed = true;
			return subscription && `<SubscriptionArn>${subscription.arn}</SubscriptionArn>`;
		},
		Unsubscribe({ SubscriptionArn: arn }) {
			const index = subscriptions.findIndex((one) => one.arn === arn);
			return index < 0 ? undefined : String(subscriptions.splice(index, 1).slice(1));
		},
	};
	const failed = (reply: FastifyReply, status: number, code: string) =>
		sendXml(
			reply,
			status,
			`<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code></Error></ErrorResponse>`,
		);
	const getFile = getOn(app, SNS, () => undefined);
	getFile(SIGNING_FILE, (_, reply) => reply.type('text/plain').send(signer.cert));
	const getSns = getOn(app, SNS, (request, reply) => {
		const [status, code] = refusalOf(request, ['sns', REGION], key) ?? [];
		return status && code ? failed(reply, status, CODES[code][0]) : undefined;
	});
	getSns('/', (request, reply) => {
		const query = request.query as Record<string, string>;
		const { Action: action = '', TopicArn: topic = TOPIC } = query;
		if (!(action in ACTIONS)) return failed(reply, 400, 'InvalidAction');
		if (topic !== TOPIC) return failed(reply, 404, 'NotFound');
		const result = ACTIONS[action](query);
		if (result === undefined) return failed(reply, 400, 'InvalidParameter');
		const content = `<${action}Result>${result}</${action}Result>`;
		return sendXml(reply, 200, `<${action}Response>${content}</${action}Response>`);
	});

	const refused = (reply: FastifyReply, status: number, type: string) =>
		reply.code(status).header('x-amzn-errortype', type).send({ message: type });
	const getContact = getOn(app, CONNECT, (request, reply) => {
		const [status, code] = refusalOf(request, ['connect', REGION], key) ?? [];
		return status && code ? refused(reply, status, CODES[code][1]) : undefined;
	});
	getContact('/contacts/:instance/:id', ({ params }, reply) => {
		const { id, instance } = params as { id: string; instance: string };
		const recording = recordings.find((one) => one.id === id && instance === INSTANCE);
		return recording
			? { Contact: recording.contact }
			: refused(reply, 404, 'ResourceNotFoundException');
	});

	return {
		...key,
		region: REGION,
		bucket: BUCKET,
		topic: TOPIC,
		instance: INSTANCE,
		/** Those of the topic, also those that are not confirmed yet. */
		subscriptions,
		publish,
		/** Adds a recorded call. */
		add(call: Partial<PhoneCall> = {}): ConnectRecording {
			const recording = kept(recordings, new ConnectRecording(call, publish));
			bucket.put(recording.key, recording, 'wav');
			return recording;
		},
		/** Stops what is being sent. */
		close: (): void => stop.abort(),
	};
}
