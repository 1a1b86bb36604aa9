import type { Sandbox, SandboxOptions } from '../../sandbox';
import { download } from '../../sandbox/descriptor/download';
import type { QueryResult } from '../../sandbox/salesforce/query/cursors';
import { type Created, salesforce, startSandbox } from './client';
import { upload } from './uploads';

type Errors = Array<{ message: string; errorCode: string; fields?: string[] }>;

const DELIVERY = '/sobjects/ContentDistribution';
const DAY = 86_400_000;
const inDays = (days: number) => new Date(Date.now() + days * DAY).toISOString();

describe('The public links of the Salesforce sandbox', () => {
	let sandbox: Sandbox;
	let version: string;

	const open = async (options: SandboxOptions = {}) => {
		sandbox = await startSandbox(options);
		version = await upload(sandbox, { PathOnClient: 'support-call.wav' }, 'RIFF0000WAVE');
	};
	afterEach(async () => await sandbox.close());

	const wanted = (changes: object = {}) => ({
		Name: 'Call recording',
		ContentVersionId: version,
		PreferencesAllowOriginalDownload: true,
		PreferencesAllowViewInBrowser: true,
		PreferencesExpires: true,
		ExpiryDate: inDays(2),
		...changes,
	});
	const create = async <Body = Created>(changes: object = {}) =>
		await salesforce<Body>(sandbox, 'POST', DELIVERY, wanted(changes));
	const linkOf = async (changes: object = {}) => {
		const { body, status } = await create(changes);
		expect(status).toBe(201);
		const path = `${DELIVERY}/${body.id}?fields=ContentDownloadUrl`;
		const read = await salesforce<{ ContentDownloadUrl: string }>(sandbox, 'GET', path);
		return { id: body.id, url: read.body.ContentDownloadUrl };
	};
	const get = async (url: string) => await download(url, AbortSignal.timeout(10_000));
	const query = async <Body = QueryResult>(soql: string) =>
		await salesforce<Body>(sandbox, 'GET', `/query?q=${encodeURIComponent(soql)}`);

	it('give the file to everyone who has one, without a login', async () => {
		await open();
		const { url } = await linkOf();
		expect(new URL(url).pathname).toBe('/sfc/dist/version/download/');
		const { audio, fileName, isAudio } = await get(url);
		expect({ ...audio, fileName, isAudio }).toMatchObject({
			status: 200,
			bytes: 12,
			fileName: 'support-call.wav',
			isAudio: true,
		});
		for (const other of [url.replace(/d=\w/, 'd='), url.replace('ids=', 'ids=1')]) {
			expect((await get(other)).audio.status).toBe(404);
		}
		expect((await get(url.replace(/\?.*/, ''))).audio.status).toBe(404);
	});

	it('end on their day, and when they are deleted', async () => {
		await open();
		const { id, url } = await linkOf();
		const change = async (body: object) =>
			await salesforce(sandbox, 'PATCH', `${DELIVERY}/${id}`, body);
		expect((await change({ ExpiryDate: inDays(1) })).status).toBe(204);
		expect((await get(url)).audio.status).toBe(200);
		jest.spyOn(Date, 'now').mockReturnValue(Date.now() + DAY);
		expect((await get(url)).audio).toMatchObject({
			status: 404,
			contentType: expect.stringContaining('html'),
		});
		jest.restoreAllMocks();
		expect((await get(url)).audio.status).toBe(200);
		await salesforce(sandbox, 'DELETE', `${DELIVERY}/${id}`);
		expect((await get(url)).audio.status).toBe(404);
	});

	it('give nothing where the original may not be downloaded', async () => {
		await open();
		const { url } = await linkOf({ PreferencesAllowOriginalDownload: false });
		expect((await get(url)).audio.status).toBe(404);
	});

	it.each<[string, object, string, string[]]>([
		['a name', { Name: null }, 'REQUIRED_FIELD_MISSING', ['Name']],
		['a file', { ContentVersionId: null }, 'REQUIRED_FIELD_MISSING', ['ContentVersionId']],
		[
			'no document',
			{ ContentDocumentId: '069Qy0000000001AAA' },
			'INVALID_FIELD_FOR_INSERT_UPDATE',
			['ContentDocumentId'],
		],
		[
			'no address',
			{ ContentDownloadUrl: 'https://example.com' },
			'INVALID_FIELD_FOR_INSERT_UPDATE',
			['ContentDownloadUrl'],
		],
		['a future', { ExpiryDate: inDays(-1) }, 'FIELD_INTEGRITY_EXCEPTION', ['ExpiryDate']],
		['a day, if they expire', { ExpiryDate: null }, 'FIELD_INTEGRITY_EXCEPTION', ['ExpiryDate']],
		['a version', { ContentVersionId: '003Qy0000000001' }, 'FIELD_INTEGRITY_EXCEPTION', []],
	])('need %s', async (_, changes, errorCode, fields) => {
		await open();
		const { body, status } = await create<Errors>(changes);
		expect({ status, body }).toMatchObject({ status: 400, body: [{ errorCode }] });
		if (fields.length > 0) expect(body[0].fields).toEqual(fields);
	});

	it('stay those of their file, and cannot be found by their address', async () => {
		await open();
		const { id } = await linkOf();
		const change = { ContentVersionId: version };
		expect(await salesforce(sandbox, 'PATCH', `${DELIVERY}/${id}`, change)).toMatchObject({
			status: 400,
			body: [{ errorCode: 'INVALID_FIELD_FOR_INSERT_UPDATE' }],
		});
		expect(
			await query("SELECT Id FROM ContentDistribution WHERE ContentDownloadUrl = 'a'"),
		).toMatchObject({ status: 400, body: [{ errorCode: 'INVALID_FIELD' }] });
	});

	it('are not there where an administrator has not enabled them', async () => {
		await open({ salesforceDeliveries: false });
		expect(await create()).toMatchObject({ status: 404, body: [{ errorCode: 'NOT_FOUND' }] });
		expect(await query('SELECT Id FROM ContentDistribution')).toMatchObject({
			status: 400,
			body: [{ errorCode: 'INVALID_TYPE' }],
		});
		expect(
			(await get(`${sandbox.salesforce.url}/sfc/dist/version/download/?d=`)).audio.status,
		).toBe(404);
	});

	it('tell files that have one from those that have none, also by the fields of the file', async () => {
		await open();
		const other = await upload(sandbox, { PathOnClient: 'sales-call.mp3' });
		await linkOf();
		const without = async (of: string) =>
			(await query(`SELECT Id FROM ContentVersion WHERE Id ${of}`)).body.records.map(
				({ Id }) => Id,
			);
		const linked = (where = '') => `(SELECT ContentVersionId FROM ContentDistribution${where})`;
		expect(await without(`NOT IN ${linked()} AND IsLatest = true`)).toEqual([other]);
		expect(await without(`IN ${linked()}`)).toEqual([version]);
		expect(await without(`NOT IN ${linked(" WHERE Name LIKE 'By hand%'")}`)).toEqual([
			version,
			other,
		]);
		const { body } = await query(
			'SELECT ContentVersion.Title, ContentVersion.FileExtension FROM ContentDistribution',
		);
		expect(body.records).toMatchObject([
			{ ContentVersion: { Title: 'support-call', FileExtension: 'wav' } },
		]);
	});

	it.each<[string, string]>([
		['Id IN (SELECT WhatId FROM Task)', 'MALFORMED_QUERY'],
		['Title IN (SELECT Id FROM Account)', 'NOT_IN_SANDBOX'],
		['Id IN (SELECT Name FROM Account)', 'NOT_IN_SANDBOX'],
		['Id IN (SELECT Id FROM Account LIMIT 1)', 'NOT_IN_SANDBOX'],
	])('are not found by a subquery such as %s', async (where, errorCode) => {
		await open();
		const { body } = await query<Errors>(`SELECT Id FROM ContentVersion WHERE ${where}`);
		expect(body).toMatchObject([{ errorCode }]);
	});
});

describe('A date literal', () => {
	it.each<[string, number[]]>([
		['>= YESTERDAY', [0, 1]],
		['= YESTERDAY', [1]],
		['!= YESTERDAY', [0, 2, 30]],
		['> YESTERDAY', [0]],
		['< TODAY', [1, 2, 30]],
		['<= YESTERDAY', [1, 2, 30]],
		['= LAST_N_DAYS:2', [0, 1, 2]],
		['>= last_n_days:30', [0, 1, 2, 30]],
	])('stands for whole days: %s', async (condition, expected) => {
		const sandbox = await startSandbox();
		const ages = [0, 1, 2, 30];
		for (const age of ages) {
			const Called_At__c = inDays(-age);
			sandbox.salesforce.create('Call_Analysis__c', { Name: String(age), Called_At__c });
		}
		const soql = `SELECT Name FROM Call_Analysis__c WHERE Called_At__c ${condition}`;
		const path = `/query?q=${encodeURIComponent(soql)}`;
		const { body } = await salesforce<QueryResult>(sandbox, 'GET', path);
		await sandbox.close();
		expect(body.records.map(({ Name }) => Number(Name))).toEqual(expected);
	});

	it('of another kind is refused', async () => {
		const sandbox = await startSandbox();
		const soql = 'SELECT Id FROM Call_Analysis__c WHERE CreatedDate = THIS_WEEK';
		const path = `/query?q=${encodeURIComponent(soql)}`;
		const { status } = await salesforce(sandbox, 'GET', path);
		await sandbox.close();
		expect(status).toBe(501);
	});
});
