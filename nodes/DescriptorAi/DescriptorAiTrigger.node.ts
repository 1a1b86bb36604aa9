import {
	NodeConnectionTypes,
	type IHookFunctions,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';

import { descriptorAiApiTest, loadOptions } from './api';
import { receive } from './trigger/callback';
import { eventSubtitle } from './trigger/events';
import { triggerProperties } from './trigger/parameters';
import { checkSecret } from './trigger/secret';

export class DescriptorAiTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Descriptor.AI Trigger',
		name: 'descriptorAiTrigger',
		icon: {
			light: 'file:../../icons/descriptorAi.svg',
			dark: 'file:../../icons/descriptorAi.dark.svg',
		},
		group: ['trigger'],
		version: 1,
		subtitle: eventSubtitle,
		// n8n's nodes panel shows this text also for the node, whose own it replaces.
		description:
			'Turn call recordings into transcripts, summaries, CSAT scores and Salesforce records; start a workflow when an analysis is finished',
		eventTriggerDescription:
			'Waiting for Descriptor.AI to send a finished analysis to the Test URL',
		defaults: { name: 'Descriptor.AI Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'descriptorAiApi', required: true, testedBy: 'descriptorAiApiTest' }],
		webhooks: [
			{
				name: 'default',
				httpMethod: 'POST',
				responseMode: 'onReceived',
				// The node answers by itself. If n8n ever did, it would send the text "firstEntryJson".
				responseData: '',
				// The service cannot send a header with a callback, so the secret is part of the address.
				path: '={{"descriptor-ai/" + $parameter["secret"]}}',
				// Without n8n's own part in it, a Submit in the same workflow can compute the address.
				isFullPath: true,
			},
		],
		properties: triggerProperties,
	};

	methods = { credentialTest: { descriptorAiApiTest }, loadOptions };

	/** There is nothing to register at the service: each submit contains the webhook URL. */
	webhookMethods = {
		default: {
			async checkExists(this: IHookFunctions): Promise<boolean> {
				return false;
			},
			async create(this: IHookFunctions): Promise<boolean> {
				checkSecret(this);
				return true;
			},
			async delete(this: IHookFunctions): Promise<boolean> {
				return true;
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await receive(this);
	}
}
