import type { PureOperation } from '../operation';

export const getSetUpPackage: PureOperation = {
	option: {
		name: 'Get Set-Up Package',
		value: 'getSetUpPackage',
		action: 'Get set-up package',
		description: 'Find what Salesforce lacks for call records, and get the package that adds it',
	},
	properties: [],
	workOut: async (ctx, itemIndex) => [{ json: ctx.getInputData()[itemIndex].json }],
};
