import { readTranscript } from '../../../../nodes/DescriptorAi/transcript';

/** Parts of what is read from a transcript. */
export const lines = (value: unknown) => readTranscript(value).lines;
export const speakers = (value: unknown) =>
	readTranscript(value).segments.map(({ speaker }) => speaker);
export const starts = (value: unknown) => readTranscript(value).segments.map(({ start }) => start);
export const times = (value: unknown) =>
	readTranscript(value).segments.map(({ start, end }) => [start, end]);
export const turns = (value: unknown) =>
	readTranscript(value).segments.map(({ speaker, text }) => [speaker, text]);

export const TWO_LINES = ['Agent: Hello there', 'Customer: Oh hi'];

/** Two lines (`$`) with a timestamp (`@`) each. */
export const twoLines = (first: string, second: string, notation = '@ $') =>
	[first, second]
		.map((time, index) => notation.replace('@', () => time).replace('$', () => TWO_LINES[index]))
		.join('\n');
