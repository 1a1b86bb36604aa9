import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { fetchBeginning, type Beginning } from '../../../api/beginning';
import { whyNeverConnected } from '../../../api/connection';
import { InvalidParameter } from '../../../form/parameters';
import { contentOf, ENOUGH } from './content';

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

const DOWNLOAD =
	"Descriptor.AI has no login there. Download the recording with an HTTP Request node and its credential, and set 'Audio Source' to 'Binary File'.";

/** Labels of what is no recording; where the first byte is all that there is, they are a hint. */
const PAGE = /^(text|image)\/|html|xml|json|pdf|zip/i;

/** The bytes that a recording can begin with. */
const FIRST_OF_RECORDING = /^[\0RBI\xff]/;

/** What is at an address if it is certainly no recording. */
function notRecording({ bytes, label }: Beginning): string | undefined {
	const content = contentOf(bytes);
	if ('recording' in content) return undefined;
	const { other, kind } = content;
	if (bytes.length > 1) return kind === 'unknown' ? undefined : other;
	if (/^[<{[]/.test(bytes.toString('latin1'))) return other;
	const isHint = PAGE.test(label) && !FIRST_OF_RECORDING.test(bytes.toString('latin1'));
	return isHint ? `content labeled ${label.split(';')[0]}` : undefined;
}

/**
 * Tries out whether the service can download a recording from an address, without any credential.
 *
 * @throws InvalidParameter saying what is at the address instead, without the address, which may be secret
 */
export async function tryAddress(ctx: IExecuteFunctions, address: string): Promise<void> {
	const beginning = await fetchBeginning(ctx, address, ENOUGH).catch((fault: unknown) => {
		throw unchecked('does not answer n8n', whyNeverConnected(fault));
	});
	const { statusCode, bytes } = beginning;
	if (statusCode >= 500) throw unchecked(`answers n8n with the status ${statusCode}`);
	if (statusCode === 404 || statusCode === 410) {
		throw new InvalidParameter(
			`There is nothing at 'Audio URL': its host answers with the status ${statusCode}`,
			'Nothing was submitted. Check the address in the node that it is mapped from. Some phone systems have a recording only minutes after the call.',
		);
	}
	const isEmpty = statusCode === 416 || (statusCode < 300 && bytes.length === 0);
	if (isEmpty) {
		throw new InvalidParameter(
			"The file at 'Audio URL' is empty",
			'Nothing was submitted. Some phone systems have a recording only minutes after the call.',
		);
	}
	if (statusCode >= 300) {
		throw new InvalidParameter(
			`The host of 'Audio URL' refuses the download with the status ${statusCode}`,
			`Nothing was submitted. ${DOWNLOAD} If the address is signed, make a new one right before this node.`,
		);
	}
	const found = notRecording(beginning);
	if (found) {
		throw new InvalidParameter(
			`'Audio URL' leads to ${found}, not to a recording`,
			`Nothing was submitted. It may be a page for a login. ${DOWNLOAD}`,
		);
	}
}

/** The error for an address of which nothing is known after it was tried out. */
const unchecked = (what: string, reason = '') =>
	new InvalidParameter(
		`'Audio URL' could not be checked: its host ${what}`,
		`Nothing was submitted. ${reason && `${reason} `}If only Descriptor.AI reaches the address, remove 'Check the Address First' from Options.`,
	);
