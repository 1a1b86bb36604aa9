import type { Outcome } from '../../support/matrix';
import { failureTexts } from './invariants';
import { idOf } from './places';
import type { Observation } from './run';

/** Replaces what is another in each run. In braces, because the page would take angle brackets for markup. */
function stable(text: string, { service, calls }: Observation): string {
	return calls
		.reduce((said, name, i) => {
			const id = idOf(service, name);
			const named = said.replaceAll(name, `{call ${i + 1}}`);
			return id ? named.replaceAll(id, `{ID ${i + 1}}`) : named;
		}, text)
		.replaceAll(service.url, '{Base URL}')
		.replaceAll(service.url.replace('http:', 'https:'), '{Base URL}')
		.replace(/(?<=\/\/localhost:)\d+/g, '{port}');
}

/** What the person reads of a run. */
function seen(observation: Observation): string {
	const { outcome, items } = observation;
	const { error, hints } = outcome;
	if (error) return stable(`_${error.message}_\n${error.description ?? ''}`, observation);
	const failed = items.flatMap(({ reason, next_step: step, failed_insights: list }) => {
		const entries = Array.isArray(list) ? (list as Array<(typeof items)[number]>) : [];
		const own = reason ? [{ reason, next_step: step }] : [];
		return [...own, ...entries].map(
			(entry) => `_${String(entry.reason)}_\n${String(entry.next_step)}`,
		);
	});
	const texts = [...new Set([...failed, ...hints])];
	return texts.length === 0 ? 'Nothing has to be read' : stable(texts.join('\n'), observation);
}

/** Of items that fail at the same moment, which one is told is chance: the text as if it were the first. */
const asOfFirst = (text: string) =>
	text
		.replace(/\[item \d\]/, '[item 0]')
		.replace(/(?<=Get Result later with the result ID '){ID \d}/, '{ID 1}');

/** Whether a person finds a result ID, and where. */
function placeOfId(observation: Observation, id: string): string {
	if (observation.items.some((item) => JSON.stringify(item).includes(id))) return 'in an item';
	return failureTexts(observation).join().includes(id) ? 'in the error' : 'not known';
}

/** What the service has accepted in a run, and where the IDs are. */
function accepted(observation: Observation): string {
	const places = observation.accepted.map(({ id }) => placeOfId(observation, id));
	if (places.length === 0) return 'none accepted';
	const counted = [...new Set(places)].map(
		(name) => `${places.filter((other) => other === name).length} ${name}`,
	);
	return `${places.length} accepted, IDs: ${counted.join(', ')}`;
}

const isSubmitting = ({ place }: Observation) => 'audioUrl' in place.parameters;

/**
 * What was seen of a fault at one place.
 *
 * @param stopped the run whose node stops at an error
 * @param continued the run whose failed items go to the error output
 * @param pauses of the first run, in milliseconds
 */
export function outcomeOfFault(
	stopped: Observation,
	continued: Observation,
	pauses: number[],
): Outcome {
	const { trouble, place, struck, elsewhere } = stopped;
	const seconds = [...new Set(pauses.map((pause) => pause / 1000))].join(', ');
	const waited = seconds === '' ? '' : `, with pauses of ${seconds} s`;
	const good = continued.items.filter((item) => !('error' in item || 'reason' in item)).length;
	const left = [
		isSubmitting(stopped) ? `Stop: ${accepted(stopped)}` : '',
		isSubmitting(continued) ? `Error output: ${accepted(continued)}` : '',
		`${good} of 3 items without an error`,
		struck > 0 ? `the fault met ${struck === 1 ? 'once' : `${struck} times`}${waited}` : '',
		elsewhere.length === 0 ? '' : `another host got ${elsewhere.length} requests`,
	];
	return {
		fault: trouble.fault,
		where: place.where,
		seen: good === 0 ? asOfFirst(seen(stopped)) : seen(stopped),
		left: left.filter(Boolean).join('; '),
	};
}

/** The same of several places as one row. */
export function merged(outcomes: Outcome[]): Outcome[] {
	const rows = new Map<string, Outcome>();
	for (const outcome of outcomes) {
		const { where, ...rest } = outcome;
		const key = JSON.stringify(rest);
		const known = rows.get(key);
		rows.set(key, known ? { ...known, where: `${known.where}; ${where}` } : outcome);
	}
	return [...rows.values()];
}
