import { createHash } from 'node:crypto';
import fc from 'fast-check';

import {
	keyOfAddress,
	keyOfFile,
	keyOfId,
} from '../../../../nodes/DescriptorAi/salesforce/recordingKey';
import { words } from '../../../support/arbitraries';

const HOST = 'https://recordings.example.com';
const keyOf = (address: string) => keyOfAddress(new URL(address, HOST));
/** What the address of a record in Salesforce can hold, also as the last part of a path. */
const SAFE = /^[\w:+=@-]+(\.\d[\w:+=@-]*)*$/;

describe('The key by an address', () => {
	it('begins with the name of the file and tells folders, hosts and queries apart', () => {
		const hash = createHash('sha256').update(`${HOST}/calls/call-42.mp3`).digest('hex');
		expect(keyOf('/calls/call-42.mp3')).toBe(`call-42-mp3-${hash.slice(0, 40)}`);
		const others = [
			'/call-42.mp3',
			'https://b.example/calls/call-42.mp3',
			'/calls/call-42.mp3?v=2',
		];
		expect(new Set([...others, '/calls/call-42.mp3'].map(keyOf)).size).toBe(4);
		expect(keyOf('/d.php?id=1')).not.toBe(keyOf('/d.php?id=2'));
	});

	it.each([
		['/a.mp3', '/a.mp3#t=10'],
		['/a.mp3', 'https://lee:pw@recordings.example.com/a.mp3'],
		['/a.mp3', 'HTTPS://RECORDINGS.example.com:443/a.mp3'],
		['/a.mp3', '/a.mp3?X-Amz-Date=1&X-Amz-Expires=60&X-Amz-Signature=abc'],
		['/a.mp3?sv=1&se=2&sr=b&sp=r&sig=a', '/a.mp3?sv=1&se=3&sr=b&sp=r&sig=b'],
		['/d.php?id=1&lang=en', '/d.php?lang=en&id=1'],
		['/d.php?id=1', '/d.php?id=1&expires=5&sig=x'],
	])('is the same for %s and %s', (one, other) => expect(keyOf(one)).toBe(keyOf(other)));

	it('shows no token in the path', () => {
		const key = keyOf('/r/eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.ab');
		expect(key).toMatch(/^[\da-f]{40}$/);
		expect(keyOf('/r/token=secret-1')).not.toContain('secret');
	});

	it('is one that Salesforce can hold and find, whatever the address is', () => {
		fc.assert(
			fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (address) => {
				expect(keyOf(address)).toMatch(SAFE);
				expect(keyOf(address).length).toBeLessThanOrEqual(141);
				expect(keyOfId(keyOf(address))).toBe(keyOf(address));
			}),
		);
	});
});

describe('The key by an ID', () => {
	it.each([
		'demo-1',
		'42',
		'CA0123456789abcdef0123456789abcdef',
		'1764338700.42',
		'twilio:RE42',
		'a'.repeat(255),
	])('is the ID where Salesforce can find a record by it: %s', (id) =>
		expect(keyOfId(id)).toBe(id),
	);

	it.each(['call.wav', 'a/b', '..', '.', 'a b', 'a.inc', 'a?b', 'ü', '{42}', 'a'.repeat(256)])(
		'is made of the ID where that could not be in an address: %s',
		(id) => {
			expect(keyOfId(id)).toMatch(SAFE);
			expect(keyOfId(id)).toMatch(/(^|-)[\da-f]{40}$/);
		},
	);

	it('is that of the address where the ID is one', () => {
		expect(keyOfId(`${HOST}/a.mp3?X-Amz-Signature=1`)).toBe(keyOf('/a.mp3'));
	});

	it('is short, the same again and another one for each ID', () => {
		fc.assert(
			fc.property(words, words, (one, other) => {
				expect(keyOfId(one)).toMatch(SAFE);
				expect(keyOfId(one).length).toBeLessThanOrEqual(255);
				expect(keyOfId(keyOfId(one))).toBe(keyOfId(one));
				expect(keyOfId(one) === keyOfId(other)).toBe(one === other);
			}),
		);
		expect(keyOfId('.'.repeat(10_000_000)).length).toBeLessThan(50);
	});
});

it('The key of a file is that of its content, in however many pieces it comes', async () => {
	const key = await keyOfFile([Buffer.from('RIFF'), Buffer.from('WAVE')]);
	expect(key).toMatch(/^file-[\da-f]{40}$/);
	expect(await keyOfFile([Buffer.from('RIFFWAVE')])).toBe(key);
	expect(await keyOfFile([Buffer.from('RIFFWAVE.')])).not.toBe(key);
});
