import { NodeOperationError, type IDataObject, type IExecuteFunctions } from 'n8n-workflow';

import type { SubmitRequest } from '../../../api/contract';
import { parameterError } from '../../../api/errors';
import { OPTION_DEFAULTS } from './recordingOptions';
import { InvalidParameter, recordingRequest, type RecordingParameters } from './recordingRequest';

/**
 * The body of a submit, from the parameters of an item.
 *
 * @throws NodeOperationError naming the parameter that cannot be sent, and the way out
 */
export function readRecording(ctx: IExecuteFunctions, itemIndex: number): SubmitRequest {
	try {
		return recordingRequest({
			audioUrl: ctx.getNodeParameter('audioUrl', itemIndex),
			languageCode: ctx.getNodeParameter('languageCode', itemIndex),
			insights: ctx.getNodeParameter('insights', itemIndex),
			callData: ctx.getNodeParameter('callData', itemIndex, {}),
			options: {
				...OPTION_DEFAULTS,
				...(ctx.getNodeParameter('options', itemIndex, {}) as IDataObject),
			},
		} as RecordingParameters);
	} catch (error) {
		if (error instanceof InvalidParameter) {
			throw parameterError(ctx.getNode(), itemIndex, error.message, error.wayOut);
		}
		throw new NodeOperationError(ctx.getNode(), error as Error, { itemIndex });
	}
}
