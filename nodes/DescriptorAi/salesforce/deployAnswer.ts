import { isObject } from '../api';
import { InvalidParameter } from '../form/parameter';

/** Reasons that an error message names; the rest is counted. */
const MOST_REASONS = 5;
/** Characters of a reason, in which Salesforce may repeat a value. */
const LONGEST_REASON = 300;

const ASK =
	'Ask a Salesforce administrator: to run this workflow with a credential of theirs, or to deploy dist/salesforce/call-analysis.zip of this package.';
const AGAIN =
	'Correct it in Salesforce, then run the workflow again: everything is deployed, or nothing.';

const listOf = (value: unknown) => [value ?? []].flat().filter(isObject);

/** Salesforce's reasons for refusing a deployment, each with the component that it is about. */
function reasonsOf({ details, errorMessage, status }: Record<string, unknown>): string {
	const failures = isObject(details) ? listOf(details.componentFailures) : [];
	const reasons = failures.map(
		({ fullName, problem }) => `${String(fullName)}: ${String(problem)}`,
	);
	const shown = reasons.slice(0, MOST_REASONS).map((reason) => reason.slice(0, LONGEST_REASON));
	const rest = reasons.length - shown.length;
	if (rest > 0) shown.push(`and ${rest} more`);
	return shown.join(' | ') || String(errorMessage ?? status);
}

/**
 * Reads what Salesforce answered to a deploy request, to the question for its state, or to the assignment after it.
 *
 * @returns whether something was deployed; false where nothing was asked for
 * @throws InvalidParameter when it was refused, or is not finished
 */
export function wasDeployed(answer: unknown): boolean {
	if (!isObject(answer)) return false;
	const { deployResult: result, error, errorCode, message } = answer;
	if (errorCode !== undefined || error !== undefined) {
		const words = isObject(error) ? error.message : (message ?? error);
		const reason = String(words ?? errorCode).slice(0, LONGEST_REASON);
		throw new InvalidParameter(`Salesforce does not let this user set it up: ${reason}`, ASK);
	}
	if (!isObject(result)) return answer.success === true;
	if (result.done !== true) {
		throw new InvalidParameter(
			'Salesforce has not finished the deployment yet',
			'See in Salesforce under Setup > Deployment Status how far it is, then run the workflow again.',
		);
	}
	if (result.success === true) return true;
	throw new InvalidParameter(
		`Salesforce refused the set-up, and nothing was changed. ${reasonsOf(result)}`,
		AGAIN,
	);
}
