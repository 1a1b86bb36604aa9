import { complaintCall } from './complaint';
import { salesCall } from './sales';
import { agent, customer, type CallScript, type Findings, type Line } from './script';
import { shortCall } from './short';
import { supportCall } from './support';

/** How many words the call has at least. */
const WORDS = 30_000;
/** How many lines of one call follow each other before the next matter comes up. */
const RUN = { least: 4, most: 9 };

/** In seconds: 30,000 words in three hours leave little time to think. */
const LONGEST_PAUSE = 0.15;

const SOURCES = [supportCall, complaintCall, salesCall, shortCall];
const CHANGES: Line[] = [
	agent(
		'neutral',
		'All right, I have written that down. What is the next point on your list?',
		1.5,
	),
	customer('cautious', 'One moment, I have to look that up in my papers.', 2),
	agent('friendly', 'Shall we go on with the next location?', 1.2),
	customer('impatient', 'Let us come to the next one, we still have a lot to go through.', 0.8),
	customer('neutral', 'The same matter came up at another branch of ours.', 1),
	agent('cautious', 'Before we go on, let me read back what we have so far.', 1.4),
];

const FINDINGS: Omit<Findings, 'problems'> = {
	summary: [
		'In three hours the customer and the agent went through every open matter of all branches, one by one.',
		'Connections that drop, a double charge without a refund, a pilot with one depot and several appointments were discussed.',
		'Most matters were settled during the call; the refund stays open and was escalated as urgent.',
	],
	agentActions: [
		'Went through the open matters of all branches',
		'Updated the firmware of the routers',
		'Escalated the refund as urgent',
		'Agreed to send a quote for the pilot',
	],
	customerRequests: ['Settle all open matters', 'Refund the payment that was charged twice'],
	questions: ['Who approves it?', 'What would it cost for sixty five people?'],
	topics: ['Open matters of all branches', 'Refund delay', 'Pilot project'],
	labels: ['account management', 'connectivity issue'],
	keywords: ['refund', 'router', 'depot', 'appointment', 'branch'],
	csat: { csat: 3.6, reason: 'Most matters were settled, but the refund is still open.' },
	emotionalScore: 6.9,
	turningPoints: [40, 2000],
};

/** Random numbers from 0 to 1, the same for the same seed: a generator of Lehmer. */
function createRandom(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state * 48_271) % 2_147_483_647;
		return state / 2_147_483_647;
	};
}

function makeLines(): Line[] {
	const random = createRandom(20_241_031);
	const below = (limit: number) => Math.floor(random() * limit);
	const opening = supportCall.lines.slice(0, 4);
	const lines = [...opening];
	let words = 0;

	while (words < WORDS) {
		const source = SOURCES[below(SOURCES.length)].lines;
		const length = RUN.least + below(RUN.most - RUN.least + 1);
		// Neither greetings nor goodbyes, which the middle of a call does not have.
		const from = 2 + below(Math.max(1, source.length - 4 - length));
		const run = [...source.slice(from, Math.min(from + length, source.length - 2))];
		const added = [...run, CHANGES[below(CHANGES.length)]].map((line) => ({
			...line,
			pause: Math.min(line.pause, LONGEST_PAUSE),
		}));
		lines.push(...added);
		words += added.reduce((sum, { text }) => sum + text.split(' ').length, 0);
	}
	return [...lines, ...supportCall.lines.slice(-2)];
}

const lines = makeLines();
const said = (words: string, after = 0) =>
	lines.findIndex(({ text }, index) => index >= after && text.includes(words));
const signalLost = said('the router loses its signal');

/** About three hours and 30,000 words, put together from the other calls, always in the same way. */
export const threeHourCall: CallScript = {
	language: 'en-US',
	lines,
	findings: {
		...FINDINGS,
		problems: [
			{
				title: 'Routers lose their signal',
				line: signalLost,
				solvedBy: said('the signal is stable', signalLost),
				resolution: 'The router firmware was updated.',
			},
			{
				title: 'A refund is three weeks late',
				line: said('That was three weeks ago'),
				solvedBy: null,
				resolution: null,
			},
		],
	},
};
