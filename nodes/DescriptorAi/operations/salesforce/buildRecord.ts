import type { PureOperation } from '../operation';

export const buildRecord: PureOperation = {
	option: {
		name: 'Build Record',
		value: 'buildRecord',
		action: 'Build call record',
		description: 'Turn an analysis, its call and the people found into the fields of a record',
	},
	properties: [],
	workOut: async (ctx, itemIndex) => [{ json: ctx.getInputData()[itemIndex].json }],
};
