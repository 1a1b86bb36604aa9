import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { descriptorAiApiTest } from './api/credentialTest';
import { properties, subtitle } from './operations';
import { router } from './router';

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
		description: 'Analyse call recordings: transcript, emotions, insights and metrics',
		defaults: { name: 'Descriptor.AI' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'descriptorAiApi', required: true, testedBy: 'descriptorAiApiTest' }],
		properties,
	};

	methods = { credentialTest: { descriptorAiApiTest } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await router.call(this);
	}
}
