import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { parameterError } from '../../api';
import { text } from '../../form/parameters';

/** Names the analysis that an operation is about. */
export const resultIdField = (description: string): INodeProperties => ({
	displayName: 'Result ID',
	name: 'resultId',
	type: 'string',
	required: true,
	default: '={{ $json.result_id ?? $json.job_id }}',
	placeholder: 'e.g. 1f0c2c1e-6f0a-4c57-9f5e-0d3c8f3f2a11',
	description,
});

/** The address of a result's page, as people copy it from their browser, up to the ID in it. */
const PAGE = /^https?:\/\/[^?#]*\/result\/(?=[^/?#])/i;

/** The result ID of an item, also from the address of its page; empty where the expression gives no text. */
export function resultIdOf(ctx: IExecuteFunctions, itemIndex: number): string {
	const given = text(ctx.getNodeParameter('resultId', itemIndex));
	return PAGE.test(given) ? given.replace(PAGE, '').split(/[/?#]/)[0] : given;
}

/** @throws NodeOperationError when there is none */
export function checkResultId(ctx: IExecuteFunctions, itemIndex: number, resultId: string): void {
	if (resultId !== '') return;
	throw parameterError(
		ctx.getNode(),
		itemIndex,
		"'Result ID' is empty",
		'Map it to the result_id that Submit puts out, for example {{ $json.result_id }}.',
	);
}
