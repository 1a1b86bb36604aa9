import type { Chart, Lane } from './chart';
import { axisLabels, axisLines, emotionsInWords, laneBars, sampleOf } from './emotionBars';
import { markup, type Markup } from './markup';
import { phaseBands } from './divisionBands';
import { problemTrack, ROW_HEIGHT } from './problemTrack';
import { clipped } from './text';

const LANE_HEIGHT = 64;

function lane(own: Lane, index: number, duration: number): Markup {
	const mix = emotionsInWords(own, 3);
	const description = emotionsInWords(own, 20) || 'No emotion is known.';
	return markup`<div class="lane"><div class="lane-head"><h3><bdi>${own.name}</bdi></h3>${
		own.side && markup`<span>${own.side}</span>`
	}${mix && markup`<span><bdi>${mix}</bdi></span>`}</div>
<svg width="100%" height="${LANE_HEIGHT}" role="img" aria-labelledby="lane${index}t lane${index}d"><title id="lane${index}t">${own.name} over time</title><desc id="lane${index}d">${description}</desc>${axisLines(duration)}${laneBars(own, duration, LANE_HEIGHT)}</svg></div>`;
}

function problemLane({ call: { problems } }: Chart, duration: number): Markup | null {
	const track = problemTrack(problems ?? [], duration);
	if (!track) return null;
	return markup`<div class="lane"><div class="lane-head"><h3>Problems</h3><span>numbers as in the list, ✓ where one is solved</span></div>
<svg width="100%" height="${track.rows * ROW_HEIGHT}" role="img" aria-labelledby="marks"><title id="marks">When problems were spoken of and solved; the list of problems has the times</title>${axisLines(duration)}${track.marks}</svg></div>`;
}

function legend({ emotions, lanes }: Chart): Markup | null {
	if (emotions.length === 0) return null;
	const isPlain = lanes.some(({ spans }) => spans.some(({ emotion }) => emotion === null));
	const entries = emotions.map(
		(emotion) => markup`<li>${sampleOf(emotion)}<bdi>${clipped(emotion, 40)}</bdi></li>`,
	);
	return markup`<ul class="legend" aria-label="Legend">${entries}${isPlain && markup`<li>${sampleOf(null)}emotion not known</li>`}</ul>`;
}

/** When who speaks, with which emotion, and when problems come up; nothing when no time is known. */
export function timelineSection(chart: Chart): Markup | null {
	const { duration, lanes, furtherVoices } = chart;
	const problems = duration === null ? null : problemLane(chart, duration);
	if (duration === null || (lanes.length === 0 && !problems)) return null;
	const isEmotional = chart.emotions.length > 0;
	const slot = Math.max(...lanes.map(({ slotSeconds }) => slotSeconds ?? 0));
	const hint = [
		isEmotional
			? 'Pleasant emotions rise above the line, unpleasant ones sink below it.'
			: 'No emotions are known of this call.',
		slot > 0 && ` In a call of this length, each bar sums up ${Math.ceil(slot)} seconds or more.`,
	];
	return markup`<section class="card" aria-labelledby="timeline"><h2 id="timeline">${
		isEmotional ? 'Emotions over time' : 'Who spoke when'
	}</h2>
<p class="hint"><bdi>${hint}</bdi></p>
<figure class="timeline">${phaseBands(chart.call, duration)}${lanes.map((each, index) => lane(each, index, duration))}${problems}
<svg width="100%" height="18" aria-hidden="true">${axisLabels(duration, 13)}</svg></figure>
${furtherVoices > 0 && markup`<p class="more"><bdi>${furtherVoices} more spoke, and less than these.</bdi></p>`}
${legend(chart)}</section>`;
}
