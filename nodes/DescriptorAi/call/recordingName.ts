import { holdsSecret, webAddress } from '../api';
import { oneLine } from './values';

/** IDs have no white space: other text may be words of a call, by a wrong mapping. */
const ID = /^[^\s/?#]{1,80}$/;
const FILE = /^[^/?#]{1,80}\.[a-z\d]{2,4}$/i;

/**
 * What a message calls a recording: its ID in the call data, else the name of its file. Empty where neither is known, or
 * may be shown: the rest of an address can give access to the recording.
 *
 * @param id `id` of the call data
 * @param file the name of the file, or its address
 */
export function recordingName(id: unknown, file: unknown): string {
	const callId = typeof id === 'number' ? String(id) : oneLine(id);
	if (ID.test(callId)) return callId;
	const address = webAddress(oneLine(file));
	const name = address ? (address.pathname.split('/').pop() ?? '') : oneLine(file);
	const isShown = FILE.test(name) && !holdsSecret(new URL(`https://name.invalid/${name}`));
	return isShown ? name : '';
}
