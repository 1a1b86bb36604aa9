import { isObject } from '../api';
import { InvalidParameter } from '../form/parameter';
import { rowNameOf, type Change } from './setUpParts';
import type { Step } from './setUpPlan';

/** Reasons that are named; the rest is counted. */
const MOST_REASONS = 5;
/** Characters of a reason, in which Salesforce may repeat a value. */
const LONGEST_REASON = 300;

const ASK =
	'Ask a Salesforce administrator: to run this workflow with a credential of theirs, or to deploy call-analysis.zip, which comes with each release of this package.';
const AGAIN =
	'Correct it in Salesforce, then run the workflow again: everything is deployed, or nothing.';
const LATER =
	'Correct it in Salesforce, then run this again, or deploy call-analysis-reports.zip, which comes with each release of this package.';
const LOOK =
	'See in Salesforce under Setup > Deployment Status how far it is, then run the workflow again.';
const ASSIGN =
	'In Salesforce: Setup > Permission Sets > Call Analysis Integration > Manage Assignments: add the user of n8n, or one whose license allows what it permits.';

/** What was deployed, as Salesforce names it. */
interface Component {
	type: string;
	name: string;
}

/** Why Salesforce refuses something; with the component where it is about one. */
interface Reason {
	problem: string;
	component?: Component;
}

/** What an item says of a step. */
type Told = Pick<Step, 'name' | 'changes'>;

/** A step that is not done, although it was asked for. */
type NotDone = { state: 'running' } | { state: 'forbidden' | 'refused'; reasons: Reason[] };
type Answer = { state: 'not asked' } | { state: 'done' } | NotDone;

const listOf = (value: unknown) => [value ?? []].flat().filter(isObject);
const cut = (value: unknown) => String(value).slice(0, LONGEST_REASON);

/** Reads what Salesforce answered to a deploy request, to the question for its state, or to an assignment. */
function readAnswer(answer: unknown): Answer {
	if (!isObject(answer)) return { state: 'not asked' };
	const { deployResult: result, error, errorCode, message } = answer;
	// The user has the permission set already.
	if (errorCode === 'DUPLICATE_VALUE') return { state: 'done' };
	if (errorCode !== undefined || error !== undefined) {
		const words = isObject(error) ? error.message : (message ?? error);
		return { state: 'forbidden', reasons: [{ problem: cut(words ?? errorCode) }] };
	}
	if (answer.success === true) return { state: 'done' };
	if (!isObject(result)) {
		// The page of a server that is down, for example.
		const isStep = Object.keys(answer).length === 0 || Array.isArray(answer.changes);
		return isStep
			? { state: 'not asked' }
			: { state: 'refused', reasons: [{ problem: cut(answer.data ?? JSON.stringify(answer)) }] };
	}
	if (result.done !== true) return { state: 'running' };
	if (result.success === true) return { state: 'done' };
	const { details, errorMessage, status } = result;
	const reasons = listOf(isObject(details) && details.componentFailures).map(
		({ componentType, fullName, problem }) => ({
			problem: cut(problem),
			component: { type: String(componentType), name: String(fullName) },
		}),
	);
	const whole = { problem: cut(errorMessage ?? status) };
	return { state: 'refused', reasons: reasons.length > 0 ? reasons : [whole] };
}

const isPlanned = ({ change }: Change) => change.startsWith('Will be ');

/** The first reasons in one line, and how many more there are. */
function lineOf(reasons: Reason[]): string {
	const shown = reasons
		.slice(0, MOST_REASONS)
		.map(({ problem, component }) => (component ? `${component.name}: ${problem}` : problem));
	const rest = reasons.length - shown.length;
	return [...shown, ...(rest > 0 ? [`and ${rest} more`] : [])].join(' | ');
}

/** What is not deployed of what is needed ends the set-up. */
function notDeployed({ changes }: Told, answer: NotDone) {
	if (answer.state === 'running')
		return new InvalidParameter('Salesforce has not finished the deployment yet', LOOK);
	const { state, reasons } = answer;
	if (state === 'forbidden') {
		const words = `Salesforce does not let this user set it up: ${lineOf(reasons)}`;
		return new InvalidParameter(words, ASK);
	}
	const refused = reasons.flatMap(({ component }) => (component ? rowNameOf(component) : []));
	// Salesforce may not say which component a reason is about.
	const cures = changes
		.filter((row) => isPlanned(row) && row.to_do)
		.filter(({ part }) => refused.length === 0 || refused.includes(part))
		.map(({ part, to_do }) => `${part}: ${to_do}`);
	return new InvalidParameter(
		`Salesforce refused the set-up, and nothing was changed. ${lineOf(reasons)}`,
		[AGAIN, ...cures].join(' '),
	);
}

const refusedPart = (component: Component, problem: string): Change => ({
	part: rowNameOf(component),
	change: `Refused by Salesforce: ${problem}`,
	to_do: LATER,
});

/** The rows of reports and pages that are not there in spite of a deployment. */
function refusedReports(answer: NotDone): Change[] {
	const part = 'Reports and pages';
	if (answer.state === 'running')
		return [{ part, change: 'Are not finished yet; everything else is done', to_do: LOOK }];
	const { reasons } = answer;
	const ofParts = reasons
		.slice(0, MOST_REASONS)
		.flatMap((reason) => (reason.component ? [refusedPart(reason.component, reason.problem)] : []));
	const more = reasons.length - ofParts.length;
	const why =
		ofParts.length > 0 ? (more > 0 ? ` (${more} more reasons)` : '') : `: ${lineOf(reasons)}`;
	const change = `Are refused by Salesforce, and none was added; everything else is done${why}`;
	return [{ part, change, to_do: LATER }, ...ofParts];
}

const asDone = (row: Change): Change => ({
	...row,
	change: row.change.replace(/^Will be (.)/, (_, first: string) => first.toUpperCase()),
	to_do: null,
});

/**
 * The rows of a step, with what will be done or was done.
 *
 * @param given Salesforce's last answer; nothing, or an item without one, where nothing was asked for
 * @throws InvalidParameter when what is needed was refused, or is not finished
 */
export function tellStep(step: Told, given: unknown): Change[] {
	const { name, changes } = step;
	const answer = readAnswer(given);
	if (answer.state === 'not asked') return changes;
	if (answer.state === 'done') return changes.map((row) => (isPlanned(row) ? asDone(row) : row));
	if (name === 'needed') throw notDeployed(step, answer);
	const others = changes.filter((row) => !isPlanned(row));
	if (name === 'reports') return [...refusedReports(answer), ...others];
	const why = 'reasons' in answer ? lineOf(answer.reasons) : 'Salesforce has not answered';
	const change = `Not assigned to you: ${why}`;
	return [
		...changes.filter(isPlanned).map((row) => ({ ...row, change, to_do: ASSIGN })),
		...others,
	];
}
