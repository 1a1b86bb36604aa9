import type { FastifyInstance } from 'fastify';
import { sign } from 'jsonwebtoken';

import {
	kept,
	post,
	postJson,
	Recording,
	type PhoneCall,
	type Received,
	type Times,
} from './recordings';
import { getOn, idIn } from './vendorHosts';

export const DIALPAD_HOST = 'dialpad.com';

/** https://developers.dialpad.com/docs/downloading-call-recordings and call-events */
export function addDialpad(app: FastifyInstance) {
	const apiKey = 'made-up-dialpad-key';
	/** Of the webhook: with a secret, the body of an event is a JWT. */
	const webhook: { secret?: string } = {};

	class DialpadRecording extends Recording {
		/** Fields of the event that Dialpad says otherwise. */
		readonly changes: Record<string, unknown> = {};

		async deliver(url: string, times: Times = {}): Promise<Received[]> {
			const { agent, customer, direction, phone, seconds, startedAt } = this.call;
			const [start, end] = [startedAt.getTime(), this.endedAt.getTime()];
			const details = {
				id: this.id,
				recording_type: 'callrecording',
				url: `https://${DIALPAD_HOST}/r/${this.id}`,
				duration: seconds * 1000,
				start_time: start,
			};
			const event = {
				call_id: 6_421_977_457_000_000 + Number(this.id.slice(-6)),
				state: 'recording',
				direction,
				external_number: customer.phone,
				internal_number: phone,
				contact: {
					email: customer.email,
					name: customer.name,
					phone: customer.phone,
					type: 'local',
				},
				target: { email: agent.email, name: agent.name, phone, type: 'user' },
				date_started: start,
				date_connected: start,
				date_ended: end,
				event_timestamp: end,
				duration: seconds * 1000 + 0.03,
				was_recorded: true,
				entry_point_target: {},
				recording_details: [details],
				...this.changes,
			};
			const { secret } = webhook;
			if (secret === undefined) return await postJson(url, times, event);
			// Assumption 24 of the README.
			const headers = { 'content-type': 'application/jwt' };
			const body = sign(event, secret, { noTimestamp: true });
			return await post(times, async () => await fetch(url, { method: 'POST', headers, body }));
		}
	}

	const recordings: DialpadRecording[] = [];
	// Who has no access is led to the page on which a person logs in.
	const get = getOn(app, DIALPAD_HOST, ({ headers, url }, reply) =>
		url === '/login' || headers.authorization === `Bearer ${apiKey}`
			? undefined
			: reply.redirect('/login', 302),
	);
	get('/login', (_, reply) => reply.type('text/html').send('<!doctype html><title>Log in</title>'));
	for (const path of ['/r/:id', '/blob/adminrecording/:id.mp3']) {
		get(path, (request, reply) => {
			const recording = recordings.find(({ id }) => id === idIn(request));
			return recording?.isReady()
				? recording.send(reply, 'mp3')
				: reply.code(404).send({ error: { code: 404, message: 'Not found' } });
		});
	}

	return {
		apiKey,
		webhook,
		/** Adds a recorded call. */
		add(call: Partial<PhoneCall> = {}): DialpadRecording {
			const id = String(4_713_299_887_000_001 + recordings.length);
			return kept(recordings, new DialpadRecording(id, call));
		},
	};
}
