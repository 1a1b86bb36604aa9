import { CredentialTestContext } from 'n8n-core';
import type { IWorkflowExecuteAdditionalData } from 'n8n-workflow';
import nock from 'nock';

import { descriptorAiApiTest } from '../../../../nodes/DescriptorAi/api/credentialTest';
import { isolateRequests } from '../../../support/service';

const HOST = 'https://descriptor.test';

async function testCredential(baseUrl: string = HOST, accessToken = 'secret-token') {
	const context = new CredentialTestContext({} as IWorkflowExecuteAdditionalData);
	return await descriptorAiApiTest.call(context, {
		id: '1',
		name: 'Descriptor.AI',
		type: 'descriptorAiApi',
		data: { accessToken, baseUrl },
	});
}

const options = () => nock(HOST).get('/api/v1/options');
const submit = () => nock(HOST).post('/api/v1/offline/processing', {});

isolateRequests();

describe('The credential test', () => {
	it('is passed by an address with the API and a token that is accepted', async () => {
		options().reply(200, { config: {}, options: {} });
		submit().matchHeader('authorization', 'Bearer secret-token').reply(422, { detail: [] });
		expect(await testCredential()).toEqual({ status: 'OK', message: 'Connection successful' });
		expect(nock.isDone()).toBe(true);
	});

	it('says that the token is wrong, in the service’s own words', async () => {
		options().reply(200, { config: {}, options: {} });
		submit().reply(401, { detail: 'Invalid authentication credentials' });
		expect(await testCredential()).toEqual({
			status: 'Error',
			message: `Descriptor.AI did not accept the access token: Invalid authentication credentials. In the credential, paste an access token that is valid for ${HOST}.`,
		});
	});

	it('trims a token that was pasted with a line feed, and refuses one that no header can hold', async () => {
		options().matchHeader('authorization', 'Bearer secret-token').reply(200, { options: {} });
		submit().matchHeader('authorization', 'Bearer secret-token').reply(422, { detail: [] });
		expect((await testCredential(HOST, 'Bearer secret-token\n')).status).toBe('OK');
		const { status, message } = await testCredential(HOST, 'secret\ntoken');
		expect(status).toBe('Error');
		expect(message).toContain("'Access Token' in the credential cannot be used. It is empty, or");
		expect(message).not.toContain('secret');
	});

	it('shows no token that the service repeats', async () => {
		options().reply(401, { detail: 'Bad token secret-token, secret%2Dtoken' });
		submit().reply(401);
		expect((await testCredential()).message).toContain('access token: Bad token …, …');
	});

	it.each<[string, () => void]>([
		['both requests', () => options().reply(403, '<title>Blocked</title>', { server: 'waf' })],
		['the submit', () => options().reply(200, { options: {} })],
	])('blames no token where something else refuses %s', async (_, reply) => {
		reply();
		submit().reply(403, '<title>Blocked</title>', { server: 'waf' });
		expect((await testCredential()).message).toBe(
			`Something other than Descriptor.AI refused the request to ${HOST} (HTTP 403; server: waf; page: Blocked). It may be a proxy, a firewall, a VPN or a gateway. Ask whoever runs it to allow requests from n8n to that address. Check 'Base URL' in the credential, too. The access token may be right.`,
		);
	});

	it('is not passed because a proxy refuses or swallows the submit', async () => {
		options().reply(200, { options: {} });
		submit().reply(200, '<html></html>');
		expect((await testCredential()).status).toBe('Error');
		options().reply(200, { options: {} });
		submit().reply(422, '<title>Blocked</title>');
		expect((await testCredential()).status).toBe('Error');
	});

	it.each<[string, () => void, string]>([
		['breaks down', () => submit().reply(502, 'Bad gateway'), 'HTTP 502'],
		['is not there', () => submit().reply(404, {}), 'HTTP 404'],
		[
			'is moved',
			() => submit().reply(307, '', { location: 'https://elsewhere.test/' }),
			'HTTP 307',
		],
		['is not answered', () => submit().replyWithError('socket hang up'), 'no answer'],
	])(
		'is not passed by a token that could not be tested: the submit %s',
		async (_, reply, words) => {
			options().reply(200, { config: {}, options: {} });
			reply();
			expect(await testCredential()).toEqual({
				status: 'Error',
				message: `There is a Descriptor.AI API at ${HOST}, but the access token could not be tested: ${words} to a submit. Try again later.`,
			});
		},
	);

	it('says who could not answer', async () => {
		options().reply(502, '<title>Bad Gateway</title>', { server: 'nginx' });
		submit().reply(502);
		expect((await testCredential()).message).toBe(
			`${HOST} could not answer (HTTP 502; server: nginx; page: Bad Gateway). Try again later.`,
		);
	});

	it('says that there is no API at the address', async () => {
		options().reply(200, '<html>Welcome</html>');
		submit().reply(405, '');
		const { message } = await testCredential();
		expect(message).toBe(`There is no Descriptor.AI API at ${HOST}. Check 'Base URL'.`);
	});

	it('follows no redirect, as the node does not', async () => {
		const elsewhere = nock('https://elsewhere.test').get('/').reply(200, { options: {} });
		options().reply(302, '', { location: 'https://elsewhere.test/' });
		submit().reply(302, '', { location: 'https://elsewhere.test/' });
		expect((await testCredential()).status).toBe('Error');
		expect(elsewhere.isDone()).toBe(false);
	});

	it('says that nothing answers at the address', async () => {
		options().replyWithError(Object.assign(new Error('x'), { code: 'ENOTFOUND' }));
		const { message } = await testCredential();
		expect(message).toBe(
			`Nothing answers at ${HOST}. Check 'Base URL', and that n8n can reach it.`,
		);
	});

	it('says that the address is not one', async () => {
		const { status, message } = await testCredential('not an address');
		expect(status).toBe('Error');
		expect(message).toContain("'Base URL' in the credential is not a web address");
	});
});
