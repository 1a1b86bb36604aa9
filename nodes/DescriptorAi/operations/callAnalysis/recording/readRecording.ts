import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import type { SubmitRequest } from '../../../api/contract';
import { readParameters } from '../../parameters';
import { OPTION_DEFAULTS } from './recordingOptions';
import { recordingRequest, type RecordingParameters } from './recordingRequest';

/**
 * The body of a submit, from the parameters of an item.
 *
 * @throws NodeOperationError naming the parameter that cannot be sent, and the way out
 */
export function readRecording(ctx: IExecuteFunctions, itemIndex: number): SubmitRequest {
	return readParameters(ctx, itemIndex, () =>
		recordingRequest({
			audioUrl: ctx.getNodeParameter('audioUrl', itemIndex),
			languageCode: ctx.getNodeParameter('languageCode', itemIndex),
			insights: ctx.getNodeParameter('insights', itemIndex),
			callData: ctx.getNodeParameter('callData', itemIndex, {}),
			options: {
				...OPTION_DEFAULTS,
				...(ctx.getNodeParameter('options', itemIndex, {}) as IDataObject),
			},
		} as RecordingParameters),
	);
}
