const READABLE =
	'Give text such as "Agent: Good morning", SRT or WebVTT subtitles, a list of segments with text, start and end, a result of Descriptor.AI or the JSON of another speech service.';

/** A transcript that cannot be read. The message says why and what can be; it quotes nothing of it. */
export class UnreadableTranscript extends Error {
	constructor(reason: string) {
		super(`${reason} ${READABLE}`);
	}
}
