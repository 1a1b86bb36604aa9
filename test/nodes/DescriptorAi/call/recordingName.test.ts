import { recordingName } from '../../../../nodes/DescriptorAi/call/recordingName';

const FILE = 'https://recordings.test/a/call-42.mp3';

describe('A message calls a recording', () => {
	it.each<[string, unknown, unknown, string]>([
		['by its call ID', 'CALL-7', FILE, 'CALL-7'],
		['by a call ID that is a number', 7, FILE, '7'],
		['by its file, where the ID may be words of the call', 'I want to cancel', FILE, 'call-42.mp3'],
		['by its file, where the ID is an address', `${FILE}?sig=abc`, FILE, 'call-42.mp3'],
		[
			'by the end of a signed address',
			undefined,
			`${FILE}?X-Amz-Signature=abc#part`,
			'call-42.mp3',
		],
		['by the name of a file of the item', '', 'Call with Helen.WAV', 'Call with Helen.WAV'],
	])('%s', (_how, id, file, name) => {
		expect(recordingName(id, file)).toBe(name);
	});

	it.each([
		undefined,
		'',
		'https://recordings.test/',
		'https://n8n.test/rest/binary-data/signed?token=abc',
		'https://recordings.test/0123456789abcdef0123456789abcdef',
		'https://recordings.test/a;token=abcdefgh.mp3',
		`https://recordings.test/${'a'.repeat(100)}.mp3`,
		'It was broken. She said',
		{},
	])('nothing that may be secret or said: %j', (file) => {
		expect(recordingName(undefined, file)).toBe('');
	});
});
