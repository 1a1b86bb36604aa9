import { NodeApiError, type IDataObject, type INodeProperties } from 'n8n-workflow';

import { insights, languages, operationError, SENTIMENT, withoutItem } from '../../api';
import {
	filledByAgent,
	insightsProperty,
	languageProperty,
	optionsProperty,
	simplify,
} from '../../form/commonParameters';
import { asName, asNames, atLeastOne } from '../../form/entries';
import { InvalidParameter, option, parameter, readParameters } from '../../form/parameter';
import { asNumber } from '../../form/readers';
import { insightFields } from '../../output/insightFields';
import { readTranscript, type Transcript } from '../../transcript';
import { insightSettings, settingsOf } from '../insightSettings';
import { isTool } from '../isTool';
import type { Operation } from '../operation';
import { hashOf, runMemory } from '../runMemory';
import { insightRequests, isTooLong, type Attempt } from './insightRequest';

const transcriptToRead = parameter(
	{
		displayName: 'Transcript',
		name: 'transcript',
		type: 'string',
		typeOptions: { rows: 5 },
		required: true,
		default: '={{ $json }}',
		placeholder: 'e.g. Agent: Good morning. …',
		description:
			'The transcript: an item with one, such as a result of this node; text such as "Agent: Good morning"; SRT or WebVTT subtitles; or the output of Deepgram, AssemblyAI, Whisper and other speech services. Without time stamps, the times in the insights are estimates.',
	},
	transcriptIn,
);

const language = parameter(languageProperty, asName(languages));

const insightsToExtract = parameter(
	insightsProperty,
	atLeastOne(asNames({ ...insights, known: [...insights.known, SENTIMENT] })),
);

const timeout = option(
	{
		displayName: 'Timeout (Seconds)',
		name: 'timeout',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 3600 },
		default: 300,
		description:
			'How long to wait for each insight. One that takes longer is abandoned and not requested again, although it may be charged.',
	},
	asNumber,
);

const labels = {
	config: insightSettings.label,
	insight: insightsToExtract.label,
	language: language.label,
	text: transcriptToRead.label,
	transcript: transcriptToRead.label,
};

/** @throws InvalidParameter saying which formats are understood */
function transcriptIn(value: unknown, { displayName }: INodeProperties): Transcript {
	let reason: string;
	try {
		return readTranscript(value);
	} catch (error) {
		reason = (error as Error).message;
	}
	throw new InvalidParameter(`'${displayName}' cannot be read`, reason);
}

/** The insights that were published without settings for a transcript. */
const WITHOUT_SETTINGS = ['csat', 'emotional-score'];

/** @throws InvalidParameter when settings are entered that cannot be sent */
function checkSettings(entries: Array<{ insight: string }>): void {
	const idle = entries.find(({ insight }) => WITHOUT_SETTINGS.includes(insight));
	if (!idle) return;
	throw new InvalidParameter(
		`'${insightSettings.label}' has an entry for '${idle.insight}', which takes no settings for a transcript`,
		'Remove the entry.',
	);
}

/** @throws InvalidParameter when the transcript is a result in another language */
function checkLanguage(selected: string, { language: known }: Transcript): void {
	if (known === null || known === selected) return;
	throw new InvalidParameter(
		`'${language.label}' is ${selected}, but the result is in ${known}`,
		`Select ${known}, or use the expression {{ $json.language_code }} where languages are mixed. To insist, map '${transcriptToRead.label}' to {{ $json.transcript }}.`,
	);
}

/** An insight that the service returned; `isWhole` is false if only the end of the transcript was sent. */
interface Made {
	name: string;
	value: unknown;
	isWhole: boolean;
}

/** Why it is not known whether an insight was made and charged. */
interface Uncertain {
	message: string;
	description: string;
}

/** Whether the service did not answer: there was no answer, an unreadable one, or that of a gateway. */
const isUncertain = (error: unknown): error is NodeApiError =>
	error instanceof NodeApiError &&
	!error.context.untouched &&
	[null, undefined, '502', '504'].includes(error.httpCode);

/** Makes insights from a transcript that exists already. */
export const extractInsight: Operation = {
	option: {
		name: 'Extract Insight',
		value: 'extractInsight',
		action: 'Extract insights from transcript',
		description: 'Extract insights from a transcript that you already have',
	},
	properties: [
		...filledByAgent(
			transcriptToRead,
			'The transcript: a line for each utterance, beginning with the speaker and a colon',
		),
		language.property,
		insightsToExtract.property,
		simplify.property,
		optionsProperty([insightSettings, timeout]),
	],
	runs: 'sideBySide',

	async prepare(ctx, client, itemIndex) {
		const form = await readParameters(ctx, itemIndex, (read) => {
			const names = read(insightsToExtract);
			const transcript = read(transcriptToRead);
			const entries = read(insightSettings);
			checkSettings(entries);
			const selected = read(language);
			checkLanguage(selected, transcript);
			return {
				names,
				transcript,
				language: selected,
				settings: settingsOf(names, entries, insightsToExtract.label),
				isSimple: read(simplify),
				timeout: read(timeout) * 1000,
			};
		});
		const { names, transcript, settings } = form;
		const memory = runMemory<(Made | Uncertain) & { request: string }>(ctx, 'insights');

		return async (signal) => {
			const make = async (
				name: string,
				[attempt, ...shorter]: Attempt[],
			): Promise<Made | Uncertain> => {
				try {
					const ways = { labels, timeout: form.timeout };
					const value = await client.requestInsight(name, attempt, itemIndex, ways, signal);
					return { name, value, isWhole: attempt.isWhole };
				} catch (error) {
					if (isUncertain(error)) {
						return { message: error.message, description: error.description ?? '' };
					}
					if (shorter.length === 0 || !isTooLong(error)) throw error as NodeApiError;
				}
				return await make(name, shorter);
			};
			const makeOnce = async (name: string): Promise<Made> => {
				const attempts = insightRequests(name, transcript, form.language, settings[name]);
				const request = hashOf(attempts[0]);
				// An item has each insight once, whatever its settings are by then; a tool has no items.
				const key = hashOf([name, isTool(ctx) ? request : [itemIndex, transcript.segments]]);
				const known = memory.get(key);
				if (known && known.request !== request) {
					const message = `An insight was extracted before in this execution with other settings, and was not requested again: ${name} [item ${itemIndex}]`;
					ctx.addExecutionHints({ message, location: 'outputPane' });
				}
				const outcome = known ?? { ...(await make(name, attempts)), request };
				memory.set(key, outcome);
				if ('value' in outcome) return outcome;
				const { message, description } = outcome;
				throw operationError(ctx.getNode(), itemIndex, message, description);
			};
			const outcomes = await Promise.all(
				names.map(
					async (name) => await makeOnce(name).catch((error: NodeApiError) => ({ name, error })),
				),
			);
			const made = outcomes.flatMap((outcome) => ('error' in outcome ? [] : outcome));
			const failed = outcomes.flatMap((outcome) => ('error' in outcome ? outcome : []));
			// What was made is paid for: it is returned although another insight of the item failed.
			if (made.length === 0) throw failed[0].error;
			const insights: IDataObject = form.isSimple
				? Object.assign({}, ...made.map(({ name, value }) => insightFields(name, value)))
				: { insights: Object.fromEntries(made.map(({ name, value }) => [name, value])) };
			const isOfEnd = made.some(({ isWhole }) => !isWhole);
			return {
				json: {
					...insights,
					...(isOfEnd && { csat_of_end_only: true }),
					...(transcript.lacksSpeakers && { no_speakers: true }),
					failed_insights: failed.map(({ name, error }) => ({
						insight: name,
						reason: withoutItem(error.message),
						next_step: error.description ?? '',
					})),
				} as IDataObject,
			};
		};
	},

	afterSuccess(ctx) {
		// n8n may repeat a run that returned a failed item, and the insights are paid for.
		if (!isTool(ctx)) runMemory(ctx, 'insights').clear();
	},

	hint(outputs) {
		const failed = outputs.flatMap(({ failed_insights: list }) =>
			Array.isArray(list) ? (list as Array<{ insight: string }>) : [],
		);
		const names = [...new Set(failed.map(({ insight }) => insight))].join(', ');
		const unnamed = outputs.filter(({ no_speakers: lacksSpeakers }) => lacksSpeakers).length;
		const cut = outputs.filter(({ csat_of_end_only: isCut }) => isCut).length;
		return [
			failed.length > 0 &&
				`Some insights could not be extracted: ${names}. The field failed_insights of an item says why.`,
			cut > 0 &&
				`${cut === 1 ? 'A transcript was' : `${cut} transcripts were`} too long for the CSAT insight, which is based on the end only.`,
			unnamed > 0 &&
				`No speaker was recognized in ${unnamed === 1 ? 'a transcript' : `${unnamed} transcripts`}, so the insights cannot tell who said what. In text, each line begins with the speaker, such as "Agent: ".`,
		]
			.filter(Boolean)
			.join(' ');
	},
};
