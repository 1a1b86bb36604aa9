import { NodeOperationError, type IHookFunctions } from 'n8n-workflow';

import { secret } from './parameters';

/** Characters that mean nothing in a URL, and enough of them that nobody guesses the address. */
const SECRET = /^[A-Za-z0-9_-]{16,}$/;

/**
 * Checks the secret before the address is registered.
 *
 * n8n shows only the message of an error here, so it holds the way out as well.
 *
 * @throws NodeOperationError when the secret would be easy to guess, or would not fit into a URL
 */
export function checkSecret(ctx: IHookFunctions): void {
	if (SECRET.test(secret.parse(ctx.getNodeParameter(secret.path, '')))) return;
	throw new NodeOperationError(
		ctx.getNode(),
		`'${secret.label}' of the Descriptor.AI Trigger cannot be used: enter at least 16 letters, digits, hyphens or underscores, chosen at random`,
		{ description: 'The secret becomes the end of the Production URL.' },
	);
}
