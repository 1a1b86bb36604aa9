import type { IExecuteFunctions } from 'n8n-workflow';

import { InvalidParameter } from '../../../form/parameters';
import { onlyReachableFrom } from '../../../waiting/address';
import { perRun } from '../../perRun';
import { expiryOf } from './expiry';

const DOWNLOAD =
	"Download the recording with an HTTP Request node and its credential, and set 'Audio Source' to 'Binary File'.";

/** What to do about an address, by its parameter. */
const WAYS_OUT = {
	'Audio URL': {
		secret: DOWNLOAD,
		unreachable: DOWNLOAD,
		expired: `Make a new link right before this node. Or: ${DOWNLOAD}`,
	},
	'Webhook URL': {
		secret: 'Use an address that is secret itself, such as the one of a Descriptor.AI Trigger.',
		unreachable: 'Enter an address that is reached from outside.',
		expired: 'Make a new address right before this node.',
	},
};

/** How far clocks may differ, in milliseconds. */
const SKEW = 60_000;

/** Where n8n listens for a single call, and only as long as somebody waits for it in the editor. */
const TEST_PATH = /\/(webhook|form|mcp)-test\//i;

const hinted = perRun(() => new Set<string>());

function ago(milliseconds: number): string {
	const minutes = Math.ceil(milliseconds / 60_000);
	const words = new Intl.RelativeTimeFormat('en');
	if (minutes < 120) return words.format(-minutes, 'minute');
	if (minutes < 48 * 60) return words.format(-Math.floor(minutes / 60), 'hour');
	return words.format(-Math.floor(minutes / 1440), 'day');
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
	label: keyof typeof WAYS_OUT,
	address: string,
): void {
	const url = new URL(address);
	const ways = WAYS_OUT[label];
	if (url.username || url.password) {
		throw new InvalidParameter(
			`'${label}' has a user name or a password in it`,
			`Nothing was submitted: whoever gets to see the address would have them. ${ways.secret}`,
		);
	}
	const isAllowed = ctx.getNodeParameter('options.allowPrivateAddress', itemIndex, false) === true;
	const from = isAllowed ? null : onlyReachableFrom(url, baseUrl);
	if (from !== null) {
		throw new InvalidParameter(
			`Descriptor.AI cannot reach '${label}': it can be reached from ${from} only`,
			`Nothing was submitted. ${ways.unreachable} If Descriptor.AI runs in the same network, add the option 'Allow Private Address'.`,
		);
	}
	const expiry = expiryOf(url) ?? Infinity;
	if (expiry < Date.now() - SKEW) {
		throw new InvalidParameter(
			`'${label}' expired ${ago(Date.now() - expiry)}`,
			`Nothing was submitted. ${ways.expired}`,
		);
	}
	if (!TEST_PATH.test(url.pathname)) return;
	const wayOut = 'Use the production address of that node, and publish its workflow.';
	if (ctx.getMode() !== 'manual') {
		throw new InvalidParameter(
			`'${label}' is a test address of n8n, which exists only while somebody listens in the editor`,
			`Nothing was submitted. ${wayOut}`,
		);
	}
	if (hinted(ctx).has(label)) return;
	hinted(ctx).add(label);
	ctx.addExecutionHints({
		message: `'${label}' is refused outside of the editor: a test address of n8n exists only while somebody listens there. ${wayOut}`,
		location: 'outputPane',
	});
}
