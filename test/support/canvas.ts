import type { Template, TemplateNode } from '../../scripts/lib/templates';

/**
 * How n8n 2.41 draws a workflow, in pixels of the canvas at 100 %, as measured in its editor.
 *
 * A node is a square whose position is its upper left corner; nodes with more than two inputs or outputs are higher.
 * Its name is below it, and below that a line with its operation.
 */
const GRID = 16;
const NODE = 96;
const PORT = { distance: 32, reach: 8 };
const LABEL = { below: 7, line: 20, most: 192, operation: 20 };
const STICKY = { width: 240, height: 160, side: 13, top: 9 };
/** A wire to the left leaves to the right, goes back below its node, and arrives from the left. */
const BACK = { aside: 40, below: 130 };
/** What a window of 1440 x 900 leaves for the canvas beside n8n's opened sidebar, and the margin of *Zoom to Fit*. */
const VIEW = { width: 1240, height: 780, margin: 1.2 };

/** What a canvas may have at most or must have at least; lengths in pixels, fills as shares. */
const LEAST = { zoom: 0.45, wire: 64, fill: 0.6 };
const MOST = { expression: 140, expressions: 2500, backward: 1 };

/** What one canvas may have: the nodes without sticky notes, and where it needs more than others. */
export type CanvasLimits = { nodes: number } & Partial<typeof LEAST & typeof MOST>;
type Limits = Required<CanvasLimits>;

interface Box {
	left: number;
	top: number;
	right: number;
	bottom: number;
}
interface Point {
	x: number;
	y: number;
}
interface Named {
	name: string;
	box: Box;
}

const boxAt = ([left, top]: [number, number], width: number, height: number): Box => ({
	left,
	top,
	right: left + width,
	bottom: top + height,
});
const overlap = (a: Box, b: Box) =>
	a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
const holds = (outer: Box, inner: Box) =>
	outer.left <= inner.left &&
	outer.top <= inner.top &&
	outer.right >= inner.right &&
	outer.bottom >= inner.bottom;
const isInside = ({ x, y }: Point, { left, top, right, bottom }: Box) =>
	x > left && x < right && y > top && y < bottom;

/** Width of a character of n8n's font, 14 pixels high. */
function characterWidth(character: string): number {
	if (/[ !'(),.:;|IijlJ]/.test(character)) return 4;
	if (/[-/[\]"frt1]/.test(character)) return 5.5;
	if (/[mwMW%@]/.test(character)) return 12.7;
	return /[A-Z]/.test(character) ? 9.6 : 8.1;
}
const textWidth = (text: string, size = 14) =>
	([...text].reduce((sum, character) => sum + characterWidth(character), 0) * size) / 14;

/** The lines of a paragraph, broken between words, as their widths. */
function linesOf(text: string, width: number, size: number): number[] {
	const lines = [0];
	for (const word of text.split(/\s+/)) {
		const last = lines[lines.length - 1];
		const joined = last + (last > 0 ? textWidth(' ', size) : 0) + textWidth(word, size);
		if (last === 0 || joined <= width) lines[lines.length - 1] = joined;
		else lines.push(textWidth(word, size));
	}
	return lines;
}

/** How n8n sets the lines of Markdown; each kind is apart from the others. */
const TEXT = { size: 14, line: 18.9, between: 0, indent: 0 };
const ENTRY = { size: 14, line: 18.2, between: 3.5, indent: 20 };
const ROW = { size: 14, line: 41.3, between: 0, indent: 0 };
const HEADING = { size: 24, line: 32.4, between: 8, indent: 0 };
const SMALL_HEADING = { size: 16, line: 21.6, between: 8, indent: 0 };
const APART = 8;

/** An empty line is a line of its own in n8n 1, and less in n8n 2. */
function kindOf(line: string) {
	if (line.startsWith('## ')) return HEADING;
	if (line.startsWith('### ')) return SMALL_HEADING;
	if (line.startsWith('|')) return ROW;
	return /^(-|\d+\.) /.test(line) ? ENTRY : TEXT;
}

/** A line of Markdown without its marks. */
const textOf = (line: string) =>
	line
		.replace(/^(#+|-|\d+\.) /, '')
		// Code is set in a font whose characters are all as wide as this one, about.
		.replace(/`([^`]*)`/g, (_, code: string) => code.replace(/\S/g, 'o'))
		.replace(/\*|\\(?=[^\w\s])/g, '');

/** The part of a sticky note that its text takes, with the padding around it. */
function textBox({ parameters, position }: TemplateNode): Box {
	const { content = '', width = STICKY.width } = parameters;
	const lines = String(content)
		.split('\n')
		.filter((line) => !/^\|[-|: ]+$/.test(line))
		.map((line) => ({ kind: kindOf(line), text: textOf(line) }));
	let height = 2 * STICKY.top;
	let widest = 0;
	for (const [index, { kind, text }] of lines.entries()) {
		const { size, line, between, indent } = kind;
		const broken = linesOf(text, width - 2 * STICKY.side - indent, size);
		if (index > 0) height += lines[index - 1].kind === kind ? between : APART;
		height += broken.length * line;
		widest = Math.max(widest, indent + Math.max(...broken));
	}
	return boxAt(position, widest + 2 * STICKY.side, height);
}

const isSticky = ({ type }: TemplateNode) => type === 'n8n-nodes-base.stickyNote';
const isTrigger = ({ type }: TemplateNode) => /trigger$|\.webhook$/i.test(type);

interface Wire {
	from: string;
	output: number;
	to: string;
	input: number;
}

function wiresOf({ connections }: Template): Wire[] {
	return Object.entries(connections).flatMap(([from, { main = [] }]) =>
		(main as Array<Array<{ node: string; index: number }> | null>).flatMap((targets, output) =>
			(targets ?? []).map(({ node, index }) => ({ from, output, to: node, input: index })),
		),
	);
}

/** How many outputs and inputs n8n draws at a node. */
function portsOf({ name, type, parameters, onError }: TemplateNode, wires: Wire[]) {
	const used = (ports: number[]) => Math.max(1, ...ports.map((port) => port + 1));
	const two = ['n8n-nodes-base.if', 'n8n-nodes-base.splitInBatches'].includes(type) ? 2 : 1;
	const own = Math.max(two, parameters.rules?.values?.length ?? 0);
	return {
		outputs: Math.max(
			own + (onError === 'continueErrorOutput' ? 1 : 0),
			used(wires.filter(({ from }) => from === name).map(({ output }) => output)),
		),
		inputs: Math.max(
			type === 'n8n-nodes-base.merge' ? (parameters.numberInputs ?? 2) : 1,
			used(wires.filter(({ to }) => to === name).map(({ input }) => input)),
		),
	};
}

interface Drawn extends Named {
	label: Box;
	/** Where the wires of each output begin, and where those of each input end. */
	outputs: Point[];
	inputs: Point[];
}

function drawNode(node: TemplateNode, wires: Wire[]): Drawn {
	const ports = portsOf(node, wires);
	const height = NODE + Math.max(0, ports.inputs - 2, ports.outputs - 2) * PORT.distance;
	const box = boxAt(node.position, NODE, height);
	const name = node.disabled ? `${node.name} (Deactivated)` : node.name;
	const lines = linesOf(name, LABEL.most, 16);
	const half = Math.max(...lines) / 2;
	const middle = box.left + NODE / 2;
	const points = (count: number, x: number) =>
		Array.from({ length: count }, (_, index) => ({
			x,
			y: box.top + height / 2 + (index - (count - 1) / 2) * PORT.distance,
		}));
	return {
		name: node.name,
		box,
		label: {
			left: middle - half,
			right: middle + half,
			top: box.bottom,
			bottom: box.bottom + LABEL.below + lines.length * LABEL.line + LABEL.operation,
		},
		outputs: points(ports.outputs, box.right + PORT.reach),
		inputs: points(ports.inputs, box.left - PORT.reach),
	};
}

/** Points of a wire, close enough together that nothing of the canvas fits between two of them. */
function pointsOf(start: Point, end: Point): Point[] {
	if (end.x >= start.x) {
		const middle = (start.x + end.x) / 2;
		return Array.from({ length: 201 }, (_, step) => {
			const t = step / 200;
			const [a, b, c, d] = [(1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t ** 2, t ** 3];
			return {
				x: a * start.x + (b + c) * middle + d * end.x,
				y: (a + b) * start.y + (c + d) * end.y,
			};
		});
	}
	const [right, left, below] = [start.x + BACK.aside, end.x - BACK.aside, start.y + BACK.below];
	const corners = [
		start,
		{ x: right, y: start.y },
		{ x: right, y: below },
		{ x: left, y: below },
		{ x: left, y: end.y },
		end,
	];
	return corners.slice(1).flatMap((corner, index) =>
		Array.from({ length: 101 }, (_, step) => ({
			x: corners[index].x + ((corner.x - corners[index].x) * step) / 100,
			y: corners[index].y + ((corner.y - corners[index].y) * step) / 100,
		})),
	);
}

/** Every expression in the parameters of a node, at any depth. */
function expressionsIn(value: unknown): string[] {
	if (typeof value === 'string') return value.startsWith('=') ? [value] : [];
	return typeof value === 'object' && value !== null
		? Object.values(value).flatMap(expressionsIn)
		: [];
}

function expressionFaults(template: Template, limits: Limits): string[] {
	const expressions = template.nodes.map(({ name, parameters }) => ({
		name,
		lengths: expressionsIn(parameters).map(({ length }) => length),
	}));
	const all = expressions.flatMap(({ lengths }) => lengths).reduce((a, b) => a + b, 0);
	return [
		...expressions.flatMap(({ name, lengths }) =>
			lengths
				.filter((length) => length > limits.expression)
				.map((length) => `"${name}" has an expression of ${length} characters`),
		),
		...(all >= limits.expressions ? [`has expressions of ${all} characters in all`] : []),
		...template.nodes
			.filter(({ type }) => type === 'n8n-nodes-base.code')
			.map(({ name }) => `"${name}" is a Code node`),
	];
}

const SMALL_WORDS = /^(a|an|and|at|by|for|from|in|of|on|or|the|to|with)$/;
const isTitleCase = (name: string) =>
	name
		.split(' ')
		.every((word, index) => /^\W*[A-Z\d]/.test(word) || (index > 0 && SMALL_WORDS.test(word)));

function nodeFaults(template: Template, wires: Wire[], limits: Limits): string[] {
	const nodes = template.nodes.filter((node) => !isSticky(node));
	const reached = new Set(nodes.filter(isTrigger).map(({ name }) => name));
	for (let size = -1; size < reached.size; ) {
		size = reached.size;
		for (const { from, to } of wires) if (reached.has(from)) reached.add(to);
	}
	return [
		...(nodes.length > limits.nodes ? [`has ${nodes.length} nodes`] : []),
		...template.nodes
			.filter(({ position }) => position.some((value: number) => value % GRID !== 0))
			.map(({ name }) => `"${name}" is beside the grid, where n8n moves it at the import`),
		...template.nodes
			.filter(({ name }) => !isTitleCase(name))
			.map(({ name }) => `"${name}" is not in Title Case`),
		...nodes
			.filter(({ name }) => !reached.has(name))
			.map(({ name }) => `"${name}" is reached by no trigger`),
	];
}

/** Nodes under whose name n8n writes an address or an ID, unless they have a note for it. */
const WITH_RAW_SUBTITLE = ['n8n-nodes-base.httpRequest', 'n8n-nodes-base.executeWorkflow'];

/** Whether n8n writes the name of a node once more below it: that of its operation. */
const isDoubled = ({ name, parameters: { operation = '' } }: TemplateNode) =>
	name.toLowerCase().replace(/[^a-z]/g, '') === String(operation).toLowerCase();

const subtitleFaults = ({ nodes }: Template) =>
	nodes
		.filter(({ notes, notesInFlow }) => !notes || notesInFlow !== true)
		.filter((node) => WITH_RAW_SUBTITLE.includes(node.type) || isDoubled(node))
		.map(({ name }) => `"${name}" has no note under its name that says whom it asks, or what for`);

/** Nodes that lie on each other, with their names. */
const crowdedNodes = (drawn: Drawn[]) =>
	drawn.flatMap((one, index) =>
		drawn
			.slice(index + 1)
			.filter((other) =>
				[one.box, one.label].some((box) => overlap(box, other.box) || overlap(box, other.label)),
			)
			.map((other) => `"${one.name}" lies on "${other.name}"`),
	);

function wireFaults(wires: Wire[], drawn: Drawn[], notes: Note[], limits: Limits): string[] {
	const obstacles = [
		...drawn.map(({ name, box }) => ({ name: `the node "${name}"`, box })),
		...drawn.map(({ name, label }) => ({ name: `the name of "${name}"`, box: label })),
		...notes.map(({ name, kept }) => ({ name: `the note "${name}"`, box: kept })),
	];
	const nodes = new Map(drawn.map((node) => [node.name, node]));
	const laid = wires.flatMap(({ from, output, to, input }) => {
		const [start, end] = [nodes.get(from)?.outputs[output], nodes.get(to)?.inputs[input]];
		return start && end ? [{ wire: `from "${from}" to "${to}"`, start, end }] : [];
	});
	const backward = laid.filter(({ start, end }) => end.x - start.x < limits.wire);
	return [
		...(backward.length > limits.backward ? backward : []).map(
			({ wire }) => `has more than ${limits.backward} wire that does not go to the right: ${wire}`,
		),
		...laid.flatMap(({ wire, start, end }) => {
			const points = pointsOf(start, end);
			return obstacles
				.filter(({ box }) => points.some((point) => isInside(point, box)))
				.map(({ name }) => `has a wire ${wire} through ${name}`);
		}),
	];
}

interface Note extends Named {
	/** What no wire may cross: the whole note, or the text of a note that lies behind a row of nodes. */
	kept: Box;
	isBehind: boolean;
	faults: string[];
}

function drawNote(note: TemplateNode, drawn: Drawn[]): Note {
	const { content = '', width = STICKY.width, height = STICKY.height } = note.parameters;
	const box = boxAt(note.position, width, height);
	const text = textBox(note);
	const touched = drawn.filter((node) => overlap(box, node.box) || overlap(box, node.label));
	const isBehind =
		touched.length > 0 && touched.every((node) => holds(box, node.box) && holds(box, node.label));
	const kept = isBehind ? text : box;
	const covered = touched.filter((node) => overlap(kept, node.box) || overlap(kept, node.label));
	const over = Math.ceil(text.bottom - box.bottom);
	const fill = Math.min((text.right - text.left) / width, (text.bottom - text.top) / height);
	const faults = [
		...(over > 0 ? [`the text of the note "${note.name}" is ${over} pixels too long`] : []),
		...(!isBehind && fill < LEAST.fill
			? [`the note "${note.name}" is filled by ${Math.floor(100 * fill)} % only`]
			: []),
		...covered.map(({ name }) => `the note "${note.name}" lies on "${name}"`),
		// n8n takes it for the address of a website.
		...(String(content).includes('Descriptor.AI')
			? [`the note "${note.name}" has a link that should be "Descriptor\\.AI"`]
			: []),
	];
	return { name: note.name, box, kept, isBehind, faults };
}

/** Notes that cover each other; one that lies on the free part of a note behind a row does not. */
const coveredNotes = (notes: Note[]) =>
	notes.flatMap((note, index) =>
		notes
			.slice(index + 1)
			.filter(
				(other) => overlap(note.kept, other.kept) || crosses(note, other) || crosses(other, note),
			)
			.map((other) => `the note "${note.name}" lies on the note "${other.name}"`),
	);
const crosses = (note: Note, behind: Note) =>
	behind.isBehind && overlap(note.box, behind.box) && !holds(behind.box, note.box);

/** The zoom at which n8n opens a workflow with these parts. */
function zoomFor(parts: Named[]): number {
	const boxes = parts.map(({ box }) => box);
	const width =
		Math.max(...boxes.map(({ right }) => right)) - Math.min(...boxes.map(({ left }) => left));
	const height =
		Math.max(...boxes.map(({ bottom }) => bottom)) - Math.min(...boxes.map(({ top }) => top));
	return Math.min(VIEW.width / width, VIEW.height / height) / VIEW.margin;
}

/**
 * What keeps a person from reading a workflow on its canvas: too much of it, or in a bad place.
 *
 * @param own what this canvas may have
 */
export function canvasFaults(template: Template, own: CanvasLimits): string[] {
	const limits = { ...LEAST, ...MOST, ...own };
	const wires = wiresOf(template);
	const drawn = template.nodes
		.filter((node) => !isSticky(node))
		.map((node) => drawNode(node, wires));
	const notes = template.nodes.filter(isSticky).map((note) => drawNote(note, drawn));
	const zoom = zoomFor([...drawn, ...notes]);
	return [
		...nodeFaults(template, wires, limits),
		...subtitleFaults(template),
		...expressionFaults(template, limits),
		...crowdedNodes(drawn),
		...wireFaults(wires, drawn, notes, limits),
		...notes.flatMap(({ faults }) => faults),
		...coveredNotes(notes),
		...(zoom < limits.zoom ? [`opens at a zoom of ${Math.floor(100 * zoom)} %`] : []),
	];
}
