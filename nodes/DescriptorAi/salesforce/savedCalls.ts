import type { IDataObject } from 'n8n-workflow';

import { isObject } from '../api';
import { text } from '../form/readers';
import { answersIn, failureOf, NO_ANSWER, refusalIn, type PartAnswer } from './composite';
import type { Fields } from './readAnalysis';
import { CALLS, type SaveRequest } from './saveRequests';

/** What became of a call: what is saved; or why it is not, with what was to be saved. */
export interface SavedCall {
	/** The fields of the item of Build Record, with the `id` of the record if it was saved. */
	call: IDataObject;
	/** Why the record was refused. */
	refused?: Fields;
	/** Why a topic of a saved record was refused. */
	withoutTopics?: Fields;
}

/** Parts of a body, each a collection. */
type Sent = Array<{ referenceId: string; body: { records: IDataObject[] } }>;

interface RecordAnswer {
	id?: string;
	refused?: Fields;
}

/** What Salesforce says about a record of a collection, or why it has refused all of them. */
function outcomeIn(answer: PartAnswer | undefined, number: number): RecordAnswer {
	const list = Array.isArray(answer?.body) ? answer.body.filter(isObject) : [];
	if (answer && answer.status >= 400) return { refused: refusalIn(list) ?? NO_ANSWER };
	const outcome = list[number];
	if (outcome?.success === true) return { id: text(outcome.id) };
	return { refused: refusalIn(outcome?.errors) ?? NO_ANSWER };
}

/**
 * Reads what became of the calls of a request.
 *
 * @param request that Combine Records has made
 * @param answer of Salesforce, or an item that has failed
 * @returns an outcome for each call, in their order
 */
export function savedCalls({ body, calls, topics }: SaveRequest, answer: Fields): SavedCall[] {
	const [{ body: sent }, ...others] = body.compositeRequest as Sent;
	const answers = answersIn(answer);
	const failed = failureOf(answer);
	const refusedTopics = new Map<number, Fields>();
	let topic = 0;
	for (const {
		referenceId,
		body: { records },
	} of others) {
		for (const number of records.keys()) {
			const { refused } = outcomeIn(answers.get(referenceId), number);
			if (refused) refusedTopics.set(topics[topic], refused);
			topic += 1;
		}
	}
	return calls.map((call, number) => {
		const whole: IDataObject = { ...call, ...sent.records[number] };
		delete whole.attributes;
		const outcome = outcomeIn(answers.get(CALLS), number);
		const { id, refused }: RecordAnswer = failed ? { refused: failed } : outcome;
		if (refused) return { call: whole, refused };
		return { call: { ...whole, id }, withoutTopics: refusedTopics.get(number) };
	});
}
