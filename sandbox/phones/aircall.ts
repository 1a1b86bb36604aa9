import type { FastifyInstance } from 'fastify';

import { kept, postJson, Recording, type PhoneCall, type Received, type Times } from './recordings';
import { addBucket, type Clock } from './s3';
import { basic, getOn, idIn } from './vendorHosts';

const HOST = 'api.aircall.io';
const BUCKET = 'production-fra-000000000000-web.s3.eu-central-1.amazonaws.com';
export const AIRCALL_HOSTS = [HOST, BUCKET];

const seconds = (date: Date) => Math.round(date.getTime() / 1000);
/** As Aircall writes a number. */
const spaced = (phone: string) => phone.replace(/^(\+\d)(\d{3})(\d{3})(\d{4})$/, '$1 $2 $3 $4');

/** A recording of Aircall: an address that S3 has signed for ten minutes, in events and in answers. */
class AircallRecording extends Recording {
	/** Fields of the call that Aircall says otherwise, in events and in answers. */
	readonly changes: Record<string, unknown> = {};

	constructor(
		number: number,
		call: Partial<PhoneCall>,
		readonly token: string,
		readonly link: () => string,
	) {
		super(String(780_000_000 + number), call);
	}

	/** The call as Aircall says it now. */
	described(): Record<string, unknown> {
		const { agent, customer, direction, phone, startedAt } = this.call;
		const [first_name, last_name] = customer.name.split(' ');
		return {
			id: Number(this.id),
			direct_link: `https://${HOST}/v1/calls/${this.id}`,
			direction,
			status: 'done',
			missed_call_reason: null,
			started_at: seconds(startedAt),
			answered_at: seconds(startedAt) + 5,
			ended_at: seconds(this.endedAt),
			duration: this.call.seconds,
			hangup_cause: 'normal_clearing',
			voicemail: null,
			recording: this.link(),
			asset: `https://assets.aircall.io/calls/${this.id}/recording`,
			raw_digits: spaced(customer.phone),
			user: { id: 700_001, name: agent.name, email: agent.email, language: 'en-US' },
			contact: {
				id: 800_001,
				first_name,
				last_name,
				phone_numbers: [{ id: 1, label: 'Work', value: customer.phone }],
				emails: [{ id: 2, label: 'Office', value: customer.email }],
			},
			number: { id: 390_001, name: 'Sales', digits: spaced(phone), e164_digits: phone },
			...this.changes,
		};
	}

	/** Posts the event; its token is all that shows who has sent it. */
	async deliver(url: string, times: Times = {}): Promise<Received[]> {
		return await postJson(url, times, {
			resource: 'call',
			event: 'call.comm_assets_generated',
			timestamp: seconds(this.endedAt) + 60,
			token: this.token,
			data: this.described(),
		});
	}
}

/** https://developer.aircall.io/api-references/ */
export function addAircall(app: FastifyInstance, clock: Clock) {
	const recordings: AircallRecording[] = [];
	const [id, token] = ['made-up-aircall-id', 'made-up-aircall-token'];
	const webhookToken = 'made-up-aircall-webhook-token';
	const key = { accessKeyId: 'AKIAAIRCALLEXAMPLE00', secretAccessKey: 'made-up-secret-of-aircall' };
	const bucket = addBucket(app, clock, BUCKET, 'eu-central-1', key);
	// Assumption 21 of the README.
	const get = getOn(app, HOST, ({ headers: { authorization } }, reply) => {
		if (authorization === basic(id, token)) return undefined;
		const [status, error] = authorization ? [403, 'Forbidden'] : [401, 'Unauthorized'];
		return reply.code(status).send({ error, troubleshoot: 'Check your API key' });
	});
	get('/v1/ping', () => ({ ping: 'pong' }));
	get('/v1/calls/:id', (request, reply) => {
		const recording = recordings.find(({ id: own }) => own === idIn(request));
		if (!recording)
			return reply.code(404).send({ error: 'Not Found', troubleshoot: 'No such call' });
		const call: Record<string, unknown> = recording.described();
		// The recording is missing as long as it is not ready, the contact unless it is requested.
		if (!recording.isReady()) call.recording = null;
		if ((request.query as { fetch_contact?: string }).fetch_contact !== 'true') delete call.contact;
		return { call };
	});

	return {
		id,
		token,
		webhookToken,
		/** Adds a recorded call. */
		add(call: Partial<PhoneCall> = {}): AircallRecording {
			const name = `companies/100001/recordings/call-${recordings.length + 1}-0123456789abcdef.mp3`;
			const link = () => bucket.link(name);
			const recording = new AircallRecording(recordings.length + 1, call, webhookToken, link);
			bucket.put(name, recording, 'mp3');
			return kept(recordings, recording);
		},
	};
}
