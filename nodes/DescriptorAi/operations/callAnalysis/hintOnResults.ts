import type { IDataObject } from 'n8n-workflow';

import { quote, withItem } from '../../api';
import { failedStages, missingInsights } from '../../call/insights';

/** How many analyses a sentence names. */
const LISTED = 10;

/** The names of each item with the item's number; no more items than a person reads. */
function listed(namesByItem: string[][]): { count: number; list: string } {
	const items = namesByItem.flatMap((names, i) =>
		names.length > 0 ? withItem(quote(names.join(', ')), i) : [],
	);
	const more = items.length > LISTED ? ' …' : '';
	return { count: items.length, list: items.slice(0, LISTED).join('; ') + more };
}

/**
 * The hint about results, raw or simplified, that lack something; empty if none does.
 *
 * @param outputs the items; those without a result are skipped
 * @param own what the operation says before that
 */
export function hintOnResults(outputs: IDataObject[], own: string | false): string {
	const partial = listed(
		outputs.map(({ failed_stages: simplified, failed = simplified }) => failedStages({ failed })),
	);
	const missing = listed(
		outputs.map((fields) =>
			Array.isArray(fields.missing_insights)
				? fields.missing_insights.map(String)
				: missingInsights(fields),
		),
	);
	const count = partial.count === 1 ? 'An analysis is' : `${partial.count} analyses are`;
	const lacking = [
		partial.count > 0 && `${count} partial. Stages that did not succeed: ${partial.list}`,
		missing.count > 0 &&
			`Some insights are missing. Requested but not in the result: ${missing.list}`,
	]
		.filter(Boolean)
		.join('. ');
	return [own, lacking].filter(Boolean).join(' ');
}
