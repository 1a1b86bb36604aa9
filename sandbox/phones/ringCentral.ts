import type { FastifyInstance, FastifyReply } from 'fastify';

import { addSessions } from './oauth';
import { kept, Recording, type PhoneCall } from './recordings';
import type { Clock } from './s3';
import { getOn, idIn, withQuery, type Handler } from './vendorHosts';

const PLATFORM = 'platform.ringcentral.com';
const MEDIA = 'media.ringcentral.com';
export const RINGCENTRAL_HOSTS = [PLATFORM, MEDIA];

const MINUTE = 60_000;
const DAY = 86_400_000;

/** Answers with an error, as RingCentral writes one. */
function refuse(
	reply: FastifyReply,
	status: number,
	errorCode: string,
	message: string,
	parameterName?: string,
) {
	const error = { errorCode, message, parameterName };
	return reply.code(status).send({ ...error, errors: [error] });
}

/** A recording of RingCentral, in the call log. */
class RingCentralRecording extends Recording {
	/** Fields of the record that RingCentral says otherwise. */
	readonly changes: Record<string, unknown> = {};

	constructor(number: number, call: Partial<PhoneCall>) {
		super(String(1_662_272_000 + number), call);
	}

	/** The record of the call log, without what only a detailed view has. */
	get record(): Record<string, unknown> {
		const { agent, direction, phone, seconds, startedAt } = this.call;
		const side = { phoneNumber: phone, name: agent.name };
		const { from, to } = this.sides(side);
		const partyOf = (one: string | typeof side) =>
			one === side
				? side
				: { phoneNumber: one, name: 'SPRINGFIELD IL', location: 'Springfield, IL' };
		const account = `restapi/v1.0/account/400000001`;
		return {
			uri: `https://${PLATFORM}/${account}/call-log/record-${this.id}`,
			id: `record${this.id}`,
			sessionId: `10398${this.id}`,
			startTime: startedAt.toISOString(),
			duration: seconds,
			type: 'Voice',
			direction: direction === 'inbound' ? 'Inbound' : 'Outbound',
			action: direction === 'inbound' ? 'Phone Call' : 'VoIP Call',
			result: direction === 'inbound' ? 'Accepted' : 'Call connected',
			from: partyOf(from),
			to: partyOf(to),
			recording: {
				uri: `https://${PLATFORM}/${account}/recording/${this.id}`,
				id: this.id,
				type: 'Automatic',
				contentUri: `https://${MEDIA}:443/${account}/recording/${this.id}/content`,
			},
			...this.changes,
		};
	}
}

/** Which values the call log takes, by parameter. Assumption 22 of the README: at most 1,000 records on a page. */
const PARAMETERS: Record<string, (value: string) => boolean> = {
	dateFrom: (value) => !Number.isNaN(Date.parse(value)),
	dateTo: (value) => !Number.isNaN(Date.parse(value)),
	view: (value) => ['Simple', 'Detailed'].includes(value),
	type: (value) => ['Voice', 'Fax'].includes(value),
	direction: (value) => ['Inbound', 'Outbound'].includes(value),
	recordingType: (value) => ['Automatic', 'OnDemand', 'All'].includes(value),
	page: (value) => /^[1-9]\d*$/.test(value),
	perPage: (value) => /^[1-9]\d*$/.test(value) && Number(value) <= 1000,
};

/** https://developers.ringcentral.com/api-reference */
export function addRingCentral(app: FastifyInstance, clock: Clock) {
	const recordings: RingCentralRecording[] = [];
	const sessions = addSessions(app, clock, PLATFORM, '/restapi/oauth/token', 7 * DAY);

	/** Requests of a minute that are answered, for the call log and recordings together. */
	const limit = { heavy: Infinity };
	let heavy: number[] = [];
	const login: Handler = ({ headers }, reply) => {
		const state = sessions.stateOf(headers.authorization);
		if (state !== 'open') {
			const code = state === 'over' ? 'TokenExpired' : 'TokenInvalid';
			return refuse(reply, 401, code, 'Access token is invalid or expired');
		}
		// A request that is refused counts, too: the minute begins anew.
		heavy = [...heavy.filter((time) => time > clock.now() - MINUTE), clock.now()];
		if (heavy.length <= limit.heavy) return undefined;
		reply.headers({
			'retry-after': '60',
			'x-rate-limit-group': 'heavy',
			'x-rate-limit-window': '60',
		});
		return refuse(reply, 429, 'CMN-301', 'Request rate exceeded');
	};
	const [get, getFile] = [getOn(app, PLATFORM, login), getOn(app, MEDIA, login)];

	get('/restapi/v1.0/account/:account/call-log', ({ query, url }, reply) => {
		const asked = query as Record<string, string>;
		const wrong = Object.keys(asked).find((name) => PARAMETERS[name]?.(asked[name]) === false);
		if (wrong) return refuse(reply, 400, 'CMN-101', `Parameter [${wrong}] value is invalid`, wrong);
		const dateTo = asked.dateTo ? Date.parse(asked.dateTo) : clock.now();
		const dateFrom = asked.dateFrom ? Date.parse(asked.dateFrom) : dateTo - DAY;
		const [page, perPage] = [Number(asked.page ?? 1), Number(asked.perPage ?? 100)];
		const found = recordings
			.filter(({ call, record }) => {
				const { type } = (record.recording ?? {}) as { type?: string };
				const kind = asked.recordingType === 'All' ? type : asked.recordingType;
				const time = call.startedAt.getTime();
				const isAsked = (name: string) => (asked[name] ?? record[name]) === record[name];
				const isKind = asked.recordingType === undefined || (type !== undefined && type === kind);
				return (
					time >= dateFrom && time < dateTo && isAsked('type') && isAsked('direction') && isKind
				);
			})
			.reverse();
		const start = (page - 1) * perPage;
		const records = found.slice(start, start + perPage).map(({ record }) => {
			const legs = [{ ...record, legType: 'Accept', master: true }];
			return asked.view === 'Detailed' ? { ...record, transport: 'PSTN', legs } : record;
		});
		const pageAt = (number: number) => ({
			uri: withQuery(`https://${PLATFORM}${url}`, { page: number }).href,
		});
		return {
			uri: `https://${PLATFORM}${url}`,
			records,
			paging: { page, perPage, pageStart: start, pageEnd: start + records.length - 1 },
			navigation: {
				firstPage: pageAt(1),
				...(start + perPage < found.length && { nextPage: pageAt(page + 1) }),
			},
		};
	});
	getFile('/restapi/v1.0/account/:account/recording/:id/content', (request, reply) => {
		const recording = recordings.find(({ id }) => id === idIn(request));
		return recording?.isReady()
			? recording.send(reply, 'wav')
			: refuse(reply, 404, 'CMN-102', 'Resource [recordingId] is not found', 'recordingId');
	});

	return {
		...sessions,
		/** How many requests a minute takes of the group Heavy, which are 10 at RingCentral; any number unless it is set. */
		limit,
		/** Adds a recorded call. */
		add(call: Partial<PhoneCall> = {}): RingCentralRecording {
			return kept(recordings, new RingCentralRecording(recordings.length + 1, call));
		},
	};
}
