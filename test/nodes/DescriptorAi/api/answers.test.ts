import { retryAfter, serviceWords } from '../../../../nodes/DescriptorAi/api/answers';
import { skipPauses } from '../../../support/clock';

describe('The words of the service', () => {
	it.each([
		[{ detail: 'Result not found' }, 'Result not found'],
		[{ message: 'Quota exceeded' }, 'Quota exceeded'],
		[{ error: { message: 'Bad file' } }, 'Bad file'],
		[{ error: { code: 7, reason: 'Bad file' } }, 'Bad file'],
		[{ error: { code: 7, message: '', msg: 'Bad file' } }, 'Bad file'],
		[{ detail: { description: 'Bad file' } }, 'Bad file'],
		['<html>Bad gateway</html>', ''],
		[null, ''],
		[{ detail: [{ loc: ['body'], msg: 'Field required' }] }, 'Field required'],
		[
			{ detail: [{ loc: ['path', 'result_id'], msg: 'Not a UUID' }, 'noise'] },
			'result_id: Not a UUID',
		],
	])('are found in %j', (body, words) => {
		expect(serviceWords(body)).toBe(words);
	});

	it.each([
		['GET /a.mp3?b[c]=secret answered 403', 'GET /… answered 403'],
		['POST /webhook/secret: 404', 'POST /… 404'],
		['no file (/rest/secret)', 'no file (/…'],
		['a.mp3?token=secret and a.mp3#token=secret', 'a.mp3?… and a.mp3#…'],
		['https://user:secret@host.test/a.mp3', 'https://host.test/…'],
		['https://user:se@cret@host.test:8080/a.mp3', 'https://host.test:8080/…'],
		['"https:\\/\\/host.test\\/webhook\\/secret" failed', '"https:\\/\\/host.test/…" failed'],
		['uri=https%3A%2F%2Fhost.test%2Fsecret is gone', 'uri=… is gone'],
		["'s3://bucket/secret's' and 'http://[::1]/secret'", "'s3://bucket/…' and 'http://[::1]/…'"],
		[
			'Ask https://host.test and 24/7, and/or text/plain',
			'Ask https://host.test and 24/7, and/or text/plain',
		],
	])('are without the secrets of an address however it is written: %s', (words, open) => {
		expect(serviceWords({ detail: words })).toBe(open);
	});

	it('are without what follows the host of an address, where secrets are', () => {
		const detail =
			'No file at https://n8n.test/rest/signed?token=eyJ.a.b, nor "http://x.test/y#z".';
		expect(serviceWords({ detail })).toBe('No file at https://n8n.test/… nor "http://x.test/…".');
		// An address without an end takes no time.
		expect(serviceWords({ detail: 'http://'.repeat(1_000_000) }).length).toBeLessThan(310);
	});

	it('are cut, because a body may repeat what was said in a call', () => {
		expect(serviceWords({ detail: 'x'.repeat(5000) }).length).toBeLessThan(310);
	});
});

describe('Retry-After', () => {
	it.each([
		['7', 7000],
		['Thu, 01 Jan 2026 00:00:30 GMT', 30_000],
		['Wed, 31 Dec 2025 23:59:00 GMT', 0],
		['soon', undefined],
		[undefined, undefined],
	])('%p is a wait of %p milliseconds', (header, wait) => {
		skipPauses();
		const headers = { 'retry-after': header };
		expect(retryAfter({ statusCode: 429, body: null, headers })).toBe(wait);
	});
});
