import { isObject, type AnalysisResult } from '../api';
import { spokenIn } from './turns';
import { oneLine, speakerIdOf } from './values';

export interface Speaker {
	/** Number of the speaker in the transcript, as text. */
	id: string;
	/** The label from `call_data.speakers`, else the role there, else `Speaker <number>`; a namesake gets ` (2)`. */
	name: string;
	/** In lower case, such as `agent` or `customer`; `null` where the call data does not tell. */
	role: string | null;
}

/** In characters. A name is repeated with each utterance, so a longer one would make transcripts of any size. */
const LONGEST_NAME = 100;

function shortName(value: unknown): string {
	const name = oneLine(value);
	return name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME)}…` : name;
}

/** What a speaker is called of whom only the number is known. */
export const unnamed = (id: string): string => `Speaker ${id}`;

/** Who speaks in a result, in the order in which they begin to speak. No two have the same name. */
export function speakersIn(result: AnalysisResult): Speaker[] {
	const told: unknown = result.call_data?.speakers;
	const known = new Map(
		(Array.isArray(told) ? told.filter(isObject) : []).map((speaker) => [
			speakerIdOf(speaker.id),
			{ label: shortName(speaker.label), role: shortName(speaker.role) },
		]),
	);
	const ids = new Set(spokenIn(result).flatMap(({ speaker }) => speaker ?? []));
	const taken = new Set<string>();
	const named = new Map<string, number>();
	return [...ids].map((id) => {
		const { label = '', role = '' } = known.get(id) ?? {};
		const wanted = label || role || unnamed(id);
		let count = named.get(wanted) ?? 1;
		let name = wanted;
		while (taken.has(name)) name = `${wanted} (${++count})`;
		named.set(wanted, count);
		taken.add(name);
		return { id, name, role: role.toLowerCase() || null };
	});
}

/** The names of those who speak in a result, by id. */
export function namesIn(result: AnalysisResult): Map<string, string> {
	return new Map(speakersIn(result).map(({ id, name }) => [id, name]));
}
