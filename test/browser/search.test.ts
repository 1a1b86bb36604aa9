import { RESOURCES } from '../../nodes/DescriptorAi/operations';
import { EditorWindow } from '../../scripts/lib/browser';
import { INSTALLING, RUNNING, Workplace } from '../support/workplace';

/** Words about calls. No node of n8n is about calls, so this one comes first. */
const OF_CALLS = [
	'agent coaching',
	'analyse',
	'analyze',
	'call analysis',
	'call center',
	'call centre',
	'call recording',
	'contact center',
	'conversation intelligence',
	'customer satisfaction',
	'emotion',
	'phone call',
	'quality assurance',
	'recording',
	'RingCentral',
	'Salesforce call',
	'speech analytics',
	'speech to text',
	'summary',
	'telephony',
	'transcription',
	'Twilio recording',
	'VoIP',
];
/**
 * Words in the names or aliases of nodes of n8n, which come first because they are used much: AWS Transcribe, OpenAI and
 * Google Gemini before this one. The fourth is seen without scrolling.
 */
const SHARED = [
	'audio',
	'call',
	'conversation',
	'CSAT',
	'phone',
	'sentiment',
	'summarize',
	'transcribe',
	'voice',
];

const ACTIONS = RESOURCES.flatMap(({ operations }) =>
	operations.map(({ option }) => option.action),
);
const EVENTS = ['On analysis finished', 'On analysis finished or failed', 'On low CSAT'];

const place = new Workplace({ ui: true });
let editor: EditorWindow;

beforeAll(async () => {
	await place.open({ processingSeconds: 1 });
	editor = await EditorWindow.open(place.stage.n8n.url);
}, INSTALLING);

afterAll(async () => {
	await editor?.close();
	await place.close();
}, RUNNING);

const names = () => editor.get('node-creator-item-name');
const ours = () => names().getByText('Descriptor.AI', { exact: true });

/** Opens the panel for the first step of a new workflow. */
async function openPanel(): Promise<void> {
	await editor.openNew();
	await editor.get('canvas-add-button').first().click();
	await editor.get('node-creator-search-bar').waitFor();
}

/** The nodes that are found by some words, up to ours. */
async function foundBy(words: string): Promise<string[]> {
	const bar = editor.get('node-creator-search-bar');
	await bar.fill('nothing is found by this');
	// What was found before is gone then.
	await editor.get('node-creator-no-results').waitFor();
	await bar.fill(words);
	await ours().waitFor();
	const found = await names().allInnerTexts();
	return found.slice(0, found.indexOf('Descriptor.AI') + 1);
}

describe('A person who looks for a node', () => {
	it(
		'finds it by words about calls, before any other',
		async () => {
			await openPanel();
			const found: Record<string, string[]> = {};
			for (const words of OF_CALLS) found[words] = await foundBy(words);
			expect(found).toEqual(
				Object.fromEntries(OF_CALLS.map((words) => [words, ['Descriptor.AI']])),
			);
		},
		RUNNING,
	);

	it(
		'finds it by words about speech among the first four',
		async () => {
			await openPanel();
			const late: string[][] = [];
			for (const words of SHARED) {
				const found = await foundBy(words);
				if (found.length > 4) late.push([words, ...found]);
			}
			expect(late).toEqual([]);
		},
		RUNNING,
	);

	it(
		'reads what it does, and its triggers and actions in the order of work',
		async () => {
			await openPanel();
			await foundBy('call recording');
			await ours().click();
			await editor.page.getByText('Turn call recordings into transcripts').first().waitFor();
			// The list that it was found in slides away.
			await ours().waitFor({ state: 'hidden' });
			expect(await names().allInnerTexts()).toEqual(EVENTS);
			await editor
				.get('node-creator-category-item')
				.getByText(/^Actions/)
				.click();
			await names().getByText(ACTIONS[0], { exact: true }).waitFor();
			expect(await names().allInnerTexts()).toEqual([...EVENTS, ...ACTIONS]);
		},
		RUNNING,
	);

	it(
		'adds the trigger with the event that they chose',
		async () => {
			await openPanel();
			await foundBy('CSAT');
			await ours().click();
			await names().getByText('On low CSAT', { exact: true }).click();
			await editor.get('ndv').waitFor();
			await editor.get('parameter-input-csatBelow').waitFor();
			await editor.closeNode();
			await editor.page.getByText('Low CSAT', { exact: true }).waitFor();
		},
		RUNNING,
	);
});
