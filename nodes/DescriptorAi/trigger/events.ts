import type { IWebhookFunctions } from 'n8n-workflow';

import type { Call } from '../call/call';
import { selectedLabel } from '../form/commonParameters';
import { asEntry } from '../form/entries';
import { parameter, type Parameter } from '../form/parameter';
import { asNumber } from '../form/readers';

type Event = 'analysisFinished' | 'analysisFinishedOrFailed' | 'lowCsat';

/** The entries of the list. n8n's nodes panel offers each as an action; by itself it would write "On low csat". */
const EVENTS = [
	{
		name: 'Analysis Finished',
		value: 'analysisFinished',
		action: 'On analysis finished',
		description: 'There is a result. Nothing starts for a recording that could not be analyzed.',
	},
	{
		name: 'Analysis Finished or Failed',
		value: 'analysisFinishedOrFailed',
		action: 'On analysis finished or failed',
		description:
			'Also for a recording that could not be analyzed: its item has the status "failed" and the reason, and filters do not apply to it',
	},
	{
		name: 'Low CSAT',
		value: 'lowCsat',
		action: 'On low CSAT',
		description: 'The customer was not satisfied; needs the insight CSAT',
	},
];

export const event = parameter(
	{
		// n8n's nodes panel makes the trigger's actions of the parameter with this label.
		displayName: 'Event',
		name: 'event',
		type: 'options',
		noDataExpression: true,
		options: EVENTS,
		// Nothing is lost without anybody noticing.
		default: 'analysisFinishedOrFailed',
		description: 'What starts the workflow',
	},
	asEntry<Event>,
);

export const csatBelow = parameter(
	{
		displayName: 'CSAT Below',
		name: 'csatBelow',
		type: 'number',
		required: true,
		default: 3,
		displayOptions: { show: { event: ['lowCsat'] } },
		description:
			'The workflow starts for a known score below this number. Scores are usually from 1 to 5.',
	},
	asNumber,
);

/** The text under the node on the canvas: the label of the selected event. */
export const eventSubtitle = selectedLabel('event', EVENTS);

/**
 * Whether an analysis is the event that starts the workflow.
 *
 * @param call absent for an analysis that failed
 * @throws InvalidParameter
 */
export function isEvent(ctx: IWebhookFunctions, call?: Call): boolean {
	const read = <Value>({ path, property, parse }: Parameter<Value>) =>
		parse(ctx.getNodeParameter(path, property.default));
	switch (read(event)) {
		case 'analysisFinishedOrFailed':
			return true;
		case 'analysisFinished':
			return call !== undefined;
		case 'lowCsat':
			return typeof call?.csat === 'number' && call.csat < read(csatBelow);
	}
}
