import type { Chart } from './chart';
import { markup, type Markup } from './markup';
import { clock, counted, percent } from './text';

/** Who talks how much; nothing when it is not known of anybody. */
export function talkSection({ lanes, furtherVoices }: Chart): Markup | null {
	const rows = lanes.flatMap(({ name, side, talkPercent, talkSeconds, interruptions }) =>
		talkPercent === null
			? []
			: markup`<li class="share"><div class="share-head"><span><bdi>${name}</bdi>${
					side && markup` <small>${side}</small>`
				}</span><span class="share-value"><b>${percent(talkPercent)}</b> <small>${clock(talkSeconds)}</small></span></div><div class="track" aria-hidden="true"><i style="width:${talkPercent.toFixed(1)}%"></i></div>${
					interruptions !== null &&
					markup`<p><bdi>${counted(interruptions, 'interruption')}</bdi></p>`
				}</li>`,
	);
	if (rows.length === 0) return null;
	return markup`<section class="card" aria-labelledby="talk"><h2 id="talk">Talk share</h2>
<ul class="shares">${rows}</ul>${
		furtherVoices > 0 &&
		markup`<p class="more"><bdi>${furtherVoices} more spoke, and less than these.</bdi></p>`
	}</section>`;
}
