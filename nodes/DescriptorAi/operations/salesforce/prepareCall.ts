import type { PureOperation } from '../operation';

export const prepareCall: PureOperation = {
	option: {
		name: 'Prepare Call',
		value: 'prepareCall',
		action: 'Prepare call',
		description: 'Check a call and prepare its record and the search for the customer',
	},
	properties: [],
	workOut: async (ctx, itemIndex) => [{ json: ctx.getInputData()[itemIndex].json }],
};
