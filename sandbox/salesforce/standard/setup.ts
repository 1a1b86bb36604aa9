import { checkbox, email, personName, picklist, reference, text } from '../fields';
import { setup, type ObjectDefinition } from '../objects';

/** The setup objects that the lists in n8n's editor read. */
export const setupObjects = (): ObjectDefinition[] => [
	{
		...setup('User', '005', [
			...personName(),
			text('Username', 80),
			email('Email'),
			text('Extension', 40),
			picklist('UserType', ['Standard', 'PowerPartner', 'Guest'], { defaultValue: 'Standard' }),
			text('FederationIdentifier', 512, { label: 'SAML Federation ID' }),
			checkbox('IsActive', { label: 'Active' }),
		]),
		searchable: true,
	},
	setup('Organization', '00D', [
		text('Name', 80),
		checkbox('IsSandbox'),
		text('InstanceName', 5),
		picklist('OrganizationType', ['Developer Edition', 'Enterprise Edition']),
	]),
	setup('RecordType', '012', [
		text('Name', 80),
		text('DeveloperName', 80),
		picklist('SobjectType', []),
		checkbox('IsActive', { label: 'Active' }),
	]),
	setup('Folder', '00l', [
		text('Name', 40),
		text('DeveloperName', 80),
		picklist('Type', ['Dashboard', 'Report']),
	]),
	setup('LeadStatus', '01J', [text('MasterLabel', 255), checkbox('IsDefault')]),
	setup('Group', '00G', [text('Name', 40), picklist('Type', ['Queue', 'Regular'])]),
	setup('QueueSobject', '03g', [reference('QueueId', ['Group']), picklist('SobjectType', [])]),
];
