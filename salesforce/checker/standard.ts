/** Objects that every org has, and those of their fields that the package names. */
export const STANDARD_FIELDS: Record<string, string[]> = {
	Account: ['Phone'],
	Case: [],
	Contact: [
		'AccountId',
		'AssistantPhone',
		'Email',
		'HomePhone',
		'MobilePhone',
		'OtherPhone',
		'Phone',
	],
	Lead: ['Email', 'MobilePhone', 'Phone'],
	Opportunity: ['AccountId'],
	User: [],
};
