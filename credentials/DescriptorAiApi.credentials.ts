import type {
	ICredentialDataDecryptedObject,
	ICredentialType,
	Icon,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';

import { parseToken, UNUSABLE_TOKEN } from '../nodes/DescriptorAi/api';

/** Access to one installation of Descriptor.AI. It is tested by the node (`testedBy`), for readable answers. */
export class DescriptorAiApi implements ICredentialType {
	name = 'descriptorAiApi';

	displayName = 'Descriptor.AI API';

	icon: Icon = {
		light: 'file:../icons/descriptorAi.svg',
		dark: 'file:../icons/descriptorAi.dark.svg',
	};

	documentationUrl = 'https://github.com/n8n-nodes-descriptor-ai/n8n-nodes-descriptor-ai#connect';

	properties: INodeProperties[] = [
		{
			displayName: 'Access Token',
			name: 'accessToken',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description: 'The API token that Descriptor.AI gave you',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			required: true,
			default: 'https://demo.descriptor.ai',
			placeholder: 'e.g. https://descriptor.example.com',
			description:
				'Address of your Descriptor.AI installation, without /api/v1. Change it if Descriptor.AI runs on your own servers.',
		},
	];

	/** A function, because n8n evaluates an expression anew for each request, which costs more than the request. */
	async authenticate(
		{ accessToken }: ICredentialDataDecryptedObject,
		request: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		const token = parseToken(accessToken);
		// Otherwise Node.js rejects the header, with an error that may contain it.
		if (token === null) throw new Error(UNUSABLE_TOKEN.message);
		const headers = { ...request.headers, Authorization: `Bearer ${token}` };
		return await Promise.resolve({ ...request, headers });
	}
}
