import { packageZip } from '../../salesforce/package';
import type { Sandbox } from '../../sandbox';
import { salesforce, startSandbox } from './client';
import { FILE_PART, JSON_PART, sendDeploy, type Part } from './deploys';

type Errors = Array<{ errorCode: string; message: string }>;

describe('Requests to deploy to the Salesforce sandbox', () => {
	let sandbox: Sandbox;

	beforeAll(async () => {
		sandbox = await startSandbox({ salesforceOrg: 'empty' });
	});
	afterAll(async () => await sandbox.close());

	it('takes a content type with a capital letter', async () => {
		const options = JSON.stringify({ deployOptions: { singlePackage: true } });
		const parts: Part[] = [
			[JSON_PART, options],
			[FILE_PART, packageZip()],
		];
		expect((await sendDeploy(sandbox, parts, 'Multipart/form-data; boundary=x')).status).toBe(201);
	});

	it.each([
		['no zip', [[JSON_PART, '{"deployOptions":{}}']]],
		['no options', [[FILE_PART, 'zip']]],
		['options of another type', [[JSON_PART.replace('/json', '/xml'), '{}']]],
		['options as a file', [[JSON_PART.replace('"json"', '"json"; filename="a"'), '{}']]],
		['a zip of another type', [[FILE_PART.replace('/zip', '/octet-stream'), 'zip']]],
		['a zip without a file name', [[FILE_PART.replace('; filename="p.zip"', ''), 'zip']]],
		['another part', [[JSON_PART.replace('json', 'options'), '{}']]],
	] as Array<[string, Part[]]>)('refuses a body with %s', async (_, parts) => {
		const { status, body } = await sendDeploy<Errors>(sandbox, parts);
		expect({ status, errorCode: body[0].errorCode }).toEqual({
			status: 400,
			errorCode: 'INVALID_MULTIPART_REQUEST',
		});
	});

	it.each([
		['{', 'Unexpected character'],
		['{}', 'no deployOptions'],
		['{"deployOptions":{"rollback":true}}', 'Unrecognized field "rollback"'],
		['{"deployOptions":{"checkOnly":"true"}}', 'Cannot deserialize checkOnly'],
		['{"deployOptions":{"testLevel":"None"}}', 'Cannot deserialize testLevel'],
		['{"deployOptions":{},"id":1}', 'Unrecognized field "id"'],
	])('refuses the options %s', async (options, words) => {
		const { status, body } = await sendDeploy<Errors>(sandbox, [
			[JSON_PART, options],
			[FILE_PART, 'zip'],
		]);
		expect({ status, ...body[0] }).toEqual({
			status: 400,
			errorCode: 'JSON_PARSER_ERROR',
			message: expect.stringContaining(words),
		});
	});

	it('refuses a user who may not change metadata, and does not know other deploys', async () => {
		expect(
			(await salesforce(sandbox, 'GET', '/metadata/deployRequest/0Af000000000000AAA')).status,
		).toBe(404);
		const other = await startSandbox({ salesforceOrg: 'empty', salesforceDeploys: false });
		expect(await salesforce(other, 'POST', '/metadata/deployRequest', {})).toEqual({
			status: 403,
			body: [
				{
					errorCode: 'INSUFFICIENT_ACCESS',
					message:
						'use of the Metadata API requires a user with the ModifyAllData or ModifyMetadata permissions',
				},
			],
		});
		await other.close();
	});
});
