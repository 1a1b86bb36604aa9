import type { FastifyInstance, FastifyReply } from 'fastify';

import { kept, post, Recording, type PhoneCall, type Received, type Times } from './recordings';
import { basic, getOn, withQuery } from './vendorHosts';

export const TWILIO_HOST = 'api.twilio.com';
const ACCOUNT = `/2010-04-01/Accounts/:account`;

const idOf = (kind: string, number: number) => kind + String(number).padStart(32, '0');
/** As RFC 2822 writes it. */
const timeOf = (date: Date) => date.toUTCString().replace('GMT', '+0000');

const refuse = (reply: FastifyReply, status: number, code: number, message: string) =>
	reply
		.code(status)
		.send({ code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status });
const notFound = (reply: FastifyReply) =>
	refuse(reply, 404, 20404, 'The requested resource was not found');

/** A recording of Twilio. Its call is the first leg, and has been connected to another one. */
class TwilioRecording extends Recording {
	/** The fields of the callback, for a test to change. */
	readonly event: Record<string, string>;

	constructor(
		readonly account: string,
		number: number,
		call: Partial<PhoneCall>,
	) {
		super(idOf('RE', number), call);
		this.event = {
			AccountSid: account,
			CallSid: idOf('CA', number),
			RecordingSid: this.id,
			RecordingUrl: `https://${TWILIO_HOST}/2010-04-01/Accounts/${account}/Recordings/${this.id}`,
			RecordingStatus: 'completed',
			RecordingDuration: String(this.call.seconds),
			RecordingChannels: String(this.call.channels),
			RecordingStartTime: timeOf(this.call.startedAt),
			RecordingSource: 'DialVerb',
			RecordingTrack: 'both',
			ErrorCode: '0',
		};
	}

	/** As the API returns the call and the leg to which it was connected. Agents have a phone in the browser. */
	get legs(): Array<Record<string, unknown>> {
		const { agent, phone, startedAt, seconds } = this.call;
		const { from, to } = this.sides(`client:${agent.name.replace(/\W/g, '_')}`);
		const isInbound = this.call.direction === 'inbound';
		const [parent, child] = [this.event.CallSid, this.event.CallSid.replace(/^CA0/, 'CA1')];
		const leg = (sid: string, own: object) => ({
			sid,
			account_sid: this.account,
			status: 'completed',
			start_time: timeOf(startedAt),
			end_time: timeOf(this.endedAt),
			duration: String(seconds),
			caller_name: null,
			...own,
			uri: `/2010-04-01/Accounts/${this.account}/Calls/${sid}.json`,
		});
		const connected = { direction: 'outbound-dial', from: isInbound ? from : phone, to };
		return [
			leg(parent, {
				parent_call_sid: null,
				direction: 'inbound',
				from,
				to: isInbound ? phone : '',
			}),
			leg(child, { parent_call_sid: parent, ...connected }),
		];
	}

	/** As the API lists it. */
	get listed(): object {
		const { seconds, startedAt } = this.call;
		return {
			account_sid: this.account,
			api_version: '2010-04-01',
			call_sid: this.event.CallSid,
			conference_sid: null,
			channels: Number(this.event.RecordingChannels),
			date_created: timeOf(startedAt),
			date_updated: timeOf(this.endedAt),
			start_time: timeOf(startedAt),
			duration: String(seconds),
			sid: this.id,
			source: this.event.RecordingSource,
			status: this.event.RecordingStatus,
			error_code: null,
			encryption_details: null,
			uri: `/2010-04-01/Accounts/${this.account}/Recordings/${this.id}.json`,
			media_url: this.event.RecordingUrl,
		};
	}

	/**
	 * Posts the callback. A user and a password in the address are sent when the receiver asks for them.
	 *
	 * Source: https://www.twilio.com/docs/usage/security
	 */
	async deliver(webhook: string, times: Times = {}): Promise<Received[]> {
		const url = new URL(webhook);
		const { username, password } = url;
		[url.username, url.password] = ['', ''];
		const request = async (headers: Record<string, string> = {}) =>
			await fetch(url, { method: 'POST', headers, body: new URLSearchParams(this.event) });
		return await post(times, async () => {
			const answer = await request();
			const isAsked = answer.status === 401 && answer.headers.has('www-authenticate');
			return isAsked && username !== ''
				? await request({
						authorization: basic(decodeURIComponent(username), decodeURIComponent(password)),
					})
				: answer;
		});
	}
}

/** https://www.twilio.com/docs/voice/api/recording and call-resource */
export function addTwilio(app: FastifyInstance) {
	const recordings: TwilioRecording[] = [];
	const account = idOf('AC', 1);
	const token = 'made-up-twilio-token';
	const apiKey = { sid: idOf('SK', 1), secret: 'made-up-twilio-secret' };
	const logins = [basic(account, token), basic(apiKey.sid, apiKey.secret)];
	const get = getOn(app, TWILIO_HOST, ({ headers, params }, reply) => {
		if (!logins.includes(headers.authorization ?? ''))
			return refuse(reply, 401, 20003, 'Authenticate');
		return (params as { account: string }).account === account ? undefined : notFound(reply);
	});

	const legsOf = () => recordings.flatMap(({ legs }) => legs);
	// n8n tests a credential with it.
	get('/2010-04-01/Accounts/:account.json', () => ({ sid: account, status: 'active' }));
	get(`${ACCOUNT}/Calls/:file`, ({ params }, reply) => {
		const { file } = params as { file: string };
		return legsOf().find(({ sid }) => `${String(sid)}.json` === file) ?? notFound(reply);
	});
	get(`${ACCOUNT}/Calls.json`, ({ query }) => {
		const { ParentCallSid: parent } = query as { ParentCallSid?: string };
		const calls = legsOf().filter((leg) => !parent || leg.parent_call_sid === parent);
		return { calls, next_page_uri: null, page: 0, page_size: 50 };
	});
	get(`${ACCOUNT}/Recordings.json`, ({ query, url }) => {
		const asked = query as Record<string, string | undefined>;
		const [page, size] = [Number(asked.Page ?? 0), Number(asked.PageSize ?? 50)];
		// Days in GMT; a parameter of another name is ignored.
		const [first = '', last = '9'] = [asked['DateCreated>'], asked['DateCreated<']];
		const found = recordings
			.filter(({ call, event }) => {
				const day = call.startedAt.toISOString().slice(0, 10);
				return day >= first && day <= last && (asked.CallSid ?? event.CallSid) === event.CallSid;
			})
			.reverse();
		const [start, end] = [page * size, (page + 1) * size];
		const next = withQuery(`https://${TWILIO_HOST}${url}`, { Page: page + 1, PageSize: size });
		return {
			recordings: found.slice(start, end).map(({ listed }) => listed),
			next_page_uri: end < found.length ? next.pathname + next.search : null,
			page,
			page_size: size,
			uri: url,
		};
	});
	get(`${ACCOUNT}/Recordings/:file`, ({ params, query }, reply) => {
		const [sid, ending = 'wav'] = (params as { file: string }).file.split('.');
		const recording = recordings.find(({ id }) => id === sid);
		if (recording && ending === 'json') return recording.listed;
		if (!recording?.isReady()) return notFound(reply);
		const { RequestedChannels: channels = String(recording.call.channels) } = query as {
			RequestedChannels?: string;
		};
		// Assumption 20 of the README.
		return Number(channels) <= recording.call.channels
			? recording.send(reply, ending === 'mp3' ? 'mp3' : 'wav', Number(channels))
			: refuse(reply, 400, 16113, 'The requested channels are not available');
	});

	return {
		account,
		token,
		apiKey,
		/** Adds a recorded call. */
		add(call: Partial<PhoneCall> = {}): TwilioRecording {
			return kept(recordings, new TwilioRecording(account, recordings.length + 1, call));
		},
	};
}
