import { retryAfter } from '../../../../nodes/DescriptorAi/api/explanation';

describe('Retry-After', () => {
	const now = Date.parse('2026-01-01T00:00:00Z');

	it.each([
		['7', 7000],
		['Thu, 01 Jan 2026 00:00:30 GMT', 30_000],
		['Wed, 31 Dec 2025 23:59:00 GMT', 0],
		['soon', undefined],
		[undefined, undefined],
	])('%p is a wait of %p milliseconds', (header, wait) => {
		expect(retryAfter(header, now)).toBe(wait);
	});
});
