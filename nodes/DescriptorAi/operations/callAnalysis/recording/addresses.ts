import type { IExecuteFunctions } from 'n8n-workflow';

import { clock, fetchFirstBytes, whyNeverConnected, type FirstBytes } from '../../../api';
import { InvalidParameter, type Read } from '../../../form/parameter';
import { onlyReachableFrom } from '../../../waiting/address';
import { perRun } from '../../runMemory';
import {
	allowPrivateAddress,
	audioSource,
	audioUrl,
	checkFirst,
	webhookUrl,
} from './audioParameters';
import { contentOf, ENOUGH, mediaType } from './audioContent';
import { expiryOf } from './expiry';

const DOWNLOAD = `Download the recording with an HTTP Request node and its credential, and set '${audioSource.label}' to 'Binary File'.`;
const OTHER_WEBHOOK =
	'Use the production address of a Descriptor.AI Trigger, or another address that is secret itself and can be reached from outside.';

/** How far clocks may differ, in milliseconds. */
const SKEW = 60_000;

/** Where n8n listens for a single request, and only while somebody waits for it in the editor. */
const TEST_PATH = /\/(webhook|form|mcp)-test\//i;

/** The end of a path that names a file; that of a webhook seldom does. */
const FILE = /\.(?=\w*[a-z])\w{2,5}$/i;

/** Names of parameters that hold a secret of an account, as a password and otherwise. */
const PASSWORD = /^(user[-_]?)?(pass(word|wd)?|pwd)$/i;
const ACCOUNT = /^(access[-_]?token|(x-)?api[-_]?key|client[-_]?secret)$/i;

const hinted = perRun(() => new Set<string>());

function ago(milliseconds: number): string {
	const minutes = Math.ceil(milliseconds / 60_000);
	const words = new Intl.RelativeTimeFormat('en');
	if (minutes < 120) return words.format(-minutes, 'minute');
	const hours = Math.floor(minutes / 60);
	return hours < 48 ? words.format(-hours, 'hour') : words.format(-Math.floor(hours / 24), 'day');
}

function hint(ctx: IExecuteFunctions, message: string): void {
	if (hinted(ctx).has(message)) return;
	hinted(ctx).add(message);
	ctx.addExecutionHints({ message, location: 'outputPane' });
}

/**
 * Refuses an address that the service certainly cannot use, or that must not be given to it.
 *
 * @param address a web address
 * @param baseUrl of the service
 * @throws InvalidParameter saying why, without the address, which may be secret
 */
export function checkAddress(
	ctx: IExecuteFunctions,
	read: Read,
	baseUrl: string,
	{ label }: typeof audioUrl | typeof webhookUrl,
	address: string,
): void {
	const isRecording = label === audioUrl.label;
	const instead = isRecording ? DOWNLOAD : OTHER_WEBHOOK;
	const url = new URL(address);
	const holds = (name: RegExp) => [...url.searchParams].some(([n, value]) => value && name.test(n));
	if (url.username || url.password || holds(PASSWORD)) {
		throw new InvalidParameter(
			`'${label}' contains a user name or a password`,
			`The recording was not submitted, because everyone who sees the address would have them. ${instead}`,
		);
	}
	const isAllowed = read(allowPrivateAddress);
	const from = isAllowed ? null : onlyReachableFrom(url, baseUrl);
	if (from !== null) {
		throw new InvalidParameter(
			`Descriptor.AI cannot reach '${label}': it can be reached from ${from} only`,
			`The recording was not submitted. ${instead} If Descriptor.AI runs in the same network, add the option '${allowPrivateAddress.label}'.`,
		);
	}
	const expiry = expiryOf(url) ?? Infinity;
	if (expiry < clock.now() - SKEW) {
		throw new InvalidParameter(
			`'${label}' expired ${ago(clock.now() - expiry)}`,
			`The recording was not submitted. Make a new one right before this node. Or: ${instead}`,
		);
	}
	if (isRecording && holds(ACCOUNT)) {
		hint(
			ctx,
			`'${label}' contains a token or key that gives access to more than the recording, and everyone who gets the address keeps it. ${instead}`,
		);
	}
	if (!TEST_PATH.test(url.pathname) || (isRecording && FILE.test(url.pathname))) return;
	const remedy = 'Use the production address instead, and publish its workflow.';
	if (ctx.getMode() !== 'manual') {
		throw new InvalidParameter(
			`'${label}' is a test address of n8n, which exists only while somebody listens in the editor`,
			`The recording was not submitted. ${remedy}`,
		);
	}
	hint(
		ctx,
		`'${label}' is refused outside of the editor: a test address of n8n exists only while somebody listens there. ${remedy}`,
	);
}

const WAY_OUT = `The recording was not submitted. Descriptor.AI has no login there. ${DOWNLOAD} If the address is signed, make a new one right before this node. If the call has just ended, wait some minutes.`;

/** Media types that are not a recording. They are a hint, for when the first byte is all there is. */
const PAGE = /^(text|image)\/|html|xml|json|pdf|zip/i;

/** The first bytes that a recording can have. */
const FIRST_OF_RECORDING = /^[\0RBI\xff]/;

/** What is at an address if it is certainly not a recording. */
function notRecording({ statusCode, bytes, label }: FirstBytes): string | undefined {
	if (statusCode === 416 || bytes.length === 0) return 'an empty file';
	const content = contentOf(bytes);
	if ('recording' in content) return undefined;
	const { other, kind } = content;
	if (bytes.length > 1) return kind === 'unknown' ? undefined : other;
	const first = bytes.toString('latin1');
	if (/[<{[]/.test(first)) return other;
	const isPage = PAGE.test(label) && !FIRST_OF_RECORDING.test(first);
	if (!isPage) return undefined;
	const type = mediaType(label);
	return type ? `content labeled ${type}` : 'something else';
}

/** @throws InvalidParameter for an address that could not be tried out */
function unknown(what: string, reason = ''): never {
	throw new InvalidParameter(
		`'${audioUrl.label}' could not be checked: its host ${what}`,
		`The recording was not submitted. ${reason && `${reason} `}If only Descriptor.AI reaches the address, remove '${checkFirst.label}' from Options.`,
	);
}

/**
 * Tries out whether the service can download a recording from an address, without any credential.
 *
 * @throws InvalidParameter saying what is at the address instead, without the address, which may be secret
 */
export async function tryAddress(ctx: IExecuteFunctions, address: string): Promise<void> {
	const beginning = await fetchFirstBytes(ctx, address, ENOUGH).catch((fault: unknown) =>
		unknown('does not answer n8n', whyNeverConnected(fault)),
	);
	const { statusCode } = beginning;
	if (statusCode >= 500) unknown(`answers n8n with the status ${statusCode}`);
	if (statusCode >= 300 && statusCode !== 416) {
		throw new InvalidParameter(
			`The host of '${audioUrl.label}' answers with the status ${statusCode}, not with a recording`,
			WAY_OUT,
		);
	}
	const found = notRecording(beginning);
	if (found)
		throw new InvalidParameter(
			`'${audioUrl.label}' leads to ${found}, not to a recording`,
			WAY_OUT,
		);
}
