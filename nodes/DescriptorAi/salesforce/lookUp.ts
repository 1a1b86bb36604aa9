import type { IDataObject } from 'n8n-workflow';

import { isObject } from '../api';
import { text } from '../form/readers';
import { searchByField } from './customerSearch';
import { CLAIM, type Claim } from './claim';
import { answersIn, compositeBody, plainFields, VERSION, type Part } from './composite';
import { known } from './known';
import { salesforceId, type IfSeveral, type Link, type LinkOrder } from './matchCustomer';
import { LONGEST_EXTENSION } from './phoneNumbers';
import type { Fields } from './readAnalysis';

/** The words that an org has for the states and priorities of its tasks. */
export interface TaskValues {
	/** Of a task that is done. */
	completed?: string;
	/** Of a new task. */
	open?: string;
	high?: string;
	normal?: string;
}

/** Who had the call, as the phone system tells it; empty where it does not. */
export interface ToldAgent {
	email: string;
	/** A name or an extension. */
	name: string;
}

/** What is looked up beside the customer. */
export interface LookedUp {
	/** The user who had the call. */
	agent?: string;
	opportunity?: string;
	tasks: TaskValues;
	/** Why somebody or something was not found, in sentences. */
	notes: string[];
}

/** A request that asks Salesforce several questions at once. */
export interface LookUp extends IDataObject {
	/** The resource below `/services/data/v59.0/`. */
	path: 'composite' | 'composite/batch';
	body: IDataObject;
	/** Whether it claims the record of the call, too. */
	claims?: true;
	/** How to choose among those whom the searches by field find. */
	choice?: { linkOrder: LinkOrder; ifSeveral: IfSeveral };
}

/** Users with one e-mail address, name or extension; more are not told apart. */
const MOST_USERS = 10;
/** Roles of a contact, who may have several in one opportunity. */
const MOST_ROLES = 50;
/** The most requests of a batch beside the claim. */
const MOST_REQUESTS = 24;

/** Text in a statement of SOQL. */
const quoted = (words: string) => `'${words.replace(/[\\']/g, '\\$&')}'`;

/** The type of users who are no partners or customers. */
const COLLEAGUE = quoted('Standard');

/** By what the agent is looked up: the most certain that is told. */
function agentKey({ email, name }: ToldAgent) {
	const isIn = (...fields: string[]) =>
		fields.map((field) => `${field} = ${quoted(email || name)}`).join(' OR ');
	if (email) return { told: 'e-mail address', condition: isIn('Email', 'Username') };
	if (/[^\d+]/.test(name)) return { told: `name, ${name}`, condition: isIn('Name') };
	return name !== '' && name.length <= LONGEST_EXTENSION
		? { told: `extension, ${name}`, condition: isIn('Extension') }
		: undefined;
}

/** The questions, by their names, as statements of SOQL. */
function queriesFor(
	link: Link,
	toldAgent: ToldAgent,
	withOpportunity: boolean,
): Record<string, string> {
	const key = agentKey(toldAgent);
	const { contact_id: contact, account_id: account } = withOpportunity ? link : {};
	const queries = {
		agent:
			key &&
			`SELECT Id, Email, Username FROM User WHERE IsActive = true AND UserType = ${COLLEAGUE} AND (${key.condition}) LIMIT ${MOST_USERS}`,
		statuses: 'SELECT ApiName, IsClosed, IsDefault FROM TaskStatus ORDER BY SortOrder',
		priorities: 'SELECT ApiName, IsDefault, IsHighPriority FROM TaskPriority ORDER BY SortOrder',
		roles:
			contact &&
			`SELECT OpportunityId FROM OpportunityContactRole WHERE ContactId = '${contact}' AND Opportunity.IsClosed = false LIMIT ${MOST_ROLES}`,
		opportunities:
			account &&
			`SELECT Id FROM Opportunity WHERE AccountId = '${account}' AND IsClosed = false LIMIT 2`,
	};
	return known(queries) as Record<string, string>;
}

const queryPath = (query: string) => `${VERSION}/query/?q=${encodeURIComponent(query)}`;

/**
 * Asks for the agent, for the open opportunities of the customer, and for the words that the org has for its tasks. To
 * Salesforce it is one request.
 *
 * @param link whom the call is linked to
 * @param withOpportunity whether opportunities are wanted
 * @param claim of the record, which comes before the questions
 */
export function lookUp(
	link: Link,
	toldAgent: ToldAgent,
	withOpportunity: boolean,
	claim?: Claim,
): LookUp {
	const queries = Object.entries(queriesFor(link, toldAgent, withOpportunity));
	const url = (path: string) => `/services/data/${path}`;
	const parts = queries.map(
		([referenceId, query]): Part => ({ method: 'GET', url: url(queryPath(query)), referenceId }),
	);
	if (claim) {
		const body = plainFields(claim.fields);
		parts.unshift({ method: 'PATCH', url: url(claim.path), referenceId: CLAIM, body });
	}
	return { path: 'composite', body: compositeBody(parts), ...(claim && { claims: true }) };
}

/** The queries of a look-up by field, by their names. */
const queriesByField = (toldAgent: ToldAgent) => queriesFor({}, toldAgent, false);

/** The searches by field, one a field, of which a batch has room for so many. */
export const searchesFor = (search: string, toldAgent: ToldAgent): string[] =>
	searchByField(search).slice(0, MOST_REQUESTS - Object.keys(queriesByField(toldAgent)).length);

/**
 * The same for a customer whom the one search could not look for, because the user does not see all of its fields: each
 * field is searched by itself. Who is linked is known only afterwards, so opportunities are left out.
 *
 * @param search the one search
 */
export function lookUpByField(
	search: string,
	toldAgent: ToldAgent,
	{ linkOrder, ifSeveral }: NonNullable<LookUp['choice']>,
	claim?: Claim,
): LookUp {
	const queries = Object.values(queriesByField(toldAgent)).map(queryPath);
	const paths = [...searchesFor(search, toldAgent), ...queries];
	const batchRequests: IDataObject[] = paths.map((url) => ({ method: 'GET', url }));
	if (claim) batchRequests.unshift({ method: 'PATCH', url: claim.path, richInput: claim.fields });
	return {
		path: 'composite/batch',
		body: { batchRequests },
		...(claim && { claims: true }),
		choice: { linkOrder, ifSeveral },
	};
}

/** The code, else the status, with which Salesforce refused a part of a request; undefined for an answer. */
export function refusalOf(body: unknown, status: unknown): string | undefined {
	if (!(Number(status) >= 400)) return undefined;
	const [refusal] = Array.isArray(body) ? body.filter(isObject) : [];
	return text(refusal?.errorCode) || text(status);
}

/** What Salesforce answered to a question. */
interface Answer {
	records: Fields[];
	/** Why it did not. */
	code?: string;
}

function partOf(body: unknown, status: unknown): Answer {
	const records: unknown = isObject(body) ? body.records : undefined;
	return {
		records: Array.isArray(records) ? records.filter(isObject) : [],
		code: refusalOf(body, status),
	};
}

/** The answers by the names of the questions; those of a batch have no names, but come last in their order. */
function partsOf(answer: Fields, toldAgent: ToldAgent): Map<string, Answer> {
	if (Array.isArray(answer.results)) {
		const names = Object.keys(queriesByField(toldAgent));
		const results = answer.results.slice(-names.length).map(Object) as Fields[];
		return new Map(
			results.map(({ result, statusCode }, index) => [names[index], partOf(result, statusCode)]),
		);
	}
	const parts = [...answersIn(answer)];
	return new Map(parts.map(([name, { body, status }]) => [name, partOf(body, status)]));
}

/** The agent among the users who were found; of several with an e-mail address, the one who logs in with it. */
function agentOf(users: Fields[], { email }: ToldAgent): string | undefined {
	const byLogin = users.filter(
		({ Username }) => text(Username).toLowerCase() === email.toLowerCase(),
	);
	const found = byLogin.length > 0 ? byLogin : users;
	return found.length === 1 ? salesforceId(found[0].Id) : undefined;
}

const apiName = (row: Fields | undefined) => text(row?.ApiName) || undefined;

/** The words of the org: its default if it has one of the kind, else the first. */
function taskValues(statuses: Fields[], priorities: Fields[]): TaskValues {
	const pick = (rows: Fields[]) =>
		apiName(rows.find(({ IsDefault }) => IsDefault === true) ?? rows[0]);
	const closed = (isClosed: boolean) => statuses.filter((row) => row.IsClosed === isClosed);
	const high = (isHigh: boolean) => priorities.filter((row) => row.IsHighPriority === isHigh);
	return known({
		completed: pick(closed(true)),
		open: pick(closed(false)),
		high: pick(high(true)),
		normal: pick(high(false)),
	});
}

/** Reads what Salesforce answered to a look-up. What it refused is left out, and told. */
export function readLookUp(answer: Fields, toldAgent: ToldAgent): LookedUp {
	const parts = partsOf(answer, toldAgent);
	const recordsOf = (part: string) => parts.get(part)?.records ?? [];
	const refused = (part: string) => parts.get(part)?.code;
	const users = recordsOf('agent');
	const agent = agentOf(users, toldAgent);
	const ofContact = [...new Set(recordsOf('roles').map(({ OpportunityId: id }) => id))];
	const ofAccount = recordsOf('opportunities').map(({ Id }) => Id);
	const open = ofContact.length > 0 ? ofContact : ofAccount;
	const told = agentKey(toldAgent)?.told;
	const notFound =
		users.length > 1
			? `Several active users have the agent's ${told}.`
			: `No active user has the agent's ${told}.`;
	const whose = open === ofContact ? 'contact' : 'account';
	const notes = [
		refused('agent') ? `The agent could not be looked up (${refused('agent')}).` : [],
		parts.has('agent') && !refused('agent') && agent === undefined ? notFound : [],
		refused('opportunities')
			? `Opportunities could not be looked up (${refused('opportunities')}).`
			: [],
		open.length > 1 ? `The ${whose} has several open opportunities.` : [],
	];
	return {
		agent,
		opportunity: open.length === 1 ? salesforceId(open[0]) : undefined,
		tasks: taskValues(recordsOf('statuses'), recordsOf('priorities')),
		notes: notes.flat(),
	};
}
