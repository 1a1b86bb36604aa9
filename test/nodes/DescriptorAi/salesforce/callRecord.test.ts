import fc from 'fast-check';

import { callOf } from '../../../../nodes/DescriptorAi/call/call';
import { InvalidParameter } from '../../../../nodes/DescriptorAi/form/parameter';
import { detailsOf } from '../../../../nodes/DescriptorAi/output/resultShape';
import { simplify } from '../../../../nodes/DescriptorAi/output/simplify';
import type { Settings, Sources } from '../../../../nodes/DescriptorAi/salesforce/builtItem';
import { callRecord } from '../../../../nodes/DescriptorAi/salesforce/callRecord';
import {
	customerSearch,
	searchByField,
} from '../../../../nodes/DescriptorAi/salesforce/customerSearch';
import { anything, results } from '../../../support/arbitraries';
import { refused } from '../../../support/callAnalysisFields';
import { fullResult, hostileResult } from '../../../support/results';

const id = (prefix: string, number = 1) => `${prefix}${String(number).padStart(12, '0')}AAA`;
const [CONTACT, LEAD, ACCOUNT, OWNER, USER, RECORD] = [
	id('003'),
	id('00Q'),
	id('001'),
	id('005'),
	id('005', 2),
	id('a00'),
];
const NOW = Date.parse('2026-03-28T23:30:00Z');
const UUID = expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
const keyOf = (part: string) => `descriptor.ai/job-1/${part}`;
const URL = 'https://d.test/result/job-1';

const CALL = {
	recording_id: 'CALL-7',
	customer_phone: '+1 (415) 555-0101',
	phone_digits: '14155550101',
	called_at: '2026-03-09T14:05:00Z',
};
const HELEN = {
	Id: CONTACT,
	Name: 'Helen Smith',
	Phone: '(415) 555-0101',
	AccountId: ACCOUNT,
	OwnerId: OWNER,
};
const found = { searchRecords: [HELEN] };
const RAW = { job_id: 'job-1', ...fullResult };
/** As it comes back with what Submit has sent along. */
const sentAlong = (link: object = { contact_id: CONTACT, account_id: ACCOUNT }) => ({
	...RAW,
	call_data: { ...fullResult.call_data, record_id: RECORD, link },
});

const SETTINGS: Settings = {
	followUps: 'off',
	linkOrder: 'contactFirst',
	ifSeveral: 'sharedAccount',
	owner: 'call',
	linkOpportunity: true,
	claims: false,
	lowCsatBelow: 3,
	dueInDays: 2,
	mostFollowUps: 20,
	timeZone: 'Europe/Berlin',
	now: NOW,
	execution: 'execution-1',
};
const tried = (sources: object, settings: Partial<Settings> = {}) =>
	callRecord(sources as Sources, { ...SETTINGS, ...settings });

/** What is built, as the next node gets it. */
function built(sources: object, settings: Partial<Settings> = {}) {
	const output = tried(sources, settings);
	if (!output) throw new Error('It was left out');
	return JSON.parse(JSON.stringify(output));
}

/** The fields of the record in an output. */
const recordOf = (output: object) =>
	Object.fromEntries(Object.entries(output).filter(([name]) => /^[A-Z]/.test(name)));

describe('A call that is not analyzed yet', () => {
	const CALLED = 'Call with Helen Smith 2026-03-09 15:05';
	it('is linked to whom the search has found', () => {
		expect(built({ call: CALL, found })).toEqual({
			recording_id: 'CALL-7',
			match: 'unique',
			linked_to: CONTACT,
			link: { contact_id: CONTACT, account_id: ACCOUNT, match: 'unique' },
			customer_name: 'Helen Smith',
			low_csat: false,
			status: 'Submitted',
			follow_ups: [],
			Name: 'Call with Helen Smith 2026-03-09 15:05',
			Match__c: 'Unique',
			Contact__c: CONTACT,
			Account__c: ACCOUNT,
			Link_Notes__c: null,
			Failure_Reason__c: null,
			look_up: expect.objectContaining({ path: 'composite' }),
		});
	});

	it.each([
		['nobody', [], 'None', null],
		[
			'several',
			[HELEN, { ...HELEN, Id: id('003', 2), AccountId: null }],
			'Several',
			'2 records match.',
		],
	])('is named by the number where the search has found %s', (_, rows, Match__c, note) => {
		const output = built({ call: CALL, found: rows });
		const match = Match__c.toLowerCase();
		expect(output.link).toEqual(note === null ? { match } : { match, notes: [note] });
		expect(output).not.toHaveProperty('linked_to');
		expect(recordOf(output)).toEqual({
			Name: 'Call with +1 (415) 555-0101 2026-03-09 15:05',
			Match__c,
			Link_Notes__c: note,
			Failure_Reason__c: null,
		});
	});

	it('has no match where nobody has searched', () => {
		expect(built({ call: { recording_id: 'r' } })).toEqual({
			recording_id: 'r',
			link: {},
			low_csat: false,
			status: 'Submitted',
			follow_ups: [],
			Name: 'Call 2026-03-29 00:30',
			Failure_Reason__c: null,
		});
	});

	it('says so where the search has failed', () => {
		const output = built({ call: CALL, found: { error: { message: 'Forbidden' } } });
		expect(output.match).toBeUndefined();
		expect(recordOf(output)).toMatchObject({
			Link_Notes__c: 'The customer could not be searched for.',
			Failure_Reason__c: null,
		});
	});

	it('keeps the link that somebody has set, and the name', () => {
		const row = { Id: RECORD, Name: 'My call', Recording_Id__c: null };
		const call = { ...CALL, ...row, lead_id: LEAD, contact_id: '' };
		expect(built({ call, found })).toMatchObject({
			record_id: RECORD,
			match: 'by_hand',
			linked_to: LEAD,
			link: { lead_id: LEAD },
		});
		expect(recordOf(built({ call, found }))).toEqual({
			Match__c: 'By Hand',
			Lead__c: LEAD,
			Link_Notes__c: null,
			Failure_Reason__c: null,
		});
		const ofContact = { ...call, contact_id: CONTACT, lead_id: null };
		expect(recordOf(built({ call: ofContact, found }))).toEqual({
			Match__c: 'By Hand',
			Contact__c: CONTACT,
			Account__c: ACCOUNT,
			Link_Notes__c: null,
			Failure_Reason__c: null,
		});
	});

	it.each<[string, object, object]>([
		['a record', { record_id: RECORD, Name: 'My call' }, {}],
		['an item that Prepare Call has named', { Name: 'Call with 0101' }, { Name: CALLED }],
		['a record whose name is its ID', { record_id: RECORD, Name: RECORD }, { Name: CALLED }],
	])('that is %s keeps only a name that somebody chose', (_, named, expected) => {
		const { Name } = built({ call: { ...CALL, ...named }, found });
		expect({ Name }).toEqual({ Name: undefined, ...expected });
	});

	it('has a name that fits, with its time', () => {
		const { Name } = built({ call: CALL, found: { ...HELEN, Name: `${'Ab'.repeat(60)}` } });
		expect(Name).toMatch(/^Call with (Ab)+A?… 2026-03-09 15:05$/);
		expect(Name).toHaveLength(80);
	});

	it('that was submitted has its job', () => {
		const analysis = { result_id: 'job-1', status: 'pending', call_data: { id: 'CALL-7' } };
		expect(built({ analysis })).toMatchObject({
			recording_id: 'CALL-7',
			status: 'Submitted',
			Job_Id__c: 'job-1',
		});
	});
});

describe('A call whose agent was looked up', () => {
	const AGENT_CALL = { ...CALL, agent_email: 'dana@acme.example', direction: 'inbound' };
	const DEAL = id('006');
	const part = (referenceId: string, records: object[]) => ({
		referenceId,
		httpStatusCode: 200,
		body: { records },
	});
	const lookedUp = {
		compositeResponse: [
			part('agent', [{ Id: USER, Email: 'dana@acme.example' }]),
			part('opportunities', [{ Id: DEAL }]),
			part('statuses', [{ ApiName: 'Erledigt', IsClosed: true, IsDefault: false }]),
		],
	};
	const matched = built({ call: AGENT_CALL, found });
	const linked = built({ call: AGENT_CALL, found: matched, lookedUp });
	const LINK = {
		contact_id: CONTACT,
		account_id: ACCOUNT,
		owner_id: USER,
		agent_id: USER,
		opportunity_id: DEAL,
		direction: 'Inbound',
		tasks: { completed: 'Erledigt' },
	};

	it('belongs to the agent, as do its tasks', () => {
		expect(linked).not.toHaveProperty('look_up');
		expect(linked).toMatchObject({ match: 'unique', link: LINK, customer_name: 'Helen Smith' });
		expect(recordOf(linked)).toEqual({
			Name: 'Call with Helen Smith 2026-03-09 15:05',
			Match__c: 'Unique',
			Contact__c: CONTACT,
			Account__c: ACCOUNT,
			Agent__c: USER,
			OwnerId: USER,
			Opportunity__c: DEAL,
			Link_Notes__c: null,
			Failure_Reason__c: null,
		});
		const analysis = sentAlong(linked.link);
		const output = built({ analysis }, { followUps: 'unsolvedProblems' });
		expect(output.follow_ups).toMatchObject([
			{ owner_id: USER, status: 'Erledigt', call_type: 'Inbound', priority: 'Normal' },
			{ owner_id: USER, status: 'Not Started', priority: 'High' },
		]);
		expect(output).not.toHaveProperty('OwnerId');
		expect(output).not.toHaveProperty('Agent__c');
	});

	it('goes to the agent rather than to the owner of the contact', () => {
		const settings = { owner: 'record' } as const;
		const first = built({ call: AGENT_CALL, found }, settings);
		expect(first.link.owner_id).toBe(OWNER);
		const sources = { call: AGENT_CALL, found: first, lookedUp };
		expect(built(sources, settings).link.owner_id).toBe(USER);
		const nobody = { ...sources, lookedUp: { compositeResponse: [part('agent', [])] } };
		const output = built(nobody, settings);
		expect(output.link).toMatchObject({ owner_id: OWNER });
		expect(output.Link_Notes__c).toBe("No active user has the agent's e-mail address.");
		expect(output).not.toHaveProperty('OwnerId');
	});

	it.each([
		[
			'keeps its owner where somebody has chosen one',
			{ CreatedById: OWNER, owner_id: USER },
			false,
		],
		['keeps its owner where nobody has looked who has created it', {}, false],
		['goes to the agent where it belongs to whoever has created it', { CreatedById: OWNER }, true],
	])('as a record that exists %s', (_, more, isGiven) => {
		const call = { ...AGENT_CALL, record_id: RECORD, ...more };
		const output = built({ call, found: matched, lookedUp });
		expect(output.OwnerId).toBe(isGiven ? USER : undefined);
	});

	it('is searched for anew if a search has linked its record, and not if a person has', () => {
		const row = { ...AGENT_CALL, record_id: RECORD, contact_id: id('003', 9) };
		const matchOf = (Match__c: unknown) => built({ call: { ...row, Match__c }, found }).match;
		expect(['Unique', 'Several', 'By Hand', null].map(matchOf)).toEqual([
			'unique',
			'unique',
			'by_hand',
			'by_hand',
		]);
	});

	it('keeps the owner of a record that exists, and an opportunity that was given', () => {
		const call = { ...AGENT_CALL, record_id: RECORD, opportunity_id: id('006', 2) };
		const output = built({ call, found: matched, lookedUp });
		expect(output).not.toHaveProperty('OwnerId');
		expect(output).toMatchObject({ Agent__c: USER, Opportunity__c: id('006', 2) });
	});

	it('goes on where nothing could be looked up', () => {
		const failed = { error: { message: 'x', httpCode: '403' } };
		const output = built({ call: AGENT_CALL, found: matched, lookedUp: failed });
		expect(output).toMatchObject({
			Contact__c: CONTACT,
			Link_Notes__c: 'Agent and opportunity could not be looked up.',
		});
	});

	it('is searched for by field where a field is hidden, and says which', () => {
		const search = customerSearch({ digits: CALL.phone_digits }, ['Contact', 'Lead'], []);
		const call = { ...AGENT_CALL, search };
		const refusal = '400 - [{"errorCode":"INVALID_FIELD","message":"Keine solche Spalte"}]';
		const unseen = built({ call, found: { error: { message: refusal } } });
		expect(unseen).toMatchObject({
			Link_Notes__c: 'The customer could not be searched for (INVALID_FIELD).',
			look_up: { path: 'composite/batch' },
		});
		expect(unseen).not.toHaveProperty('match');
		const isHidden = (path: string) => /MobilePhone|Lead/.test(path);
		const results = [
			...searchByField(search).map((path) =>
				isHidden(path)
					? { statusCode: 400, result: [{ errorCode: 'INVALID_FIELD' }] }
					: {
							statusCode: 200,
							result: { searchRecords: path.includes('%20Phone') ? [HELEN] : [] },
						},
			),
			{ statusCode: 200, result: { records: [{ Id: USER, Email: 'dana@acme.example' }] } },
			...[
				{ statusCode: 200, result: {} },
				{ statusCode: 200, result: {} },
			],
		];
		expect(built({ call, found: unseen, lookedUp: { results } })).toMatchObject({
			match: 'unique',
			Contact__c: CONTACT,
			Agent__c: USER,
			Link_Notes__c:
				'Hidden from the Salesforce user: Contact.MobilePhone, Lead. Assign the permission set Call Analysis Integration. No opportunity was looked up.',
		});
	});

	it('is chosen by field as the first step would have chosen', () => {
		const search = customerSearch({ digits: CALL.phone_digits }, ['Contact', 'Account'], []);
		const call = { ...CALL, search };
		const first = { linkOrder: 'accountsOnly', ifSeveral: 'nobody' } as const;
		const unseen = built({ call, found: { error: { message: 'timeout' } } }, first);
		const answers = searchByField(search).map(() => ({
			statusCode: 200,
			result: { searchRecords: [HELEN] },
		}));
		const results = [...answers, ...[1, 2].map(() => ({ statusCode: 200, result: {} }))];
		expect(built({ call, found: unseen, lookedUp: { results } }).link).toMatchObject({
			account_id: ACCOUNT,
		});
		expect(built({ call, found: unseen, lookedUp: { results } })).not.toHaveProperty('Contact__c');
		// One of them may have been the customer's.
		results[0] = { statusCode: 400, result: [{ errorCode: 'QUERY_TIMEOUT' }] } as never;
		const output = built({ call, found: unseen, lookedUp: { results } });
		expect(output).not.toHaveProperty('match');
		expect(output.Link_Notes__c).toContain('could not be searched for (QUERY_TIMEOUT)');
	});

	it('is not linked where the searches by field fail as well', () => {
		const call = { ...AGENT_CALL, search: customerSearch({ digits: '14155550101' }, ['Lead'], []) };
		const unseen = built({ call, found: { error: { message: 'timeout' } } });
		const down = { statusCode: 503, result: [{ errorCode: 'SERVER_UNAVAILABLE' }] };
		const output = built({ call, found: unseen, lookedUp: { results: Array(5).fill(down) } });
		expect(output).not.toHaveProperty('match');
		expect(output.Link_Notes__c).toBe(
			'The customer could not be searched for (SERVER_UNAVAILABLE). The agent could not be looked up (SERVER_UNAVAILABLE).',
		);
	});

	it('is not the agent’s where Salesforce refuses them as its owner', () => {
		const submitted = {
			result_id: 'job-1',
			status: 'pending',
			call_data: { id: 'CALL-7', link: linked.link },
		};
		const noted = (errorCode: string) =>
			recordOf(
				built({
					analysis: { ...submitted, error: 'No', errorCode, description: 'No', httpCode: '400' },
				}),
			);
		expect(noted('TRANSFER_REQUIRES_READ')).toEqual({
			Job_Id__c: 'job-1',
			Match__c: 'Unique',
			Contact__c: CONTACT,
			Account__c: ACCOUNT,
			Agent__c: USER,
			Opportunity__c: DEAL,
			Link_Notes__c:
				'The agent cannot own the record: assign the permission set Call Analysis Viewer to them.',
			Failure_Reason__c:
				'Salesforce answered TRANSFER_REQUIRES_READ: No. The analysis goes on all the same.',
		});
		expect(noted('UNABLE_TO_LOCK_ROW')).toMatchObject({ Agent__c: USER, Link_Notes__c: null });
		expect(noted('UNABLE_TO_LOCK_ROW')).not.toHaveProperty('OwnerId');
	});
});

describe('The owner', () => {
	const call = { ...CALL, owner_id: USER };
	it.each([
		['of the call wins', { call, found }, 'record', USER],
		['is that of the contact', { call: CALL, found }, 'record', OWNER],
		['is nobody unless it is wanted', { call: CALL, found }, 'call', undefined],
		['that was sent along stays', { analysis: sentAlong({ owner_id: USER }) }, 'call', USER],
	] as const)('%s', (_, sources, owner, expected) => {
		const { link, follow_ups: tasks } = built(sources, { owner, followUps: 'completedCall' });
		expect(link.owner_id).toBe(expected);
		if ('analysis' in sources) expect(tasks[0].owner_id).toBe(expected);
	});
});

describe('A finished analysis', () => {
	const callOfResult = callOf(RAW);
	const simplified = {
		...simplify(callOfResult, 'job-1', URL),
		...detailsOf(callOfResult),
	};

	it('is the record of the call that it was submitted for', () => {
		const output = built({ analysis: sentAlong({ contact_id: CONTACT, due_date: '2026-05-01' }) });
		expect(output).toEqual({
			recording_id: 'CALL-7',
			record_id: RECORD,
			linked_to: CONTACT,
			link: { contact_id: CONTACT, due_date: '2026-05-01' },
			low_csat: false,
			status: 'Completed',
			follow_ups: [],
			Status__c: 'Completed',
			Claim__c: UUID,
			Job_Id__c: 'job-1',
			Language__c: 'en-US',
			Summary_c__c: 'She called.\nIt was repaired.',
			Agent_Actions_c__c: 'Repaired it',
			CSAT__c: 4.26,
			CSAT_Reason__c: 'Quick help',
			Low_CSAT__c: false,
			Customer_Emotion__c: 'angry',
			Topics__c: 'Repairs',
			Duration_Seconds__c: 10,
			Agent_Talk_Share__c: 57.1,
			Unsolved_Problems__c: 1,
			Failed_Stages__c: null,
			Follow_Ups__c: 'Solve: Late',
			Analyzed_At__c: '2026-03-28T23:30:00.000Z',
			Failure_Reason__c: null,
			topic_records: [{ Key__c: expect.stringMatching(/^[0-9a-f]{64}$/), Name: 'Repairs' }],
		});
	});

	it('has another token each time', () => {
		const tokens = [1, 2].map(() => built({ analysis: RAW }).Claim__c);
		expect(tokens[0]).not.toBe(tokens[1]);
	});

	it('of a job that was submitted elsewhere has a record by its job', () => {
		const elsewhere = { ...RAW, call_data: undefined };
		expect(built({ analysis: elsewhere }).recording_id).toBe('job-job-1');
		const nameless = { summary: 'She called.' };
		expect(built({ analysis: nameless })).not.toHaveProperty('recording_id');
	});

	it('is linked in the same step, simplified too', () => {
		const output = built({ analysis: simplified, call: CALL, found });
		expect(output).toMatchObject({
			recording_id: 'CALL-7',
			match: 'unique',
			Name: 'Call with Helen Smith 2026-03-09 15:05',
			Contact__c: CONTACT,
			Result_Link__c: URL,
			Status__c: 'Completed',
		});
	});

	it('is low below the bound', () => {
		expect(built({ analysis: RAW }, { lowCsatBelow: 4.3 }).low_csat).toBe(true);
	});

	const DONE = 'She called.\nIt was repaired.\n\nDone by the agent:\n- Repaired it';
	const COMMON = {
		description: DONE,
		record_id: RECORD,
		who_id: CONTACT,
		recording_id: 'CALL-7',
	};
	const TASKS = [
		{
			key: keyOf('call'),
			subject: 'Call analyzed: She called.',
			status: 'Completed',
			subtype: 'Call',
			priority: 'Normal',
			due_date: '2026-03-09',
			duration_seconds: 10,
			...COMMON,
		},
		{
			key: keyOf('problem/1'),
			subject: 'Solve: Late',
			status: 'Not Started',
			subtype: 'Task',
			priority: 'High',
			// Two days after the day on which it is half past midnight in Berlin, where a night is shorter.
			due_date: '2026-03-31',
			...COMMON,
		},
		{
			key: keyOf('action/1'),
			subject: 'Follow up: Repaired it',
			status: 'Not Started',
			subtype: 'Task',
			priority: 'Normal',
			due_date: '2026-03-31',
			...COMMON,
		},
	];

	it.each([
		['completedCall', 1, 'Solve: Late'],
		['unsolvedProblems', 2, 'Solve: Late'],
		['agentActions', 3, 'Solve: Late\nFollow up: Repaired it'],
	] as const)('has the follow-ups %s', (followUps, count, lines) => {
		const output = built({ analysis: sentAlong() }, { followUps });
		expect(output.follow_ups).toEqual(TASKS.slice(0, count));
		expect(output.Follow_Ups__c).toBe(lines);
	});

	it('has no more follow-ups than wanted', () => {
		const settings = { followUps: 'agentActions', mostFollowUps: 2 } as const;
		expect(built({ analysis: sentAlong() }, settings).follow_ups).toEqual(TASKS.slice(0, 2));
	});

	it('has follow-ups that are due when the call says so', () => {
		const analysis = sentAlong({ due_date: '2026-05-01T10:00:00Z' });
		const { follow_ups: tasks } = built({ analysis }, { followUps: 'unsolvedProblems' });
		expect(tasks.map(({ due_date: due }: { due_date: string }) => due)).toEqual([
			'2026-03-09',
			'2026-05-01',
		]);
	});

	it('has tasks of a lead that are not related to a record', () => {
		const analysis = sentAlong({ lead_id: LEAD });
		const [task] = built({ analysis }, { followUps: 'completedCall' }).follow_ups;
		expect(task).toMatchObject({ who_id: LEAD });
		expect(task).not.toHaveProperty('record_id');
	});

	it('has tasks that fit', () => {
		const long = 'Word 😀 '.repeat(20_000);
		const analysis = { job_id: 'a', summary: long, unsolved_problems: [long], csat: null };
		const output = built({ analysis }, { followUps: 'unsolvedProblems' });
		for (const { subject, description } of output.follow_ups) {
			expect(subject.length).toBeLessThanOrEqual(255);
			expect(Buffer.byteLength(description)).toBeLessThanOrEqual(32_000);
		}
		expect(output.Follow_Ups__c).toMatch(/^Solve: Word .*…$/u);
	});
});

const SEND_AGAIN =
	'Set Status to New to send the recording again; without a Recording URL, have it delivered again, too.';

describe('A failed analysis', () => {
	it('is a failed record that can be sent again', () => {
		const analysis = {
			status: 'failed',
			reason: 'The recording could not be analyzed',
			next_step: 'Check it.',
			job_id: 'job-1',
			call_data: { id: 'CALL-7' },
		};
		expect(built({ analysis })).toEqual({
			recording_id: 'CALL-7',
			link: {},
			low_csat: false,
			status: 'Failed',
			follow_ups: [],
			Status__c: 'Failed',
			Job_Id__c: null,
			Failure_Reason__c: `The recording could not be analyzed. Check it. Its job was job-1. ${SEND_AGAIN}`,
		});
	});

	it('that does not say its call is left out: its record has the job, so the sweep finds it', () => {
		const analysis = { status: 'failed', reason: 'It could not be analyzed', job_id: 'job-1' };
		expect(tried({ analysis })).toBeNull();
		expect(built({ analysis, call: CALL })).toMatchObject({
			recording_id: 'CALL-7',
			Status__c: 'Failed',
		});
	});
});

describe('An item that has failed', () => {
	const refusal = (errorCode: string, description = 'No') => ({
		error: 'Bad request',
		errorCode,
		description,
		httpCode: '400',
		fields: null,
	});
	const claimed = refusal(
		'FIELD_CUSTOM_VALIDATION_EXCEPTION',
		'ALREADY_CLAIMED: another run of the workflow handles this call.',
	);
	const failed = (item: object, call?: object) => built({ analysis: item, call });

	it('as a call is a failed record', () => {
		const item = { ...CALL, Claim__c: 'token', error: 'Not sent', message: 'Why' };
		expect(failed(item)).toEqual({
			recording_id: 'CALL-7',
			link: {},
			low_csat: false,
			status: 'Failed',
			follow_ups: [],
			noted_in: 'execution-1',
			Name: 'Call with CALL-7 2026-03-29 00:30',
			Status__c: 'Failed',
			Claim__c: 'token',
			Job_Id__c: null,
			Failure_Reason__c: `Not sent. Why. ${SEND_AGAIN}`,
		});
	});

	it('on its way to the claim is a record by which a person recognizes the call', () => {
		const claim = {
			Name: 'Call with +1 415 555 0101 2026-03-09 15:05',
			Recording_URL__c: 'https://recordings.example.com/a.mp3',
			Caller__c: '+1 415 555 0101',
		};
		const item = { ...CALL, ...claim, Claim__c: 'token', ...refusal('INVALID_FIELD') };
		expect(failed(item)).toMatchObject({ ...claim, Status__c: 'Failed', Claim__c: 'token' });
	});

	it('while Salesforce takes no record is sent by the next run, if its address is known', () => {
		const address = { Recording_URL__c: 'https://recordings.example.com/a.mp3' };
		const item = { ...CALL, ...refusal('UNABLE_TO_LOCK_ROW'), Claim__c: 'token' };
		expect(failed({ ...item, ...address })).toMatchObject({
			status: 'New',
			Status__c: 'New',
			Claim__c: 'token',
			...address,
			Failure_Reason__c:
				'Salesforce answered UNABLE_TO_LOCK_ROW: No. The next run sends the recording.',
		});
		expect(failed(item).status).toBe('Failed');
	});

	it('and that no node has worked on claims its record with a name of its own', () => {
		const refused = { recording_id: 'CALL-7', error: "'channels' of the item must be a number" };
		expect(failed(refused)).toMatchObject({
			Status__c: 'Failed',
			Claim__c: UUID,
			Name: 'Call with CALL-7 2026-03-29 00:30',
		});
	});

	it('at the submit is linked all the same, and noted without its links if Salesforce refuses these', () => {
		const linked = built({ call: CALL, found });
		const note = failed({ ...linked, error: 'Not sent', message: 'Why' });
		expect(note).toMatchObject({
			status: 'Failed',
			Contact__c: CONTACT,
			Account__c: ACCOUNT,
			Match__c: 'Unique',
		});
		expect(note).not.toHaveProperty('OwnerId');
		const again = failed({ ...note, ...refusal('INVALID_CROSS_REFERENCE_KEY') });
		expect(again).toMatchObject({ status: 'Failed', Status__c: 'Failed' });
		expect(again.Failure_Reason__c).toBe(note.Failure_Reason__c);
		expect(again).not.toHaveProperty('Contact__c');
		expect(() =>
			tried({ analysis: { ...again, ...refusal('INVALID_CROSS_REFERENCE_KEY') } }),
		).toThrow('Salesforce could not be told');
	});

	it('as a note is noted once more when the execution is retried, with its links, unless no run has claimed it', () => {
		const retried = { execution: 'execution-2' };
		const linked = built({ call: CALL, found });
		const claim = { Claim__c: 'token', Recording_URL__c: 'https://recordings.example.com/a.mp3' };
		const note = failed({ ...linked, ...claim, ...refusal('REQUEST_LIMIT_EXCEEDED') });
		const refused = { ...note, ...refusal('REQUEST_LIMIT_EXCEEDED') };
		const again = built({ analysis: refused }, retried);
		expect(again).toEqual({ ...note, noted_in: 'execution-2' });
		// In the same execution it is not noted for ever.
		const { Contact__c: contact, ...others } = built(
			{ analysis: { ...again, ...refused, noted_in: 'execution-2' } },
			retried,
		);
		expect(contact).toBeUndefined();
		expect(() =>
			tried({ analysis: { ...others, ...refusal('REQUEST_LIMIT_EXCEEDED') } }, retried),
		).toThrow('Salesforce could not be told');
		const { Claim__c: token, ...unclaimed } = refused;
		expect(token).toBe('token');
		expect(() =>
			tried(
				{ analysis: { ...unclaimed, Contact__c: null, Account__c: null, Match__c: null } },
				retried,
			),
		).toThrow('Salesforce could not be told');
		// A node that a builder has put between may drop what it does not know.
		const { noted_in: execution, ...dropped } = refused;
		expect(execution).toBe('execution-1');
		expect(built({ analysis: dropped }, retried)).not.toHaveProperty('Contact__c');
	});

	it('as the note of a failure is an error that says all that was to be noted', () => {
		const note = failed({ ...CALL, Claim__c: 'token', error: 'Not sent' });
		const remedy = `Salesforce answered INVALID_FIELD: No. When that is mended, retry this execution. It was to be told: Not sent. ${SEND_AGAIN}`;
		expect(() => tried({ analysis: { ...note, ...refusal('INVALID_FIELD') } })).toThrow(
			expect.objectContaining({
				message: "Salesforce could not be told what happened to the call 'CALL-7'",
				remedy,
			}),
		);
	});

	it.each([
		['has claimed it', claimed],
		['has made its record', refusal('DUPLICATE_VALUE')],
	])('because another run %s is left out', (_, error) => {
		expect(tried({ analysis: { ...CALL, ...error } })).toBeNull();
	});

	it.each(['UNABLE_TO_LOCK_ROW', 'INVALID_FIELD'])(
		'on its way into the record with %s is saved later: its analysis is paid for',
		(code) => {
			const item = built({ analysis: sentAlong() });
			const late = failed({ ...item, ...refusal(code) });
			expect(late.status).toBe('Submitted');
			expect(recordOf(late)).toEqual({
				Job_Id__c: 'job-1',
				Failure_Reason__c: `Salesforce answered ${code}: No. The next run saves the finished analysis.`,
			});
		},
	);

	it('that Prepare Call has refused is noted under its own key, with nothing that gives access', () => {
		const address = 'https://rec.example/a.mp3?X-Amz-Signature=SECRET123&X-Amz-Expires=60';
		const sent = { link: 'x', search: 'x', success: true, called_at: 'garbage' };
		const refusedCall = { error: "'called_at' of the item must be a time", message: 'Give one.' };
		const noted = failed({
			...sent,
			recording_id: address,
			Recording_URL__c: address,
			...refusedCall,
		});
		expect(noted).toMatchObject({
			recording_id: expect.stringMatching(/^a-mp3-[0-9a-f]{40}$/),
			Status__c: 'Failed',
			Claim__c: UUID,
		});
		expect(JSON.stringify(noted)).not.toContain('SECRET');
		const byAddress = failed({ ...sent, audio_url: 'https://rec.example/a.mp3', ...refusedCall });
		expect(byAddress.recording_id).toBe(noted.recording_id);
	});

	it('after the recording was accepted has its job noted', () => {
		const item = { result_id: 'job-1', status: 'pending', call_data: { id: 'CALL-7' } };
		expect(failed({ ...item, ...refusal('INVALID_FIELD') })).toMatchObject({
			recording_id: 'CALL-7',
			status: 'Submitted',
			Job_Id__c: 'job-1',
		});
	});

	it('as a follow-up leaves the record completed', () => {
		const [item] = built({ analysis: sentAlong() }, { followUps: 'completedCall' }).follow_ups;
		expect(failed({ ...item, error: 'Bad request' })).toMatchObject({
			recording_id: 'CALL-7',
			record_id: RECORD,
			status: 'Completed',
			Failure_Reason__c:
				'Salesforce has not confirmed each follow-up task. Bad request. Follow-Ups lists what is to be done.',
		});
	});

	const ROW = {
		Id: RECORD,
		Recording_Id__c: 'CALL-7',
		Status__c: 'Submitted',
		Job_Id__c: 'job-1',
		LastModifiedDate: '2026-03-28T23:00:00.000+0000',
		error: 'Descriptor.AI cannot be reached',
	};

	it('as a row with a job is asked for again', () => {
		const output = failed(ROW);
		expect(output).toMatchObject({
			recording_id: 'CALL-7',
			record_id: RECORD,
			status: 'Submitted',
		});
		expect(recordOf(output)).toEqual({
			Failure_Reason__c: 'Descriptor.AI cannot be reached. The next run asks for the result again.',
		});
	});

	it('as a row without a job is left to a person, once no run can be at it any more', () => {
		const row = { ...ROW, Job_Id__c: null };
		expect(recordOf(failed(row))).toEqual({
			Status__c: 'Failed',
			Job_Id__c: null,
			Failure_Reason__c: expect.stringMatching(/^It is unknown whether .* costs twice\. Set/),
		});
		const young = { ...row, LastModifiedDate: '2026-03-28T23:20:00.000+0000' };
		expect(tried({ analysis: young })).toBeNull();
	});

	it('that belongs to no call is an error', () => {
		expect(() => tried({ analysis: { error: 'No query' } })).toThrow(
			new InvalidParameter('An item has failed that belongs to no call', 'No query.'),
		);
	});
});

it('Something else is no analysis', () => {
	expect(() => tried({ analysis: CALL })).toThrow('The item is not an analysis');
});

describe('Whatever it is built of', () => {
	const fields = fc.dictionary(
		fc.constantFrom(
			...['job_id', 'status', 'call_data', 'link', 'Claim__c', 'error', 'summary', 'csat', 'key'],
			...['recording_id', 'record_id', 'Name', 'called_at', 'due_date', 'customer_phone'],
			...['contact_id', 'owner_id', 'Status__c', 'LastModifiedDate', 'result_id', 'errorCode'],
		),
		anything,
	);

	it('it can be saved, and holds no more than it should', () => {
		fc.assert(
			fc.property(fc.oneof(results, fields), fields, anything, (analysis, call, rows) => {
				let output;
				try {
					output = tried({ analysis, call, found: rows }, { followUps: 'agentActions' });
				} catch (error) {
					expect(error).toBeInstanceOf(InvalidParameter);
					return;
				}
				if (!output) return;
				const json = JSON.parse(JSON.stringify(output));
				expect(refused(recordOf(json))).toEqual([]);
				expect(json.follow_ups.length).toBeLessThanOrEqual(20);
				expect(Object.keys(json)).toEqual(expect.arrayContaining(['link', 'low_csat', 'status']));
				expect(JSON.stringify(output)).not.toMatch(/\[object|"transcript"|NaN/);
			}),
		);
	});

	it('it is quick', () => {
		const rows = Array.from({ length: 2000 }, (_, index) => ({ ...HELEN, Id: id('003', index) }));
		const analysis = { job_id: 'a', ...hostileResult() };
		const output = built({ analysis, call: CALL, found: rows }, { followUps: 'agentActions' });
		expect(refused(recordOf(output))).toEqual([]);
	});
});
