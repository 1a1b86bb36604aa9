import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { fetchBeginning, whyNeverConnected, type Beginning } from '../../../api';
import { InvalidParameter } from '../../../form/parameters';
import { contentOf, ENOUGH, mediaType } from './content';

/** Whether the address of a recording is tried out before it is submitted. */
export const checkAddressField: INodeProperties = {
	displayName: 'Check the Address First',
	name: 'checkAddress',
	type: 'boolean',
	default: false,
	displayOptions: { show: { '/audioSource': ['url'] } },
	description:
		'Whether to ask for the first byte of the recording before it is submitted, so that nothing is paid for an address that needs a login, is gone or leads to a page',
};

const WAY_OUT =
	"The recording was not submitted. Descriptor.AI has no login there: download the recording with an HTTP Request node and its credential, and set 'Audio Source' to 'Binary File'. If the address is signed, make a new one right before this node. If the call has just ended, wait some minutes.";

/** Labels of what is no recording. They are a hint, where the first byte is all that there is. */
const PAGE = /^(text|image)\/|html|xml|json|pdf|zip/i;

/** The bytes that a recording can begin with. */
const FIRST_OF_RECORDING = /^[\0RBI\xff]/;

/** What is at an address if it is certainly no recording. */
function notRecording({ statusCode, bytes, label }: Beginning): string | undefined {
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

/** @throws InvalidParameter for an address of which nothing is known after it was tried out */
function unknown(what: string, reason = ''): never {
	throw new InvalidParameter(
		`'Audio URL' could not be checked: its host ${what}`,
		`The recording was not submitted. ${reason && `${reason} `}If only Descriptor.AI reaches the address, remove 'Check the Address First' from Options.`,
	);
}

/**
 * Tries out whether the service can download a recording from an address, without any credential.
 *
 * @throws InvalidParameter saying what is at the address instead, without the address, which may be secret
 */
export async function tryAddress(ctx: IExecuteFunctions, address: string): Promise<void> {
	const beginning = await fetchBeginning(ctx, address, ENOUGH).catch((fault: unknown) =>
		unknown('does not answer n8n', whyNeverConnected(fault)),
	);
	const { statusCode } = beginning;
	if (statusCode >= 500) unknown(`answers n8n with the status ${statusCode}`);
	if (statusCode >= 300 && statusCode !== 416) {
		throw new InvalidParameter(
			`The host of 'Audio URL' answers with the status ${statusCode}, not with a recording`,
			WAY_OUT,
		);
	}
	const found = notRecording(beginning);
	if (found)
		throw new InvalidParameter(`'Audio URL' leads to ${found}, not to a recording`, WAY_OUT);
}
