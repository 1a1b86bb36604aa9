import { chartRules, FONTS, PALETTE, type Ground } from './palette';

const colors = (ground: Ground) =>
	Object.entries(PALETTE[ground])
		.map(([name, color]) => `--${name}:${color};`)
		.join('');

// Written without quotes, ampersands and angle brackets, so that escaping leaves it as it is.
const LAYOUT = `
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;print-color-adjust:exact;-webkit-print-color-adjust:exact}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.55 ${FONTS};overflow-wrap:anywhere}
main{max-width:1140px;margin:0 auto;padding:44px 28px 32px}
h1,h2,h3,p,dl,dd,ul,ol,figure{margin:0;padding:0}
ul,ol{list-style:none}
a{color:var(--accent);text-underline-offset:3px}
.at,.figure-value,.tick,.share-value{font-variant-numeric:tabular-nums}
svg{direction:ltr;overflow:visible;display:block;font-family:inherit}

header{margin-bottom:28px}
h1{font-size:34px;line-height:1.2;letter-spacing:-.02em;font-weight:700}
.meta{display:flex;flex-wrap:wrap;gap:4px 22px;margin-top:10px;color:var(--soft)}
.notice{background:var(--warn);border:1px solid var(--line);border-inline-start:4px solid #d99a1c;border-radius:10px;padding:14px 18px;margin-bottom:20px}

.figures{display:flex;flex-wrap:wrap;gap:16px;margin-bottom:20px}
.figures div,.card{background:var(--card);border:1px solid var(--line);border-radius:14px;min-width:0}
.figures div{padding:16px 18px 18px;display:flex;flex:1 1 230px;flex-direction:column}
.figures .reasoned{flex:2 1 476px}
dt{color:var(--soft);font-size:14px}
.figure-value{font-size:30px;line-height:1.25;font-weight:650;letter-spacing:-.02em;margin-top:4px}
.figure-value.words{font-size:25px;line-height:37px;display:flex;align-items:center;gap:10px}
.figure-value svg{flex:none}
.figure-note{color:var(--soft);font-size:14px;line-height:1.45;margin-top:4px}

.row{display:flex;flex-wrap:wrap;gap:20px;margin-bottom:20px}
.card{flex:1 1 300px;padding:24px 26px 26px}
.card.major{flex-grow:1.6;flex-basis:420px}
h2{font-size:19px;line-height:1.3;letter-spacing:-.01em;font-weight:650;margin-bottom:14px}
h3{font-size:16px;line-height:1.4;font-weight:650}
.hint{color:var(--soft);font-size:14px;margin:-8px 0 18px}
.list{display:grid;gap:9px;list-style:disc;padding-inline-start:20px}
.list li::marker{color:var(--accent)}
.lead{display:grid;gap:10px;font-size:17px}
.more{color:var(--soft);font-size:14px;list-style:none}
.shares + .more{margin-top:16px}
.tags{display:flex;flex-wrap:wrap;gap:8px}
.tags li{display:flex;align-items:center;gap:8px;background:var(--tint);border-radius:99px;padding:4px 13px;font-size:15px;max-width:100%;min-width:0}
.tags small,.share small{color:var(--soft);font-size:14px}
h3.sub{margin:20px 0 10px;font-size:14px;font-weight:400;color:var(--soft)}
h3.sub:first-of-type{margin-top:0}

.shares{display:grid;gap:18px}
.share-head{display:flex;justify-content:space-between;gap:16px;align-items:baseline}
.share-head bdi{font-weight:650}
.share-value{white-space:nowrap}
.share p{color:var(--soft);font-size:14px;margin-top:5px}
.track{height:12px;border-radius:6px;background:var(--tint);margin-top:7px;overflow:hidden}
.track i{display:block;height:100%;border-radius:6px;background:var(--accent);min-width:3px}

.phases{position:relative;height:16px;direction:ltr}
.phases span{position:absolute;top:0;bottom:0;min-width:3px;background:var(--line);border-radius:5px;border:1px solid var(--card)}
.lane{margin-bottom:14px}
.lane-head{display:flex;flex-wrap:wrap;gap:0 12px;align-items:baseline;margin-bottom:5px;line-height:1.4}
.lane-head h3{min-width:0}
.lane-head span{color:var(--soft);font-size:14px}
.legend{display:flex;flex-wrap:wrap;gap:6px 20px;margin-top:18px;padding-top:16px;border-top:1px solid var(--line);font-size:14px}
.legend li{display:flex;align-items:center;gap:8px;min-width:0}
.legend svg{flex:none}

.problems{display:grid;gap:24px 32px;grid-template-columns:repeat(auto-fit,minmax(min(100%,400px),1fr))}
.problems li{display:flex;gap:14px}
.badge{flex:none;width:28px;height:28px;border-radius:50%;display:grid;place-items:center;color:var(--card);background:var(--soft);font-size:14px;font-weight:700}
.badge.solved{background:var(--good)}
.badge.unsolved{background:var(--bad);border-radius:7px}
.problem-text{min-width:0;flex:1;display:grid;gap:4px;align-content:start}
.state{font-size:15px;font-weight:650;color:var(--soft)}
.state.solved{color:var(--good)}
.state.unsolved{color:var(--bad)}
.mention{color:var(--soft);font-size:15px}
.quote{border-inline-start:3px solid var(--line);padding-inline-start:12px;margin-top:3px}
.pairs{display:grid;gap:10px}
.pairs dd{margin-top:2px}

.transcript{display:grid}
.transcript li{display:grid;grid-template-columns:60px 180px 1fr;gap:0 14px;padding:9px 0;border-top:1px solid var(--line)}
.transcript li:first-child{border-top:0}
.transcript .at{color:var(--soft);font-size:15px}
.transcript b{display:block;font-weight:650;line-height:1.45}
.transcript div,.transcript p{min-width:0}
.transcript small{display:flex;gap:7px;align-items:center;color:var(--soft);font-size:14px}
.transcript small i{flex:none;width:9px;height:9px;border-radius:50%;background:currentColor}
footer{color:var(--soft);font-size:14px;margin-top:28px}
`;

const PHONE = `
main{padding:26px 16px 24px}
h1{font-size:27px}
.figures{gap:12px}
.figures div{padding:13px 14px 15px;flex-basis:calc(50% - 6px)}
.figures .reasoned{flex-basis:100%}
.figure-value{font-size:26px}
.figure-value.words{font-size:20px;line-height:33px}
.card,.card.major{flex-basis:100%;padding:20px 18px 22px}
.row{gap:14px;margin-bottom:14px}
.transcript li{grid-template-columns:52px 1fr}
.transcript p{grid-column:2}
.transcript div{display:flex;flex-wrap:wrap;gap:0 10px;align-items:baseline}
.transcript b{display:inline}
`;

// Smaller as a whole, so that everything keeps its proportions.
const PRINT = `
@page{margin:14mm}
body{background:#fff}
main{max-width:none;padding:0;zoom:.78}
header,.figures,.row{margin-bottom:14px}
.figures{gap:12px}
.figures div{flex-basis:calc(25% - 9px)}
.figures .reasoned{flex-basis:calc(50% - 6px)}
.row{gap:12px}
.card{flex-basis:230px;padding:18px 20px 20px}
.card.major{flex-basis:400px}
.figures div,.card,.problems li,.list li,.transcript li{break-inside:avoid}
.card.long{break-inside:auto}
.transcript li{padding:4px 0}
.transcript div{display:flex;flex-wrap:wrap;gap:0 8px;align-items:baseline}
h2,h3{break-after:avoid}
`;

/** The style sheet of a report. Dark is for screens only: paper is light. */
export const PAGE_STYLE = `:root{color-scheme:light dark;${colors('light')}}${chartRules('light')}${LAYOUT}
@media screen and (max-width:640px){${PHONE}}
@media screen and (prefers-color-scheme:dark){:root{${colors('dark')}}${chartRules('dark')}}
@media print{:root{color-scheme:light}${PRINT}}`;
