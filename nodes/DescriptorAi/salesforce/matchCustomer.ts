import { isObject } from '../api';
import { text } from '../form/readers';
import { known } from './known';
import { isSameNumber, phoneDigits } from './phoneNumbers';

export type LinkOrder = 'accountsOnly' | 'contactFirst' | 'leadFirst';
export type IfSeveral = 'mostRecent' | 'nobody' | 'sharedAccount';

/** The records that a call belongs to, by their IDs. */
export interface Link {
	contact_id?: string;
	lead_id?: string;
	account_id?: string;
}

/** How sure a link is, and the entry of the list Match that says so. */
export const MATCHES = {
	unique: 'Unique',
	several: 'Several',
	none: 'None',
	by_hand: 'By Hand',
} as const;
export type Match = keyof typeof MATCHES;

/** The word for how sure a link is; undefined for anything else. */
export const matchIn = (word: unknown): Match | undefined =>
	(Object.keys(MATCHES) as Match[]).find((match) => match === word);

/** Whom a call is linked to, and how sure that is; nobody asked where there is no `match`. */
export interface Matched {
	match?: Match;
	link: Link;
	/** Of the contact or lead, else of the account. */
	name?: string;
	/** The active user who owns that record. */
	owner?: string;
	/** How many records match, where it is not one. */
	count?: number;
}

type Kind = 'Contact' | 'Lead' | 'Account';
/** An ID begins with its object's characters, the same ones in every org. */
const KINDS: Record<string, Kind> = { '003': 'Contact', '00Q': 'Lead', '001': 'Account' };
const USER = '005';
const ORDERS: Record<LinkOrder, Kind[]> = {
	accountsOnly: ['Account'],
	contactFirst: ['Contact', 'Lead', 'Account'],
	leadFirst: ['Lead', 'Contact', 'Account'],
};

/** A contact, lead or account that a search has found. */
interface Row {
	kind: Kind;
	id: string;
	/** Of the lead that was converted to this contact. */
	leadId?: string;
	name?: string;
	owner?: string;
	account?: { id: string; name?: string };
	/** The later the activity, the greater is the text. */
	activity: string;
	/** What its fields hold, in small letters. */
	values: string[];
}

/** The ID of a record in Salesforce; `undefined` for anything else. */
export const salesforceId = (value: unknown): string | undefined =>
	typeof value === 'string' && /^[\da-z]{15}([\da-z]{3})?$/i.test(value) ? value : undefined;

/** An ID has 15 characters, and three more that only repeat which of them are capitals. */
const isSameId = (one: string, other = '') => one.slice(0, 15) === other.slice(0, 15);

/** Fields and values that are neither the number nor the e-mail address of somebody. */
const OTHER_FIELD = /(Id|Name|Date|Modstamp)(__c)?$/;
const DATE = /^\d{4}-\d\d-\d\d/;
const LONGEST = 255;

function rowOf(fields: unknown): Row | [] {
	if (!isObject(fields)) return [];
	// A converted lead takes no task; its contact goes on.
	const isConverted = fields.IsConverted === true;
	const id = salesforceId(isConverted ? fields.ConvertedContactId : fields.Id) ?? '';
	const kind = KINDS[id.slice(0, 3)];
	if (!kind) return [];
	const name = text(fields.Name) || undefined;
	const accountId = salesforceId(isConverted ? fields.ConvertedAccountId : fields.AccountId);
	const accountName = text(Object(fields.Account).Name) || undefined;
	// A queue can own a lead, but has no tasks to do; neither has a user who is gone.
	const owner = Object(fields.Owner).IsActive === false ? undefined : salesforceId(fields.OwnerId);
	return {
		kind,
		id,
		leadId: isConverted ? salesforceId(fields.Id) : undefined,
		name,
		owner: owner?.startsWith(USER) ? owner : undefined,
		account:
			kind === 'Account'
				? { id, name }
				: (accountId && { id: accountId, name: accountName }) || undefined,
		activity: `${text(fields.LastActivityDate)} ${text(fields.LastModifiedDate)}`,
		values: Object.entries(fields)
			.filter(([field]) => !OTHER_FIELD.test(field))
			.flatMap(([, value]) => (typeof value === 'string' && value.length <= LONGEST ? value : []))
			.map((value) => value.trim().toLowerCase())
			.filter((value) => value !== '' && !DATE.test(value)),
	};
}

/** Two rows of one record as one: each may tell other fields. */
const merged = (one: Row, other: Row): Row => ({
	...one,
	...known(other),
	values: [...one.values, ...other.values],
});

/** Each record once, with what all of its rows tell. */
function eachOnce(rows: Row[]): Row[] {
	const records = new Map<string, Row>();
	for (const row of rows) {
		const key = row.id.slice(0, 15);
		const before = records.get(key);
		records.set(key, before ? merged(before, row) : row);
	}
	return [...records.values()];
}

/** The records of a search, of a batch of searches, of a list, or the only one. */
function recordsIn(found: unknown): unknown[] {
	if (Array.isArray(found)) return found;
	if (!isObject(found)) return [];
	if (Array.isArray(found.results)) {
		return found.results.flatMap((one) => (isObject(one) ? recordsIn(one.result) : []));
	}
	return [found.searchRecords ?? found].flat();
}

/** The rows of what a search has found. */
const rowsIn = (found: unknown): Row[] => eachOnce(recordsIn(found).flatMap(rowOf));

/** The accounts among the rows and those that contacts belong to. */
function accountsOf(rows: Row[]): Row[] {
	const accounts = rows.filter(({ kind }) => kind === 'Account');
	const others = rows.flatMap((row): Row | [] =>
		row.account ? { ...row, ...row.account, kind: 'Account', owner: undefined } : [],
	);
	return eachOnce([...others, ...accounts]);
}

const linkedTo = ({ kind, id, name, owner, account }: Row): Omit<Matched, 'match'> => ({
	link: {
		...(kind === 'Contact' && { contact_id: id }),
		...(kind === 'Lead' && { lead_id: id }),
		...(account && { account_id: account.id }),
	},
	name,
	owner,
});

/** The row to link where several of one kind match, if any. */
function oneOf(rows: Row[], ifSeveral: IfSeveral): Row | undefined {
	if (ifSeveral === 'nobody') return undefined;
	if (ifSeveral === 'mostRecent') {
		return rows.reduce((latest, row) => (row.activity > latest.activity ? row : latest));
	}
	const accounts = accountsOf(rows);
	return accounts.length === 1 && rows.every(({ account }) => account) ? accounts[0] : undefined;
}

/**
 * Finds the customer of a call among the rows of a search. A search also finds what is only alike, so each row is
 * compared again: one of its fields, whichever it is, holds the e-mail address or the number. A converted lead is its contact.
 *
 * @param found rows with `Id`, `{ searchRecords }`, or `{ results }` of a batch of searches
 * @param by digits of the number, if it has eight or more, and e-mail address, empty where unknown
 */
export function matchCustomer(
	found: unknown,
	by: { digits?: string; email: string },
	order: LinkOrder,
	ifSeveral: IfSeveral,
): Matched {
	const email = by.email.toLowerCase();
	const matching = rowsIn(found).filter(({ values }) =>
		values.some((value) => value === email || isSameNumber(phoneDigits(value), by.digits)),
	);
	const candidates = order === 'accountsOnly' ? accountsOf(matching) : matching;
	const rows = ORDERS[order]
		.map((wanted) => candidates.filter(({ kind }) => kind === wanted))
		.find(({ length }) => length > 0);
	if (!rows) return { match: 'none', link: {} };
	if (rows.length === 1) return { match: 'unique', ...linkedTo(rows[0]) };
	const row = oneOf(rows, ifSeveral);
	const several = { match: 'several' as const, count: rows.length };
	return row ? { ...several, ...linkedTo(row) } : { ...several, link: {} };
}

/** The customer that somebody has linked, with what was found about that record. */
export function linkedByHand(found: unknown, link: Link): Matched {
	const id = link.contact_id ?? link.lead_id ?? link.account_id;
	const row = rowsIn(found).find((one) => isSameId(one.id, id) || isSameId(one.leadId ?? '', id));
	if (!row) return { match: 'by_hand', link };
	const { link: own, name, owner } = linkedTo(row);
	const { lead_id: lead, ...others } = link;
	// A lead that was converted since is its contact.
	const given = row.leadId === undefined ? { lead_id: lead } : {};
	return { match: 'by_hand', link: known({ ...own, ...others, ...given }), name, owner };
}
