import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';

import { descriptorAiApiTest, loadOptions } from './api';
import { properties, subtitle } from './operations';
import { answerCallback } from './waiting/wakeUp';
import { router } from './router';
import { CALLBACK_PATH } from './waiting/address';

export class DescriptorAi implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Descriptor.AI',
		name: 'descriptorAi',
		icon: {
			light: 'file:../../icons/descriptorAi.svg',
			dark: 'file:../../icons/descriptorAi.dark.svg',
		},
		group: ['transform'],
		version: 1,
		subtitle,
		description:
			'Turn call recordings into transcripts, summaries, CSAT scores and Salesforce records',
		defaults: { name: 'Descriptor.AI' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			{
				name: 'descriptorAiApi',
				required: true,
				testedBy: 'descriptorAiApiTest',
				// The rules for Salesforce records send no request.
				displayOptions: { hide: { resource: ['salesforce'] } },
			},
		],
		webhooks: [
			{
				// The service sends its callbacks here while an execution of Submit and Wait is suspended.
				name: 'default',
				httpMethod: 'POST',
				responseMode: 'onReceived',
				responseData: '',
				path: CALLBACK_PATH,
				restartWebhook: true,
				isFullPath: true,
			},
		],
		waitingNodeTooltip:
			'={{ "Descriptor.AI is analyzing" + ($parameter.waitUsing === "polling" || !$execution.resumeUrl ? "; n8n polls for the results every " + ($parameter.options?.pollIntervalMinutes ?? 5) + " min." : " and sends a callback when the results are ready.") + " Nothing runs meanwhile." }}',
		properties,
	};

	methods = { credentialTest: { descriptorAiApiTest }, loadOptions };

	// There is nothing to register at the service: each submit contains the webhook URL.
	webhookMethods = {
		default: {
			checkExists: async () => true,
			create: async () => true,
			delete: async () => true,
		},
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await router.call(this);
	}

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await answerCallback.call(this);
	}
}
