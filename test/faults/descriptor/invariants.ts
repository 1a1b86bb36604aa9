import type { IDataObject } from 'n8n-workflow';

import { CALL_TEXT, idOf, recordingOf, SIGNATURE } from './places';
import type { Observation } from './run';

/** What must be said of a recording whose acceptance is not known. */
const UNKNOWN = 'It is not known whether the recording was accepted';
/** A step that a person can take, or that they need none. */
const NEXT_STEP =
	/\b(Check|Correct|Enter|Fetch|Find out|Get Result|Lower|Map|Open|Process|Run|Select|Set|Shorten|Submit|[Pp]aste|run (this|the node))\b/;
/** What has to be touched, if a word in a text is the name of something in the form or the credential. */
const IS_FIELD =
	/'[^']+'|credential|result ID|Get Result|Loop Over Items|in a new execution|Run the node again/;

/** Fields of an item that hold words for a person. */
const WORDS = ['error', 'message', 'reason', 'next_step', 'failed_insights'];
const wordsOf = (item: IDataObject) =>
	WORDS.map((field) => item[field] ?? [])
		.map((words) => JSON.stringify(words))
		.filter((words) => words !== '[]')
		.join(' ');

/** What of a run a person reads as the report of a failure: one text for each. */
export function failureTexts({ outcome: { error }, items }: Observation): string[] {
	const texts = items.map(wordsOf).filter(Boolean);
	return error ? [...texts, `${error.message} ${error.description ?? ''}`] : texts;
}

/** Everything that was said in a run, to whomever, but for the data of the calls themselves. */
function allTexts(seen: Observation): string {
	const { error } = seen.run.data.resultData;
	const told = { ...error, node: undefined };
	return [...failureTexts(seen), ...seen.outcome.hints, ...seen.said, JSON.stringify(told)].join(
		'\n',
	);
}

function lost(seen: Observation): string[] {
	const reported = [
		...failureTexts(seen),
		...seen.items.map((item) => JSON.stringify(item)),
		JSON.stringify(seen.run.data.resultData.runData.Items),
	].join();
	// Only the answer that met the trouble can have taken an ID with it.
	const mayBeUnknown = reported.includes(UNKNOWN) ? idOf(seen.service, seen.calls[1]) : undefined;
	return seen.accepted
		.filter(({ id }) => !reported.includes(id) && id !== mayBeUnknown)
		.map(({ id }) => `the result ID ${id} is lost`);
}

function unnamed({ place, mode, outcome: { error }, service, calls }: Observation): string[] {
	const id = idOf(service, calls[1]) ?? '';
	if (!error || mode !== 'stop' || place.where !== 'Get Result') return [];
	const names = calls.map((name) => idOf(service, name) ?? '');
	const isNamed = names.some((name) => `${error.message} ${error.description}`.includes(name));
	return isNamed ? [] : [`the error does not name the result ID ${id}`];
}

function twice({ accepted, calls, mode, place, struck, trouble }: Observation): string[] {
	const counts = calls.map(
		(name) => accepted.filter(({ request }) => request.audio.uri === recordingOf(name)).length,
	);
	const problems = counts.flatMap((count, i) =>
		count > 1 ? `the recording ${i + 1} was accepted ${count} times` : [],
	);
	const isSubmit = place.path.endsWith('/processing') && place.method === 'POST';
	const most = mode === 'stop, tried twice' ? 2 : 1;
	if (isSubmit && trouble.answers && struck > most)
		problems.push(`it was submitted ${struck} times`);
	return problems;
}

function helpless(seen: Observation): string[] {
	return failureTexts(seen).flatMap((text) => [
		...(NEXT_STEP.test(text) ? [] : [`no next step in: ${text}`]),
		...(IS_FIELD.test(text) ? [] : [`no field or setting in: ${text}`]),
		...(/undefined|null|\[object|NaN/.test(text) ? [`no plain words in: ${text}`] : []),
	]);
}

function leaks(seen: Observation): string[] {
	const texts = allTexts(seen);
	const sent = JSON.stringify(seen.elsewhere);
	return [
		['the token', seen.service.token],
		['the signature of an address', SIGNATURE.split('=')[1]],
		['words of a call', CALL_TEXT],
	].flatMap(([what, secret]) => [
		...(texts.includes(secret) ? [`${what} is in a text`] : []),
		...(sent.includes(secret) ? [`${what} went to another host`] : []),
	]);
}

/** What became of the calls that met no trouble. */
function harmed({ mode, trouble, items, outcome: { error } }: Observation): string[] {
	const isForAll = trouble.baseUrl !== undefined || trouble.happens !== undefined;
	if (isForAll || mode.startsWith('stop')) return [];
	if (error) return [`the run ended with ${error.message}`];
	const failed = items.filter((item) => wordsOf(item) !== '').length;
	return items.length === 3 && failed <= 1 ? [] : [`${failed} of ${items.length} items failed`];
}

/**
 * What is wrong with a run, whatever the trouble was: a recording that is lost or was submitted twice, another call that
 * was harmed, a text that helps nobody or that tells a secret.
 */
export function violations(seen: Observation): string[] {
	return [lost, unnamed, twice, helpless, leaks, harmed]
		.flatMap((check) => check(seen))
		.map((problem) => `${seen.place.where}, ${seen.mode}: ${problem}`);
}
