import type { IDataObject, INodeType } from 'n8n-workflow';
import nock from 'nock';

import { BASE_URL, outcomeOf, runNode, startNode } from '../../../support/engine';
import { isolateRequests } from '../../../support/service';

const PATH = '/api/v1/offline/processing';
const SUBMIT = {
	resource: 'callAnalysis',
	operation: 'submit',
	audioUrl: 'https://recordings.example.com/a.mp3',
};
const STEREO = { channels: 2, agent_channel: 1, agent_name: 'Dana' };
const AGENT = { id: '1', label: 'Dana', role: 'agent' };
const CUSTOMER = { id: '0', label: '', role: 'customer' };

/** Answers every submit, and keeps what it says of channels and speakers. */
function acceptSubmits(): IDataObject[] {
	const sent: IDataObject[] = [];
	nock.cleanAll();
	nock(BASE_URL)
		.post(PATH)
		.times(9)
		.reply(200, (_uri, body) => {
			const { config, call_data: data } = body as Record<string, IDataObject | undefined>;
			sent.push({ channels: config?.channels, ...(data && { speakers: data.speakers }) });
			return { result_id: 'a' };
		});
	return sent;
}

const submitCall = async (
	call: IDataObject,
	{ speaker = [], ...options }: { speaker?: IDataObject[]; channels?: number } = {},
) => {
	const sent = acceptSubmits();
	const { error } = await runNode({
		items: [call],
		parameters: {
			...SUBMIT,
			callData: { speakers: { speaker } },
			options: { rolesFromCall: true, ...options },
		},
	});
	return { sent, error };
};

/** A node whose items have nothing of the call that they come from. */
const customer: INodeType = {
	description: {
		displayName: 'Customer',
		name: 'customer',
		group: ['input'],
		version: 1,
		description: '',
		defaults: {},
		inputs: ['main'],
		outputs: ['main'],
		properties: [],
	},
	async execute() {
		return [this.getInputData().map((_, item) => ({ json: {}, pairedItem: { item } }))];
	},
};

isolateRequests();

describe('Submit, of a speaker without an ID', () => {
	it('sends nothing, so that speakers can be mapped that are not always known', async () => {
		const speaker = [
			{ id: '={{ $json.agent }}', label: 'Dana', role: 'agent' },
			{ id: '={{ $json.customer }}', label: '', role: 'customer' },
		];
		expect((await submitCall({ customer: 0 }, { speaker })).sent).toEqual([
			{ channels: 1, speakers: [CUSTOMER] },
		]);
		expect((await submitCall({}, { speaker })).sent).toEqual([{ channels: 1 }]);
	});
});

describe('Submit, of the role of a speaker', () => {
	it.each<[string, IDataObject, string]>([
		['an entry of the list', { role: 'customer' }, 'customer'],
		['that nobody has chosen', {}, 'other'],
		['that an expression returns', { role: '={{ $json.role }}' }, 'Supervisor'],
		['of which the expression knows nothing', { role: '={{ $json.unknown }}' }, ''],
	])('sends one %s', async (_case, given, role) => {
		const speaker = [{ id: '0', label: 'Dana', ...given }];
		const { sent, error } = await submitCall({ role: 'Supervisor' }, { speaker });
		expect(error).toBeUndefined();
		expect(sent).toEqual([{ channels: 1, speakers: [{ id: '0', label: 'Dana', role }] }]);
	});
});

describe('Submit, with Roles From Call', () => {
	it('takes from the call how many channels there are, and who is on which of two', async () => {
		expect((await submitCall(STEREO)).sent).toEqual([{ channels: 2, speakers: [CUSTOMER, AGENT] }]);
	});

	it.each<[string, IDataObject, IDataObject]>([
		['the recording has one channel', { ...STEREO, channels: 1 }, { channels: 1 }],
		['nobody knows which is the agent', { channels: 2, agent_channel: null }, { channels: 2 }],
		['there are more than two channels', { ...STEREO, channels: 4 }, { channels: 4 }],
		['the call says nothing', { agent_channel: 1 }, { channels: 1 }],
	])('claims nobody to be the agent when %s', async (_case, call, expected) => {
		expect((await submitCall(call)).sent).toEqual([expected]);
	});

	it('leaves calls that do not tell their channels to the option Channels', async () => {
		expect((await submitCall({}, { channels: 2 })).sent).toEqual([{ channels: 2 }]);
		expect((await submitCall({ channels: 1 }, { channels: 2 })).sent).toEqual([{ channels: 1 }]);
	});

	it.each<[string, IDataObject[], IDataObject[]]>([
		[
			'by its number',
			[{ id: 1, label: 'Sam', role: '' }],
			[{ id: '1', label: 'Sam', role: '' }, CUSTOMER],
		],
		[
			'by the role, so that a call has one agent',
			[{ id: '0', label: 'Sam', role: 'Agent' }],
			[{ id: '0', label: 'Sam', role: 'Agent' }],
		],
	])('lets a speaker of the form win %s', async (_case, speaker, speakers) => {
		expect((await submitCall(STEREO, { speaker })).sent).toEqual([{ channels: 2, speakers }]);
	});

	it.each<[IDataObject, string]>([
		[{ channels: 'two' }, "'channels' must be a whole number from 1 to 8 [item 0]"],
		[
			{ channels: '2', agent_channel: 2 },
			"'agent_channel' must be a whole number from 0 to 1 [item 0]",
		],
	])('sends nothing for %j, and names the field', async (call, message) => {
		const { sent, error } = await submitCall(call);
		expect(error?.message).toBe(message);
		expect(sent).toEqual([]);
	});

	it.each([undefined, 'combined'] as const)(
		'finds the call in an earlier item, in the binary mode %s',
		async (binaryMode) => {
			const sent = acceptSubmits();
			const { error } = outcomeOf(
				await startNode({
					items: [STEREO, { channels: 1 }],
					parameters: { ...SUBMIT, options: { rolesFromCall: true } },
					between: 'test.customer',
					engine: { nodeTypes: { 'test.customer': customer }, workflowSettings: { binaryMode } },
				}).run,
			);
			expect(error).toBeUndefined();
			expect(sent).toEqual([{ channels: 2, speakers: [CUSTOMER, AGENT] }, { channels: 1 }]);
		},
	);
});
