import { NodeApiError, type IDataObject, type INodeProperties } from 'n8n-workflow';

import {
	insights,
	languages,
	operationError,
	SENTIMENT,
	withoutItem,
	type Labels,
} from '../../api';
import { optionsField, simplifyField } from '../../form/fields';
import { numberOption } from '../../form/options';
import { insightFields } from '../../output/insightFields';
import { readTranscript, type Transcript } from '../../transcript';
import type { Operation } from '../operation';
import {
	insightSettings,
	insightSettingsField,
	type InsightSettingsValue,
} from '../insightSettings';
import { namesIn, nameIn } from '../../form/names';
import { booleanIn, InvalidParameter, readParameters } from '../../form/parameters';
import { isTool } from '../isTool';
import { hashOf, runMemory } from '../runMemory';
import { insightRequests, isTooLong, type Attempt } from './insightRequest';

const REQUEST_LABELS: Labels = {
	config: 'Insight Settings',
	insight: 'Insight Names or IDs',
	language: 'Language Name or ID',
	text: 'Transcript',
	transcript: 'Transcript',
};

/** @throws InvalidParameter saying in which forms a transcript is understood */
function transcriptOf(value: unknown): Transcript {
	let reason: string;
	try {
		return readTranscript(value);
	} catch (error) {
		reason = (error as Error).message;
	}
	throw new InvalidParameter("'Transcript' cannot be read", reason);
}

/** @throws InvalidParameter when nothing is selected */
function insightNames(value: unknown): string[] {
	const names = namesIn(value, 'Insight Names or IDs', {
		...insights,
		known: [...insights.known, SENTIMENT],
	});
	if (names.length > 0) return names;
	throw new InvalidParameter("'Insight Names or IDs' is empty", 'Select at least one insight.');
}

/** What two insights were published without: they take no settings for a transcript. */
const WITHOUT_SETTINGS = ['csat', 'emotional-score'];

/** @throws InvalidParameter when settings are entered that could not be sent */
function checkSettings({ settings = [] }: InsightSettingsValue): void {
	const idle = WITHOUT_SETTINGS.find((name) =>
		settings.some(({ insight }) => nameIn(insight, 'Insight Name or ID', insights) === name),
	);
	if (!idle) return;
	throw new InvalidParameter(
		`'Insight Settings' has an entry for '${idle}', which takes none for a transcript`,
		'Remove the entry.',
	);
}

/** @throws InvalidParameter when no language is given, or another one than the result is in */
function languageFor(value: unknown, { language }: Transcript): string {
	const label = 'Language Name or ID';
	const given = nameIn(value, label, languages);
	if (language === null || language === given) return given;
	throw new InvalidParameter(
		`'${label}' is ${given}, but the result is in ${language}`,
		`Select ${language}, or use the expression {{ $json.language_code }} where languages are mixed. To insist, map 'Transcript' to {{ $json.transcript }}.`,
	);
}

const timeoutField: INodeProperties = {
	displayName: 'Timeout (Seconds)',
	name: 'timeout',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: 3600 },
	default: 300,
	description:
		'How long to wait for each insight. One that takes longer is given up and not requested again, although it may be paid for.',
};

/** An insight that was made; `isWhole` is false where it is made from the end of the transcript only. */
interface Made {
	name: string;
	value: unknown;
	isWhole: boolean;
}

/** Why it is not known whether an insight was made, and paid for. */
interface Uncertain {
	message: string;
	description: string;
}

/** Whether there was no answer of the service: none at all, none that can be read, or that of a gateway. */
const isUncertain = (error: unknown): error is NodeApiError =>
	error instanceof NodeApiError &&
	!error.context.untouched &&
	[null, undefined, '502', '504'].includes(error.httpCode);

/** Finds out something about a call whose transcript is there already. */
export const extractInsight: Operation = {
	option: {
		name: 'Extract Insight',
		value: 'extractInsight',
		action: 'Extract insights from transcript',
		description: 'Find out something about a call whose transcript you have already',
	},
	fields: [
		{
			displayName: 'Transcript',
			name: 'transcript',
			type: 'string',
			typeOptions: { rows: 5 },
			required: true,
			default: '={{ $json }}',
			placeholder: 'e.g. Agent: Good morning. …',
			description:
				'What was said: an item with a transcript, such as a result of this node; text such as "Agent: Good morning"; SRT or WebVTT subtitles; or what Deepgram, AssemblyAI, Whisper and other speech services put out. Where it has no time stamps, the times in the insights are estimates.',
		},
		{
			displayName: 'Language Name or ID',
			name: 'languageCode',
			type: 'options',
			typeOptions: { loadOptionsMethod: 'getLanguages' },
			default: 'en-US',
			description:
				'Language of the transcript. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
		},
		{
			displayName: 'Insight Names or IDs',
			name: 'insights',
			type: 'multiOptions',
			typeOptions: { loadOptionsMethod: 'getInsights' },
			default: ['summary'],
			description:
				'What to find out; all insights of an item come out side by side. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
		},
		simplifyField,
		optionsField([insightSettingsField, timeoutField]),
	],
	pace: 'together',

	async prepare(ctx, client, itemIndex) {
		const read = (name: string, absent?: unknown) => ctx.getNodeParameter(name, itemIndex, absent);
		const { transcript, names, language, settings, simple, timeout } = await readParameters(
			ctx,
			itemIndex,
			() => {
				const selected = insightNames(read('insights'));
				const transcript = transcriptOf(read('transcript'));
				const given = read('options.insightSettings', {}) as InsightSettingsValue;
				checkSettings(given);
				return {
					transcript,
					names: selected,
					language: languageFor(read('languageCode'), transcript),
					settings: insightSettings(selected, given),
					simple: booleanIn(read('simplify'), 'Simplify'),
					timeout: numberOption(ctx, itemIndex, timeoutField),
				};
			},
		);
		const memory = runMemory<(Made | Uncertain) & { request: string }>(ctx, 'insights');

		return async (signal) => {
			const make = async (
				name: string,
				[attempt, ...shorter]: Attempt[],
			): Promise<Made | Uncertain> => {
				try {
					const ways = { labels: REQUEST_LABELS, timeout: timeout * 1000 };
					const value = await client.makeInsight(name, attempt, itemIndex, ways, signal);
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
				const attempts = insightRequests(name, transcript, language, settings[name]);
				const request = hashOf(attempts[0]);
				// An item has each insight once, whatever its settings are by then; a tool has no items.
				const key = hashOf([name, isTool(ctx) ? request : [itemIndex, transcript.segments]]);
				const known = memory.recall(key);
				if (known && known.request !== request) {
					const message = `An insight was made before in this execution with other settings, and was not made again: ${name} [item ${itemIndex}]`;
					ctx.addExecutionHints({ message, location: 'outputPane' });
				}
				const outcome = known ?? { ...(await make(name, attempts)), request };
				memory.remember(key, outcome);
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
			// What was made is paid for: it comes out although another insight of the item failed.
			if (made.length === 0) throw failed[0].error;
			const insights: IDataObject = simple
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

	async together(ctx, _client, items, failures) {
		// n8n may repeat a run that puts out a failed item, and what was made is paid for.
		if (failures.size === 0 && !isTool(ctx)) runMemory(ctx, 'insights').forget();
		return await Promise.resolve(items);
	},

	remark(outputs) {
		const failed = outputs.flatMap(({ failed_insights: list }) =>
			Array.isArray(list) ? (list as Array<{ insight: string }>) : [],
		);
		const names = [...new Set(failed.map(({ insight }) => insight))].join(', ');
		const unnamed = outputs.filter(({ no_speakers: lacksSpeakers }) => lacksSpeakers).length;
		const cut = outputs.filter(({ csat_of_end_only: isCut }) => isCut).length;
		return [
			failed.length > 0 &&
				`Some insights could not be made: ${names}. The field failed_insights of an item says why.`,
			cut > 0 &&
				`${cut === 1 ? 'A transcript was' : `${cut} transcripts were`} too long for the CSAT insight, which was made from the end.`,
			unnamed > 0 &&
				`No speaker was recognized in ${unnamed === 1 ? 'a transcript' : `${unnamed} transcripts`}, so the insights cannot tell who said what. In text, a row begins with the name, such as "Agent: ".`,
		]
			.filter(Boolean)
			.join(' ');
	},
};
