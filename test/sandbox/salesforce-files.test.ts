import { createHash } from 'node:crypto';
import type { Sandbox } from '../../sandbox';
import type { QueryResult } from '../../sandbox/salesforce/query/cursors';
import { bearer, type Created, createRecord, salesforce, send, startSandbox } from './client';
import { entity, PDF, postParts, upload, UPLOAD, versionData, type Part } from './uploads';

type Errors = Array<{ message: string; errorCode: string }>;

describe('The files of the Salesforce sandbox', () => {
	let sandbox: Sandbox;
	let call: string;

	beforeEach(async () => {
		sandbox = await startSandbox();
		call = await createRecord(sandbox, 'Call_Analysis__c', { Name: 'Analysis_1' });
	});
	afterEach(async () => await sandbox.close());

	const post = async (parts: Part[]) =>
		await postParts<Created>(sandbox.salesforce.url, sandbox.salesforce.accessToken, parts);
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
			const id = await upload(sandbox, {
				Title: 'Report',
				FirstPublishLocationId: call.slice(0, 15),
			});
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
			const id = await upload(sandbox, {});
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
			await upload(sandbox, { PathOnClient: 'C:\\calls\\May.report.PDF' });
			await upload(sandbox, { PathOnClient: 'notes' });
			expect(sandbox.salesforce.records('ContentVersion')).toMatchObject([
				{ Title: 'May.report', FileExtension: 'PDF', FileType: 'PDF' },
				{ Title: 'notes', FileExtension: null, FileType: 'UNKNOWN' },
			]);
		});

		it('becomes the newest version of the file that it names', async () => {
			const first = await upload(sandbox, { Title: 'Draft', FirstPublishLocationId: call });
			const [{ ContentDocumentId }] = sandbox.salesforce.records('ContentVersion');
			const second = await upload(sandbox, { Title: 'Final', ContentDocumentId }, 'new');

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

	describe('the query of links', () => {
		const links = async (where: string) =>
			await query(`SELECT Id FROM ContentDocumentLink ${where}`);

		it.each([
			"WHERE LinkedEntityId = '{call}'",
			"WHERE linkedentityid IN ('{call}', '001Qy0000000001')",
			"WHERE ShareType = 'V' AND (LinkedEntityId = '{call}')",
			"WHERE (LinkedEntityId = '{call}' OR LinkedEntityId IN ('{call}')) AND IsDeleted = false",
		])('is answered with %s', async (where) => {
			await upload(sandbox, { FirstPublishLocationId: call });
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
			await upload(sandbox, {});
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
			const id = await upload(sandbox, {});
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
			await upload(sandbox, { Title: 'Draft', FirstPublishLocationId: call });
			const [{ ContentDocumentId }] = sandbox.salesforce.records('ContentVersion');
			const newest = await upload(sandbox, { Title: '<b>Final</b>', ContentDocumentId });
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
			const id = await upload(sandbox, { PathOnClient: 'Ö"; x=\'.html', Title: 'Ö"; x=\'' }, html);
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
