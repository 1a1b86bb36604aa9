/** How long a word is taken to last where no time is known, in seconds: 150 words a minute. */
const SECONDS_PER_WORD = 0.4;

/** Something said, as it was written down. */
export interface Line {
	text: string;
	/** Seconds from the beginning; `null` where the text does not tell. */
	start: number | null;
	end: number | null;
	/** Name of the speaker; `null` where the text does not tell. */
	speaker: string | null;
}

/** Hours, minutes and seconds, or minutes and seconds, with a fraction after a point or a comma. */
export const CLOCK = String.raw`(?:(\d{1,3}):)?(\d{1,2}):(\d{2})(?:[.,](\d{1,3}))?`;

/** The seconds that a match of `CLOCK` stands for, from its four groups. */
export function clockSeconds([hours, minutes, seconds, fraction]: Array<
	string | undefined
>): number {
	const whole = Number(hours ?? 0) * 3600 + Number(minutes) * 60 + Number(seconds);
	return whole + Number(`0.${fraction ?? 0}`);
}

/** How long a text is taken to last, in seconds. */
export function estimatedSeconds(text: string): number {
	return text.split(/\s+/).length * SECONDS_PER_WORD;
}

/** Words before a colon that can be the name of a speaker: up to four, and no number. */
const LABEL = /^([\p{L}][^:\n]{0,39}?)\s*[:：]\s+(?=\S)/u;

/** Divides `Agent: Good morning` into speaker and text. */
export function withSpeaker(text: string): { speaker: string | null; text: string } {
	const [label, name] = LABEL.exec(text) ?? [];
	if (!label || name.split(/\s+/).length > 4) return { speaker: null, text };
	return { speaker: name, text: text.slice(label.length) };
}
