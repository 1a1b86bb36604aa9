import { oneLine } from '../call/values';
import type { Chart } from './chart';
import { capitalized, clipped, clock, counted, percent, plainNumber } from './text';

/** A number, or a word, that stands for the call. All of it is plain text. */
export interface KeyFigure {
	label: string;
	/** The label where there is little room. */
	short: string;
	value: string;
	/** What the value is to be read with; empty when it needs nothing. */
	note: string;
	/** The emotion that the value names, in the service's word. */
	emotion?: string;
	/** Whether the note is in the service's words. */
	reasoned?: true;
}

const EMOTION_LENGTH = 24;
const REASON_LENGTH = 320;

function satisfaction({ call: { csat, csatReason } }: Chart): KeyFigure | null {
	if (csat === null) return null;
	const reason = oneLine(csatReason);
	return {
		label: 'Customer satisfaction',
		short: 'CSAT',
		value: plainNumber(csat),
		note: clipped(reason, REASON_LENGTH),
		...(reason && { reasoned: true }),
	};
}

function emotion({ call }: Chart): KeyFigure | null {
	const ofCustomer = call.numbers.customer_main_emotion;
	const heard = ofCustomer ?? call.mainEmotion;
	if (heard === null) return null;
	return {
		label: ofCustomer === null ? 'Main emotion' : 'Customer’s main emotion',
		short: ofCustomer === null ? 'Main emotion' : 'Customer feels',
		value: capitalized(clipped(heard, EMOTION_LENGTH)),
		note: '',
		emotion: heard,
	};
}

function talk({ call, lanes }: Chart): KeyFigure | null {
	const ofAgent = call.numbers.agent_talk_percent;
	if (ofAgent !== null) {
		return {
			label: 'The agent talks',
			short: 'Agent talks',
			value: percent(ofAgent),
			note: `${percent(100 - ofAgent)} others`,
		};
	}
	const known = lanes.flatMap((lane) => (lane.talkPercent === null ? [] : { ...lane }));
	const [first] = known.sort((a, b) => Number(b.talkPercent) - Number(a.talkPercent));
	if (!first || known.length < 2) return null;
	return {
		label: 'Talks most',
		short: 'Talks most',
		value: percent(Number(first.talkPercent)),
		note: first.name,
	};
}

function silence({ call }: Chart): KeyFigure | null {
	const {
		silence_percent: share,
		silence_seconds: seconds,
		duration_seconds: duration,
	} = call.numbers;
	if (share === null || seconds === null || duration === null) return null;
	return {
		label: 'Silence',
		short: 'Silence',
		value: percent(share),
		note: `${clock(seconds)} of ${clock(duration)}`,
	};
}

function interruptions({ call }: Chart): KeyFigure | null {
	const count = call.numbers.interruption_count;
	return count === null
		? null
		: { label: 'Interruptions', short: 'Interruptions', value: plainNumber(count), note: '' };
}

function unsolved({ call: { numbers, problems } }: Chart): KeyFigure | null {
	const count = numbers.unsolved_problem_count;
	if (count === null || problems === null) return null;
	const note = problems.length > 0 ? `of ${counted(problems.length, 'problem')}` : 'no problems';
	return { label: 'Unsolved problems', short: 'Unsolved', value: String(count), note };
}

function emotionalScore({ call: { emotionalScore: score } }: Chart): KeyFigure | null {
	return score === null
		? null
		: {
				label: 'Emotional score',
				short: 'Emotional score',
				value: plainNumber(score),
				note: 'of 10',
			};
}

const FIGURES = [satisfaction, emotion, talk, silence, interruptions, unsolved, emotionalScore];

/** The figures of a call that are known, the most telling first. */
export function keyFigures(chart: Chart): KeyFigure[] {
	return FIGURES.flatMap((read) => read(chart) ?? []);
}
