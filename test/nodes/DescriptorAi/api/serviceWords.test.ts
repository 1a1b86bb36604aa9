import { serviceWords } from '../../../../nodes/DescriptorAi/api/serviceWords';

describe('The words of the service', () => {
	it.each([
		[{ detail: 'Result not found' }, 'Result not found'],
		[{ message: 'Quota exceeded' }, 'Quota exceeded'],
		[{ error: { message: 'Bad file' } }, 'Bad file'],
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
		['GET /a.mp3?b[c]=secret answered 403', 'GET /a.mp3?… answered 403'],
		['https://user:secret@host.test/a.mp3', 'https://…@host.test/a.mp3'],
	])('are without the secrets of an address however it is written: %s', (words, open) => {
		expect(serviceWords({ detail: words })).toBe(open);
	});

	it('are without what follows the path of an address, where secrets are', () => {
		const detail =
			'No file at https://n8n.test/rest/signed?token=eyJ.a.b, nor "http://x.test/y#z".';
		expect(serviceWords({ detail })).toBe(
			'No file at https://n8n.test/rest/signed?… nor "http://x.test/y?…".',
		);
		expect(serviceWords({ detail: 'GET /rest/signed?token=eyJ.a.b HTTP/1.1 404' })).toBe(
			'GET /rest/signed?… HTTP/1.1 404',
		);
		// An address without an end takes no time.
		expect(serviceWords({ detail: 'http://'.repeat(1_000_000) }).length).toBeLessThan(310);
	});

	it('are cut, because a body may repeat what was said in a call', () => {
		expect(serviceWords({ detail: 'x'.repeat(5000) }).length).toBeLessThan(310);
	});
});
