import { emotionRules } from './emotionLooks';

export type Ground = 'light' | 'dark';

/** The colors of everything but emotions. Text on `paper` and `card` keeps to a contrast of 4.5 at least. */
export const PALETTE: Record<Ground, Record<string, string>> = {
	light: {
		paper: '#f4f5f8',
		card: '#ffffff',
		ink: '#18212f',
		soft: '#556173',
		line: '#e1e5ec',
		accent: '#3350c4',
		tint: '#eef1fb',
		good: '#0f6b45',
		bad: '#b3261e',
		warn: '#fff6df',
	},
	dark: {
		paper: '#0f131a',
		card: '#181e27',
		ink: '#e9edf3',
		soft: '#a3afbf',
		line: '#2b3440',
		accent: '#9db4ff',
		tint: '#222b3c',
		good: '#5fd3a0',
		bad: '#ff9389',
		warn: '#2e2714',
	},
};

export const FONTS =
	'-apple-system,BlinkMacSystemFont,Segoe UI,Roboto,Helvetica Neue,Arial,sans-serif';

/** Style rules for the charts. Colors are written out: not everything that draws an SVG knows variables. */
export function chartRules(ground: Ground): string {
	const { card, soft, line, good, bad } = PALETTE[ground];
	return `.base{stroke:${line};stroke-width:2}.grid{stroke:${line}}.tick{fill:${soft};font-size:12px}
.number{fill:${card};font-size:12px;font-weight:700}.mark.solved,.goal{fill:${good}}.mark.unsolved{fill:${bad}}
.mark.open{fill:${soft}}.way{stroke:${good};stroke-width:3;stroke-dasharray:2 4;stroke-linecap:round}
.tick-mark{fill:none;stroke:${card};stroke-width:2;stroke-linecap:round;stroke-linejoin:round}${emotionRules(ground)}`;
}
