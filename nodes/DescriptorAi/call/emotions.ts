import { secondsOf, type Utterance } from './utterances';

/** For how many seconds each emotion was heard, the longest first; emotions are in the service's own words. */
export function secondsByEmotion(felt: Utterance[]): Map<string, number> {
	const seconds = new Map<string, number>();
	for (const utterance of felt) {
		const { emotion } = utterance;
		if (emotion !== null) seconds.set(emotion, (seconds.get(emotion) ?? 0) + secondsOf(utterance));
	}
	return new Map([...seconds].sort(([, a], [, b]) => b - a));
}

/**
 * The emotion that was heard for the longest time, in the service's own word.
 *
 * Most of any call is neutral, which tells a reader nothing: neutral is the answer only if no other emotion was heard.
 */
export function longestEmotion(felt: Utterance[]): string | null {
	const heard = [...secondsByEmotion(felt).keys()];
	return heard.find((emotion) => emotion !== 'neutral') ?? heard[0] ?? null;
}
