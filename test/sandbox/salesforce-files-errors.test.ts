import type { Sandbox } from '../../sandbox';
import { createRecord, salesforce, startSandbox } from './client';
import { entity, postParts, upload, UPLOAD, versionData, type Part } from './uploads';

type Errors = Array<{ message: string; errorCode: string; fields?: string[] }>;

describe('What the Salesforce sandbox refuses of a file', () => {
	let sandbox: Sandbox;
	let call: string;

	beforeEach(async () => {
		sandbox = await startSandbox();
		call = await createRecord(sandbox, 'Call_Analysis__c', { Name: 'Analysis_1' });
	});
	afterEach(async () => await sandbox.close());

	const post = async (parts: Part[], type?: string) =>
		await postParts<Errors>(sandbox.salesforce.url, sandbox.salesforce.accessToken, parts, type);
	const refusal = async (fields: object) => await post([entity(fields), versionData()]);
	const id15 = 'a00Qy0000000999';

	it.each<[string, object, string, string, string[] | undefined]>([
		[
			'a file without a path',
			{ Title: 'Report' },
			'REQUIRED_FIELD_MISSING',
			'Required fields are missing: [PathOnClient]',
			['PathOnClient'],
		],
		[
			'a title that is too long',
			{ PathOnClient: 'a', Title: 't'.repeat(256) },
			'STRING_TOO_LONG',
			`Title: data value too large: ${'t'.repeat(256)} (max length=255)`,
			['Title'],
		],
		[
			'a field that a version does not have',
			{ PathOnClient: 'a', FileName: 'a' },
			'INVALID_FIELD',
			"No such column 'FileName' on sobject of type ContentVersion",
			undefined,
		],
		[
			'a field that Salesforce sets',
			{ PathOnClient: 'a', IsLatest: true },
			'INVALID_FIELD_FOR_INSERT_UPDATE',
			'Unable to create/update fields: IsLatest. Please check the security settings of this ' +
				'field and verify that it is read/write for your profile or permission set.',
			['IsLatest'],
		],
		[
			'a place that is no id',
			{ PathOnClient: 'a', FirstPublishLocationId: 'Acme' },
			'MALFORMED_ID',
			'First Publish Location ID: id value of incorrect type: Acme',
			['FirstPublishLocationId'],
		],
		[
			'a place where no file can be',
			{ PathOnClient: 'a', FirstPublishLocationId: '00GQy0000000001' },
			'FIELD_INTEGRITY_EXCEPTION',
			'First Publish Location ID: id value of incorrect type: 00GQy0000000001',
			['FirstPublishLocationId'],
		],
		[
			'a record that the org does not have',
			{ PathOnClient: 'a', FirstPublishLocationId: id15 },
			'INVALID_CROSS_REFERENCE_KEY',
			'invalid cross reference id',
			[],
		],
		[
			'a document that the org does not have',
			{ PathOnClient: 'a', ContentDocumentId: '069Qy0000000999' },
			'INVALID_CROSS_REFERENCE_KEY',
			'invalid cross reference id',
			[],
		],
		[
			'a location that does not exist',
			{ PathOnClient: 'a', ContentLocation: 'X' },
			'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
			'Content Location: bad value for restricted picklist field: X',
			['ContentLocation'],
		],
	])('refuses %s', async (_, fields, errorCode, message, names) => {
		expect(await refusal(fields)).toEqual({
			status: 400,
			body: [{ errorCode, message, ...(names && { fields: names }) }],
		});
		for (const object of ['ContentVersion', 'ContentDocument', 'ContentDocumentLink']) {
			expect(sandbox.salesforce.records(object)).toEqual([]);
		}
	});

	it('refuses fields that are no JSON, and names the place', async () => {
		const broken = { ...entity({}), content: '{"PathOnClient" "a"}' };
		expect(await post([broken, versionData()])).toEqual({
			status: 400,
			body: [
				{
					errorCode: 'JSON_PARSER_ERROR',
					message: 'Unexpected character in the request body at [line:1, column:17]',
				},
			],
		});
	});

	it.each<[string, Part[], string]>([
		['only a file', [versionData()], 'Multipart message must include a non-binary part'],
		[
			'fields in parts of their own',
			[{ name: 'PathOnClient', content: 'a' }, versionData()],
			'Multipart message must include a non-binary part',
		],
		['no file', [entity({ PathOnClient: 'a' })], 'Multipart message must include a binary part'],
		[
			'a file under another name',
			[entity({ PathOnClient: 'a' }), { ...versionData(), name: 'File' }],
			'Multipart message must include a binary part',
		],
	])('refuses %s', async (_, parts, message) => {
		expect(await post(parts)).toEqual({
			status: 400,
			body: [{ errorCode: 'INVALID_MULTIPART_REQUEST', message }],
		});
	});

	it('refuses a body that is cut off, or has no boundary', async () => {
		const cut = { ...entity({}), content: 'x' };
		for (const answer of [
			await post([entity({})], 'multipart/form-data'),
			await post([cut], 'multipart/form-data; boundary=other'),
		]) {
			expect(answer).toMatchObject({
				status: 400,
				body: [{ errorCode: 'INVALID_MULTIPART_REQUEST' }],
			});
		}
	});

	it.each([
		['nothing', {}, 'REQUIRED_FIELD_MISSING'],
		['a text that is no base64', { VersionData: 'no base64!' }, 'JSON_PARSER_ERROR'],
	])('refuses JSON with %s for a content', async (_, fields, errorCode) => {
		const body = { PathOnClient: 'a', ...fields };
		expect(await salesforce(sandbox, 'POST', UPLOAD, body)).toMatchObject({
			status: 400,
			body: [{ errorCode }],
		});
	});

	it('refuses a body of JSON beyond 50 MB', async () => {
		const body = { PathOnClient: 'a', VersionData: 'A'.repeat(52_428_800) };
		expect(await salesforce(sandbox, 'POST', UPLOAD, body)).toEqual({
			status: 400,
			body: [
				{
					errorCode: 'JSON_PARSER_ERROR',
					message: 'Maximum size of request reached. Maximum size of request is 52428800 bytes.',
				},
			],
		});
	});

	it('requires a session before it looks at the file', async () => {
		const answer = await postParts(sandbox.salesforce.url, 'wrong', [versionData()]);
		expect(answer).toMatchObject({ status: 401, body: [{ errorCode: 'INVALID_SESSION_ID' }] });
	});

	it('says that other ways to write files are beyond the sandbox', async () => {
		const id = await upload(sandbox, { FirstPublishLocationId: call });
		const [{ ContentDocumentId }] = sandbox.salesforce.records('ContentVersion');
		const link = { ContentDocumentId, LinkedEntityId: call };
		const seen = [
			await salesforce(sandbox, 'PATCH', `${UPLOAD}/${id}`, { Title: 'New' }),
			await salesforce(sandbox, 'DELETE', `${UPLOAD}/${id}`),
			await salesforce(sandbox, 'POST', '/sobjects/ContentDocumentLink', link),
			await refusal({ PathOnClient: 'a', ContentDocumentId, FirstPublishLocationId: call }),
			await refusal({ PathOnClient: 'a', ContentLocation: 'E' }),
		];
		expect(seen.map(({ status }) => status)).toEqual([501, 501, 501, 501, 501]);
		expect(await salesforce(sandbox, 'POST', '/sobjects/ContentDocument', {})).toMatchObject({
			status: 400,
			body: [{ errorCode: 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY' }],
		});
	});
});
