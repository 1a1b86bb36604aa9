import { HELLO, HI, SERVICES } from './serviceSamples';
import { readTranscript } from '../../../../nodes/DescriptorAi/transcript';
import { lines } from './reading';

describe('The JSON of', () => {
	it.each(SERVICES)('%s is read as an object and as text', (_service, json, [first, second]) => {
		const expected = [
			{ ...HELLO, speaker: first },
			{ ...HI, speaker: second },
		];
		expect(readTranscript(json).segments).toEqual(expected);
		expect(readTranscript(JSON.stringify(json)).segments).toEqual(expected);
	});

	it('a service with a single channel has no speakers', () => {
		const utterances = [{ transcript: 'Hello', start: 0, end: 1, channel: 0 }];
		expect(readTranscript({ results: { utterances } }).lines).toEqual(['Hello']);
	});

	it('Amazon Connect has the roles for names, unless two people have the same role', () => {
		const named = (...roles: string[]) =>
			lines({
				Transcript: roles.map((ParticipantRole, id) => {
					return { Content: 'x', ParticipantId: `u${id}`, ParticipantRole };
				}),
			});
		expect(named('AGENT', 'CUSTOMER')).toEqual(['AGENT: x', 'CUSTOMER: x']);
		expect(named('AGENT', 'AGENT')).toEqual(['u0: x', 'u1: x']);
	});
});
