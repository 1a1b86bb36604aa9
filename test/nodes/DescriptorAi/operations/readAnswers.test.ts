import type { IDataObject } from 'n8n-workflow';

import { saveRequests } from '../../../../nodes/DescriptorAi/salesforce/saveRequests';
import { asTool, runNode } from '../../../support/engine';

const built = (key: string, more: IDataObject = {}) => ({
	recording_id: key,
	status: 'Completed',
	follow_ups: [],
	...more,
});
const outcome = (id: string) =>
	id === ''
		? { success: false, errors: [{ statusCode: 'X', message: 'No' }] }
		: { id, success: true };
const run = async (items: IDataObject[], ids: string[], settings: object = {}) => {
	const [request] = saveRequests(items.map((item) => ({ item, fields: {} })));
	const body = ids.map(outcome);
	return await runNode({
		items: [{ compositeResponse: [{ referenceId: 'calls', httpStatusCode: 200, body }] }],
		parameters: { resource: 'salesforce', operation: 'readAnswers', request },
		credentials: {},
		...settings,
	});
};
const ERROR_OUTPUT = { settings: { onError: 'continueErrorOutput' } };

describe('Read Answers', () => {
	it('returns the saved records, and sends the others to the error output with all that is known', async () => {
		const { outputs } = await run([built('one'), built('two')], ['a1', ''], ERROR_OUTPUT);
		expect(outputs[0]).toMatchObject([{ json: { recording_id: 'one', id: 'a1' } }]);
		expect(outputs[1].map(({ json }) => json)).toEqual([
			{
				error: {
					message: 'Salesforce answered X: No',
					description: 'No',
					context: { errorCode: 'X', fields: '' },
					call: { ...built('two'), Recording_Id__c: 'two' },
				},
				message: 'Salesforce answered X: No',
			},
		]);
	});

	it('leaves a job that was noted out, unless there is something to tell', async () => {
		const note = { status: 'Submitted', Job_Id__c: 'job' };
		const told = { ...note, Failure_Reason__c: 'No answer.' };
		const { outputs, hints } = await run([built('one', note), built('two', told)], ['a1', 'a2']);
		expect(outputs[0].map(({ json }) => json.recording_id)).toEqual(['two']);
		expect(hints).toEqual([
			'Calls whose job is noted on their record: 1. Their results come later.',
		]);
	});

	it('stops at a record that was refused, where it is to stop', async () => {
		const { error } = await run([built('one'), built('two')], ['a1', '']);
		expect(error?.message).toMatch(/^Salesforce has not saved 'two'/);
		expect(error?.description).toContain('Salesforce answered X: No');
	});

	it('says what to map where the request is none', async () => {
		const { error } = await runNode({
			items: [{}],
			parameters: { resource: 'salesforce', operation: 'readAnswers', request: '{"body":{}}' },
			credentials: {},
		});
		expect(error?.message).toMatch(/^'Request' is not an item of Combine Records/);
	});

	it.each(['combineRecords', 'readAnswers'])('is not for an AI agent: %s', async (operation) => {
		const { error } = await runNode({
			items: [built('one')],
			parameters: { resource: 'salesforce', operation },
			credentials: {},
			...asTool(),
		});
		expect(error?.message).toContain('cannot be a tool');
	});
});
