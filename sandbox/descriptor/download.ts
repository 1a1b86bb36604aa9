import { createHash } from 'node:crypto';

/** A recording that was downloaded, or that could not be. */
export interface ReceivedAudio {
	/** HTTP status of the answer, or null when there is none. */
	status: number | null;
	/** How many were received: all of them unless there is an error. */
	bytes: number;
	contentType: string | null;
	/** Of all bytes, in hexadecimal; null when there is an error. */
	sha256: string | null;
	error: string | null;
}

export interface Download {
	audio: ReceivedAudio;
	/** Whether its first bytes are those of an MP3, MP4, M4A or WAV file. */
	isAudio: boolean;
	/** The file name in `Content-Disposition`. */
	fileName: string | null;
}

/** How much is downloaded, and for how long: bytes and milliseconds. */
const LIMITS = { bytes: 1024 * 1024 * 1024, milliseconds: 30_000 };
/** How many bytes it takes to tell the formats apart. */
const HEAD_BYTES = 12;
const LOOPBACK_HOSTS = ['127.0.0.1', 'localhost', '[::1]'];

/** Whether an address is on this machine: only such a recording is downloaded. */
export function isOnThisMachine(uri: string): boolean {
	return LOOPBACK_HOSTS.includes(new URL(uri).hostname);
}

/**
 * Downloads a recording and returns what identifies it, without its content. Never throws.
 *
 * @param uri an http(s) URL on this machine; a redirect, which could lead elsewhere, is an error
 * @param stop cancels the download
 * @param limits in bytes and milliseconds
 */
export async function download(uri: string, stop: AbortSignal, limits = LIMITS): Promise<Download> {
	const audio: ReceivedAudio = {
		status: null,
		bytes: 0,
		contentType: null,
		sha256: null,
		error: null,
	};
	let isAudio = false;
	let fileName: string | null = null;
	try {
		const signal = AbortSignal.any([stop, AbortSignal.timeout(limits.milliseconds)]);
		const response = await fetch(uri, { redirect: 'error', signal });
		audio.status = response.status;
		audio.contentType = response.headers.get('content-type');
		fileName = fileNameIn(response.headers.get('content-disposition') ?? '');
		if (!response.ok) {
			await response.body?.cancel();
			throw new Error(`The recording was answered with status ${response.status}`);
		}
		const hash = createHash('sha256');
		let head = Buffer.alloc(0);
		for await (const chunk of response.body ?? []) {
			audio.bytes += chunk.length;
			if (audio.bytes > limits.bytes) {
				throw new Error(`The recording has more than ${limits.bytes} bytes`);
			}
			if (head.length < HEAD_BYTES) head = Buffer.concat([head, chunk]).subarray(0, HEAD_BYTES);
			hash.update(chunk);
		}
		audio.sha256 = hash.digest('hex');
		isAudio = startsAsAudio(head);
	} catch (error) {
		audio.error = reasonOf(error);
	}
	return { audio, isAudio, fileName };
}

/** The name in a `Content-Disposition`; the encoded form before the plain one. */
function fileNameIn(disposition: string): string | null {
	const encoded = /filename\*=utf-8''([^;]+)/i.exec(disposition)?.[1];
	try {
		if (encoded !== undefined) return decodeURIComponent(encoded.trim());
	} catch {
		// The encoded form is invalid; the plain name is used.
	}
	const plain = /filename="?([^";]+)"?/i.exec(disposition)?.[1];
	return plain?.trim() ?? null;
}

function startsAsAudio(head: Buffer): boolean {
	const text = head.toString('latin1');
	const isWav = text.startsWith('RIFF') && text.slice(8, 12) === 'WAVE';
	// An MP3 starts with its tags or with its first frame, whose first eleven bits are set.
	const isMp3 = text.startsWith('ID3') || (head[0] === 0xff && (head[1] & 0xe0) === 0xe0);
	return isWav || isMp3 || text.slice(4, 8) === 'ftyp';
}

/** The cause of an error; fetch itself reports only "fetch failed". */
function reasonOf(error: unknown): string {
	const { message, cause } = error as { message?: string; cause?: { message?: string } };
	return cause?.message ?? message ?? String(error);
}
