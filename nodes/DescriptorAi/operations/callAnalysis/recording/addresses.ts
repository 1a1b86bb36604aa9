import type { IExecuteFunctions } from 'n8n-workflow';

import { clock } from '../../../api';
import { switchOption } from '../../../form/options';
import { InvalidParameter } from '../../../form/parameters';
import { onlyReachableFrom } from '../../../waiting/address';
import { perRun } from '../../perRun';
import { allowPrivateAddressField } from './audioFields';
import { expiryOf } from './expiry';

/** What to use in place of an address, by its parameter. */
const INSTEAD = {
	'Audio URL':
		"Download the recording with an HTTP Request node and its credential, and set 'Audio Source' to 'Binary File'.",
	'Webhook URL':
		'Use the production address of a Descriptor.AI Trigger, or another one that is secret itself and reached from outside.',
};

/** How far clocks may differ, in milliseconds. */
const SKEW = 60_000;

/** Where n8n listens for a single call, and only as long as somebody waits for it in the editor. */
const TEST_PATH = /\/(webhook|form|mcp)-test\//i;

/** The ends of paths that name a file, which a webhook's seldom does. */
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
	baseUrl: string,
	itemIndex: number,
	label: keyof typeof INSTEAD,
	address: string,
): void {
	const url = new URL(address);
	const holds = (name: RegExp) => [...url.searchParams].some(([n, value]) => value && name.test(n));
	if (url.username || url.password || holds(PASSWORD)) {
		throw new InvalidParameter(
			`'${label}' has a user name or a password in it`,
			`The recording was not submitted: whoever gets to see the address would have them. ${INSTEAD[label]}`,
		);
	}
	const isAllowed = switchOption(ctx, itemIndex, allowPrivateAddressField);
	const from = isAllowed ? null : onlyReachableFrom(url, baseUrl);
	if (from !== null) {
		throw new InvalidParameter(
			`Descriptor.AI cannot reach '${label}': it can be reached from ${from} only`,
			`The recording was not submitted. ${INSTEAD[label]} If Descriptor.AI runs in the same network, add the option 'Allow Private Address'.`,
		);
	}
	const expiry = expiryOf(url) ?? Infinity;
	if (expiry < clock.now() - SKEW) {
		throw new InvalidParameter(
			`'${label}' expired ${ago(clock.now() - expiry)}`,
			`The recording was not submitted. Make a new one right before this node. Or: ${INSTEAD[label]}`,
		);
	}
	const isRecording = label === 'Audio URL';
	if (isRecording && holds(ACCOUNT)) {
		hint(
			ctx,
			`'${label}' has a token or key in it that opens more than the recording and is kept by everyone who gets the address. ${INSTEAD[label]}`,
		);
	}
	if (!TEST_PATH.test(url.pathname) || (isRecording && FILE.test(url.pathname))) return;
	const wayOut = 'Use the production address instead, and publish its workflow.';
	if (ctx.getMode() !== 'manual') {
		throw new InvalidParameter(
			`'${label}' is a test address of n8n, which exists only while somebody listens in the editor`,
			`The recording was not submitted. ${wayOut}`,
		);
	}
	hint(
		ctx,
		`'${label}' is refused outside of the editor: a test address of n8n exists only while somebody listens there. ${wayOut}`,
	);
}
