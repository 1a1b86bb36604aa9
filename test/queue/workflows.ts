import { CALLS, type QueuePlace } from '../support/queuePlace';
import { baseNode, chain, nodeOf, variantOf, type Imported } from '../support/variants';

interface Field {
	name: string;
	value: unknown;
}

/** Lets another system begin a workflow, in place of the node that it began with. */
export function byWebhook({ nodes }: Imported, beginning: string, path: string): void {
	const first = nodes.findIndex(({ name }) => name === beginning);
	nodes[first] = {
		...baseNode(beginning, 'webhook', 2, { httpMethod: 'POST', path, options: {} }),
		webhookId: path,
	};
}

/**
 * The template that sleeps. Each record's name says which recording the result was paired with.
 *
 * @param list of recordings, as an expression or as JSON
 */
export const ofRecordings = (place: QueuePlace, id: string, list: string) =>
	variantOf(place.n8n, '2. Call recordings with Submit and Wait', id, (workflow) => {
		const { assignments } = nodeOf(workflow, 'Recordings').parameters.assignments as {
			assignments: Field[];
		};
		assignments[0].value = list;
		nodeOf(workflow, 'Submit and Wait').parameters.options = { pollIntervalMinutes: 2 };
		const { customFieldsValues } = nodeOf(workflow, 'Save Call Analysis').parameters
			.customFieldsUi as { customFieldsValues: Field[] };
		customFieldsValues[0].value = "={{ $('One Item Each').item.json.audio_url.split('/').pop() }}";
	});

/** What receives calls from the phone system and gives each to the workflow of that ID. */
export const ofPhoneSystem = (place: QueuePlace, id: string, called: string) =>
	variantOf(place.n8n, CALLS, id, (workflow) => {
		const callEach = nodeOf(workflow, 'Send Each One');
		callEach.parameters.workflowId = { __rl: true, mode: 'id', value: called };
		chain(workflow, [
			baseNode('Calls', 'webhook', 2, { httpMethod: 'POST', path: id, options: {} }),
			baseNode('One Item Each', 'splitOut', 1, { fieldToSplitOut: 'body.calls', options: {} }),
			callEach,
		]);
		workflow.nodes[0].webhookId = id;
	});
