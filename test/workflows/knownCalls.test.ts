import type { IDataObject } from 'n8n-workflow';

import { keyOfId } from '../../nodes/DescriptorAi/salesforce/recordingKey';
import { startSandbox, type Sandbox } from '../../sandbox';
import { readTemplates } from '../../scripts/lib/templates';
import { RINGCENTRAL_RECORD, SALESFORCE_FILE } from '../nodes/DescriptorAi/sources/published';
import { call } from '../nodes/DescriptorAi/sources/reading';
import { salesforce } from '../sandbox/client';

/** Recordings as the connectors list them: a key of each kind that there is. */
const FILES = [
	'/recordings/in-12025550143-12025550199-20240115-093045-1705311045.123.wav',
	'/recordings/100/[]_100-02025550199_20190211124709(2).wav',
	'/recordings/Sales/7_1_2026/2025550199 by aexample @ 7_16_55 PM.wav',
	'/recordings/call.mp3',
];
const keyOf = (source: string, event: IDataObject) =>
	keyOfId(String(call(source, event).recording_id));
const KEYS: Record<string, string[]> = {
	'from-sftp.json': FILES.map((path) => keyOf('fileName', { path, type: '-' })),
	'from-ringcentral.json': [keyOf('ringCentral', RINGCENTRAL_RECORD)],
	'from-salesforce-files.json': [keyOf('salesforceFile', SALESFORCE_FILE)],
};
const OF_OTHERS = ['twilio-RE1', 'aircall-780000001', 'zoom-1', 'connect-1', 'job-1', 'crm-1'];

const templates = readTemplates().filter(({ file }) => file in KEYS);

describe('A connector that asks which recordings Salesforce knows', () => {
	let sandbox: Sandbox;
	beforeAll(async () => {
		sandbox = await startSandbox();
		for (const key of [...Object.values(KEYS).flat(), ...OF_OTHERS]) {
			sandbox.salesforce.create('Call_Analysis__c', { Name: 'Call', Recording_Id__c: key });
		}
	});
	afterAll(async () => await sandbox.close());

	it.each(templates)('gets those of its own, in $file', async ({ file, template }) => {
		const known = template.nodes.find(({ name }) => name === 'Known in Salesforce');
		const asked = `/query?q=${encodeURIComponent(String(known?.parameters.query))}`;
		const { body } = await salesforce<{ records: IDataObject[] }>(sandbox, 'GET', asked);
		expect(body.records.map((record) => record.Recording_Id__c)).toEqual(KEYS[file]);
	});
});
