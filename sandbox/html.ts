const ENTITIES: Record<string, string> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&#39;',
};

// One sheet for every page of the sandbox. The colors follow the reader's light or dark setting.
const STYLE = `
:root { color-scheme: light dark; --paper: #f4f5f7; --card: #fff; --ink: #1c2430; --soft: #5d6b7e; --line: #dde2e9; --accent: #0b6bcb; }
@media (prefers-color-scheme: dark) {
	:root { --paper: #12161c; --card: #1b212a; --ink: #e6eaf0; --soft: #97a3b4; --line: #2c3541; --accent: #66b2ff; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.55 system-ui, sans-serif; }
main { max-width: 52rem; margin: 0 auto; padding: 2rem 1rem 4rem; }
main:has(th) { max-width: 76rem; }
header { margin-bottom: 1.25rem; border-left: 4px solid var(--accent); padding-left: .9rem; }
h1 { margin: 0; font-size: 1.6rem; line-height: 1.25; overflow-wrap: anywhere; }
header p { margin: .15rem 0 0; color: var(--soft); overflow-wrap: anywhere; }
section { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 1rem 1.25rem; margin-bottom: 1rem; }
h2 { margin: 0 0 .5rem; font-size: 1rem; color: var(--accent); }
ul { margin: 0; padding: 0 1.2rem; }
dl { margin: 0; display: grid; grid-template-columns: minmax(8rem, 12rem) 1fr; }
dt, dd { margin: 0; padding: .55rem 0; border-top: 1px solid var(--line); }
dt { color: var(--soft); padding-right: 1rem; }
dd { white-space: pre-wrap; overflow-wrap: anywhere; }
dt:first-of-type, dt:first-of-type + dd { border-top: 0; }
a { color: var(--accent); }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .92rem; }
th, td { padding: .5rem .75rem .5rem 0; border-top: 1px solid var(--line); text-align: start; vertical-align: top; }
th { border-top: 0; color: var(--soft); font-weight: normal; white-space: nowrap; }
dl.record { grid-template-columns: 1fr 1fr; column-gap: 2rem; }
.record div { border-bottom: 1px solid var(--line); padding: .4rem 0; }
.record dt, .record dd { border: 0; padding: 0; }
.record dt { font-size: .85rem; }
.record .wide { grid-column: 1 / -1; }
@media (max-width: 34rem) { dl, dl.record { grid-template-columns: 1fr; } dd { border-top: 0; padding-top: 0; } }
`;

/** Makes a text safe inside HTML elements and quoted attributes. */
export function escapeHtml(text: string): string {
	return text.replace(/[&<>"']/g, (character) => ENTITIES[character]);
}

/**
 * A whole HTML page.
 *
 * @param title plain text, escaped here
 * @param subtitle plain text, escaped here
 * @param content HTML whose texts have been escaped
 */
export function page(title: string, subtitle: string, content: string): string {
	return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<header><h1 dir="auto">${escapeHtml(title)}</h1><p>${escapeHtml(subtitle)}</p></header>
${content}
</main>
</body>
</html>
`;
}

/** A titled list of texts, each escaped here; nothing when there are none. */
export function listSection(title: string, texts: string[]): string {
	if (texts.length === 0) return '';
	const items = texts.map((text) => `<li dir="auto">${escapeHtml(text)}</li>`).join('\n');
	return `<section><h2>${escapeHtml(title)}</h2><ul>\n${items}\n</ul></section>`;
}

/** A titled list of links, each `[address, text]` escaped here, or a sentence when there are none. */
export function linkSection(title: string, links: Array<[string, string]>, none: string): string {
	const items = links.map(
		([address, text]) =>
			`<li dir="auto"><a href="${escapeHtml(address)}">${escapeHtml(text)}</a></li>`,
	);
	const content = items.length > 0 ? `<ul>\n${items.join('\n')}\n</ul>` : escapeHtml(none);
	return `<section><h2>${escapeHtml(title)}</h2>${content}</section>`;
}

/**
 * A titled table, or a sentence when it has no rows.
 *
 * @param columns plain texts, escaped here
 * @param rows HTML whose texts have been escaped, a cell for each column
 */
export function tableSection(
	title: string,
	columns: string[],
	rows: string[][],
	none: string,
): string {
	const head = columns.map((column) => `<th>${escapeHtml(column)}</th>`).join('');
	const body = rows
		.map((cells) => `<tr>${cells.map((cell) => `<td dir="auto">${cell}</td>`).join('')}</tr>`)
		.join('\n');
	const table = `<div class="scroll"><table><tr>${head}</tr>\n${body}</table></div>`;
	return `<section><h2>${escapeHtml(title)}</h2>${rows.length > 0 ? table : escapeHtml(none)}</section>`;
}
