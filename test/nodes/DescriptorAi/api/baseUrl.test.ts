import { parseBaseUrl } from '../../../../nodes/DescriptorAi/api/baseUrl';

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
