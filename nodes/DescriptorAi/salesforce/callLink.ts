import { isObject } from '../api';
import { text } from '../form/readers';
import { linkIn, type CallFacts } from './callFacts';
import { hiddenIn, HIDDEN_CODES } from './customerSearch';
import { lineText } from './cutText';
import { hasFailed } from './failedCall';
import { readLookUp, refusalOf, searchesFor, type LookUp, type TaskValues } from './lookUp';
import {
	linkedByHand,
	matchCustomer,
	matchIn,
	salesforceId,
	type IfSeveral,
	type LinkOrder,
	type Matched,
} from './matchCustomer';
import { linesOf, type Fields } from './readAnalysis';
import { readFailure } from './readFailure';

/** What a call is linked by. */
export interface LinkSources {
	/** An item of Prepare Call. */
	call?: Fields;
	/**
	 * What a search has found: rows, `{ searchRecords }`, an item that has failed, or an item of Build Record, which is
	 * linked already.
	 */
	found?: unknown;
	/** What Salesforce answered to `look_up`, with `{ results }` if it was searched by field; or an item that has failed. */
	lookedUp?: unknown;
}

export interface LinkSettings {
	linkOrder: LinkOrder;
	ifSeveral: IfSeveral;
	owner: 'call' | 'record';
}

/** Whom and what a call is linked to. */
export interface CallLink {
	matched: Matched;
	/** The user to whom the follow-ups belong. */
	owner?: string;
	/** The user who had the call. */
	agent?: string;
	opportunity?: string;
	tasks: TaskValues;
	/** What the link was made without, and why something is not linked, in sentences. */
	notes: string[];
	/** Whether Salesforce was asked in this step; else the link is that from before the recording was submitted. */
	isAsked: boolean;
}

/** The length of the field Link Notes. */
const LINK_NOTES = 255;
const CURE = 'Assign the permission set Call Analysis Integration.';

/** The field Link Notes. */
export const noteField = (notes: string[]): string | null =>
	lineText([...new Set(notes)].join(' '), LINK_NOTES);

/** Whether an item is one of Build Record. */
const isBuilt = (item: unknown): item is Fields & { link: Fields } =>
	isObject(item) && isObject(item.link) && 'follow_ups' in item;

/** Salesforce's code for a refusal, in brackets; nothing for a fault of another kind. */
function codeOf(failed: Fields): string {
	const [code] = readFailure(failed).codes;
	return code ? ` (${code})` : '';
}

/** The link of an item of Build Record. */
const matchedIn = ({ match, link, customer_name: name }: Fields & { link: Fields }): Matched => ({
	match: matchIn(match),
	link: linkIn(link),
	name: text(name) || undefined,
	owner: salesforceId(link.owner_id),
});

/** What Salesforce answered to the searches by field; undefined where there were none. */
function searchedByField({ call = {}, lookedUp }: LinkSources, { toldAgent }: CallFacts) {
	if (!isObject(lookedUp) || !Array.isArray(lookedUp.results)) return undefined;
	const searches = searchesFor(text(call.search), toldAgent);
	const results = lookedUp.results.slice(0, searches.length).map(Object) as Fields[];
	const codes = results.map(({ result, statusCode }) => refusalOf(result, statusCode));
	// Who was not searched for everywhere may be somebody whom this did not find.
	const failure = codes.find((code) => code !== undefined && !HIDDEN_CODES.includes(code));
	const code = codes.includes(undefined) ? failure : codes[0];
	return { hidden: hiddenIn(searches, codes).join(', '), results, code };
}

/** How the step that searched would have chosen. */
const choiceIn = (found: unknown) =>
	isObject(found) ? (Object(found.look_up) as Partial<LookUp>).choice : undefined;

/** Whom the call is linked to: as somebody has set it, as the search says, or as before the recording was submitted. */
function matchedBy(facts: CallFacts, sources: LinkSources, settings: LinkSettings): Matched {
	const { call } = sources;
	const byField = searchedByField(sources, facts);
	const isSearched = byField !== undefined && byField.code === undefined;
	const found = isSearched ? { results: byField.results } : sources.found;
	if (isBuilt(found)) return matchedIn(found);
	const rows = hasFailed(found) ? [] : found;
	if (Object.keys(facts.byHand).length > 0) return linkedByHand(rows, facts.byHand);
	if (!call || found === undefined || hasFailed(found)) return { link: facts.earlier };
	const { linkOrder, ifSeveral } = (isSearched && choiceIn(sources.found)) || settings;
	return matchCustomer(rows, facts, linkOrder, ifSeveral);
}

const notSearched = (code: string) => `The customer could not be searched for${code}.`;

/** What the customer was searched for without, and how many match. */
function notesOnSearch(sources: LinkSources, facts: CallFacts, { count }: Matched): string[] {
	const { found } = sources;
	const byField = searchedByField(sources, facts);
	const several = count === undefined ? [] : [`${count} records match.`];
	if (byField?.code) return [notSearched(` (${byField.code})`)];
	if (byField) {
		const { hidden } = byField;
		const told = hidden === '' ? [] : [`Hidden from the Salesforce user: ${hidden}. ${CURE}`];
		return [...told, 'No opportunity was looked up.', ...several];
	}
	if (isBuilt(found)) return linesOf(found.link.notes);
	return hasFailed(found) ? [notSearched(codeOf(found))] : several;
}

/** Links a call to its customer, and to the agent and the opportunity that were looked up. */
export function callLink(facts: CallFacts, sources: LinkSources, settings: LinkSettings): CallLink {
	const { found, lookedUp } = sources;
	const matched = matchedBy(facts, sources, settings);
	const isAsked = found !== undefined || lookedUp !== undefined;
	const searched = isAsked ? notesOnSearch(sources, facts, matched) : facts.notes;
	const read =
		isObject(lookedUp) && !hasFailed(lookedUp)
			? readLookUp(lookedUp, facts.toldAgent)
			: { agent: undefined, opportunity: undefined, tasks: facts.tasks, notes: [] };
	const failed = hasFailed(lookedUp)
		? [`Agent and opportunity could not be looked up${codeOf(lookedUp)}.`]
		: [];
	const ofCustomer = isBuilt(found) || settings.owner === 'record' ? matched.owner : undefined;
	const agent = read.agent ?? facts.agent;
	return {
		matched,
		owner: facts.owner ?? agent ?? ofCustomer,
		agent,
		opportunity: facts.opportunity ?? read.opportunity,
		tasks: read.tasks,
		notes: [...searched, ...read.notes, ...failed],
		isAsked,
	};
}
