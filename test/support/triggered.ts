import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';

import { DescriptorAiTrigger } from '../../nodes/DescriptorAi/DescriptorAiTrigger.node';
import { requestOf } from './requestOf';

/**
 * Sends a callback to the trigger as the service does, while a person tests the workflow in the editor.
 *
 * @returns the items that start the workflow
 */
export async function triggered(
	body: IDataObject,
	parameters: IDataObject,
	credentials: { accessToken: string; baseUrl: string },
): Promise<IDataObject[]> {
	const response = { status: () => response, json: () => response };
	const context = {
		getCredentials: async () => credentials,
		getMode: () => 'manual',
		getNode: () => ({ name: 'Descriptor.AI Trigger' }),
		getNodeParameter: (name: string, absent: unknown) => parameters[name] ?? absent,
		getRequestObject: () => requestOf(Buffer.from(JSON.stringify(body))),
		getResponseObject: () => response,
		helpers: {
			async httpRequestWithAuthentication(_type: string, { url }: { url: string }) {
				const authorization = `Bearer ${credentials.accessToken}`;
				const answer = await fetch(url, { headers: { authorization } });
				return { statusCode: answer.status, body: await answer.json(), headers: {} };
			},
		},
	} as unknown as IWebhookFunctions;
	const { workflowData } = await new DescriptorAiTrigger().webhook.call(context);
	return (workflowData?.[0] ?? []).map(({ json }) => json);
}
