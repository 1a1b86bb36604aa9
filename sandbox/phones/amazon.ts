import { createSign, randomUUID } from 'node:crypto';

import type { FastifyInstance } from 'fastify';
import { sleep } from 'n8n-workflow';

import { post, Recording, type PhoneCall, type Received, type Times } from './recordings';
import { addBucket, refusalOf, sendXml, type Clock } from './s3';
import { getOn, type Handler } from './vendorHosts';

const REGION = 'eu-central-1';
const BUCKET = 'amazon-connect-000000000001';
const [S3, SNS, CONNECT] = [`${BUCKET}.s3`, 'sns', 'connect'].map(
	(name) => `${name}.${REGION}.amazonaws.com`,
);
export const AMAZON_HOSTS = [S3, SNS, CONNECT];

const TOPIC = `arn:aws:sns:${REGION}:111122223333:connect-recordings`;
const CERTIFICATE = '/SimpleNotificationService-0000000000000001.pem';
const INSTANCE = 'aaaaaaaa-bbbb-cccc-dddd-111111111111';
const AGENT = 'aaaaaaaa-0000-0000-0000-000000000001';

/** What the services call the refusals of S3. */
const CODES: Record<string, [sns: string, connect: string]> = {
	InvalidAccessKeyId: ['InvalidClientTokenId', 'UnrecognizedClientException'],
	SignatureDoesNotMatch: ['SignatureDoesNotMatch', 'InvalidSignatureException'],
	MissingAuthenticationToken: ['MissingAuthenticationToken', 'MissingAuthenticationTokenException'],
};

interface Subscription {
	arn: string;
	endpoint: string;
	token: string;
	isConfirmed: boolean;
}

/** A recording of Amazon Connect: an object in a bucket, and a contact. */
class ConnectRecording extends Recording {
	constructor(
		id: string,
		call: Partial<PhoneCall>,
		private readonly publish: (message: object, times: Times, url?: string) => Promise<Received[]>,
	) {
		super(id, call);
	}

	/** The key of the object. */
	get key(): string {
		const [day, time] = this.call.startedAt.toISOString().split('T');
		return `connect/example/CallRecordings/${day.replaceAll('-', '/')}/${this.id}_${day.replaceAll('-', '')}T${time.slice(0, 5)}_UTC.wav`;
	}

	/**
	 * Lets S3 tell of the object, by SNS.
	 *
	 * @param url the endpoints of the confirmed subscriptions unless it is given
	 */
	async deliver(url?: string, times: Times = {}): Promise<Received[]> {
		// Spelled like a form, in which a slash stays.
		const key = encodeURIComponent(this.key).replaceAll('%2F', '/').replaceAll('%20', '+');
		const record = {
			eventVersion: '2.1',
			eventSource: 'aws:s3',
			awsRegion: REGION,
			eventTime: this.endedAt.toISOString(),
			eventName: 'ObjectCreated:Put',
			s3: {
				s3SchemaVersion: '1.0',
				bucket: { name: BUCKET, arn: `arn:aws:s3:::${BUCKET}` },
				object: { key, size: this.audio('wav').length, sequencer: '0055AED6DCD90281E5' },
			},
		};
		return await this.publish({ Records: [record] }, times, url);
	}

	/** https://docs.aws.amazon.com/connect/latest/APIReference/API_DescribeContact.html */
	get contact(): object {
		const { customer, direction, phone, startedAt } = this.call;
		const time = (date: Date) => date.getTime() / 1000;
		return {
			Arn: `arn:aws:connect:${REGION}:111122223333:instance/${INSTANCE}/contact/${this.id}`,
			Id: this.id,
			InitiationMethod: direction.toUpperCase(),
			Channel: 'VOICE',
			AgentInfo: { Id: AGENT, ConnectedToAgentTimestamp: time(startedAt) },
			InitiationTimestamp: time(startedAt),
			DisconnectTimestamp: time(this.endedAt),
			CustomerEndpoint: { Type: 'TELEPHONE_NUMBER', Address: customer.phone },
			SystemEndpoint: { Type: 'TELEPHONE_NUMBER', Address: phone },
			Attributes: {},
		};
	}
}

/** S3, SNS and Amazon Connect of one account in one region. */
export function addAmazon(
	app: FastifyInstance,
	clock: Clock,
	signer: { key: string; cert: string },
) {
	const key = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'made-up-aws-secret' };
	const recordings: ConnectRecording[] = [];
	const subscriptions: Subscription[] = [];
	const stop = new AbortController();
	const bucket = addBucket(app, clock, S3, REGION, key);

	/** https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html */
	function signed(message: Record<string, string>): object {
		const all: Record<string, string> = {
			...message,
			MessageId: randomUUID(),
			TopicArn: TOPIC,
			Timestamp: new Date().toISOString(),
		};
		const text = [
			'Message',
			'MessageId',
			'SubscribeURL',
			'Subject',
			'Timestamp',
			'Token',
			'TopicArn',
			'Type',
		]
			.filter((name) => name in all)
			.map((name) => `${name}\n${all[name]}\n`)
			.join('');
		return {
			...all,
			SignatureVersion: '1',
			Signature: createSign('RSA-SHA1').update(text).sign(signer.key, 'base64'),
			SigningCertURL: `https://${SNS}${CERTIFICATE}`,
		};
	}
	const send = async (url: string, times: Times, message: Record<string, string>) =>
		await post(
			times,
			async () =>
				await fetch(url, {
					method: 'POST',
					headers: {
						'content-type': 'text/plain; charset=UTF-8',
						'x-amz-sns-message-type': message.Type,
					},
					body: JSON.stringify(signed(message)),
					signal: stop.signal,
				}),
		);
	/** Publishes a message of S3 to the topic. */
	async function publish(message: object, times: Times = {}, url?: string): Promise<Received[]> {
		const urls = url
			? [url]
			: subscriptions.filter(({ isConfirmed }) => isConfirmed).map(({ endpoint }) => endpoint);
		const notification = {
			Type: 'Notification',
			Subject: 'Amazon S3 Notification',
			Message: JSON.stringify(message),
		};
		return (
			await Promise.all(urls.map(async (one) => await send(one, times, notification)))
		).flat();
	}
	/** Asks an endpoint to confirm its subscription until it does. It need not answer this request. */
	async function askToConfirm({ endpoint, token }: Subscription): Promise<void> {
		for (
			let attempt = 0;
			attempt < 10 && subscriptions.some((one) => one.token === token && !one.isConfirmed);
			attempt += 1
		) {
			send(
				endpoint,
				{},
				{
					Type: 'SubscriptionConfirmation',
					Token: token,
					Message: `You have chosen to subscribe to the topic ${TOPIC}.`,
					SubscribeURL: `https://${SNS}/?Action=ConfirmSubscription&TopicArn=${TOPIC}&Token=${token}`,
				},
			).catch(() => {});
			await sleep(1000, stop.signal);
		}
	}

	const xmlns = 'http://sns.amazonaws.com/doc/2010-03-31/';
	const ACTIONS: Record<string, (query: Record<string, string>) => string | undefined> = {
		ListTopics: () => `<Topics><member><TopicArn>${TOPIC}</TopicArn></member></Topics>`,
		ListSubscriptionsByTopic: () =>
			`<Subscriptions>${subscriptions
				.map(
					({ arn, endpoint }) =>
						`<member><SubscriptionArn>${arn}</SubscriptionArn><Endpoint>${endpoint}</Endpoint></member>`,
				)
				.join('')}</Subscriptions>`,
		Subscribe({ Endpoint: endpoint = '', Protocol: protocol }) {
			if (!/^https?$/.test(protocol) || !endpoint.startsWith(`${protocol}://`)) return undefined;
			const subscription = {
				arn: `${TOPIC}:${randomUUID()}`,
				endpoint,
				token: randomUUID(),
				isConfirmed: false,
			};
			subscriptions.push(subscription);
			askToConfirm(subscription).catch(() => {});
			return `<SubscriptionArn>${subscription.arn}</SubscriptionArn>`;
		},
		ConfirmSubscription({ Token: token }) {
			const subscription = subscriptions.find((one) => one.token === token);
			if (!subscription) return undefined;
			subscription.isConfirmed = true;
			return `<SubscriptionArn>${subscription.arn}</SubscriptionArn>`;
		},
		Unsubscribe({ SubscriptionArn: arn }) {
			const index = subscriptions.findIndex((one) => one.arn === arn);
			if (index < 0) return undefined;
			subscriptions.splice(index, 1);
			return '';
		},
	};
	const snsError: (status: number, code: string, message: string) => Handler =
		(status, code, message) => (_, reply) =>
			sendXml(
				reply,
				status,
				`<ErrorResponse xmlns="${xmlns}"><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`,
			);
	getOn(
		app,
		SNS,
		() => undefined,
	)(CERTIFICATE, (_, reply) => reply.type('text/plain').send(signer.cert));
	getOn(app, SNS, (request, reply) => {
		const [status, code, message] = refusalOf(request, ['sns', REGION], key) ?? [];
		return status && code && message
			? snsError(status, CODES[code][0], message)(request, reply)
			: undefined;
	})('/', (request, reply) => {
		const query = request.query as Record<string, string>;
		const { Action: action = '', TopicArn: topic = TOPIC } = query;
		if (!(action in ACTIONS))
			return snsError(400, 'InvalidAction', 'Unknown action')(request, reply);
		if (topic !== TOPIC) return snsError(404, 'NotFound', 'Topic does not exist')(request, reply);
		const result = ACTIONS[action](query);
		if (result === undefined)
			return snsError(400, 'InvalidParameter', 'Invalid parameter')(request, reply);
		return sendXml(
			reply,
			200,
			`<${action}Response xmlns="${xmlns}"><${action}Result>${result}</${action}Result></${action}Response>`,
		);
	});

	const connect = getOn(app, CONNECT, (request, reply) => {
		const [status, code, message] = refusalOf(request, ['connect', REGION], key) ?? [];
		return status && code
			? reply.code(status).header('x-amzn-errortype', CODES[code][1]).send({ message })
			: undefined;
	});
	/** @param find what is returned, by its ID */
	const describe = (path: string, find: (id: string) => object | undefined) =>
		connect(`${path}/:instance/:id`, ({ params }, reply) => {
			const { id, instance } = params as { id: string; instance: string };
			return (
				(instance === INSTANCE ? find(id) : undefined) ??
				reply
					.code(404)
					.header('x-amzn-errortype', 'ResourceNotFoundException')
					.send({ Message: 'Not found' })
			);
		});
	describe('/contacts', (id) => {
		const recording = recordings.find((one) => one.id === id);
		return recording && { Contact: recording.contact };
	});
	describe('/users', (id) => {
		const { email, name } = recordings[0]?.call.agent ?? {};
		const [FirstName, LastName] = (name ?? '').split(' ');
		return id === AGENT
			? {
					User: { Id: AGENT, Username: email, IdentityInfo: { FirstName, LastName, Email: email } },
				}
			: undefined;
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
			const recording = new ConnectRecording(randomUUID(), call, publish);
			recordings.push(recording);
			bucket.put(recording.key, recording, 'wav');
			return recording;
		},
		/** Stops what is being sent. */
		close: (): void => stop.abort(),
	};
}
