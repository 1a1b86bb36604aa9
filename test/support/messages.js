// The messages that the nodes can show, as they stand in the code.
const fs = require('node:fs');
const path = require('node:path');
const ts = require('typescript');

const { root } = require('./pages');

/** Stands for what a message has of the moment, such as an ID. */
const HOLE = '…';

/** Which argument of a function or of a new error is a message for a person, by its name. */
const ARGUMENTS = {
	InvalidParameter: 0,
	NodeOperationError: 1,
	hint: 0,
	ignored: 0,
	info: 0,
	noResult: 3,
	operationError: 2,
	parameterError: 2,
	warn: 0,
	withItem: 0,
	wrong: 0,
};

const DEFINED = /const (\w+) = (?:parameter|option)(?:<[^>]*>)?\(\s*\{\s*displayName: '([^']*)'/g;

/** The labels of the parameters that a code defines, by their names in it. */
const labelsIn = (/** @type {string} */ code) =>
	new Map(Array.from(code.matchAll(DEFINED), ([, name, label]) => [name, label]));

/** @type {Map<string, string>} */
const imported = new Map(
	filesOfNodes().flatMap((file) => [...labelsIn(fs.readFileSync(file, 'utf8'))]),
);

/** What a part of a message in `${}` is: the label of a parameter, or something of the moment. */
function partOf(/** @type {ts.Expression} */ node, /** @type {ts.SourceFile} */ file) {
	const [, name] = /^(\w+)\.label$/.exec(node.getText(file)) ?? [];
	return labelsIn(file.text).get(name) ?? imported.get(name) ?? HOLE;
}

/** The messages that an expression can be; texts that are not known here are holes. */
function textsOf(/** @type {ts.Expression} */ node, /** @type {ts.SourceFile} */ file) {
	if (ts.isStringLiteralLike(node)) return [node.text];
	if (ts.isTemplateExpression(node)) {
		const rest = node.templateSpans.map(
			(span) => partOf(span.expression, file) + span.literal.text,
		);
		return [node.head.text + rest.join('')];
	}
	if (ts.isConditionalExpression(node)) {
		/** @type {string[]} */
		const both = [node.whenTrue, node.whenFalse].flatMap((branch) => textsOf(branch, file));
		return both;
	}
	if (!ts.isIdentifier(node)) return [];
	const [, text] =
		new RegExp(`^const ${node.text} =\\s*'((?:[^'\\\\]|\\\\.)*)';`, 'm').exec(file.text) ?? [];
	return text === undefined ? [] : [text];
}

/** The messages in a file of the code. */
function messagesIn(/** @type {string} */ name) {
	const file = ts.createSourceFile(name, fs.readFileSync(name, 'utf8'), ts.ScriptTarget.ES2022);
	/** @type {string[]} */
	const found = [];
	const add = (/** @type {ts.Expression | undefined} */ node) =>
		void (node && found.push(...textsOf(node, file)));

	function visit(/** @type {ts.Node} */ node, isHint = false) {
		if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
			const called = node.expression;
			const name = ts.isPropertyAccessExpression(called) ? called.name : called;
			if (ts.isIdentifier(name) && Object.hasOwn(ARGUMENTS, name.text)) {
				add(node.arguments?.[ARGUMENTS[/** @type {keyof typeof ARGUMENTS} */ (name.text)]]);
			}
		}
		if (ts.isPropertyAssignment(node) && node.name.getText(file) === 'message') {
			add(node.initializer);
		}
		// The sentences of a hint, and not their parts such as "3 analyses are".
		if (isHint && ts.isTemplateExpression(node) && /\.( |`$)/.test(node.getText(file))) {
			return add(node);
		}
		const hints =
			isHint ||
			((ts.isMethodDeclaration(node) || ts.isFunctionDeclaration(node)) &&
				/^hint/.test(node.name?.getText(file) ?? ''));
		ts.forEachChild(node, (child) => visit(child, hints));
	}
	visit(file);
	return found;
}

function filesOfNodes() {
	const folder = path.join(root, 'nodes');
	return fs
		.readdirSync(folder, { recursive: true })
		.map((file) => path.join(folder, String(file)))
		.filter((file) => file.endsWith('.ts'));
}

/** Every message of the nodes, with `…` where it has something of the moment. */
const nodeMessages = () => [...new Set(filesOfNodes().flatMap(messagesIn))];

const QUOTED = /\B'(\p{Lu}[^']*)'\B/gu;

/** What stands between quotation marks in the texts of a file, as the names do that a person finds in a form. */
function namesIn(/** @type {string} */ file) {
	const source = ts.createSourceFile(file, fs.readFileSync(file, 'utf8'), ts.ScriptTarget.ES2022);
	/** @type {string[]} */
	const found = [];
	function visit(/** @type {ts.Node} */ node) {
		if (ts.isStringLiteralLike(node) || ts.isTemplateLiteralToken(node)) {
			found.push(...Array.from(node.text.matchAll(QUOTED), ([, name]) => name));
		}
		// The labels of a request are put between quotation marks where a message is made.
		if (ts.isVariableDeclaration(node) && node.type?.getText(source) === 'Labels') {
			ts.forEachChild(node, function labels(part) {
				if (ts.isPropertyAssignment(part)) found.push(...textsOf(part.initializer, source));
				else ts.forEachChild(part, labels);
			});
		}
		ts.forEachChild(node, visit);
	}
	visit(source);
	return found;
}

/** Every name of a field, or of an entry of a list, that a text of the nodes refers to. */
const namesReferredTo = () => [...new Set(filesOfNodes().flatMap(namesIn))].sort();

/** The messages that the tests of faults have seen, as test/faults/README.md has them. */
const messagesSeen = (/** @type {string} */ page) =>
	[...page.matchAll(/(?<= \| |<br>)_(.*?)( \[item \d+\])?_(?=<br>| \| )/g)].map(([, text]) =>
		text.replace(/\{[^}]*\}/g, HOLE),
	);

/** What begins like a text; what stands for a hole in it can be anything. */
const beginning = (/** @type {string} */ text) =>
	new RegExp(
		`^${text
			.split(HOLE)
			.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
			.join('.*')}`,
	);

const trimmed = (/** @type {string} */ text) => text.replace(/[.…\s]+$/, '');

/** Whether two texts can be the beginnings of one message. */
const agree = (/** @type {string} */ one, /** @type {string} */ other) =>
	beginning(trimmed(one)).test(other) || beginning(trimmed(other)).test(one);

module.exports = { HOLE, agree, messagesSeen, namesReferredTo, nodeMessages };
