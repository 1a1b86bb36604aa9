import type { Utterance } from '../call/utterances';
import type { Chart } from './chart';
import { lookOf } from './emotionLooks';
import { markup, type Markup } from './markup';
import { clipped, clock } from './text';

const EMOTION_LENGTH = 40;

function turnRow({ text, start, speaker, emotion }: Utterance, names: Map<string, string>): Markup {
	const name = speaker === null ? null : names.get(speaker);
	return markup`<li><span class="at">${start !== null && clock(start)}</span><div>${
		name && markup`<b><bdi>${name}</bdi></b>`
	}${
		emotion &&
		markup`<small><i class="e-${lookOf(emotion).key}"></i><bdi>${clipped(emotion, EMOTION_LENGTH)}</bdi></small>`
	}</div><p dir="auto">${text}</p></li>
`;
}

/** What was said, when, by whom and with which emotion; nothing when nothing was said. */
export function transcriptSection({ call, names }: Chart): Markup | null {
	const said = call.turns.filter(({ text }) => text !== '');
	if (said.length === 0) return null;
	const rows = said.map((turn) => turnRow(turn, names));
	return markup`<section class="card long" aria-labelledby="transcript"><h2 id="transcript">Transcript</h2><ol class="transcript">${rows}</ol></section>`;
}
