import { directionOf } from '../../../../nodes/DescriptorAi/salesforce/callFacts';

it.each([
	['in', 'Inbound'],
	['Incoming', 'Inbound'],
	['inbound', 'Inbound'],
	['OUT', 'Outbound'],
	['outgoing', 'Outbound'],
	['Outbound', 'Outbound'],
	['internal', 'Internal'],
	['sideways', undefined],
	['', undefined],
	[null, undefined],
])('The direction %j of a phone system is %s in Salesforce', (word, direction) => {
	expect(directionOf(word)).toBe(direction);
});
