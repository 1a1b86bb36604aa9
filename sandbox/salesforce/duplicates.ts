import { attributesOf } from './answers';
import { SalesforceError } from './errors';
import type { SalesforceRecord } from './fields';
import { type ObjectDefinition } from './objects';
import type { RecordStore } from './records';

/** The duplicate rules that an org has from the start, by the objects that they watch over. */
const RULES: Record<string, { duplicateRule: string; rule: string }> = {
	Contact: {
		duplicateRule: 'Standard_Contact_Duplicate_Rule',
		rule: 'Standard_Contact_Match_Rule_v1_1',
	},
	Lead: { duplicateRule: 'Standard_Lead_Duplicate_Rule', rule: 'Standard_Lead_Match_Rule_v1_0' },
};

/** The message of the duplicate rules unless an administrator has changed it. */
const ALERT = 'Use one of these records?';
/** The fields that hold a phone number. */
const PHONES = ['Phone', 'MobilePhone', 'HomePhone', 'OtherPhone'];
/** The first version of the API whose answer spells its key correctly; assumption 7 of the README. */
const CORRECT_SPELLING = 52;

const text = (value: unknown) => (value ?? '').toString().trim().toLowerCase();
const digits = (value: unknown) => (value ?? '').toString().replace(/\D/g, '');

/**
 * Refuses to create a contact or a lead that exists already. Salesforce compares more fields, and by similarity; here a
 * record of the same object with the same e-mail address, or the same name and phone number, is a duplicate.
 *
 * @param values the fields of the new record
 * @param header the value of `Sforce-Duplicate-Rule-Header`; "allowSave=true" lets duplicates in
 * @param version as in the path of the request, such as "v62.0"
 */
export function checkDuplicates(
	store: RecordStore,
	object: ObjectDefinition,
	values: SalesforceRecord,
	header: string | undefined,
	version: string,
): void {
	const names = RULES[object.name];
	if (!names || /allowSave\s*=\s*true/i.test(header ?? '')) return;
	const matches = store.list(object.name).filter((record) => isSamePerson(record, values));
	if (matches.length > 0) throw duplicatesDetected(object, names, matches, version);
}

function isSamePerson(left: SalesforceRecord, right: SalesforceRecord): boolean {
	if (text(left.Email) !== '' && text(left.Email) === text(right.Email)) return true;
	const isNamesake =
		text(left.FirstName) === text(right.FirstName) && text(left.LastName) === text(right.LastName);
	const phones = PHONES.map((name) => digits(left[name])).filter(Boolean);
	return isNamesake && PHONES.some((name) => phones.includes(digits(right[name])));
}

function duplicatesDetected(
	object: ObjectDefinition,
	{ duplicateRule, rule }: { duplicateRule: string; rule: string },
	matches: SalesforceRecord[],
	version: string,
): SalesforceError {
	const result = {
		allowSave: true,
		duplicateRule,
		duplicateRuleEntityType: object.name,
		errorMessage: ALERT,
		matchResults: [
			{
				entityType: object.name,
				errors: [],
				matchEngine: 'FuzzyMatchEngine',
				matchRecords: matches.map(({ Id }) => ({
					additionalInformation: [],
					fieldDiffs: [],
					matchConfidence: 100,
					record: { attributes: attributesOf(object, Id, version), Id },
				})),
				rule,
				size: matches.length,
				success: true,
			},
		],
	};
	const key = Number(version.slice(1)) < CORRECT_SPELLING ? 'duplicateResut' : 'duplicateResult';
	return new SalesforceError(400, [
		{ [key]: result, errorCode: 'DUPLICATES_DETECTED', message: ALERT },
	]);
}
