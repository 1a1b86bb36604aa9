import { createHash } from 'node:crypto';
import { STAGES, type Language, type Stage } from '../contract';
import type { Download } from '../download';
import { complaintCall } from './complaint';
import { endlessCall } from './endless';
import { germanCall } from './german';
import { hebrewCall } from './hebrew';
import { hostileCall } from './hostile';
import { salesCall } from './sales';
import type { CallScript } from './script';
import { shortCall } from './short';
import { spanishCall } from './spanish';
import { supportCall } from './support';
import { threeHourCall } from './threeHours';

/** The outcome of an analysis: the call, and the stages that failed. */
export interface Scenario {
	name: string;
	/** Null when no speech was heard. */
	call: CallScript | null;
	/** In the order in which they fail; empty for an ordinary call. */
	failed: Stage[];
}

/** The ordinary calls by file name, without its extension. */
const CALLS: Record<string, CallScript> = {
	'support-call': supportCall,
	'complaint-call': complaintCall,
	'sales-call': salesCall,
	'spanish-call': spanishCall,
	'hebrew-call': hebrewCall,
	'german-call': germanCall,
	'short-call': shortCall,
};

/** The calls that are recognized by their transcript. */
export const RECOGNIZED_CALLS = [...Object.values(CALLS), threeHourCall, hostileCall];

const finished = (call: CallScript | null) => ({ call, failed: [] });

/** Every scenario by file name, without its extension. */
const SCENARIOS: Record<string, Omit<Scenario, 'name'>> = {
	...Object.fromEntries(Object.entries(CALLS).map(([name, call]) => [name, finished(call)])),
	'endless-call': finished(endlessCall),
	'three-hour-call': finished(threeHourCall),
	'hostile-call': finished(hostileCall),
	'no-speech-call': finished(null),
	'partial-call': { call: supportCall, failed: ['insights'] },
	'failed-call': { call: null, failed: [...STAGES] },
};

// Assumption 4 of the README.
const UNREADABLE_AUDIO: Scenario = {
	name: 'unreadable-audio',
	call: null,
	failed: ['transcribe', 'emotions', 'sentiment', 'insights', 'metrics'],
};

/** The file name extensions of the audio that the service reads. */
const AUDIO_EXTENSIONS = new Set(['mp3', 'mp4', 'wav', 'm4a']);

/** The names of all scenarios. */
export const SCENARIO_NAMES = Object.keys(SCENARIOS);

/**
 * The scenario of a recording. Its file name selects it; any other name gets one of the ordinary calls in the language
 * of the request (in English if there is none), always the same one.
 *
 * @param audioUri an http(s) URL
 * @param language the `language_code` of the request
 */
export function scenarioOf(audioUri: string, language: Language): Scenario {
	const { name, extension } = fileNameOf(audioUri);
	if (!AUDIO_EXTENSIONS.has(extension)) return UNREADABLE_AUDIO;
	return named(SCENARIO_NAMES.includes(name) ? name : ordinaryName(audioUri, language));
}

/**
 * The scenario of a downloaded recording. Its first bytes decide whether it is audio. Its file name, or else the name in
 * its address, selects the scenario; any other recording gets an ordinary call, the same content always the same one.
 *
 * @param audioUri the address that was submitted
 * @param language the `language_code` of the request
 */
export function scenarioOfDownload(
	{ audio, isAudio, fileName }: Download,
	audioUri: string,
	language: Language,
): Scenario {
	if (audio.sha256 === null || !isAudio) return UNREADABLE_AUDIO;
	const names = [splitName(fileName ?? '').name, fileNameOf(audioUri).name];
	const requested = names.find((name) => SCENARIO_NAMES.includes(name));
	return named(requested ?? ordinaryName(audio.sha256, language));
}

const named = (name: string): Scenario => ({ name, ...SCENARIOS[name] });

function splitName(fileName: string): { name: string; extension: string } {
	const lowered = fileName.toLowerCase();
	const [, name, extension] = /^(.*)\.([^.]*)$/.exec(lowered) ?? ['', lowered, ''];
	return { name, extension };
}

const fileNameOf = (audioUri: string) =>
	splitName(new URL(audioUri).pathname.split('/').pop() ?? '');

/** The name of one of the ordinary calls in a language, always the same for the same text. */
function ordinaryName(seed: string, language: Language): string {
	const spokenIn = (wanted: Language) =>
		Object.keys(CALLS).filter((name) => CALLS[name].language === wanted);
	const spoken = spokenIn(language);
	const names = spoken.length > 0 ? spoken : spokenIn('en-US');
	const hash = createHash('sha256').update(seed).digest().readUInt32BE(0);
	return names[hash % names.length];
}
