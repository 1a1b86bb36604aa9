import { generateKeyPairSync } from 'node:crypto';
import { sign } from 'jsonwebtoken';
import type { Sandbox } from '../../sandbox';
import { bearer, send, startSandbox } from './client';

interface Token {
	access_token: string;
	instance_url: string;
}

describe('The login of the Salesforce sandbox', () => {
	let sandbox: Sandbox;
	const now = () => Math.floor(Date.now() / 1000);

	beforeAll(async () => {
		sandbox = await startSandbox();
	});
	afterAll(async () => await sandbox.close());

	const requestToken = async (form: Record<string, string>) =>
		await send<Token>(
			'POST',
			`${sandbox.salesforce.url}/services/oauth2/token`,
			new URLSearchParams(form).toString(),
			{ 'content-type': 'application/x-www-form-urlencoded' },
		);

	/** Logs in as n8n's own credential does, with some claims or the key replaced. */
	const login = async (changes: Record<string, unknown> = {}, key?: string) => {
		const { jwt, url } = sandbox.salesforce;
		const claims = { iss: jwt.clientId, sub: jwt.username, aud: url, exp: now() + 180, ...changes };
		return await requestToken({
			grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
			assertion: sign(claims, key ?? jwt.privateKey, { algorithm: 'RS256' }),
		});
	};

	it('opens a session that works at the address it names', async () => {
		const { status, body } = await login();
		expect(status).toBe(200);
		expect(body).toMatchObject({
			instance_url: sandbox.salesforce.url,
			token_type: 'Bearer',
			scope: 'api id',
			id: expect.stringContaining('/id/00D'),
		});
		const objects = `${body.instance_url}/services/data/v59.0/sobjects`;
		expect((await send('GET', objects, undefined, bearer(body.access_token))).status).toBe(200);
	});

	it.each(['https://login.salesforce.com', 'https://test.salesforce.com'])(
		'takes an assertion for %s',
		async (aud) => {
			expect((await login({ aud })).status).toBe(200);
		},
	);

	it.each([
		['another user', { sub: 'somebody@else.example' }, "user hasn't approved this consumer"],
		['another audience', { aud: 'https://elsewhere.example' }, 'audience is invalid'],
		['an expiry in the past', { exp: now() - 120 }, 'expired authorization code'],
		['an expiry too far ahead', { exp: now() + 3600 }, 'assertion expires too far in the future'],
	])('refuses %s', async (_, changes, error_description) => {
		expect(await login(changes)).toEqual({
			status: 400,
			body: { error: 'invalid_grant', error_description },
		});
	});

	it('refuses another connected app', async () => {
		expect(await login({ iss: 'another app' })).toEqual({
			status: 400,
			body: { error: 'invalid_client_id', error_description: 'client identifier invalid' },
		});
	});

	it('refuses another key, and what is no assertion', async () => {
		const refused = {
			status: 400,
			body: { error: 'invalid_grant', error_description: 'invalid assertion' },
		};
		const { privateKey } = generateKeyPairSync('rsa', {
			modulusLength: 2048,
			publicKeyEncoding: { type: 'spki', format: 'pem' },
			privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
		});
		expect(await login({}, privateKey)).toEqual(refused);
		expect(
			await requestToken({
				grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
				assertion: 'nonsense',
			}),
		).toEqual(refused);
	});

	it('refuses other grants', async () => {
		expect(await requestToken({ grant_type: 'password' })).toEqual({
			status: 400,
			body: { error: 'unsupported_grant_type', error_description: 'grant type not supported' },
		});
	});

	it('tells who is logged in', async () => {
		const { url, accessToken } = sandbox.salesforce;
		const userinfo = `${url}/services/oauth2/userinfo`;
		expect((await send('GET', userinfo, undefined, bearer(accessToken))).body).toMatchObject({
			user_id: expect.stringMatching(/^005\w{15}$/),
			urls: { rest: `${url}/services/data/v{version}/` },
		});
		expect(await send('GET', userinfo, undefined, bearer('wrong'))).toEqual({
			status: 403,
			body: 'Bad_OAuth_Token',
		});
	});

	it.each(['/sobjects', '/query?q=SELECT+Id+FROM+Task', '/nowhere'])(
		'answers 401 to %s without a session',
		async (path) => {
			const url = `${sandbox.salesforce.url}/services/data/v62.0${path}`;
			const expired = {
				status: 401,
				body: [{ message: 'Session expired or invalid', errorCode: 'INVALID_SESSION_ID' }],
			};
			expect(await send('GET', url)).toEqual(expired);
			expect(await send('GET', url, undefined, bearer('wrong'))).toEqual(expired);
		},
	);

	it.each([
		['v30.0', 200],
		['v64.0', 200],
		['v29.0', 404],
		['v65.0', 404],
		['v59', 404],
	])('answers version %s with %i', async (version, status) => {
		const { url, accessToken } = sandbox.salesforce;
		const objects = `${url}/services/data/${version}/sobjects`;
		expect((await send('GET', objects, undefined, bearer(accessToken))).status).toBe(status);
	});
});
