import type { IDataObject, INode, INodeExecutionData, NodeOperationError } from 'n8n-workflow';

import { operationError, withItem } from '../../../api';
import { tellSubmitted } from '../recording/tellSubmitted';

/** Where failed items go, as the person has set it under On Error. */
export interface OnError {
	/** Whether the node stops at them. */
	stops: boolean;
	hasErrorOutput: boolean;
}

const isFailed = ({ status, reason }: IDataObject) =>
	status === 'failed' && typeof reason === 'string';

/** The error for recordings that could not be analyzed. It names every analysis, so that none is lost or paid for twice. */
export function failureOf(node: INode, fields: IDataObject[]): NodeOperationError | undefined {
	const [first, ...others] = fields.flatMap((known, item) => (isFailed(known) ? [item] : []));
	if (first === undefined) return undefined;
	const { reason, next_step: nextStep, result_id: resultId } = fields[first];
	const named = others.map((item) =>
		withItem(String(fields[item].result_id ?? 'not accepted'), item),
	);
	const description = [
		nextStep,
		named.length > 0 && `Failed as well: ${named.join(', ')}.`,
		tellSubmitted(fields.filter((known) => !isFailed(known))),
	];
	const error = operationError(
		node,
		first,
		withItem(String(reason), first),
		description.filter(Boolean).join(' '),
	);
	if (resultId !== undefined) error.context.result_id = resultId;
	return error;
}

/**
 * The items that stand for those that came in, in their order; failed ones as n8n wants them.
 *
 * It sends an item to the error output if its fields are exactly `error` and `message`, and adds the fields of its input.
 */
export function asItems(
	fields: IDataObject[],
	{ hasErrorOutput }: Pick<OnError, 'hasErrorOutput'>,
): INodeExecutionData[] {
	const errorFields = (known: IDataObject): IDataObject => {
		const { reason: error, next_step: message } = known;
		return hasErrorOutput ? { error, message } : { ...known, error };
	};
	return fields.map((known, item) => ({
		json: isFailed(known) ? errorFields(known) : known,
		pairedItem: { item },
	}));
}
