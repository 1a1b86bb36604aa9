/**
 * What the form calls the fields of a request, e.g. `config.channels` -> `Channels`: an error names what a person sees.
 * The label of the whole request, if one parameter is all of it, is that of the empty field.
 */
export type Labels = Record<string, string>;

/** What a request is for, with the labels of what is sent if a person entered it. */
export type Purpose =
	| { kind: 'submit'; labels: Labels }
	| { kind: 'result'; resultId: string }
	| { kind: 'insight'; insight: string; labels: Labels }
	| { kind: 'metrics'; labels: Labels }
	| { kind: 'options' };

/** What a person is told for a purpose when it fails, and what they can do. */
interface WaysOut {
	/** Status 404; absent where that means that the API is not there at all. */
	unknown?: string;
	/** Status 413, 414 or 431; absent where that is a refusal like others. */
	tooLong?: string;
	/** Status 429. */
	tooMany: string;
	/** Status 5xx. */
	later: string;
	/** Other refusals. */
	correct: string;
	/** What an answer is that does not hold what it should; follows "The answer of <address>". */
	unreadable: string;
	/** What may have become of a request whose answer was lost. */
	lost?: string;
	/** What helps if a request needs more time. */
	slow?: string;
	/** What is not lost when there was no answer. */
	kept?: string;
}

const NOT_SENT_AGAIN =
	'It is not known whether the recording was accepted. It was not sent again, because each accepted recording is paid for. Find out whether Descriptor.AI has it before you submit it in a new execution.';
const MAYBE_MADE =
	'The insight may have been made and paid for; it was not requested again. Run the node again later if you need it.';
const RUN_AGAIN = 'Run the node again later.';
const FEWER_AT_A_TIME =
	'Run the node again later, or process fewer items at a time, for example with Loop Over Items and a Wait node.';

/** The name of what was asked for, as it stands in a sentence. */
export function subjectOf(purpose: Purpose): string {
	switch (purpose.kind) {
		case 'submit':
			return 'the recording';
		case 'result':
			return `the result ID '${purpose.resultId}'`;
		case 'insight':
			return `the insight '${purpose.insight}'`;
		case 'metrics':
			return 'metrics';
		case 'options':
			return 'its options';
	}
}

/** What a person is told when a request fails, by its purpose. */
export function waysOut(purpose: Purpose, baseUrl: string): WaysOut {
	switch (purpose.kind) {
		case 'submit':
			return {
				tooMany:
					'The recording was not accepted. Submit fewer recordings at a time, for example with Loop Over Items and a Wait node.',
				later: NOT_SENT_AGAIN,
				correct: `The recording was not accepted. Correct what is named, or else check '${purpose.labels['audio.uri']}' and Options, and run the node again.`,
				unreadable: 'holds no result ID',
				lost: NOT_SENT_AGAIN,
			};
		case 'result': {
			const { resultId } = purpose;
			const nothingLost = `Nothing is lost: run Get Result later with the result ID '${resultId}'`;
			return {
				unknown: `Check the ID, and that it was given out by the installation that the credential points to, ${baseUrl}. If it was, run Get Result again in some minutes; submit the recording again only if the ID is not known then either.`,
				tooMany: `${nothingLost}, or poll less often.`,
				later: `${nothingLost}.`,
				correct: `Check that the result ID '${resultId}' is the one that Submit returned.`,
				unreadable: `for ${subjectOf(purpose)} is not an analysis`,
				kept: `${nothingLost}.`,
			};
		}
		case 'insight':
			return {
				unknown: `Select an insight that the installation at ${baseUrl} has in '${purpose.labels.insight}'.`,
				tooLong: `Shorten '${purpose.labels.transcript}', or leave this insight out.`,
				tooMany: FEWER_AT_A_TIME,
				later: MAYBE_MADE,
				correct: `Correct the named parameter, or what '${purpose.labels.transcript}' is mapped to.`,
				unreadable: `for ${subjectOf(purpose)} cannot be read`,
				lost: MAYBE_MADE,
				slow: "Before that, raise 'Timeout (Seconds)' under Options.",
			};
		case 'metrics':
			return {
				tooLong: `Map '${purpose.labels['']}' to the result of a shorter call.`,
				tooMany: FEWER_AT_A_TIME,
				later: RUN_AGAIN,
				correct: `Correct the named parameter, or map '${purpose.labels['']}' to a result as Get Result puts it out with Simplify switched off, unchanged.`,
				unreadable: 'holds no metrics',
				kept: RUN_AGAIN,
			};
		case 'options':
			return {
				tooMany: RUN_AGAIN,
				later: RUN_AGAIN,
				correct: "Check 'Base URL' in the credential.",
				unreadable: 'holds no options',
			};
	}
}
