import type { AnalysisResult } from '../../api/contract';
import { readCall, type Call, type Lane } from './call';
import { barOf, lookOf } from './emotions';
import { metaOf, titleOf } from './head';
import { keyFigures, type KeyFigure } from './keyFigures';
import { axisLabels, axisLines, emotionsInWords, laneBars } from './lanes';
import { markup, type Content, type Markup } from './markup';
import { chartRules, FONTS, PALETTE, type Ground } from './palette';
import { problemTrack, ROW_HEIGHT } from './problemTrack';
import { label } from './svgText';
import { percent } from './text';

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
const MOST_FIGURES = 6;
const MOST_LANES = 3;
const MOST_SHARES = 5;

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

function legend(emotions: string[], y: number, width: number): Markup {
	let x = 0;
	const entries = emotions.map((emotion) => {
		const text = emotion.slice(0, 24);
		const left = x;
		x += 36 + text.length * 8;
		if (x > width) return null;
		const look = lookOf(emotion);
		const bar = barOf(look, 18);
		return markup`<rect class="e-${look.key}" x="${left}" y="${y - 14 + bar.y}" width="8" height="${bar.height}"/>${label(
			{ text, x: left + 14, y, width: 200, size: 14, kind: 'soft' },
		)}`;
	});
	return markup`${entries}`;
}

function timeline(call: Call, duration: number, width: number): Markup {
	const inner = width - 2 * PADDING;
	const byTalk = [...call.lanes].sort((a, b) => b.talkSeconds - a.talkSeconds);
	const lanes = call.lanes.filter((lane) => byTalk.indexOf(lane) < MOST_LANES);
	const track = problemTrack(call.problems ?? [], duration);
	const rows = Math.min(track?.rows ?? 0, 1);
	const room = CHART_HEIGHT - 2 * PADDING - 54 - rows * ROW_HEIGHT;
	const height = Math.min(130, room / Math.max(1, lanes.length));
	const end = lanes.length * height;
	return markup`${panel(MARGIN, CHARTS_Y, width, CHART_HEIGHT)}<g transform="translate(${MARGIN + PADDING} ${CHARTS_Y + PADDING - 4})">
${lanes.map((lane, index) => laneGroup(lane, duration, index * height, height - 8, inner))}${
		track &&
		markup`<svg y="${end}" width="${inner}" height="${ROW_HEIGHT}" overflow="visible">${track.marks}</svg>`
	}<svg y="${end + rows * ROW_HEIGHT}" width="${inner}" height="22" overflow="visible">${axisLabels(duration, 15)}</svg>
${legend(call.emotions, CHART_HEIGHT - 2 * PADDING + 6, inner)}</g>
`;
}

function talkShare(call: Call, x: number, width: number): Markup {
	const inner = width - 2 * PADDING;
	const shares = call.lanes
		.flatMap(({ name, talkPercent }) => (talkPercent === null ? [] : { name, talkPercent }))
		.slice(0, MOST_SHARES);
	const rows = shares.map(({ name, talkPercent }, index) => {
		const y = 56 + index * 50;
		return markup`${label({ text: name, x: 0, y, width: inner - 70, size: 16 })}${label({
			text: percent(talkPercent),
			x: inner,
			y,
			width: 70,
			size: 16,
			kind: 'ink strong',
			edge: 'right',
		})}<rect class="rail" y="${y + 9}" width="${inner}" height="12" rx="6"/><rect class="bar" y="${y + 9}" width="${((inner * talkPercent) / 100).toFixed(1)}" height="12" rx="6"/>
`;
	});
	return markup`${panel(x, CHARTS_Y, width, CHART_HEIGHT)}<g transform="translate(${x + PADDING} ${CHARTS_Y + PADDING})">${label(
		{ text: 'Talk share', x: 0, y: 12, width: inner, size: 16, kind: 'ink half' },
	)}${rows}</g>
`;
}

function charts(call: Call): Content {
	const isShared = call.lanes.some(({ talkPercent }) => talkPercent !== null);
	const width = isShared ? INNER - TALK_WIDTH - GAP : INNER;
	if (call.duration === null || call.lanes.length === 0) return null;
	return [
		timeline(call, call.duration, width),
		isShared && talkShare(call, MARGIN + width + GAP, TALK_WIDTH),
	];
}

/** What the picture shows, for a reader who does not see it. */
function inWords(figures: KeyFigure[], { lanes }: Call): string {
	const told = figures.map(({ label: name, value, note, reasoned }) =>
		`${name}: ${value} ${reasoned ? '' : note}`.trim(),
	);
	const felt = lanes.map((lane) => `${lane.name}: ${emotionsInWords(lane, 3)}`.trim());
	return [...told, ...felt].join('. ');
}

/**
 * A picture of an analysis as an SVG file of 1200 by 630 that needs nothing but itself: key figures, emotions over
 * time and talk share. Light or dark as the reader's screen. It holds no words of the call.
 *
 * @param result the analysis as the service gives it, whatever it holds
 */
export function reportSvg(result: AnalysisResult, options: { title?: string } = {}): string {
	const call = readCall(result);
	const title = titleOf(options.title);
	const figures = keyFigures(call);
	const tiles = figures.slice(0, MOST_FIGURES);
	const meta = metaOf(call).map(({ value }) => value);
	return markup`<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-labelledby="title desc">
<title id="title">${title}</title>
<desc id="desc">${inWords(figures, call)}</desc>
<style>${STYLE}</style>
<rect class="paper" width="${WIDTH}" height="${HEIGHT}"/>
${label({ text: title, x: MARGIN, y: 76, width: INNER, size: 36, kind: 'ink strong' })}${meta.map(
		(text, index) =>
			label({ text, x: MARGIN + index * 276, y: 110, width: 260, size: 17, kind: 'soft' }),
	)}${tiles.map((figure, index) => tile(figure, index, tiles.length))}${charts(call)}</svg>
`.source;
}
