import { createHash } from 'node:crypto';
import { startSandbox, type Sandbox } from '../../sandbox';
import { createSalesforceServer } from '../../sandbox/salesforce/server';
import type { QueryResult } from '../../sandbox/salesforce/soql';
import { bearer, createRecord, salesforce, send, type Answer, type Created } from './client';

type Errors = Array<{ message: string; errorCode: string; fields?: string[] }>;

interface Part {
	name: string;
	fileName?: string;
	type?: string;
	content: Buffer | string;
}

const BOUNDARY = 'between-the-parts';
const UPLOAD = '/sobjects/ContentVersion';
const PDF = Buffer.from([0x25, 0x50, 0x44, 0x46, 0x00, 0x0d, 0x0a, 0x2d, 0x2d, 0x78, 0xff]);

/** A multipart body as the package form-data, which n8n uses, writes it. */
function multipart(parts: Part[]): Buffer {
	const chunks = parts.flatMap(({ name, fileName, type, content }) => [
		`--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"` +
			(fileName === undefined ? '' : `; filename="${fileName}"`) +
			(type === undefined ? '' : `\r\nContent-Type: ${type}`) +
			'\r\n\r\n',
		content,
		'\r\n',
	]);
	return Buffer.concat([...chunks, `--${BOUNDARY}--\r\n`].map((chunk) => Buffer.from(chunk)));
}

async function postParts<Body>(
	url: string,
	token: string,
	parts: Part[],
	type = `multipart/form-data; boundary=${BOUNDARY}`,
): Promise<Answer<Body>> {
	const response = await fetch(`${url}/services/data/v59.0${UPLOAD}`, {
		method: 'POST',
		headers: { ...bearer(token), 'content-type': type },
		body: new Uint8Array(multipart(parts)),
	});
	return { status: response.status, body: (await response.json()) as Body };
}

const entity = (fields: object): Part => ({
	name: 'entity_content',
	type: 'application/json',
	content: JSON.stringify(fields),
});
const versionData = (content: Buffer | string = PDF, fileName = 'Report.pdf'): Part => ({
	name: 'VersionData',
	fileName,
	type: 'application/pdf',
	content,
});

describe('The files of the Salesforce sandbox', () => {
	let sandbox: Sandbox;
	let call: string;

	beforeEach(async () => {
		// Nobody logs in here: without a key of its own, every sandbox would take its time to make one.
		sandbox = await startSandbox({ salesforcePublicKey: 'none' });
		call = await createRecord(sandbox, 'Call_Analysis__c', { Name: 'Analysis_1' });
	});
	afterEach(async () => await sandbox.close());

	const post = async <Body = Created>(parts: Part[], type?: string) =>
		await postParts<Body>(sandbox.salesforce.url, sandbox.salesforce.accessToken, parts, type);
	const upload = async (fields: object, content?: Buffer | string) => {
		const all = { PathOnClient: 'Report.pdf', ...fields };
		const answer = await post([entity(all), versionData(content)]);
		if (answer.status !== 201) throw new Error(`Not created: ${JSON.stringify(answer.body)}`);
		return answer.body.id;
	};
	const refusal = async (fields: object) => await post<Errors>([entity(fields), versionData()]);
	const query = async <Body = QueryResult>(soql: string) =>
		await salesforce<Body>(sandbox, 'GET', `/query?q=${encodeURIComponent(soql)}`);
	const only = async (soql: string) => {
		const { body } = await query(soql);
		expect(body.totalSize).toBe(1);
		return body.records[0];
	};

	describe('an upload', () => {
		it('is taken as the Salesforce node of n8n sends it', async () => {
			const answer = await post([
				entity({
					Title: 'Report',
					ContentLocation: 'S',
					ownerId: sandbox.salesforce.records('User')[0].Id,
					FirstPublishLocationId: call,
					PathOnClient: 'Report.pdf',
				}),
				versionData(),
			]);
			expect(answer).toEqual({
				status: 201,
				body: { id: expect.stringMatching(/^068\w{15}$/), success: true, errors: [] },
			});
			expect(sandbox.salesforce.files()).toEqual([
				{
					id: answer.body.id,
					title: 'Report',
					pathOnClient: 'Report.pdf',
					linkedTo: call,
					bytes: PDF,
				},
			]);
		});

		it('makes a version, a document and a link', async () => {
			const id = await upload({ Title: 'Report', FirstPublishLocationId: call.slice(0, 15) });
			const version = await only(
				'SELECT Title, PathOnClient, FileExtension, FileType, ContentSize, ContentDocumentId, ' +
					'ContentLocation, Checksum, FirstPublishLocationId, IsLatest, VersionNumber, ' +
					`ContentDocument.Title, VersionData FROM ContentVersion WHERE Id = '${id}'`,
			);
			const document = version.ContentDocumentId;
			expect(version).toMatchObject({
				Title: 'Report',
				PathOnClient: 'Report.pdf',
				FileExtension: 'pdf',
				FileType: 'PDF',
				ContentSize: PDF.length,
				ContentDocumentId: expect.stringMatching(/^069\w{15}$/),
				ContentLocation: 'S',
				Checksum: createHash('md5').update(PDF).digest('hex'),
				FirstPublishLocationId: call,
				IsLatest: true,
				VersionNumber: '1',
				ContentDocument: { Title: 'Report' },
				VersionData: `/services/data/v59.0${UPLOAD}/${id}/VersionData`,
			});
			expect(
				await only(
					'SELECT Id, ContentDocumentId, ShareType, ContentDocument.Title, ' +
						'ContentDocument.LatestPublishedVersionId FROM ContentDocumentLink ' +
						`WHERE LinkedEntityId = '${call}'`,
				),
			).toMatchObject({
				Id: expect.stringMatching(/^06A\w{15}$/),
				ContentDocumentId: document,
				ShareType: 'V',
				ContentDocument: { Title: 'Report', LatestPublishedVersionId: id },
			});
		});

		it('is shown to its owner as well, and to nobody else without a record', async () => {
			const id = await upload({});
			const [{ Id: user }] = sandbox.salesforce.records('User');
			const { ContentDocumentId: document, FirstPublishLocationId: location } = await only(
				`SELECT ContentDocumentId, FirstPublishLocationId FROM ContentVersion WHERE Id = '${id}'`,
			);
			expect(location).toBe(user);
			expect(
				await only(
					'SELECT LinkedEntityId, ShareType FROM ContentDocumentLink ' +
						`WHERE ContentDocumentId = '${String(document)}'`,
				),
			).toMatchObject({ LinkedEntityId: user, ShareType: 'I' });
			expect(sandbox.salesforce.files()).toMatchObject([{ linkedTo: null }]);
		});

		it('is named after its path unless it has a title', async () => {
			await upload({ PathOnClient: 'C:\\calls\\May.report.PDF' });
			await upload({ PathOnClient: 'notes' });
			expect(sandbox.salesforce.records('ContentVersion')).toMatchObject([
				{ Title: 'May.report', FileExtension: 'PDF', FileType: 'PDF' },
				{ Title: 'notes', FileExtension: null, FileType: 'UNKNOWN' },
			]);
		});

		it('becomes the newest version of the file that it names', async () => {
			const first = await upload({ Title: 'Draft', FirstPublishLocationId: call });
			const [{ ContentDocumentId }] = sandbox.salesforce.records('ContentVersion');
			const second = await upload({ Title: 'Final', ContentDocumentId }, 'new');

			expect(sandbox.salesforce.records('ContentVersion')).toMatchObject([
				{ Id: first, Title: 'Draft', VersionNumber: '1', IsLatest: false },
				{ Id: second, Title: 'Final', VersionNumber: '2', IsLatest: true, ContentDocumentId },
			]);
			expect(sandbox.salesforce.records('ContentDocument')).toMatchObject([
				{ Title: 'Final', ContentSize: 3, LatestPublishedVersionId: second },
			]);
			expect(sandbox.salesforce.records('ContentDocumentLink')).toHaveLength(2);
			expect(sandbox.salesforce.files()).toMatchObject([{ linkedTo: call }, { linkedTo: call }]);
		});

		it('may come as JSON with the content in base64', async () => {
			const fields = { PathOnClient: 'a.pdf', VersionData: PDF.toString('base64') };
			const answer = await salesforce<Created>(sandbox, 'POST', UPLOAD, fields);
			expect(answer.status).toBe(201);
			expect(sandbox.salesforce.files()).toMatchObject([{ id: answer.body.id, bytes: PDF }]);
		});

		it('takes a file of JSON for what it is', async () => {
			const file = { ...versionData('{"a":1}', 'a.json'), type: 'application/json' };
			expect((await post([file, entity({ PathOnClient: 'a.json' })])).status).toBe(201);
			expect(String(sandbox.salesforce.files()[0].bytes)).toBe('{"a":1}');
		});
	});

	describe('what it refuses', () => {
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
				'MALFORMED_ID',
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
				await post<Errors>([entity({})], 'multipart/form-data'),
				await post<Errors>([cut], 'multipart/form-data; boundary=other'),
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

		it('refuses a file beyond the limit, and takes one that just reaches it', async () => {
			const { app, accessToken, files } = createSalesforceServer(undefined, 500);
			const url = await app.listen({ host: '127.0.0.1', port: 0 });
			const sendBytes = async (count: number) =>
				await postParts<Errors>(url, accessToken, [
					entity({ PathOnClient: 'a' }),
					versionData('x'.repeat(count)),
				]);
			const seen = [(await sendBytes(499)).status, await sendBytes(501)];
			const stored = files().length;
			await app.close();
			expect(seen).toMatchObject([
				201,
				{ status: 413, body: [{ errorCode: 'POST_BODY_TOO_LARGE' }] },
			]);
			expect(stored).toBe(1);
		});

		it('asks for a session before it looks at the file', async () => {
			const answer = await postParts(sandbox.salesforce.url, 'wrong', [versionData()]);
			expect(answer).toMatchObject({ status: 401, body: [{ errorCode: 'INVALID_SESSION_ID' }] });
		});

		it('says that other ways to write files are beyond the sandbox', async () => {
			const id = await upload({ FirstPublishLocationId: call });
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
				body: [{ errorCode: 'INVALID_TYPE_FOR_OPERATION' }],
			});
		});
	});

	describe('the query of links', () => {
		const links = async (where: string) =>
			await query(`SELECT Id FROM ContentDocumentLink ${where}`);

		it.each([
			"WHERE LinkedEntityId = '{call}'",
			"WHERE linkedentityid IN ('{call}', '001Qy0000000001')",
			"WHERE ShareType = 'V' AND (LinkedEntityId = '{call}')",
			"WHERE (LinkedEntityId = '{call}' OR LinkedEntityId IN ('{call}')) AND IsDeleted = false",
		])('is answered with %s', async (where) => {
			await upload({ FirstPublishLocationId: call });
			const { status, body } = await links(where.replaceAll('{call}', call));
			expect([status, body.totalSize]).toEqual([200, 1]);
		});

		it.each([
			'',
			"WHERE ShareType = 'V'",
			"WHERE LinkedEntityId != '{call}'",
			"WHERE LinkedEntityId NOT IN ('{call}')",
			"WHERE NOT LinkedEntityId = '{call}'",
			"WHERE LinkedEntityId = '{call}' OR ShareType = 'V'",
			"WHERE ContentDocument.Title = 'Report'",
		])('is refused with "%s"', async (where) => {
			expect(await links(where.replaceAll('{call}', call))).toEqual({
				status: 400,
				body: [
					{
						errorCode: 'MALFORMED_QUERY',
						message:
							'Implementation restriction: ContentDocumentLink requires a filter by a single Id on ' +
							'ContentDocumentId or LinkedEntityId using the equals operator or multiple ' +
							"Id's using the IN operator.",
					},
				],
			});
		});

		it('is the only one that is restricted', async () => {
			await upload({});
			for (const object of ['ContentVersion', 'ContentDocument']) {
				expect((await query(`SELECT Id FROM ${object}`)).body.totalSize).toBe(1);
			}
			expect(
				await query<Errors>("SELECT Id FROM ContentVersion WHERE VersionData = 'x'"),
			).toMatchObject({ status: 400, body: [{ errorCode: 'INVALID_FIELD' }] });
		});
	});

	describe('the content', () => {
		it('is given at the address that the record names', async () => {
			const id = await upload({});
			const { body } = await salesforce<{ VersionData: string }>(sandbox, 'GET', `${UPLOAD}/${id}`);
			expect(body.VersionData).toBe(`/services/data/v59.0${UPLOAD}/${id}/VersionData`);

			const response = await fetch(sandbox.salesforce.url + body.VersionData, {
				headers: bearer(sandbox.salesforce.accessToken),
			});
			expect(Buffer.from(await response.arrayBuffer())).toEqual(PDF);
			expect((await send('GET', sandbox.salesforce.url + body.VersionData)).status).toBe(401);
		});

		it('is not given of what has none', async () => {
			for (const path of [
				`${UPLOAD}/068Qy0000000999/VersionData`,
				`/sobjects/Call_Analysis__c/${call}/VersionData`,
			]) {
				expect(await salesforce(sandbox, 'GET', path)).toMatchObject({ status: 404 });
			}
		});

		it('is linked on the page of its record, in its newest version', async () => {
			await upload({ Title: 'Draft', FirstPublishLocationId: call });
			const [{ ContentDocumentId }] = sandbox.salesforce.records('ContentVersion');
			const newest = await upload({ Title: '<b>Final</b>', ContentDocumentId });
			const { body } = await send<string>('GET', `${sandbox.salesforce.url}/${call}`);
			expect(body).toContain('<h2>Files</h2>');
			expect(body).toContain(
				`<a href="/sfc/servlet.shepherd/version/download/${newest}">&lt;b&gt;Final&lt;/b&gt;.pdf</a>`,
			);
			expect(body).not.toContain('Draft');

			const other = await createRecord(sandbox, 'Account', { Name: 'Acme' });
			const page = await send<string>('GET', `${sandbox.salesforce.url}/${other}`);
			expect(page.body).not.toContain('<h2>Files</h2>');
		});

		it('opens in a browser, where it runs no script', async () => {
			const html = '<script>alert(1)</script>';
			const id = await upload({ PathOnClient: 'Ö"; x=\'.html', Title: 'Ö"; x=\'' }, html);
			const response = await fetch(
				`${sandbox.salesforce.url}/sfc/servlet.shepherd/version/download/${id}`,
			);
			expect(await response.text()).toBe(html);
			expect(Object.fromEntries(response.headers)).toMatchObject({
				'content-type': 'text/html; charset=utf-8',
				'content-disposition': "inline; filename*=UTF-8''%C3%96%22%3B%20x%3D%27.html",
				'x-content-type-options': 'nosniff',
				'content-security-policy': 'sandbox',
			});
		});
	});
});
