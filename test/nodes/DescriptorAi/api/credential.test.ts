import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import nock from 'nock';

import { DescriptorAiApi } from '../../../../credentials/DescriptorAiApi.credentials';
import { parseBaseUrl, parseToken } from '../../../../nodes/DescriptorAi/api/credential';
import { BASE_URL, runNode } from '../../../support/engine';
import { isolateRequests } from '../../../support/service';

isolateRequests();

const authenticate = async (data: ICredentialDataDecryptedObject) =>
	await new DescriptorAiApi().authenticate(data, { url: BASE_URL });
const getResult = { resource: 'callAnalysis', operation: 'getResult', resultId: 'a' };

describe('An access token', () => {
	it.each([
		'abc-123.DEF_~+/=',
		'abc-123.DEF_~+/=\n',
		'\r\n  abc-123.DEF_~+/=\t ',
		'"abc-123.DEF_~+/="',
		"'abc-123.DEF_~+/='",
		'“abc-123.DEF_~+/=”',
		'`abc-123.DEF_~+/=`\n',
		'\ufeffabc-123.DEF_~+/=\u200b',
		'\u00a0abc-123.DEF_~+/=\u2028',
		'Bearer abc-123.DEF_~+/=',
		'bearer\n abc-123.DEF_~+/=',
		'"Bearer abc-123.DEF_~+/="',
		'Bearer "abc-123.DEF_~+/="',
		'Authorization: Bearer abc-123.DEF_~+/=\n',
		'Bearer Bearer abc-123.DEF_~+/=',
	])('is found in what was pasted: %j', async (pasted) => {
		expect(parseToken(pasted)).toBe('abc-123.DEF_~+/=');
		const { headers } = await authenticate({ accessToken: pasted });
		expect(headers).toEqual({ Authorization: 'Bearer abc-123.DEF_~+/=' });
	});

	it.each(['bearerABC', 'Bearer-7', 'authorization'])(
		'may begin with the words of the header: %s',
		(token) => expect(parseToken(token)).toBe(token),
	);

	it.each([
		'',
		' \n',
		'""',
		'Bearer ',
		undefined,
		null,
		{},
		'SECRET1 SECRET2',
		'SECRET1\nSECRET2',
		'SECRET1\u200bSECRET2',
		'SECRETé',
		'SECRET\u0000SECRET2',
		'SÉCRET1',
	])('that no header can hold is refused, and not shown: %j', async (pasted) => {
		expect(parseToken(pasted)).toBeNull();
		const accessToken = pasted as string;
		const { error } = await runNode({
			items: [{}],
			parameters: getResult,
			credentials: { accessToken, baseUrl: BASE_URL },
		});
		expect(error?.message).toBe("'Access Token' in the credential cannot be used");
		expect(error?.description).toContain('paste the token again');
		expect(JSON.stringify(error)).not.toMatch(/S[EÉ]CRET/);
		await expect(authenticate({ accessToken })).rejects.toThrow(
			"'Access Token' in the credential cannot be used",
		);
	});

	it('that was pasted with a line feed is sent without it', async () => {
		nock(BASE_URL)
			.get('/api/v1/offline/processing/a')
			.matchHeader('authorization', 'Bearer secret-token')
			.reply(401, { detail: 'Invalid authentication credentials' });
		await runNode({
			items: [{}],
			parameters: getResult,
			credentials: { accessToken: 'secret-token\n', baseUrl: BASE_URL },
		});
		expect(nock.isDone()).toBe(true);
	});
});

describe('The base URL', () => {
	it.each([
		['https://demo.descriptor.ai', 'https://demo.descriptor.ai'],
		['https://demo.descriptor.ai/', 'https://demo.descriptor.ai'],
		[' https://demo.descriptor.ai/api/v1/ ', 'https://demo.descriptor.ai'],
		['https://demo.descriptor.ai/api/v1/offline/processing', 'https://demo.descriptor.ai'],
		['demo.descriptor.ai', 'https://demo.descriptor.ai'],
		['http://10.0.0.7:8080/descriptor/', 'http://10.0.0.7:8080/descriptor'],
		['https://proxy.example.com/descriptor/api/v1', 'https://proxy.example.com/descriptor'],
	])('is understood when it is entered as %s', (typed, expected) => {
		expect(parseBaseUrl(typed)).toBe(expected);
	});

	it.each(['', '   ', 'ftp://demo.descriptor.ai', 'https://', 'demo descriptor ai', undefined, 7])(
		'is refused when it is %p',
		(typed) => {
			expect(parseBaseUrl(typed)).toBeNull();
		},
	);
});
