import { readTemplates } from '../../scripts/lib/templates';
import { canvasFaults, type CanvasLimits } from '../support/canvas';

/** Templates that need more than others: for every call, with its failures; and a set-up of two deployments. */
const LARGE: Record<string, CanvasLimits> = {
	'calls-to-salesforce.json': {
		nodes: 24,
		backward: 2,
		zoom: 0.44,
		wire: 32,
	},
	'set-up-salesforce.json': { nodes: 20, backward: 2 },
	// A folder holds old recordings, too.
	'from-sftp.json': { nodes: 8 },
};
const SMALL = { nodes: 10 };
const CONNECTOR = { nodes: 7 };
const limitsOf = (file: string) => LARGE[file] ?? (file.startsWith('from-') ? CONNECTOR : SMALL);

const templates = Object.fromEntries(readTemplates().map(({ file, template }) => [file, template]));

it.each(Object.keys(templates))('The canvas of %s can be read from left to right', (file) => {
	expect(canvasFaults(templates[file], limitsOf(file))).toEqual([]);
});

describe('The checks of a canvas', () => {
	const template = templates['call-recording-to-salesforce.json'];
	type Copy = typeof template;
	const node = (copy: Copy, name: string) => {
		const found = copy.nodes.find((entry) => entry.name === name);
		if (!found) throw new Error(`no node ${name}`);
		return found;
	};
	const move = (copy: Copy, name: string, x: number, y: number) => {
		const [left, top] = node(copy, name).position;
		node(copy, name).position = [left + x, top + y];
	};
	const note = (copy: Copy, content: string, [x, y, width, height]: number[]) =>
		void copy.nodes.push({
			...node(copy, 'About'),
			name: 'Another Note',
			parameters: { content, width, height },
			position: [x, y],
		});

	it.each<[string, RegExp, (copy: Copy) => void]>([
		[
			'an expression that is a program',
			/"Recording" has an expression of 160 characters/,
			(copy) => {
				const [field] = node(copy, 'Recording').parameters.assignments.assignments;
				field.value = `={{ ${'x'.repeat(153)} }}`;
			},
		],
		[
			'a Code node',
			/"Recording" is a Code node/,
			(copy) => void (node(copy, 'Recording').type = 'n8n-nodes-base.code'),
		],
		[
			'a node that no trigger reaches',
			/"Save Call Analysis" is reached by no trigger/,
			(copy) => void delete copy.connections['Wait for Result'],
		],
		[
			'a name that is a sentence',
			/"save it in Salesforce" is not in Title Case/,
			(copy) => void (node(copy, 'As in the Guide').name = 'save it in Salesforce'),
		],
		[
			'a request without a note under its name',
			/"Recording" has no note under its name/,
			(copy) => void (node(copy, 'Recording').type = 'n8n-nodes-base.httpRequest'),
		],
		[
			'a name that n8n writes twice',
			/"Wait for Result" has no note under its name/,
			(copy) => void (node(copy, 'Wait for Result').parameters.operation = 'waitForResult'),
		],
		['a node beside the grid', /"Start" is beside the grid/, (copy) => move(copy, 'Start', -8, 0)],
		[
			'two nodes in one place',
			/"Recording" lies on "Submit Recording"/,
			(copy) => move(copy, 'Recording', 128, 0),
		],
		[
			'a wire through a node',
			/from "Submit Recording" to "Save Call Analysis" through the node "Wait for Result"/,
			(copy) => void (copy.connections['Submit Recording'].main[0][0].node = 'Save Call Analysis'),
		],
		[
			'a wire through the name of a node',
			/from "Submit Recording" to "Save Call Analysis" through the name of "Wait for Result"/,
			(copy) => {
				copy.connections['Submit Recording'].main[0][0].node = 'Save Call Analysis';
				move(copy, 'Wait for Result', 0, -80);
			},
		],
		[
			'more than one wire to the left',
			/does not go to the right: from "Submit Recording" to "Wait for Result"/,
			(copy) => {
				move(copy, 'Recording', 416, 0);
				move(copy, 'Wait for Result', -416, 0);
			},
		],
		[
			'a note with too much text',
			/the text of the note "About" is \d+ pixels too long/,
			(copy) => void (node(copy, 'About').parameters.height = 176),
		],
		[
			'a note that is half empty',
			/the note "About" is filled by 4\d % only/,
			(copy) => {
				node(copy, 'About').parameters.height = 480;
				move(copy, 'About', 0, -320);
			},
		],
		[
			'a note in which n8n makes a link of the name of the service',
			/the note "About" has a link/,
			(copy) => void (node(copy, 'About').parameters.content += ' Descriptor.AI'),
		],
		[
			'a note on a node',
			/the note "Another Note" lies on "Start"/,
			(copy) => note(copy, 'It covers the node.', [0, 304, 112, 64]),
		],
		[
			'a note on another',
			/the note "About" lies on the note "Another Note"/,
			(copy) => note(copy, 'It covers the note.', [0, 0, 112, 64]),
		],
		[
			'the text of a note behind a row where a node is',
			/the note "Another Note" lies on "Start"/,
			(copy) => note(copy, 'The name of the row '.repeat(20), [0, 272, 1056, 192]),
		],
		[
			'a canvas that is too wide to be read',
			/opens at a zoom of 3\d %/,
			(copy) => move(copy, 'Save Call Analysis', 1600, 0),
		],
	])('notice %s', (_name, fault, change) => {
		const copy = structuredClone(template);
		change(copy);
		expect(canvasFaults(copy, { nodes: 5 })).toContainEqual(expect.stringMatching(fault));
	});

	it('notice a node too many', () => {
		expect(canvasFaults(template, { nodes: 4 })).toEqual(['has 5 nodes']);
	});

	it('accept a note behind a row that has the name of the row and all of its nodes', () => {
		const copy = structuredClone(template);
		note(copy, '### A call comes in', [0, 240, 1056, 208]);
		expect(canvasFaults(copy, { nodes: 5 })).toEqual([]);
	});
});
