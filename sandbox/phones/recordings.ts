import { createHash } from 'node:crypto';

import type { FastifyReply } from 'fastify';

import { scenarioOfDownload } from '../descriptor/calls';

/** A call that a phone system has recorded. */
export interface PhoneCall {
	/** What Descriptor.AI hears in it. */
	scenario: string;
	channels: 1 | 2;
	direction: 'inbound' | 'outbound';
	customer: { name: string; phone: string; email: string };
	agent: { name: string; email: string };
	/** The number of the company. */
	phone: string;
	startedAt: Date;
	/** From start to end. */
	seconds: number;
}

/** How often something is posted, and whether at the same moment. */
export interface Times {
	times?: number;
	together?: boolean;
}

/** What the receiver of an event has answered. */
export interface Received {
	status: number;
	body: string;
}

const HOUR = 3_600_000;

/** Sound of half a second that is different for each seed: noise in a WAV file, or silence in a tagged MP3 file. */
const FORMATS = {
	wav(channels: number, seed: string): Buffer {
		const size = 16_000 * channels;
		const sound = createHash('shake256', { outputLength: size }).update(seed).digest();
		const [bytesASecond, bytesASample] = [32_000 * channels, 2 * channels];
		const format = [16, 1 + (channels << 16), 16_000, bytesASecond, bytesASample + (16 << 16)];
		const words = (...values: number[]) => Buffer.from(Uint32Array.from(values).buffer);
		const head = [Buffer.from('RIFF'), words(36 + size), Buffer.from('WAVEfmt '), words(...format)];
		return Buffer.concat([...head, Buffer.from('data'), words(size), sound]);
	},
	mp3(channels: number, seed: string): Buffer {
		const size = (length: number) => `\0\0\0${String.fromCharCode(length)}`;
		const title = `TIT2${size(seed.length + 1)}\0\0\0${seed}`;
		const tag = Buffer.from(`ID3\x03\0\0${size(title.length)}${title}`, 'latin1');
		// MPEG-2 layer III, 64 kbit/s at 16 kHz: 288 bytes hold 36 milliseconds.
		const frame = Buffer.alloc(288);
		frame.set([0xff, 0xf3, 0x88, channels === 1 ? 0xc0 : 0]);
		return Buffer.concat([tag, ...Array<Buffer>(14).fill(frame)]);
	},
};
export type AudioFormat = keyof typeof FORMATS;

const TYPES: Record<AudioFormat, string> = { wav: 'audio/x-wav', mp3: 'audio/mpeg' };

/** What a call is unless a test says otherwise. */
const EXAMPLE: Omit<PhoneCall, 'startedAt'> = {
	scenario: 'support-call',
	channels: 2,
	direction: 'inbound',
	customer: { name: 'Ben Sample', phone: '+12025550199', email: 'ben@example.org' },
	agent: { name: 'Anna Example', email: 'anna@example.com' },
	phone: '+12025550143',
	seconds: 187,
};

/** What Descriptor.AI hears in a recording without a name. */
function heardIn(content: Buffer): string {
	const sha256 = createHash('sha256').update(content).digest('hex');
	const audio = { status: 200, bytes: content.length, contentType: null, sha256, error: null };
	return scenarioOfDownload(
		{ audio, isAudio: true, fileName: null },
		'https://phones.example/recording',
		'en-US',
	).name;
}

/** A recording at a phone system. */
export class Recording {
	readonly call: PhoneCall;
	/** How many requests are still to be answered as if the recording were not ready. */
	notReady = 0;

	/** @param id at the phone system */
	constructor(
		readonly id: string,
		call: Partial<PhoneCall>,
	) {
		this.call = { ...EXAMPLE, startedAt: new Date(Date.now() - HOUR), ...call };
	}

	get endedAt(): Date {
		return new Date(this.call.startedAt.getTime() + this.call.seconds * 1000);
	}

	/** The number, or else the address of the agent's phone, that called whom. */
	sides<Agent>(agent: Agent): { from: string | Agent; to: string | Agent } {
		const { customer, direction } = this.call;
		return direction === 'inbound'
			? { from: customer.phone, to: agent }
			: { from: agent, to: customer.phone };
	}

	/** Whether it is ready for this request. */
	isReady(): boolean {
		this.notReady -= 1;
		return this.notReady < 0;
	}

	/** Its content. Descriptor.AI hears the scenario in it also without a file name, if it is an ordinary one in English. */
	audio(format: AudioFormat, channels: number = this.call.channels): Buffer {
		const made = (seed: number) => FORMATS[format](channels, `${this.id} ${seed}`);
		let seed = 0;
		while (seed < 50 && heardIn(made(seed)) !== this.call.scenario) seed += 1;
		return made(seed);
	}

	/** Answers with its content. The name of the file, assumption 19 of the README, is that of the scenario. */
	send(reply: FastifyReply, format: AudioFormat, channels?: number): FastifyReply {
		return reply
			.type(TYPES[format])
			.header('content-disposition', `attachment; filename="${this.call.scenario}.${format}"`)
			.send(this.audio(format, channels));
	}
}

/** Keeps something in a list, and returns it. */
export function kept<One>(list: One[], one: One): One {
	list.push(one);
	return one;
}

/** Posts an event as often as is wanted. */
export async function post(
	{ times = 1, together = false }: Times,
	request: () => Promise<Response>,
): Promise<Received[]> {
	const received: Array<Promise<Received>> = [];
	for (let time = 0; time < times; time += 1) {
		const one = request().then(async (answer) => ({
			status: answer.status,
			body: await answer.text(),
		}));
		received.push(one);
		if (!together) await one;
	}
	return await Promise.all(received);
}

/** Posts an event in JSON as often as is wanted. */
export const postJson = async (
	url: string,
	times: Times,
	event: object,
	headers: (body: string) => Record<string, string> = () => ({}),
): Promise<Received[]> =>
	await post(times, async () => {
		const body = JSON.stringify(event);
		return await fetch(url, {
			method: 'POST',
			headers: { 'content-type': 'application/json', ...headers(body) },
			body,
		});
	});
