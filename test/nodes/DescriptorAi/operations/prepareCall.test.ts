import fc from 'fast-check';
import type { IDataObject, IRun } from 'n8n-workflow';

import { keyOfId } from '../../../../nodes/DescriptorAi/salesforce/recordingKey';
import { anything } from '../../../support/arbitraries';
import { skipPauses } from '../../../support/clock';
import { runNode, startNode, type NodeRunOptions } from '../../../support/engine';
import {
	RINGCENTRAL_RECORD,
	TWILIO_CALL,
	TWILIO_CALLBACK,
	TWILIO_HOST,
	TWILIO_RECORDING,
} from '../sources/published';

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;
const BERLIN = { workflowSettings: { timezone: 'Europe/Berlin' } };

/** The node, with no credential for anything. */
const run = (
	items: IDataObject[],
	parameters: IDataObject = {},
	more: Partial<NodeRunOptions> = {},
): NodeRunOptions => ({
	items,
	parameters: { resource: 'salesforce', operation: 'prepareCall', ...parameters },
	credentials: {},
	engine: BERLIN,
	...more,
});
const prepared = async (...args: Parameters<typeof run>) => await runNode(run(...args));
const prepare = async (...args: Parameters<typeof run>) => {
	const { outputs, error } = await prepared(...args);
	expect(error).toBeUndefined();
	return outputs[0].map(({ json }) => json);
};

describe('Prepare Call', () => {
	it('checks a call, and adds the search for the customer and the fields of the claim', async () => {
		const [call] = await prepare([
			{
				call_id: 'demo-1',
				audio_url: 'https://recordings.example.com/support-call.mp3',
				phone: '+1 415 555 0101',
				called_at: '2026-11-28 14:05:00',
				queue: 'Support',
			},
		]);
		expect(call).toEqual({
			queue: 'Support',
			recording_id: 'demo-1',
			audio_url: 'https://recordings.example.com/support-call.mp3',
			customer_phone: '+1 415 555 0101',
			phone_digits: '14155550101',
			called_at: '2026-11-28T14:05:00+01:00',
			language_code: 'en-US',
			search: expect.stringMatching(
				/^FIND \{14155550101 OR .*RETURNING Account\(.*Contact\(.*Lead\(/,
			),
			Name: 'Call with +1 415 555 0101 2026-11-28 14:05',
			Status__c: 'Submitted',
			Claim__c: expect.stringMatching(UUID),
			Recording_URL__c: 'https://recordings.example.com/support-call.mp3',
			Called_At__c: '2026-11-28T14:05:00+01:00',
			Caller__c: '+1 415 555 0101',
			Language__c: 'en-US',
		});
	});

	it('takes what an item does not say from its parameters', async () => {
		const item = { recording_id: 'a', phone: '020 7946 0958', called_at: '2026-11-28 14:05' };
		const [call] = await prepare([item], {
			defaultLanguage: 'de-DE',
			options: {
				countryCode: '+44',
				timeZone: 'America/New_York',
				searchIn: ['Contact'],
				phoneFields: 'Contact.Second_Phone__c',
			},
		});
		expect(call).toMatchObject({
			language_code: 'de-DE',
			phone_digits: '442079460958',
			called_at: '2026-11-28T14:05:00-05:00',
			search: expect.stringMatching(/RETURNING Contact\([^()]*, Second_Phone__c [^()]*\)$/),
		});
	});

	it.each(['none', 'None', 'None (Decided Later)'])(
		'leaves the language open with %s',
		async (entry) => {
			const items = [{ recording_id: 'a' }, { recording_id: 'b', language: 'fr-FR' }];
			const [open, french] = await prepare(items, { defaultLanguage: entry });
			expect(Object.keys(open)).not.toEqual(
				expect.arrayContaining([expect.stringMatching(/language/i)]),
			);
			expect(french).toMatchObject({ language_code: 'fr-FR', Language__c: 'fr-FR' });
		},
	);

	it('takes a call as the Webhook node has received it, and not what is in the headers', async () => {
		const item = {
			headers: { authorization: 'Basic hidden', 'content-type': 'application/json' },
			params: {},
			query: { queue: 'Support' },
			body: { recording_id: 'a', phone: '+1 415 555 0101' },
			webhookUrl: 'https://n8n.example.com/webhook/calls',
			executionMode: 'production',
		};
		const [call] = await prepare([item]);
		expect(call).toMatchObject({
			recording_id: 'a',
			phone_digits: '14155550101',
			queue: 'Support',
		});
		expect(Object.keys(call)).not.toEqual(expect.arrayContaining(['headers']));
		expect(JSON.stringify(call)).not.toContain('hidden');
	});

	it('takes no field of the address of a webhook that its body has, however it is spelled', async () => {
		const body = { recording_id: 'a', audio_url: 'https://a.example/b.mp3' };
		const query = {
			Recording_Id: 'evil',
			'audio-url': 'https://evil.example/c.mp3',
			queue: 'Sales',
		};
		const [call] = await prepare([{ headers: {}, params: {}, query, body }]);
		expect(call).toMatchObject({ recording_id: 'a', audio_url: body.audio_url, queue: 'Sales' });
	});

	it.each<[IDataObject, string]>([
		[{ options: { countryCode: 'UK' } }, "'Country Calling Code' must have one to three digits"],
		[{ options: { timeZone: 'Berlin' } }, "'Time Zone' does not exist"],
		[{ options: { searchIn: [] } }, "'Search In' is empty"],
		[{ options: { searchIn: ['Case'] } }, "'Search In' has an unknown entry: Case"],
		[{ options: { phoneFields: 'Phone' } }, "'More Phone Fields' has an entry that is not a field"],
		[{ defaultLanguage: '' }, "'Default Language Name or ID' is empty"],
	])('names the parameter that cannot be used: %j', async (parameters, message) => {
		const { error } = await prepared([{ recording_id: 'a' }], parameters);
		expect(error?.message).toContain(message);
		expect(error?.message).toContain('[item 0]');
		expect(error?.description).toMatch(/\w/);
	});

	it('names the calls with the day of the run where they have no time', async () => {
		skipPauses();
		const [{ Name }] = await prepare([{ recording_id: 'a' }]);
		expect(Name).toBe('Call 2026-01-01 01:00');
	});

	it('changes only the state of a call that is a record already', async () => {
		const row = {
			attributes: { type: 'Call_Analysis__c' },
			...{
				Id: 'a005g00000AbCdEAAV',
				Name: 'Lee',
				Recording_Id__c: 'demo-1',
				Caller__c: 'lee@example.com',
			},
			...{ Recording_URL__c: 'https://a.example/b.mp3', Contact__c: '0035g00000AbCdEAAV' },
		};
		const [call] = await prepare([row]);
		expect(call).toEqual({
			attributes: row.attributes,
			Id: row.Id,
			record_id: row.Id,
			recording_id: 'demo-1',
			audio_url: row.Recording_URL__c,
			customer_email: 'lee@example.com',
			contact_id: row.Contact__c,
			language_code: 'en-US',
			search: expect.any(String),
			Name: 'Lee',
			Status__c: 'Submitted',
			Claim__c: expect.stringMatching(UUID),
			Failure_Reason__c: null,
		});
	});

	it('knows an agent by their login, which its record keeps', async () => {
		const recording = { audio_url: 'https://a.example/b.mp3' };
		const [call] = await prepare([{ ...recording, agent_name: 'Ada@Example.com' }]);
		expect(call).toMatchObject({
			agent_name: 'Ada@Example.com',
			agent_email: 'ada@example.com',
			Agent_Email__c: 'ada@example.com',
		});
		const [named] = await prepare([
			{ ...recording, agent_name: 'Ada', agent_email: 'bo@a.example' },
		]);
		expect(named).toMatchObject({ agent_name: 'Ada', agent_email: 'bo@a.example' });
	});

	it('hands on no address for the record that was not checked', async () => {
		const signed = 'https://a.example/b.mp3?X-Amz-Signature=c';
		const item = { audio_url: signed, Recording_URL__c: signed, record: { a: 1 } };
		const [call] = await prepare([item]);
		expect(call).not.toHaveProperty('Recording_URL__c');
		expect(call).toMatchObject({ audio_url: signed, record: { a: 1 } });
	});
});

describe('An event of a phone system', () => {
	const webhook = { headers: { host: 'n8n' }, params: {}, query: {}, body: TWILIO_CALLBACK };

	it('is a call as the Webhook node has received it, merged with what a node has added', async () => {
		const items = [{ ...webhook, webhookUrl: 'https://n8n.example.com/a', ...TWILIO_CALL }];
		const [call] = await prepare(items, { source: 'twilio' });
		expect(call).toMatchObject({
			recording_id: `twilio-${TWILIO_RECORDING}`,
			download_url: `${TWILIO_HOST}/Recordings/${TWILIO_RECORDING}.wav?RequestedChannels=2`,
			channels: 2,
			agent_channel: 1,
			direction: 'inbound',
			customer_phone: '+15005550100',
			called_at: '2026-11-24T10:15:20+01:00',
			duration_seconds: 187,
			search: expect.stringContaining('15005550100'),
			Status__c: 'Submitted',
		});
		expect(call).not.toHaveProperty('Recording_URL__c');
	});

	it('is left out where there is nothing to analyze, and the node says why', async () => {
		const statuses = ['in-progress', 'completed', 'in-progress', 'absent'];
		const items = statuses.map((RecordingStatus) => ({ ...TWILIO_CALLBACK, RecordingStatus }));
		const { outputs, hints } = await prepared(items, { source: 'twilio' });
		expect(outputs[0].map(({ pairedItem }) => Object(pairedItem).item)).toEqual([1]);
		expect(hints).toEqual([
			'Left out: 2 still in progress, 1 without a recording. 1 of 1 calls have neither a phone number nor an e-mail address of the customer, so they cannot be linked to anybody.',
		]);
	});

	it('may tell of several calls', async () => {
		const records = [1, 2].map((id) => ({ ...RINGCENTRAL_RECORD, recording: { id: String(id) } }));
		const calls = await prepare([{ records }], { source: 'RingCentral' });
		expect(calls.map(({ recording_id: id }) => id)).toEqual(['ringcentral-1', 'ringcentral-2']);
	});

	it('is read as the options say', async () => {
		const item = { ...TWILIO_CALL, ...TWILIO_CALLBACK };
		const parameters = {
			source: 'twilio',
			options: { agentChannel: 'first', ownNumbers: TWILIO_CALL.from },
		};
		const [call] = await prepare([item], parameters);
		expect(call).toMatchObject({ agent_channel: 0, direction: 'outbound' });
		const short = { source: 'twilio', options: { shortestSeconds: 188 } };
		expect(await prepare([item], short)).toEqual([]);
		const mono = { ...item, RecordingChannels: '1' };
		expect((await prepare([mono], parameters))[0]).not.toHaveProperty('agent_channel');
	});

	it('is a file by its name, also where only the file has one', async () => {
		const file = {
			content: 'RIFFxxxxWAVE',
			fileName: 'out-12025550199-101-20260115-093045-1768465845.123.wav',
			mimeType: 'audio/wav',
		};
		const { outputs } = await prepared([{}], { source: 'fileName' }, { files: [file] });
		expect(outputs[0][0]).toMatchObject({
			json: {
				source: 'freepbx',
				customer_phone: '12025550199',
				called_at: '2026-01-15T09:30:45+01:00',
			},
			binary: { data: { fileName: file.fileName } },
		});
	});

	it('is missed where a list has none', async () => {
		const { outputs, hints } = await prepared([{ records: [] }], { source: 'ringCentral' });
		expect(outputs.flat()).toEqual([]);
		expect(hints).toEqual(['No item has a recording.']);
	});

	it('is left out where Salesforce knows it, and is not to be sent again', async () => {
		const records = [1, 2, 3].map((id) => ({
			...RINGCENTRAL_RECORD,
			recording: { id: String(id) },
		}));
		const rows = [
			{ Recording_Id__c: 'ringcentral-1', Status__c: 'Completed' },
			{ Recording_Id__c: 'ringcentral-2', Status__c: 'New' },
			// What n8n returns for a query without rows.
			{},
		];
		for (const knownCalls of [rows, JSON.stringify(rows), rows.map((json) => ({ json }))]) {
			const parameters = { source: 'ringCentral', options: { knownCalls } };
			const { outputs, hints } = await prepared([{ records }], parameters as IDataObject);
			expect(outputs[0].map(({ json }) => json.recording_id)).toEqual([
				'ringcentral-2',
				'ringcentral-3',
			]);
			expect(hints).toEqual(['Left out: 1 known in Salesforce.']);
		}
		const { error } = await prepared([{ records }], {
			source: 'ringCentral',
			options: { knownCalls: 'all' },
		});
		expect(error?.message).toBe("'Known Calls' must be a list of records [item 0]");
	});

	it('is left for the next run beyond the most calls, in all items together', async () => {
		const items = ['a', 'b', 'c'].map((name) => ({ path: `/${name}.mp3` }));
		const knownCalls = [{ Recording_Id__c: keyOfId('file-a.mp3'), Status__c: 'Completed' }];
		const options = { knownCalls, mostCalls: 1 };
		const { outputs, hints } = await prepared(items, { source: 'fileName', options });
		expect(outputs[0].map(({ json }) => json.path)).toEqual(['/b.mp3']);
		expect(hints[0]).toMatch(/^Left out: 1 known in Salesforce, 1 for the next run\. /);
	});

	it('of another system is refused, with the page of the selected one', async () => {
		const { error } = await prepared([{ a: 1 }], { source: 'aircall' });
		expect(error?.message).toBe("The item is not what Aircall sends: 'data' is missing [item 0]");
		expect(error?.description).toMatch(
			/^Select the phone system .*https:\/\/developer\.aircall\.io/,
		);
	});

	it('that is prepared twice is the same call', async () => {
		const [once] = await prepare([{ ...webhook, ...TWILIO_CALL }], { source: 'twilio' });
		const [twice] = await prepare([once]);
		expect({ ...twice, Claim__c: once.Claim__c, download_url: once.download_url }).toEqual(once);
		// A credential is sent there, so it is never what an item says.
		expect(twice).not.toHaveProperty('download_url');
	});
});

describe('A recording', () => {
	const wav = { content: 'RIFFxxxxWAVE', fileName: 'a.wav', mimeType: 'audio/wav' };

	it('that is a file and nothing else is known by its content, and passes through', async () => {
		const files = [wav, { ...wav, fileName: 'b.wav' }, { ...wav, content: 'RIFFyyyyWAVE' }, wav];
		const { outputs } = await prepared([{}, {}, {}, { recording_id: 'a' }], {}, { files });
		const keys = outputs[0].map(({ json }) => json.recording_id);
		expect(keys[0]).toMatch(/^file-[\da-f]{40}$/);
		expect(keys).toEqual([keys[0], keys[0], expect.not.stringMatching(String(keys[0])), 'a']);
		expect(outputs[0].map(({ binary }) => binary?.data.fileName)).toEqual(
			files.map(({ fileName }) => fileName),
		);
	});

	it('is found in the combined binary mode of n8n, too', async () => {
		const files = [wav];
		const engine = { workflowSettings: { binaryMode: 'combined' } } as const;
		const stored = { mimeType: 'audio/wav', data: Buffer.from('RIFFxxxxWAVE').toString('base64') };
		const { outputs } = await prepared([{ _files: { upload: stored } }], {}, { engine });
		const [plain] = (await prepared([{}], {}, { files })).outputs[0];
		expect(outputs[0][0].json.recording_id).toBe(plain.json.recording_id);
	});

	it.each<IDataObject>([
		{ phone: '+14155550101' },
		{ attributes: { type: 'Call_Analysis__c' }, Recording_URL__c: 'https://a.example/b.mp3' },
	])('that nothing tells about is missed: %j', async (item) => {
		const { error } = await prepared([item]);
		expect(error?.message).toBe('The item has no recording [item 0]');
		expect(error?.description).toMatch(/'audio_url'.*'recording_id'.* one file.*Recording ID/);
	});
});

describe('The token of a claim', () => {
	const tokenOf = (calls: IDataObject[]) => calls.map(({ Claim__c: token }) => token);

	it('is another one for each item and each run', async () => {
		const items = [{ recording_id: 'a' }, { recording_id: 'a' }];
		const tokens = [...tokenOf(await prepare(items)), ...tokenOf(await prepare(items))];
		expect(new Set(tokens).size).toBe(4);
	});

	it('stays when n8n repeats the run', async () => {
		const kept = ({ data: { executionData } }: IRun) =>
			Object(executionData?.contextData['node:Descriptor.AI']).claims.values;
		const { run: first, retry } = startNode(run([{ recording_id: 'a' }, { channels: 9 }]));
		const failed = await first;
		expect(failed.status).toBe('error');
		expect(kept(failed)).toEqual({ '0 a': expect.stringMatching(UUID) });
		expect(kept(await retry(failed))).toEqual(kept(failed));
	});
});

describe('A hint', () => {
	it('says how many calls nobody can be found for', async () => {
		const known = { email: 'lee@example.com', recording_id: 'a' };
		const linked = { contact_id: '0035g00000AbCdEAAV', recording_id: 'b' };
		const { hints } = await prepared([known, linked, { recording_id: 'c', phone: 'anonymous' }]);
		expect(hints).toEqual([
			'1 of 3 calls have neither a phone number nor an e-mail address of the customer, so they cannot be linked to anybody.',
		]);
		expect((await prepared([known, linked])).hints).toEqual([]);
	});
});

describe('Whatever items hold', () => {
	const names = fc.constantFrom(
		...['recording_id', 'call_id', 'url', 'audio_url', 'phone', 'email', 'called_at', 'language'],
		...['channels', 'direction', 'case_id', 'owner', 'attributes', 'Caller__c', 'Recording_Id__c'],
		...['token', '__proto__', 'constructor', 'toString', 'Claim__c', 'search'],
	);
	const items = fc.array(fc.dictionary(names, anything, { maxKeys: 5 }), {
		minLength: 30,
		maxLength: 30,
	});

	it('each is returned once, as a call or with what to correct', async () => {
		await fc.assert(
			fc.asyncProperty(items, async (given) => {
				const { outputs, error } = await prepared(
					given as IDataObject[],
					{},
					{
						settings: { onError: 'continueErrorOutput' },
					},
				);
				expect(error).toBeUndefined();
				const places = outputs.flat().map(({ pairedItem }) => Object(pairedItem).item);
				expect(places.sort((a, b) => a - b)).toEqual(given.map((_, index) => index));
				for (const { json } of outputs[0]) {
					expect(json.recording_id).toMatch(/\S/);
					expect(json.Status__c).toBe('Submitted');
					const { Name = '?', Caller__c = '?', called_at = '?' } = json;
					for (const field of [Name, Caller__c, called_at]) expect(field).toMatch(/\S/);
				}
				for (const { json } of outputs[1]) {
					expect(json.error).toMatch(/^('.+' of the item must be|The item has no recording)/);
				}
			}),
			{ numRuns: 5 },
		);
	});

	it('texts of millions are cut', async () => {
		const long = 'x'.repeat(2_000_000);
		const [call] = await prepare([
			{ recording_id: long, note: long, phone: `1${long}`, agent_name: long, email: `${long}@a.b` },
		]);
		const { note, ...others } = call;
		expect(note).toBe(long);
		expect(JSON.stringify(others).length).toBeLessThan(3000);
	});

	it('ten thousand are prepared', async () => {
		const many = Array.from({ length: 10_000 }, (_, index) => ({
			url: `https://recordings.example.com/${index}.mp3?X-Amz-Signature=${index}`,
			phone: `+1415555${String(index).padStart(4, '0')}`,
			called_at: 1_795_871_100 + index,
		}));
		const calls = await prepare(many);
		expect(new Set(calls.map(({ recording_id: key }) => key)).size).toBe(10_000);
	});

	it('no error repeats a secret of an address', async () => {
		const secrets = [
			{ url: 'https://lee:secret-1@a.example /b?token=secret-2' },
			{ recording_id: 'a', called_at: 'https://a.example/?token=secret-3' },
			{ recording_id: 'a', direction: 'secret-4', owner: 'secret-5' },
		];
		const { outputs } = await prepared(
			secrets,
			{},
			{
				settings: { onError: 'continueErrorOutput' },
			},
		);
		expect(outputs[1]).toHaveLength(3);
		const said = outputs[1].map(({ json: { error, message } }) => [error, message]);
		expect(JSON.stringify(said)).not.toContain('secret-');
	});
});
