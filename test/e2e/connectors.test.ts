import type { IDataObject } from 'n8n-workflow';

import { startPhones, type Phones, type ReceivedJob } from '../../sandbox';
import { WEBHOOK_LOGINS } from '../../scripts/lib/phones';
import { until } from '../../scripts/lib/process';
import { upload } from '../sandbox/uploads';
import { startLoginHost } from '../support/loginHost';
import { baseNode, chain, nodeOf, type Imported } from '../support/variants';
import { wav } from '../support/wav';
import { INSTALLING, RUNNING, Workplace } from '../support/workplace';

const CALLS = 'calls-to-salesforce';
/** Of all calls, as a person sets it in that workflow. */
const LANGUAGE = 'de-DE';
const OPEN = ['new', 'running', 'waiting'];
/** What a vendor posts three times, two of them at the same moment. */
const THRICE = [{ times: 2, together: true }, {}];

const place = new Workplace();
let phones: Phones;
let webhooks: { basic: string; open: string };

const HELEN = {
	name: 'Helen Carter',
	phone: '+14155550101',
	email: 'helen.carter@traders.example',
};
const DANA = { name: 'Dana Miller', email: 'dana.miller@northwind.example' };
const CALLED_AT = new Date('2026-11-27T09:15:20Z');
/** A call that Helen has with Dana, and who does the talking in it. */
const call = (channels: 1 | 2, direction: 'inbound' | 'outbound' = 'inbound') => ({
	scenario: 'support-call',
	channels,
	direction,
	customer: HELEN,
	agent: DANA,
	phone: '+14155550199',
	startedAt: CALLED_AT,
	seconds: 187,
});

const CONNECTORS = [
	'from-twilio',
	'from-aircall',
	'from-amazon-connect',
	'from-zoom-phone',
	'from-your-phone-system',
];

/** Executions that are not over. */
async function running(): Promise<unknown[]> {
	const all = await Promise.all(
		[CALLS, ...CONNECTORS].map(async (id) => await place.executions(id)),
	);
	return all.flat().filter(({ status }) => OPEN.includes(status));
}

/** Waits until n8n has done all that it was told of. */
async function settled(): Promise<void> {
	await until(async () => (await running()).length === 0, { seconds: 120, what: 'All executions' });
}

const recordsOf = (key: string) =>
	place.analyses().filter(({ Recording_Id__c: id }) => String(id).includes(key));
const jobsOf = (key: string): ReceivedJob[] =>
	place.jobs().filter(({ request }) => String(request.call_data?.id).includes(key));

/** The one record of a recording, for which one analysis was paid; both are finished. */
async function recordOf(key: string): Promise<IDataObject> {
	const isDone = () => recordsOf(key).some(({ Status__c: status }) => status !== 'Submitted');
	await until(async () => isDone(), { seconds: 120, what: `The record of ${key}` });
	await settled();
	const [record, ...others] = recordsOf(key);
	expect(others).toEqual([]);
	expect(jobsOf(key)).toHaveLength(1);
	return record as IDataObject;
}

const contact = () =>
	place.sandbox.salesforce.records('Contact').find(({ Email }) => Email === HELEN.email)?.Id;

/** What holds for the record of each of these calls. */
const linked = () => ({
	Status__c: 'Completed',
	Contact__c: contact(),
	Called_At__c: expect.stringMatching(/^2026-11-27T09:15:20/),
});

/** Hosts that n8n has tried to reach and that are no vendor's; n8n asks its own for news. */
const strangers = () => phones.strangers.filter((host) => !host.endsWith('.n8n.io'));

/** Hosts of the vendors that credentials belong to; the last parts of their names. */
const VENDORS =
	/(^|\.)(api\.twilio\.com|api\.aircall\.io|api\.telnyx\.com|dialpad\.com|ringcentral\.com|zoom\.us|eu-central-1\.amazonaws\.com)$/;

/** Hosts that got a credential, and are no vendor's. */
const wrongHosts = () =>
	phones.requests.filter(({ hasCredential, host }) => hasCredential && !VENDORS.test(host));

beforeAll(async () => {
	phones = await startPhones();
	await place.open({ salesforceOrg: 'inUse' }, phones);
	const { url } = place.stage.n8n;
	const { user, password } = WEBHOOK_LOGINS.basic;
	webhooks = {
		basic: `${url.replace('://', `://${user}:${password}@`)}/webhook`,
		open: `${url}/webhook`,
	};
	const path = `/workflows/${place.idOf(CALLS)}`;
	const calls: Imported & { versionId: string } = await place.editor.request('GET', path);
	nodeOf(calls, 'Prepare Call').parameters.defaultLanguage = LANGUAGE;
	const { nodes, versionId } = calls;
	await place.editor.request('PATCH', path, { nodes, versionId });
	for (const id of [CALLS, ...CONNECTORS]) await place.activate(id);
}, INSTALLING);

afterAll(async () => {
	await place.close();
	await phones?.close();
}, RUNNING);

describe('A recording of Twilio', () => {
	const deliver = async (recording: ReturnType<Phones['twilio']['add']>) => {
		for (const times of THRICE) {
			const answers = await recording.deliver(`${webhooks.basic}/twilio-recording`, times);
			expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
		}
	};

	it.each<[string, 1 | 2, 'inbound' | 'outbound', number | null]>([
		['in stereo, of a customer', 2, 'inbound', 1],
		['in stereo, of an agent who dials out', 2, 'outbound', 0],
		['in mono', 1, 'inbound', null],
	])(
		'%s is one linked record, however often it is told of',
		async (_, channels, direction, agentChannel) => {
			const recording = phones.twilio.add(call(channels, direction));
			await deliver(recording);
			const record = await recordOf(recording.id);
			expect(record).toMatchObject(linked());
			const [{ request }] = jobsOf(recording.id);
			expect(request.config.channels ?? 1).toBe(channels);
			const speakers = (request.call_data?.speakers ?? []) as Array<{ id: string; role?: string }>;
			expect(speakers.find(({ role }) => role === 'agent')?.id ?? null).toBe(
				agentChannel === null ? null : String(agentChannel),
			);
			if (agentChannel !== null) expect(record.Agent_Talk_Share__c).toEqual(expect.any(Number));
		},
		RUNNING,
	);

	it(
		'that is not there yet is requested again',
		async () => {
			const recording = phones.twilio.add(call(2));
			recording.notReady = 2;
			await recording.deliver(`${webhooks.basic}/twilio-recording`);
			expect(await recordOf(recording.id)).toMatchObject(linked());
		},
		RUNNING,
	);

	it(
		'is told of by Twilio alone, and by nobody who knows the address',
		async () => {
			const recording = phones.twilio.add(call(2));
			const before = phones.requests.length;
			const [answer] = await recording.deliver(`${webhooks.open}/twilio-recording`);
			expect(answer.status).toBeGreaterThanOrEqual(401);
			expect(phones.requests.length).toBe(before);
		},
		RUNNING,
	);

	it(
		'that an event forges sends the credential nowhere but to Twilio',
		async () => {
			for (const forged of [
				'@attacker.example/',
				'../../../../attacker',
				'AC1/../..//attacker.example',
			]) {
				const recording = phones.twilio.add(call(2));
				Object.assign(recording.event, {
					AccountSid: forged,
					RecordingUrl: 'https://attacker.example/a.wav',
				});
				await recording.deliver(`${webhooks.basic}/twilio-recording`);
			}
			await settled();
			expect(strangers()).toEqual([]);
			expect(wrongHosts()).toEqual([]);
		},
		RUNNING,
	);

	it(
		'that n8n was killed with is mended by the next delivery',
		async () => {
			const recording = phones.twilio.add(call(2));
			recording.notReady = 3;
			await recording.deliver(`${webhooks.basic}/twilio-recording`);
			const isAsked = () => phones.requests.some(({ path }) => path.includes(recording.id));
			await until(async () => isAsked(), { seconds: 60, what: 'The download' });
			await place.stage.n8n.kill();
			expect(jobsOf(recording.id)).toEqual([]);
			await place.stage.n8n.start();
			await place.editor.logIn();
			await recording.deliver(`${webhooks.basic}/twilio-recording`);
			expect(await recordOf(recording.id)).toMatchObject(linked());
		},
		RUNNING,
	);
});

describe('A call of Aircall', () => {
	const post = async (event: object) =>
		await fetch(`${webhooks.open}/aircall-recording`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(event),
		});

	it.each<['inbound' | 'outbound']>([['inbound'], ['outbound']])(
		'(%s) is one linked record, also when the link of the event has expired',
		async (direction) => {
			const recording = phones.aircall.add(call(1, direction));
			const { webhookToken: token } = phones.aircall;
			const data = { ...recording.described(), recording: recording.link() };
			phones.pass(7200);
			await post({ event: 'call.comm_assets_generated', token, data });
			for (const times of THRICE) {
				await recording.deliver(`${webhooks.open}/aircall-recording`, times);
			}
			expect(await recordOf(`aircall-${recording.id}`)).toMatchObject(linked());
		},
		RUNNING,
	);

	it(
		'is asked for until its recording is there',
		async () => {
			const recording = phones.aircall.add(call(1));
			recording.notReady = 1;
			await recording.deliver(`${webhooks.open}/aircall-recording`);
			expect(await recordOf(`aircall-${recording.id}`)).toMatchObject(linked());
		},
		RUNNING,
	);

	it(
		'is not believed without the token, and never sends the credential elsewhere',
		async () => {
			const before = phones.requests.length;
			const recording = 'https://attacker.example/a.mp3';
			await post({ event: 'call.ended', token: 'guessed', data: { id: 1, recording } });
			await post({ event: 'call.ended', data: { id: 1, recording } });
			await settled();
			expect(phones.requests.length).toBe(before);
			const { webhookToken: token } = phones.aircall;
			await post({ event: 'call.ended', token, data: { id: '@attacker.example/', recording } });
			await settled();
			expect(strangers()).toEqual([]);
			expect(wrongHosts()).toEqual([]);
		},
		RUNNING,
	);
});

describe('A recording of Amazon Connect', () => {
	it.each<['inbound' | 'outbound', number]>([
		['inbound', 1],
		['outbound', 1],
	])(
		'(%s) is one linked record, with the agent on the right channel',
		async (direction, agentChannel) => {
			const recording = phones.amazon.add(call(2, direction));
			for (const times of THRICE) await recording.deliver(times);
			expect(await recordOf(recording.id)).toMatchObject(linked());
			const [{ request }] = jobsOf(recording.id);
			expect(request.config.channels).toBe(2);
			expect(request.call_data?.speakers).toContainEqual(
				expect.objectContaining({ id: String(agentChannel), role: 'agent' }),
			);
		},
		RUNNING,
	);
});

describe('A recording of Zoom Phone', () => {
	const url = () => `${webhooks.open}/zoom-phone-recording`;

	it(
		'is one linked record, after Zoom has validated the address',
		async () => {
			expect(await phones.zoom.validates(url())).toBe(true);
			const recording = phones.zoom.add(call(1));
			recording.notReady = 1;
			for (const times of THRICE) await recording.deliver(url(), times);
			expect(await recordOf(recording.id)).toMatchObject(linked());
			const forged = phones.zoom.add(call(1));
			forged.changes.download_url =
				'https://attacker.example/v2/phone/recording/download/EvVNLihbQ1Wp';
			await forged.deliver(url());
			await settled();
			expect(strangers()).toEqual([]);
			expect(wrongHosts()).toEqual([]);
		},
		RUNNING,
	);
});

/** The ID of a recording that was there before the connector. */
const OLD = '1795070920';
const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000);

describe('A schedule', () => {
	it.each<[string, string, string, () => string]>([
		[
			'the call log of RingCentral',
			'8. From RingCentral',
			'Every 15 Minutes',
			() => phones.ringCentral.add({ ...call(1), startedAt: hoursAgo(1) }).id,
		],
		[
			'a folder',
			'10. From a folder (SFTP)',
			'Every 5 Minutes',
			() => {
				const name = 'in-14155550199-14155550101-20261127-091520-1795770920.123.wav';
				phones.sftp.add(`/recordings/2026/${name}`, { ...call(1), startedAt: hoursAgo(1) });
				const old = name.replace('1795770920', OLD);
				phones.sftp.add(`/recordings/2026/${old}`, { ...call(1), startedAt: hoursAgo(24 * 10) });
				return '1795770920';
			},
		],
	])(
		'reads %s, and hands each recording over once',
		async (_, template, trigger, add) => {
			const key = add();
			const name = `${template}, at once`;
			await place.variant(template, name, ({ nodes }) => {
				// The test does not wait for the seconds between two downloads.
				for (const { parameters } of nodes) delete Object(parameters.options).batching;
			});
			await place.succeed(name, trigger);
			expect(await recordOf(key)).toMatchObject({ Status__c: 'Completed', Contact__c: contact() });
			const { data } = await place.succeed(name, trigger);
			expect(data.resultData.lastNodeExecuted).toBe('Prepare Call');
			await recordOf(key);
			expect(recordsOf(OLD)).toEqual([]);
		},
		RUNNING,
	);
});

describe('A Salesforce file', () => {
	const files = 'from-salesforce-files';
	const schedule = 'Every 15 Minutes';
	const links = (version: string) =>
		place.sandbox.salesforce
			.records('ContentDistribution')
			.filter(({ ContentVersionId }) => ContentVersionId === version);
	const add = async (content: Buffer) =>
		await upload(
			place.sandbox,
			{ PathOnClient: 'support-call.wav', FirstPublishLocationId: contact() },
			content,
		);

	it(
		'of a contact is one linked record, and its one link is saved in no record',
		async () => {
			const version = await add(wav(11));
			await place.succeed(files, schedule);
			expect(recordsOf(version)).toEqual([]);
			const [link] = links(version);

			await place.succeed(files, schedule);
			expect(await recordOf(version)).toMatchObject({
				Recording_Id__c: `salesforce-${version}`,
				Status__c: 'Completed',
				Contact__c: contact(),
				Recording_URL__c: null,
			});
			const [{ audio, request, scenario }] = jobsOf(version);
			expect(request.audio.uri).toBe(link.ContentDownloadUrl);
			expect({ ...audio, scenario }).toMatchObject({
				status: 200,
				bytes: wav(11).length,
				error: null,
				scenario: 'support-call',
			});

			const { data } = await place.succeed(files, schedule);
			expect(data.resultData.runData).not.toHaveProperty('Calls to Salesforce');
			expect(data.resultData.runData).not.toHaveProperty('Create Link');
			await recordOf(version);
			expect(links(version)).toEqual([link]);
			for (const object of ['Call_Analysis__c', 'Task']) {
				const saved = JSON.stringify(place.sandbox.salesforce.records(object));
				expect(saved).not.toContain('/sfc/');
			}
		},
		RUNNING,
	);

	it(
		'that can have no link yet stops the run, but no other file, and is not lost',
		async () => {
			const { salesforce } = place.sandbox;
			const refused = await add(wav(12));
			const other = await add(wav(13));
			const message = 'Deliveries of this file are not approved';
			const refuses = ({ ContentVersionId: id }: IDataObject) => id === refused;
			salesforce.addValidationRule('ContentDistribution', { message, refuses });
			for (const recordsOfOther of [0, 1]) {
				const { status, text } = await place.run(files, schedule);
				expect(status).toBe('error');
				expect(text).toContain(message);
				await settled();
				expect([links(refused), links(other)]).toEqual([[], [expect.anything()]]);
				expect(recordsOf(other)).toHaveLength(recordsOfOther);
			}
			salesforce.clearValidationRules();
			await place.succeed(files, schedule);
			await place.succeed(files, schedule);
			expect(await recordOf(refused)).toMatchObject({ Status__c: 'Completed' });
			expect(await recordOf(other)).toMatchObject({ Status__c: 'Completed' });
		},
		RUNNING,
	);
});

describe('Your own phone system', () => {
	const url = () => `${webhooks.open}/phone-system-recording`;
	const { name, value } = WEBHOOK_LOGINS.header;

	it(
		'sends a form with a file, or an address',
		async () => {
			const form = new FormData();
			form.set('recording_id', 'own-file');
			form.set('customer_phone', HELEN.phone);
			form.set('called_at', CALLED_AT.toISOString());
			form.set('recording', new Blob([wav(1)]), 'support-call.wav');
			const send = async (body: FormData | string, headers: Record<string, string> = {}) => {
				const answer = await fetch(url(), {
					method: 'POST',
					headers: { [name]: value, ...headers },
					body,
				});
				expect(answer.status).toBe(200);
			};
			await send(form);
			await send(
				JSON.stringify({
					recording_id: 'own-address',
					customer_email: HELEN.email,
					called_at: CALLED_AT.toISOString(),
					audio_url: 'https://recordings.example.com/support-call.mp3',
				}),
				{ 'content-type': 'application/json' },
			);
			expect(await recordOf('own-file')).toMatchObject(linked());
			expect(await recordOf('own-address')).toMatchObject(linked());
		},
		RUNNING,
	);

	it.each<['telnyx' | 'dialpad']>([['telnyx'], ['dialpad']])(
		'may be that of %s, whose events Prepare Call reads',
		async (source) => {
			const path = `${source}-recording`;
			await place.variant('12. From your phone system', path, ({ nodes }) => {
				for (const node of nodes) {
					if (node.name === 'Recording Is Ready')
						Object.assign(node.parameters, { path, authentication: 'none' });
					if (node.name === 'Prepare Call') node.parameters.source = source;
					if (node.name === 'Get Recording') node.disabled = source !== 'dialpad';
				}
			});
			await place.activate(path);
			const recording = phones[source].add(call(1));
			for (const times of THRICE) await recording.deliver(`${webhooks.open}/${path}`, times);
			const isDone = () =>
				place.analyses().some(({ Recording_Id__c: id }) => String(id).startsWith(source));
			await until(async () => isDone(), { seconds: 60, what: 'The record' });
			expect(await recordOf(source)).toMatchObject({ Status__c: 'Completed' });
			expect(wrongHosts()).toEqual([]);
		},
		RUNNING,
	);

	it(
		'may have links that need a login, where the workflow is changed as its page says',
		async () => {
			const host = await startLoginHost(WEBHOOK_LOGINS.basic, '/own-login.wav', wav(1));
			try {
				await place.variant('12. From your phone system', 'own-login', (workflow) => {
					const named = (node: string) => nodeOf(workflow, node);
					const [event, get, hand] = [
						named('Recording Is Ready'),
						named('Get Recording'),
						named('Calls to Salesforce'),
					];
					event.parameters.path = 'own-login';
					get.disabled = false;
					get.parameters.url = `=${host.url}/{{ $json.body.callId }}.wav`;
					get.parameters.genericAuthType = 'httpBasicAuth';
					get.credentials = { httpBasicAuth: { id: 'webhookBasic1', name: 'Phone system' } };
					const field = (own: string, told: string) => ({
						id: own,
						name: own,
						type: 'string',
						value: `={{ $('Recording Is Ready').item.json.body.${told} }}`,
					});
					const fields = baseNode('Edit Fields', 'set', 3.4, {
						includeOtherFields: true,
						assignments: {
							assignments: [
								field('recording_id', 'callId'),
								field('customer_phone', 'from'),
								field('called_at', 'startedAt'),
							],
						},
						options: {},
					});
					chain(workflow, [event, get, fields, hand]);
				});
				await place.activate('own-login');
				const answer = await fetch(`${webhooks.open}/own-login`, {
					method: 'POST',
					headers: { [name]: value, 'content-type': 'application/json' },
					body: JSON.stringify({
						callId: 'own-login',
						from: HELEN.phone,
						startedAt: CALLED_AT.toISOString(),
						recordingLink: `${host.url}/own-login.wav`,
					}),
				});
				expect(answer.status).toBe(200);
				expect(await recordOf('own-login')).toMatchObject(linked());
				expect(jobsOf('own-login')[0].audio).toMatchObject({ bytes: wav(1).length });
			} finally {
				host.close();
			}
		},
		RUNNING,
	);

	it('is not believed without its header', async () => {
		const answer = await fetch(url(), { method: 'POST', body: '{}' });
		expect(answer.status).toBeGreaterThanOrEqual(401);
	});
});

describe('Every connector', () => {
	it('leaves the language of its calls to Calls to Salesforce', () => {
		const languages = new Set(place.jobs().map(({ request }) => request.config.language_code));
		expect([...languages]).toEqual([LANGUAGE]);
	});
});
