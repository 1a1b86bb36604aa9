import { generateKeyPairSync, randomUUID, sign } from 'node:crypto';

import type { FastifyInstance } from 'fastify';

import { kept, postJson, Recording, type PhoneCall, type Received, type Times } from './recordings';
import { addBucket, type Clock } from './s3';
import { getOn, idIn } from './vendorHosts';

const HOST = 'api.telnyx.com';
const BUCKET = 's3.amazonaws.com/telephony-recorder-prod';
export const TELNYX_HOSTS = [HOST, 's3.amazonaws.com'];

const errors = (code: string, title: string) => ({ errors: [{ code, title }] });

/** https://developers.telnyx.com/api-reference/call-recordings */
export function addTelnyx(app: FastifyInstance, clock: Clock) {
	const apiKey = 'KEYmade-up-telnyx';
	const { privateKey, publicKey } = generateKeyPairSync('ed25519');
	const key = { accessKeyId: 'AKIATELNYXEXAMPLE000', secretAccessKey: 'made-up-secret-of-telnyx' };
	const bucket = addBucket(app, clock, BUCKET, 'us-east-1', key);

	class TelnyxRecording extends Recording {
		readonly legId = randomUUID();
		/** Fields that Telnyx says otherwise, in events and in answers. */
		readonly changes: Record<string, unknown> = {};

		private get common(): object {
			return {
				connection_id: '1684641123236054244',
				call_leg_id: this.legId,
				call_session_id: this.legId,
				channels: this.call.channels === 2 ? 'dual' : 'single',
				recording_started_at: this.call.startedAt.toISOString(),
				recording_ended_at: this.endedAt.toISOString(),
			};
		}

		/** As the API returns it: the only place for who has called whom. */
		described(): object {
			const { phone, seconds } = this.call;
			return {
				record_type: 'recording',
				id: this.id,
				...this.common,
				source: 'call',
				status: 'completed',
				...this.sides(phone),
				duration_millis: seconds * 1000,
				created_at: this.endedAt.toISOString(),
				download_urls: { mp3: bucket.link(`${this.id}.mp3`), wav: bucket.link(`${this.id}.wav`) },
				...this.changes,
			};
		}

		/** Posts the event with its signature. */
		async deliver(url: string, times: Times = {}): Promise<Received[]> {
			const data = {
				record_type: 'event',
				event_type: 'call.recording.saved',
				id: randomUUID(),
				occurred_at: this.endedAt.toISOString(),
				payload: {
					...this.common,
					recording_id: this.id,
					client_state: null,
					recording_urls: { mp3: bucket.link(`${this.id}.mp3`) },
					public_recording_urls: {},
					...this.changes,
				},
			};
			return await postJson(
				url,
				times,
				{ data, meta: { attempt: 1, delivered_to: url } },
				(body) => {
					const time = String(Math.floor(Date.now() / 1000));
					const signature = sign(null, Buffer.from(`${time}|${body}`), privateKey);
					return {
						'telnyx-timestamp': time,
						'telnyx-signature-ed25519': signature.toString('base64'),
					};
				},
			);
		}
	}

	const recordings: TelnyxRecording[] = [];
	const get = getOn(app, HOST, ({ headers }, reply) =>
		headers.authorization === `Bearer ${apiKey}`
			? undefined
			: reply.code(401).send(errors('10009', 'Authentication failed')),
	);
	get('/v2/recordings/:id', (request, reply) => {
		const found = recordings.find(({ id }) => id === idIn(request));
		return found?.isReady()
			? { data: found.described() }
			: reply.code(404).send(errors('10005', 'Resource not found'));
	});
	return {
		apiKey,
		/** For the signatures of events. */
		publicKey,
		/** Adds a recorded call. */
		add(call: Partial<PhoneCall> = {}): TelnyxRecording {
			const recording = kept(recordings, new TelnyxRecording(randomUUID(), call));
			bucket.put(`${recording.id}.mp3`, recording, 'mp3');
			bucket.put(`${recording.id}.wav`, recording, 'wav');
			return recording;
		},
	};
}
