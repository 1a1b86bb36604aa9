import { seed } from './administration';
import { findPermissionSet } from './install/permissionSets';
import type { RecordStore } from './records';

/** What an org in use has at the start: the id of each record. */
export interface ExampleRecords {
	/** The users who own the others: support, and sales. */
	dana: string;
	tom: string;
	account: string;
	/** The contacts of the account; the demo calls them at other notations of the same numbers. */
	helen: string;
	james: string;
	lead: string;
	/** An open case of Helen. */
	case: string;
	/** Old recordings that are to be sent: records of Call Analysis in the status New. */
	recordings: string[];
}

/** Old recordings: the scenario, when it was recorded (ISO 8601), and the number of the customer. */
const RECORDINGS = [
	['support-call', '2026-10-14T09:20:00Z', '+1 (415) 555-0101'],
	['complaint-call', '2026-10-15T16:05:00Z', '+44 20 7946 0958'],
];

/**
 * Fills an org that has the package with the records of a company that uses it: customers, a lead, an open case, and
 * old recordings.
 */
export function fillOrg(store: RecordStore): ExampleRecords {
	const PermissionSetId = findPermissionSet(store, 'Call_Analysis_Viewer') ?? null;
	const user = (FirstName: string, LastName: string, Extension: string) => {
		const Email = `${FirstName}.${LastName}@northwind.example`.toLowerCase();
		const known = { FirstName, LastName, Email, Username: Email, Extension };
		const id = seed(store, 'User', { ...known, IsActive: true });
		seed(store, 'PermissionSetAssignment', { AssigneeId: id, PermissionSetId });
		return id;
	};
	const dana = user('Dana', 'Miller', '201');
	const tom = user('Tom', 'Fields', '202');
	const account = seed(store, 'Account', {
		Name: 'Northwind Traders',
		Phone: '(415) 555-0100',
		Website: 'https://traders.example',
		OwnerId: dana,
	});
	const contact = (FirstName: string, LastName: string, phones: Record<string, string>) =>
		seed(store, 'Contact', {
			FirstName,
			LastName,
			Email: `${FirstName}.${LastName}@traders.example`.toLowerCase(),
			AccountId: account,
			OwnerId: dana,
			...phones,
		});
	const helen = contact('Helen', 'Carter', { Phone: '(415) 555-0101' });
	return {
		dana,
		tom,
		account,
		helen,
		james: contact('James', 'Whitfield', { MobilePhone: '020 7946 0958' }),
		lead: seed(store, 'Lead', {
			FirstName: 'Priya',
			LastName: 'Shah',
			Company: 'Fieldway Deliveries',
			Email: 'priya.shah@fieldway.example',
			Phone: '628.555.0144',
			OwnerId: tom,
		}),
		case: seed(store, 'Case', {
			Subject: 'The internet connection drops every evening',
			Status: 'Working',
			Origin: 'Phone',
			ContactId: helen,
			AccountId: account,
			OwnerId: dana,
		}),
		recordings: RECORDINGS.map(([scenario, time, number]) =>
			seed(store, 'Call_Analysis__c', {
				Name: `Call of ${time.slice(0, 10)}`,
				Recording_Id__c: `${scenario}-${time.slice(0, 10)}`,
				Recording_URL__c: `https://recordings.example.com/${scenario}.mp3`,
				Caller__c: number,
				Called_At__c: time,
				OwnerId: dana,
			}),
		),
	};
}
