import fc from 'fast-check';

import {
	holdsSecret,
	namingParameters,
	webAddress,
} from '../../../../nodes/DescriptorAi/api/addresses';
import { words } from '../../../support/arbitraries';

const HOST = 'https://recordings.example.com';
const holds = (rest: string) => holdsSecret(new URL(rest.startsWith('/') ? HOST + rest : rest));
const naming = (query: string) => namingParameters(new URL(`${HOST}/a?${query}`));

describe('An address holds a secret', () => {
	it.each([
		'https://lee:pw@recordings.example.com/a.mp3',
		'https://token@recordings.example.com/a.mp3',
		'/a.mp3?X-Amz-Credential=a&X-Amz-Signature=b',
		'/a.mp3?X-Goog-Signature=b',
		'/a.mp3?sv=1&se=2&sig=b',
		'/a.mp3?Expires=1&Signature=a&Key-Pair-Id=k',
		'/a.mp3?access_token=a',
		'/a.mp3?accessToken=a',
		'/a.mp3?ACCESS_TOKEN=a',
		'/a.mp3?api_key=a',
		'/a.mp3?apikey=a',
		'/a.mp3?x-api-key=a',
		'/a.mp3?AWSAccessKeyId=a',
		'/a.mp3?password=a',
		'/a.mp3?user=lee&pwd=a',
		'/a.mp3?code=a',
		'/a.mp3?expires_at=2026-11-28',
		'/a.mp3?%74oken=a',
		'/a.mp3?id=1;token=a',
		'/a.mp3?id=1%26token%3Da',
		'/a.mp3?url=https%3A%2F%2Fexample.com%2Fb%3Fsig%3Dx',
		'/a.mp3?url=https%3A%2F%2Flee%3Apw%40example.com%2Fb',
		'/a.mp3?u=%253Ftoken%253Da',
		'/a%3Ftoken=a',
		'/a%3Ftoken%3Da',
		'/a.mp3#access_token=a',
		'/exp=1772359200~hmac=ab/a.mp3',
		'/bcdn_token=ab&expires=1/a.mp3',
		'/r/eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.ab/a.mp3',
		'/a.mp3?d=eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.ab',
		'https://example.file.force.com/sfc/dist/version/download/?oid=00D&ids=068&d=%2Fa%2F1%2Fx&asPdf=false',
		'https://example.my.salesforce.com/sfc/p/00000000kftP/a/Jw000004i0Rp/gKgnd7UT1q',
	])('in any usual place and spelling: %s', (address) => expect(holds(address)).toBe(true));

	it.each([
		'/a.mp3',
		'/calls/2026/11/lee@example.com/a.mp3',
		'/download.php?id=42&lang=en&country_code=44',
		'/a.mp3?call_id=1&format=mp3&design=2',
		'/2010-04-01/Accounts/AC0/Recordings/RE0.wav?RequestedChannels=2',
		'/a.mp3?token=',
		'/a.mp3#t=10',
	])('or only where the recording is: %s', (address) => expect(holds(address)).toBe(false));

	it('if it is too long to be looked into', () => {
		expect(holds(`/${'a/'.repeat(1_000_000)}`)).toBe(true);
		expect(holds(`/?${'a='.repeat(1000)}`)).toBe(false);
	});

	it('whatever the others are', () => {
		const pairs = fc.array(fc.tuple(words, words), { maxLength: 4 });
		fc.assert(
			fc.property(pairs, pairs, (before, after) => {
				const query = new URLSearchParams([...before, ['signature', 'x'], ...after]);
				expect(holds(`/a?${query.toString()}`)).toBe(true);
			}),
		);
	});
});

describe('The parameters that name a recording', () => {
	it.each([
		['id=42', 'id=42'],
		['id=42&expires=1&sig=a', 'id=42'],
		['X-Amz-Date=1&X-Amz-Signature=a&versionId=3', 'versionId=3'],
		['token=a', 'token=a'],
		['access_token=a', ''],
		['sig=a', ''],
		['e=1&policy=b', 'e=1&policy=b'],
		['', ''],
	])('of %s are %s', (query, expected) => {
		expect(new URLSearchParams(naming(query)).toString()).toBe(expected);
	});
});

it.each([
	'',
	'a.mp3',
	'/a.mp3',
	'ftp://a/b',
	'javascript:alert(1)',
	'https://',
	'https://a b/c',
	'https://a\n',
])('%j is no web address', (text) => expect(webAddress(text)).toBeUndefined());
