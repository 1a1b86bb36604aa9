import type { IDataObject } from 'n8n-workflow';

import { asTool, runNode } from '../../../support/engine';

const CONTACT = '003000000000001AAA';
const LEAD = '00Q000000000001AAA';
const RECORD = 'a00000000000001AAA';

const task = (part: string) => ({ key: `descriptor.ai/job-1/${part}`, subject: `Do ${part}` });
const built = (link: IDataObject = {}, tasks = [task('call'), task('problem/1')]) => ({
	recording_id: 'CALL-7',
	link,
	follow_ups: tasks,
});
const run = async (builtRecord: unknown, more: IDataObject = {}, settings = {}) =>
	await runNode({
		items: [{ id: RECORD, success: true, built: builtRecord }] as IDataObject[],
		parameters: {
			resource: 'salesforce',
			operation: 'buildFollowUps',
			builtRecord: '={{ $json.built }}',
			...more,
		},
		credentials: {},
		...settings,
	});

describe('Build Follow-Ups', () => {
	it('returns an item for each follow-up, related to the saved record', async () => {
		const { outputs, error } = await run(built({ contact_id: CONTACT }));
		expect(error).toBeUndefined();
		expect(outputs[0]).toEqual(
			[task('call'), task('problem/1')].map((json) => ({
				json: { ...json, record_id: RECORD },
				pairedItem: { item: 0 },
			})),
		);
	});

	it.each<[string, IDataObject, string | undefined]>([
		['nobody', {}, RECORD],
		['a lead, which cannot be related to a record', { lead_id: LEAD }, undefined],
		['a contact and a lead', { contact_id: CONTACT, lead_id: LEAD }, RECORD],
	])('for a call that is linked to %s', async (_, link, expected) => {
		const { outputs } = await run(built(link));
		expect(outputs[0].map(({ json }) => json.record_id)).toEqual([expected, expected]);
	});

	it('returns nothing where there are none', async () => {
		const { outputs, error, hints } = await run(built({}, []));
		expect(error).toBeUndefined();
		expect(outputs[0] ?? []).toEqual([]);
		expect(hints).toEqual([expect.stringMatching(/^There are no follow-ups\. /)]);
		expect((await run(built())).hints).toEqual([]);
	});

	it.each<[string, unknown]>([
		['is missing', undefined],
		['is a record of Salesforce', { Id: RECORD }],
		['has something else as its follow-ups', { follow_ups: 'none' }],
		['holds what is no follow-up', { follow_ups: ['call', null] }],
	])('says what to map where the built record %s', async (_, given) => {
		const { error } = await run(given);
		expect(error?.message).toMatch(
			/^'Built Record' is (empty|not an item of Build Record) \[item 0\]$/,
		);
		expect(error?.description).toMatch(/\w/);
	});

	it('is not for an AI agent, which has no items', async () => {
		const { error } = await run(built(), {}, asTool());
		expect(error?.message).toContain("'Build Follow-Ups' cannot be a tool");
	});
});
