import type { Chart, Lane } from './chart';
import { barOf, lookOf } from './emotionLooks';
import { metaOf, titleOf } from './head';
import { keyFigures, type KeyFigure } from './keyFigures';
import { axisLabels, axisLines, emotionsInWords, laneBars } from './emotionBars';
import { markup, type Content, type Markup } from './markup';
import { chartRules, FONTS, PALETTE, type Ground } from './palette';
import { problemTrack, ROW_HEIGHT } from './problemTrack';
import { label, roughWidth } from './svgText';
import { clipped, clock, counted, percent } from './text';

// The shape in which links are previewed: 1.9 to 1.
const WIDTH = 1200;
const HEIGHT = 630;
const MARGIN = 48;
const INNER = WIDTH - 2 * MARGIN;
const GAP = 16;
/** Upper edges of the rows, and the height of the charts. */
const FIGURES_Y = 134;
const FIGURE_HEIGHT = 98;
const CHARTS_Y = FIGURES_Y + FIGURE_HEIGHT + GAP;
const CHART_HEIGHT = HEIGHT - CHARTS_Y - 40;
const TALK_WIDTH = 300;
const PADDING = 24;
const LEGEND_LINE = 22;
const MOST_FIGURES = 6;
const MOST_LANES = 3;
const MOST_TRACK_ROWS = 2;
const MOST_SHARES = 4;

function rules(ground: Ground): string {
	const { paper, card, ink, soft, line, accent, tint } = PALETTE[ground];
	return `.paper{fill:${paper}}.card{fill:${card};stroke:${line}}.ink{fill:${ink}}.soft{fill:${soft}}.bar{fill:${accent}}.rail{fill:${tint}}
${chartRules(ground)}`;
}

const STYLE = `text{font-family:${FONTS}}.strong{font-weight:700}.half{font-weight:600}
${rules('light')}
@media (prefers-color-scheme:dark){${rules('dark')}}`;

const panel = (x: number, y: number, width: number, height: number) =>
	markup`<rect class="card" x="${x}" y="${y}" width="${width}" height="${height}" rx="14"/>
`;

function tile(figure: KeyFigure, index: number, count: number): Markup {
	const width = (INNER - GAP * (count - 1)) / count;
	const x = MARGIN + index * (width + GAP);
	const room = { x: x + 18, width: width - 36 };
	const size = figure.emotion ? 23 : 30;
	return markup`${panel(x, FIGURES_Y, width, FIGURE_HEIGHT)}${label({
		...room,
		text: figure.short,
		y: FIGURES_Y + 29,
		size: 14,
		kind: 'soft',
	})}${label({ ...room, text: figure.value, y: FIGURES_Y + 62, size, kind: 'ink strong' })}${
		!figure.reasoned &&
		figure.note &&
		label({ ...room, text: figure.note, y: FIGURES_Y + 83, size: 13, kind: 'soft' })
	}`;
}

function laneGroup(lane: Lane, duration: number, y: number, height: number, width: number): Markup {
	const bars = height - 26;
	return markup`${label({ text: lane.name, x: 0, y: y + 16, width: width * 0.4, size: 16, kind: 'ink half' })}${label(
		{
			text: emotionsInWords(lane, 3),
			x: width,
			y: y + 16,
			width: width * 0.58,
			size: 14,
			kind: 'soft',
			edge: 'right',
		},
	)}<svg y="${y + 24}" width="${width}" height="${bars}">${axisLines(duration)}${laneBars(lane, duration, bars)}</svg>
`;
}

/** Samples of the emotions, in as many lines as they need. */
function legend(emotions: string[], width: number): { lines: number; entries: Markup } {
	let [x, line] = [0, 0];
	const entries = emotions.map((emotion) => {
		const text = clipped(emotion, 24);
		const needed = 34 + roughWidth(text, 14);
		if (x > 0 && x + needed > width) [x, line] = [0, line + 1];
		const left = x;
		x += needed;
		const y = line * LEGEND_LINE;
		const look = lookOf(emotion);
		const bar = barOf(look, 18);
		return markup`<rect class="e-${look.key}" x="${left.toFixed(1)}" y="${(y - 14 + bar.y).toFixed(1)}" width="8" height="${bar.height.toFixed(1)}"/>${label(
			{ text, x: Math.round(left + 14), y, width: 240, size: 14, kind: 'soft' },
		)}`;
	});
	return { lines: line + 1, entries: markup`${entries}` };
}

function timeline(chart: Chart, duration: number, width: number): Markup {
	const inner = width - 2 * PADDING;
	const byTalk = [...chart.lanes].sort((a, b) => b.talkSeconds - a.talkSeconds);
	const lanes = chart.lanes.filter((lane) => byTalk.indexOf(lane) < MOST_LANES);
	const track = problemTrack(chart.call.problems ?? [], duration, MOST_TRACK_ROWS);
	const rows = track?.rows ?? 0;
	const { lines, entries } = legend(chart.emotions, inner);
	const legendY = CHART_HEIGHT - 2 * PADDING + 6 - (lines - 1) * LEGEND_LINE;
	const room = legendY - 50 - rows * ROW_HEIGHT;
	const height = Math.min(130, room / Math.max(1, lanes.length));
	const end = lanes.length * height;
	return markup`${panel(MARGIN, CHARTS_Y, width, CHART_HEIGHT)}<g transform="translate(${MARGIN + PADDING} ${CHARTS_Y + PADDING - 4})">
${lanes.map((lane, index) => laneGroup(lane, duration, index * height, height - 8, inner))}${
		track &&
		markup`<svg y="${end}" width="${inner}" height="${rows * ROW_HEIGHT}" overflow="visible">${track.marks}</svg>`
	}<svg y="${end + rows * ROW_HEIGHT}" width="${inner}" height="22" overflow="visible">${axisLabels(duration, 15)}</svg>
<g transform="translate(0 ${legendY})">${entries}</g></g>
`;
}

function talkShare(chart: Chart, x: number, width: number): Markup {
	const inner = width - 2 * PADDING;
	const shares = chart.lanes
		.filter(({ talkPercent }) => talkPercent !== null)
		.slice(0, MOST_SHARES);
	const step = Math.min(124, (CHART_HEIGHT - 2 * PADDING - 24) / shares.length);
	const rows = shares.map(({ name, talkPercent, talkSeconds, interruptions }, index) => {
		const y = 52 + index * step;
		const share = Number(talkPercent);
		const cut = interruptions === null ? '' : `, ${counted(interruptions, 'interruption')}`;
		return markup`${label({ text: name, x: 0, y, width: inner - 70, size: 16 })}${label({
			text: percent(share),
			x: inner,
			y,
			width: 70,
			size: 20,
			kind: 'ink strong',
			edge: 'right',
		})}<rect class="rail" y="${y + 10}" width="${inner}" height="14" rx="7"/><rect class="bar" y="${y + 10}" width="${((inner * share) / 100).toFixed(1)}" height="14" rx="7"/>${
			step > 76 &&
			label({
				text: `${clock(talkSeconds)}${cut}`,
				x: 0,
				y: y + 44,
				width: inner,
				size: 14,
				kind: 'soft',
			})
		}
`;
	});
	return markup`${panel(x, CHARTS_Y, width, CHART_HEIGHT)}<g transform="translate(${x + PADDING} ${CHARTS_Y + PADDING})">${label(
		{ text: 'Talk share', x: 0, y: 12, width: inner, size: 16, kind: 'ink half' },
	)}${rows}</g>
`;
}

function charts(chart: Chart): Content {
	const isShared = chart.lanes.some(({ talkPercent }) => talkPercent !== null);
	const width = isShared ? INNER - TALK_WIDTH - GAP : INNER;
	if (chart.duration === null || chart.lanes.length === 0) return null;
	return [
		timeline(chart, chart.duration, width),
		isShared && talkShare(chart, MARGIN + width + GAP, TALK_WIDTH),
	];
}

/** What the picture shows, for a reader who does not see it. */
function inWords(figures: KeyFigure[], { lanes }: Chart): string {
	const figureWords = figures.map(({ label: name, value, note, reasoned }) =>
		`${name}: ${value} ${reasoned ? '' : note}`.trim(),
	);
	const felt = lanes.map((lane) => `${lane.name}: ${emotionsInWords(lane, 3)}`.trim());
	return [...figureWords, ...felt].join('. ');
}

/** What is known of the call on one line, each in a text of its own: they may differ in direction. */
function subtitle(chart: Chart): Markup {
	let x = MARGIN;
	const parts = metaOf(chart).map(({ value }) => {
		const part = label({ text: value, x, y: 110, width: 350, size: 17, kind: 'soft' });
		x += Math.min(350, roughWidth(value, 17)) + 24;
		return part;
	});
	return markup`${parts}`;
}

/**
 * A picture of an analysis as an SVG file of 1200 by 630, smaller in a narrower window, that needs nothing but itself: key
 * figures, emotions over time and talk share. Light or dark as the reader's screen. It holds no words of the call.
 */
export function reportSvg(chart: Chart, options: { title?: string } = {}): string {
	const title = titleOf(chart, options.title);
	const figures = keyFigures(chart);
	const tiles = figures.slice(0, MOST_FIGURES);
	return markup`<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}" style="max-width:100%;height:auto" role="img" aria-labelledby="title desc">
<title id="title">${title}</title>
<desc id="desc">${inWords(figures, chart)}</desc>
<style>${STYLE}</style>
<rect class="paper" width="${WIDTH}" height="${HEIGHT}"/>
${label({ text: title, x: MARGIN, y: 76, width: INNER, size: 36, kind: 'ink strong' })}${subtitle(chart)}${tiles.map((figure, index) => tile(figure, index, tiles.length))}${charts(chart)}</svg>
`.source;
}
