import type { IExecuteFunctions } from 'n8n-workflow';

import { option, readParameters } from '../../../form/parameter';
import { asNumber } from '../../../form/readers';
import { perRun } from '../../runMemory';

export const recordingsAtATime = option(
	{
		displayName: 'Recordings at a Time',
		name: 'recordingsAtATime',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 10, numberPrecision: 0 },
		default: 5,
		description:
			'How many recordings are submitted at the same time, 1 to 10. Lower it if Descriptor.AI answers that there are too many requests. The number is that of the first item.',
	},
	asNumber,
);

/** @throws NodeOperationError naming the option that cannot be used */
export const readAtATime = perRun(
	async (ctx: IExecuteFunctions) => await readParameters(ctx, 0, (read) => read(recordingsAtATime)),
);
