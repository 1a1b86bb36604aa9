import { insights as insightList, isObject, type InsightName } from '../api';
import type { Call } from '../call/call';
import { insightOf, sentencesOf } from '../call/insights';
import { oneLine } from '../call/values';
import { lookOf } from './emotionLooks';
import { sampleOf } from './emotionBars';
import { markup, type Content, type Markup } from './markup';
import { capitalized, clipped, languageTag, plainNumber } from './text';

const MOST_ENTRIES = 60;
const MOST_INSIGHTS = 20;
const SENTENCE_LENGTH = 1000;
const TAG_LENGTH = 80;
/** How deep a value that nobody knows is shown. */
const DEEPEST = 3;

function more(all: unknown[], tag: 'li' | 'p'): Markup | false {
	const count = all.length - MOST_ENTRIES;
	if (count <= 0) return false;
	const text = markup`<bdi>and ${count} more</bdi>`;
	return tag === 'li' ? markup`<li class="more">${text}</li>` : markup`<p class="more">${text}</p>`;
}

/** A titled card; `id` names it for a screen reader. */
function card(id: string, title: Content, content: Content): Markup {
	return markup`<section class="card" aria-labelledby="${id}"><h2 id="${id}">${title}</h2>${content}</section>`;
}

/** The summary, one paragraph a line; nothing when there is none. */
export function summarySection({ summary: lines, language }: Call): Markup | null {
	if (lines.length === 0) return null;
	const shown = lines
		.slice(0, MOST_ENTRIES)
		.map((line) => markup`<p dir="auto">${clipped(oneLine(line), SENTENCE_LENGTH)}</p>`);
	return markup`<section class="card major" aria-labelledby="summary"><h2 id="summary">Summary</h2><div class="lead" lang="${languageTag(language)}">${shown}</div>${more(lines, 'p')}</section>`;
}

/** An insight that is a list of sentences; nothing when it is empty. */
export function listSection(call: Call, name: InsightName, title: string): Markup | null {
	const lines = sentencesOf(call.insights, name);
	if (lines.length === 0) return null;
	const shown = lines
		.slice(0, MOST_ENTRIES)
		.map((line) => markup`<li><bdi>${clipped(oneLine(line), SENTENCE_LENGTH)}</bdi></li>`);
	return card(
		name,
		title,
		markup`<ul class="list" lang="${languageTag(call.language)}">${shown}${more(lines, 'li')}</ul>`,
	);
}

function tags(title: string, entries: Markup[]): Markup | null {
	if (entries.length === 0) return null;
	return markup`<h3 class="sub">${title}</h3><ul class="tags">${entries.slice(0, MOST_ENTRIES)}${more(entries, 'li')}</ul>`;
}

const wordTag = (word: string) => markup`<li><bdi>${clipped(oneLine(word), TAG_LENGTH)}</bdi></li>`;

function keywordTag({ word, emotion, count }: Record<string, unknown>): Markup | [] {
	const text = oneLine(word);
	if (!text) return [];
	const felt = oneLine(emotion);
	const known = felt && lookOf(felt).key !== 'other';
	return markup`<li>${known && sampleOf(felt)}<span><bdi>${clipped(text, TAG_LENGTH)}</bdi>${
		typeof count === 'number' && markup` <small><bdi>×${plainNumber(count)}</bdi></small>`
	}${felt && markup` <small><bdi>${clipped(felt, 40)}</bdi></small>`}</span></li>`;
}

/** Topics, labels and keywords in one card; nothing when there are none. */
export function tagSection({ insights }: Call): Markup | null {
	const keywords = insightOf(insights, 'keywords');
	const known = Array.isArray(keywords) ? keywords.filter(isObject) : [];
	const groups = [
		tags('Topics', sentencesOf(insights, 'topics').map(wordTag)),
		tags('Labels', sentencesOf(insights, 'labeling').map(wordTag)),
		tags('Keywords', known.flatMap(keywordTag)),
	];
	return groups.some(Boolean) ? card('about', 'What it was about', groups) : null;
}

/** A value of an unknown type. Lists and objects are cut where they are too long or too deep. */
function anything(value: unknown, depth = 0): Content {
	if (typeof value === 'string')
		return markup`<bdi>${clipped(oneLine(value), SENTENCE_LENGTH)}</bdi>`;
	if (typeof value === 'number') return plainNumber(value);
	if (typeof value === 'boolean') return value ? 'yes' : 'no';
	if (typeof value !== 'object' || value === null) return '–';
	if (depth === DEEPEST) return '…';
	if (Array.isArray(value)) {
		const entries = value
			.slice(0, MOST_ENTRIES)
			.map((entry) => markup`<li>${anything(entry, depth + 1)}</li>`);
		return markup`<ul class="list">${entries}${more(value, 'li')}</ul>`;
	}
	const pairs = Object.entries(value)
		.slice(0, MOST_ENTRIES)
		.map(
			([name, entry]) =>
				markup`<div><dt><bdi>${clipped(capitalized(spaced(name)), TAG_LENGTH)}</bdi></dt><dd>${anything(entry, depth + 1)}</dd></div>`,
		);
	return markup`<dl class="pairs">${pairs}</dl>`;
}

const spaced = (name: string) => oneLine(name.replace(/[-_]/g, ' '));

const isNothing = (value: unknown) =>
	value === null || value === '' || (Array.isArray(value) && value.length === 0);

const PUBLISHED = new Set(insightList.known.map(({ value }) => value));

/** A card for each insight that is none of the published ones. */
export function furtherSections({ insights }: Call): Markup[] {
	return Object.entries(insights)
		.filter(([name, value]) => !PUBLISHED.has(name.replace(/_/g, '-')) && !isNothing(value))
		.slice(0, MOST_INSIGHTS)
		.map(([name, value], index) => {
			const title = markup`<bdi>${clipped(capitalized(spaced(name)), TAG_LENGTH)}</bdi>`;
			return card(`further${index}`, title, anything(value));
		});
}
