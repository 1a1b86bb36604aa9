import { explainAnswer } from '../../../../nodes/DescriptorAi/api/messages';

const BASE = 'https://descriptor.test';
const purpose = { kind: 'result', resultId: 'a' } as const;

const explained = (statusCode: number, body: unknown, headers: Record<string, string> = {}) =>
	explainAnswer({ statusCode, body, headers }, { purpose, itemIndex: 0, baseUrl: BASE });
const page = (title: string) =>
	`<html><head><title>${title}</title></head><body>Agent: hi</body></html>`;

describe('A refusal', () => {
	it('of the service with 401 is about the token', () => {
		const { message, description } = explained(401, { detail: 'Not authenticated' });
		expect(message).toBe('Descriptor.AI did not accept the access token: Not authenticated');
		expect(description).toContain('paste an access token');
	});

	it.each(['Not in your plan', 'No credit left', 'The download of the recording is forbidden'])(
		'of the service with 403 is not blamed on the token alone: %s',
		(detail) => {
			const { message, description } = explained(403, { detail });
			expect(message).toBe(`Descriptor.AI does not allow this request: ${detail}`);
			expect(description).toMatch(
				/access token .* unless this is about credit, the plan or a download/,
			);
		},
	);

	it.each<[number, unknown, Record<string, string>]>([
		[401, { error: 'invalid_token' }, {}],
		[401, { message: 'Invalid authentication credentials' }, {}],
		[401, { error: { code: 16, status: 'UNAUTHENTICATED' } }, {}],
		[401, { code: 'token_expired', msg: 'no' }, {}],
		[403, { message: 'Missing Authentication Token' }, {}],
		[401, '', { 'www-authenticate': 'Bearer error="invalid_token"' }],
		[401, page('Unauthorized'), { 'www-authenticate': 'Basic realm="x", Bearer' }],
	])('of something else, %i with %j and %j, may be about the token', (status, body, headers) => {
		const { message, description } = explained(status, body, headers);
		expect(message).toContain('Something other than Descriptor.AI refused the request');
		expect(description).toContain('The answer is about the access token: in the credential, paste');
		expect(description).not.toContain('may be right');
	});

	it.each<[number, unknown, Record<string, string>, string]>([
		[
			403,
			page('Attention Required! | Cloudflare'),
			{ server: 'cloudflare', 'cf-ray': '8f1-FRA' },
			'HTTP 403; server: cloudflare; cf-ray: 8f1-FRA; page: Attention Required! | Cloudflare',
		],
		[403, { message: 'Forbidden' }, {}, 'HTTP 403'],
		[
			401,
			page('401 Authorization Required'),
			{ server: 'nginx/1.25.3' },
			'HTTP 401; server: nginx/1.25.3; page: 401 Authorization Required',
		],
		[
			401,
			'',
			{ via: '1.1 proxy.corp:3128 (squid/5.7)' },
			'HTTP 401; via: 1.1 proxy.corp:3128 (squid/5.7)',
		],
		[403, 'RBAC: access denied', { server: 'envoy' }, 'HTTP 403; server: envoy'],
		[403, null, {}, 'HTTP 403'],
		[
			401,
			{ type: 'about:blank', title: 'Unauthorized', status: 401, detail: 'No key' },
			{},
			'HTTP 401',
		],
		[403, { type: 'about:blank', status: 403, detail: 'Blocked' }, {}, 'HTTP 403'],
		[
			401,
			page('Your token'),
			{ 'www-authenticate': 'Basic realm="x"' },
			'HTTP 401; page: Your token',
		],
		[403, [{ detail: 'no' }], {}, 'HTTP 403'],
		[403, page('x'.repeat(81)), { server: 'y'.repeat(81) }, 'HTTP 403'],
		[406, page('Not Acceptable'), {}, 'HTTP 406; page: Not Acceptable'],
		[
			400,
			page('The plain HTTP request was sent to HTTPS port'),
			{},
			'HTTP 400; page: The plain HTTP request was sent to HTTPS port',
		],
	])('%i with %j is not blamed on the token', (status, body, headers, sender) => {
		const { message, description } = explained(status, body, headers);
		expect(message).toContain(`Something other than Descriptor.AI refused the request to ${BASE}`);
		expect(message).toContain(`(${sender})`);
		expect(description).toContain("Check 'Base URL'");
		expect(description).toContain('The access token may be right. Nothing is lost');
	});

	it('of a proxy that requires a login says where that is set', () => {
		const { message, description } = explained(407, page('Sign in'), { via: '1.1 squid' });
		expect(message).toBe(
			`The proxy between n8n and ${BASE} requires a login (HTTP 407; via: 1.1 squid; page: Sign in)`,
		);
		expect(description).toContain('HTTPS_PROXY');
	});

	it.each<[number, unknown, string]>([
		[
			404,
			page('404 Not Found'),
			`There is no Descriptor.AI API at ${BASE} (HTTP 404; server: nginx; page: 404 Not Found)`,
		],
		[
			404,
			{ message: 'no Route matched' },
			`There is no Descriptor.AI API at ${BASE}: no Route matched (HTTP 404; server: nginx)`,
		],
		[404, { detail: 'Not Found' }, "Descriptor.AI does not know the result ID 'a': Not Found"],
		[
			429,
			page('Slow down'),
			'Descriptor.AI is receiving too many requests (HTTP 429; server: nginx; page: Slow down)',
		],
		[
			502,
			page('502 Bad Gateway'),
			'Descriptor.AI could not answer (HTTP 502; server: nginx; page: 502 Bad Gateway)',
		],
		[503, { detail: 'Busy' }, 'Descriptor.AI could not answer: Busy'],
	])('of %i with %j says who it comes from', (status, body, message) => {
		expect(explained(status, body, { server: 'nginx' }).message).toBe(message);
	});

	it.each([
		['https://new.test/descriptor/api/v1/options?x=1', 'https://new.test/descriptor'],
		['https://login.test/realms/secret/auth?state=secret', 'https://login.test/…'],
		['//user:pw@new.test/', 'https://new.test/…'],
		['javascript:alert(1)', 'another address'],
		['/sign-in', `${BASE}/…`],
	])('that redirects to %j names the host, and a path only of an API', (location, target) => {
		expect(explained(302, '', { location }).message).toBe(`${BASE} redirects to ${target}`);
	});

	it('takes no time for a page of any kind', () => {
		expect(explained(403, '<title'.repeat(20_000)).message).toContain('(HTTP 403)');
	});
});
