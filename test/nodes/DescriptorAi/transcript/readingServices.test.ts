import { readTranscript } from '../../../../nodes/DescriptorAi/transcript';
import { HELLO, HI, SERVICES } from './serviceSamples';

describe('The JSON of', () => {
	it.each(SERVICES)('%s is read as it is and as text', (_service, json, [first, second]) => {
		const expected = [
			{ ...HELLO, speaker: first },
			{ ...HI, speaker: second },
		];
		expect(readTranscript(json).segments).toEqual(expected);
		expect(readTranscript(JSON.stringify(json)).segments).toEqual(expected);
	});

	it('a service with a single channel tells no speakers', () => {
		const utterances = [{ transcript: 'Hello', start: 0, end: 1, channel: 0 }];
		expect(readTranscript({ results: { utterances } }).lines).toEqual(['Hello']);
	});
});
