import type { Sandbox } from '../../sandbox';
import { bearer, salesforce, send, startSandbox } from './client';

const OBJECTS = '/sobjects';

describe('What the Salesforce sandbox lets in', () => {
	let sandbox: Sandbox;

	beforeEach(async () => {
		sandbox = await startSandbox();
		sandbox.salesforce.setDailyRequests(3);
	});
	afterEach(async () => await sandbox.close());

	const status = async () => (await salesforce(sandbox, 'GET', OBJECTS)).status;

	it('counts the requests of a day and tells them with every answer', async () => {
		expect(await salesforce(sandbox, 'GET', '/limits')).toMatchObject({
			status: 200,
			body: { DailyApiRequests: { Max: 3, Remaining: 2 } },
		});
		const { url, accessToken } = sandbox.salesforce;
		const answer = await fetch(`${url}/services/data/v59.0${OBJECTS}`, {
			headers: bearer(accessToken),
		});
		expect(answer.headers.get('sforce-limit-info')).toBe('api-usage=2/3');
	});

	it('refuses requests when those of the day are spent, until there are more', async () => {
		for (let request = 0; request < 3; request++) expect(await status()).toBe(200);
		expect(await salesforce(sandbox, 'GET', OBJECTS)).toEqual({
			status: 403,
			body: [{ errorCode: 'REQUEST_LIMIT_EXCEEDED', message: 'TotalRequests Limit exceeded.' }],
		});
		sandbox.salesforce.setDailyRequests(4);
		expect(await status()).toBe(200);
		expect(await status()).toBe(403);
	});

	it('ends sessions, and opens them again', async () => {
		sandbox.salesforce.expireSessions();
		expect(await salesforce(sandbox, 'GET', OBJECTS)).toEqual({
			status: 401,
			body: [{ errorCode: 'INVALID_SESSION_ID', message: 'Session expired or invalid' }],
		});
		const userinfo = `${sandbox.salesforce.url}/services/oauth2/userinfo`;
		const { accessToken } = sandbox.salesforce;
		expect((await send('GET', userinfo, undefined, bearer(accessToken))).status).toBe(403);
		sandbox.salesforce.renewSession();
		expect(await status()).toBe(200);
	});

	it('keeps the limits of another org apart', async () => {
		const other = await startSandbox();
		sandbox.salesforce.expireSessions();
		expect((await salesforce(other, 'GET', OBJECTS)).status).toBe(200);
		await other.close();
	});
});
