import { createHmac, randomUUID } from 'node:crypto';

import type { FastifyInstance } from 'fastify';

import { addSessions } from './oauth';
import { postJson, Recording, type PhoneCall, type Received, type Times } from './recordings';
import type { Clock } from './s3';
import { getOn } from './vendorHosts';

const HOST = 'zoom.us';
const FILES = 'file.zoom.us';
export const ZOOM_HOSTS = [HOST, FILES];

/** In milliseconds. */
const REFRESHABLE = 90 * 86_400_000;
/** How long the address of a file is valid, in milliseconds; assumption 23 of the README. */
const FILE_VALID = 60_000;

/** https://developers.zoom.us/docs/api/phone/ and https://developers.zoom.us/docs/api/webhooks/ */
export function addZoom(app: FastifyInstance, clock: Clock) {
	const sessions = addSessions(app, clock, HOST, '/oauth/token', REFRESHABLE);
	const secretToken = 'made-up-zoom-secret-token';
	const hmac = (text: string) => createHmac('sha256', secretToken).update(text).digest('hex');
	const files = new Map<string, Recording>();
	/** The addresses of files, and when they end. */
	const addresses = new Map<string, { recording: Recording; endsAt: number }>();

	/** Posts an event with its signature. */
	const send = async (url: string, times: Times, event: object): Promise<Received[]> =>
		await postJson(url, times, event, (body) => {
			const time = String(Math.floor(Date.now() / 1000));
			return {
				'x-zm-request-timestamp': time,
				'x-zm-signature': `v0=${hmac(`v0:${time}:${body}`)}`,
			};
		});

	class ZoomRecording extends Recording {
		/** The last part of the address; Zoom has an ID of its own for the file. */
		readonly fileId = `EvVNLihbQ1WpeG_A${String(files.size + 1).padStart(6, '0')}`;
		/** Fields of the recording that Zoom says otherwise. */
		readonly changes: Record<string, unknown> = {};

		async deliver(url: string, times: Times = {}): Promise<Received[]> {
			const { agent, customer, direction, phone, seconds, startedAt } = this.call;
			const isInbound = direction === 'inbound';
			const side = (name: 'caller' | 'callee', isAgent: boolean) => ({
				[`${name}_number`]: isAgent ? '1026' : customer.phone,
				[`${name}_number_type`]: isAgent ? 1 : 2,
				[`${name}_name`]: isAgent ? agent.name : customer.name,
				[`${name}_did_number`]: isAgent ? phone : undefined,
			});
			const owner = {
				type: 'user',
				id: 'z8yCxjabcdEFGHfp8uQ111',
				name: agent.name,
				extension_number: 1026,
			};
			const recording = {
				id: this.id,
				user_id: owner.id,
				...side('caller', !isInbound),
				...side('callee', isInbound),
				duration: seconds,
				download_url: `https://${HOST}/v2/phone/recording/download/${this.fileId}`,
				direction,
				date_time: startedAt.toISOString().replace(/\.\d+/, ''),
				end_time: this.endedAt.toISOString().replace(/\.\d+/, ''),
				recording_type: 'Automatic',
				call_id: `69716721584699${this.id.slice(-5)}`,
				owner,
				...this.changes,
			};
			const object = { recordings: [recording] };
			const payload = { account_id: 'AbCdEfGhIjKlMnOpQrStUv', object };
			return await send(url, times, {
				event: 'phone.recording_completed',
				event_ts: this.endedAt.getTime(),
				payload,
			});
		}
	}

	// A token in the query is refused, like none: https://devsupport.zoom.us/hc/en-us/articles/12363164278669
	const get = getOn(app, HOST, ({ headers }, reply) =>
		sessions.stateOf(headers.authorization) === 'open'
			? undefined
			: reply.code(401).send({ code: 124, message: 'Invalid access token.' }),
	);
	get('/v2/phone/recording/download/:file', ({ params }, reply) => {
		const recording = files.get((params as { file: string }).file);
		if (!recording?.isReady())
			return reply.code(404).send({ code: 404, message: 'File not found.' });
		const jwt = randomUUID();
		addresses.set(jwt, { recording, endsAt: clock.now() + FILE_VALID });
		return reply.redirect(`https://${FILES}/file?jwt=${jwt}`, 302);
	});
	getOn(
		app,
		FILES,
		() => undefined,
	)('/file', ({ query }, reply) => {
		const { recording, endsAt = 0 } = addresses.get((query as { jwt: string }).jwt) ?? {};
		return recording && endsAt > clock.now()
			? recording.send(reply, 'mp3')
			: reply.code(403).send('Forbidden');
	});

	return {
		...sessions,
		secretToken,
		/** Adds a recorded call. */
		add(call: Partial<PhoneCall> = {}): ZoomRecording {
			const id = String(files.size + 1).padStart(32, '6f9c294840ad46bc870034ca2d098098');
			const recording = new ZoomRecording(id, call);
			files.set(recording.fileId, recording);
			return recording;
		},
		/** Whether a receiver proves that it is the account's, which Zoom asks for before it sends events. */
		async validates(url: string): Promise<boolean> {
			const plainToken = 'made-up-plain-token';
			const event = {
				event: 'endpoint.url_validation',
				event_ts: Date.now(),
				payload: { plainToken },
			};
			const [{ body, status }] = await send(url, {}, event);
			const isProof = body.includes(plainToken) && body.includes(hmac(plainToken));
			return status === 200 && isProof;
		},
	};
}
