import type { Call } from '../call/call';
import { oneLine } from '../call/values';
import type { Chart, ReportFacts } from './chart';
import { markup, type Content, type Markup } from './markup';
import { clipped, clock, dateInWords, languageName } from './text';

const DEFAULT_TITLE = 'Call report';
const TITLE_LENGTH = 120;
const ID_LENGTH = 80;
const REASON_LENGTH = 300;

const STAGES_IN_WORDS: Record<string, string> = {
	call_webhook: 'the callback',
	emotions: 'emotions in the voices',
	gather: 'putting the result together',
	insights: 'insights',
	metrics: 'metrics',
	sentiment: 'emotions in the words',
	store: 'storing',
	transcribe: 'transcript',
};

/** The title that a person gave, on one line, or the ordinary one with the name of the customer, else of the agent. */
export function titleOf({ call, names }: Chart, title: string | undefined): string {
	const named = call.voices.filter(({ isNamed }) => isNamed);
	const person = ['customer', 'agent'].flatMap((side) => named.filter((one) => one.side === side));
	const ofPerson =
		person.length > 0 ? `${DEFAULT_TITLE}: ${names.get(person[0].id)}` : DEFAULT_TITLE;
	return clipped(oneLine(title), TITLE_LENGTH) || ofPerson;
}

/** Date, call ID, language and length of a call, as far as they are known; each is plain text. */
export function metaOf({ call, duration }: Chart): Array<{ label: string; value: string }> {
	const { data, language } = call;
	const id = typeof data.id === 'number' ? String(data.id) : oneLine(data.id);
	const facts = [
		['Date', dateInWords(data.timestamp)],
		['Call', clipped(id, ID_LENGTH)],
		['Language', languageName(language)],
		['Length', duration === null ? null : clock(duration)],
	] as const;
	return facts.flatMap(([label, value]) => (value ? { label, value } : []));
}

/** A link where the address is one of the web, else nothing: a person may open it without looking. */
function linkTo(url: string): Content {
	const isWeb = url.length < 2000 && /^https?:\/\/[^\s\p{Cc}]+$/iu.test(url);
	return isWeb && markup`<li><a href="${url}" rel="noreferrer">Open in Descriptor.AI</a></li>`;
}

export function head(chart: Chart, title: string, { resultUrl }: ReportFacts): Markup {
	const meta = metaOf(chart).map(({ label, value }) => {
		const shown = label === 'Date' || label === 'Language' ? '' : `${label} `;
		return markup`<li><bdi dir="ltr">${shown}<bdi>${value}</bdi></bdi></li>`;
	});
	return markup`<header><h1><bdi>${title}</bdi></h1><ul class="meta">${meta}${linkTo(resultUrl)}</ul></header>`;
}

const inWords = new Map(Object.entries(STAGES_IN_WORDS));

/** Says which parts of the analysis are missing because the service did not succeed in them. */
export function failedNotice(call: Call): Markup | null {
	const missing = call.failedStages
		.map((stage) => clipped(oneLine(stage), 40))
		.filter((stage) => stage !== '')
		.slice(0, 20)
		.map((stage) => inWords.get(stage) ?? stage);
	if (missing.length === 0) return null;
	const reason = clipped(oneLine(call.failedReason), REASON_LENGTH);
	const why = reason !== '' && markup` Reason: <bdi>${reason}</bdi>`;
	return markup`<p class="notice" role="note"><bdi dir="ltr">Descriptor.AI did not succeed in all parts of this analysis, so this report is not complete. Missing: <bdi>${missing.join(', ')}</bdi>.${why}</bdi></p>`;
}
