import type { INodeProperties } from 'n8n-workflow';

import {
	INSIGHTS,
	LANGUAGES,
	LLM_PROVIDERS,
	METRICS,
	STAGES,
	TRANSCRIPT_MODELS,
} from '../../../nodes/DescriptorAi/api/contract';
import { DescriptorAi } from '../../../nodes/DescriptorAi/DescriptorAi.node';
import { findOperation, RESOURCES } from '../../../nodes/DescriptorAi/operations';
import { REQUEST_LABELS } from '../../../nodes/DescriptorAi/operations/callAnalysis/recordingFields';

const { properties } = new DescriptorAi().description;

function allFields(fields: INodeProperties[]): INodeProperties[] {
	return fields.flatMap((field) => {
		if (field.type === 'collection')
			return [field, ...allFields(field.options as INodeProperties[])];
		if (field.type !== 'fixedCollection') return [field];
		return [
			field,
			...(field.options ?? []).flatMap((group) =>
				'values' in group ? allFields(group.values) : [],
			),
		];
	});
}

const fields = allFields(properties);
const choices = (name: string) =>
	fields
		.find((field) => field.name === name)
		?.options?.map((option) => ('value' in option ? option.value : undefined));

describe('The form', () => {
	it.each([
		['languageCode', LANGUAGES],
		['insights', INSIGHTS],
		['insight', INSIGHTS],
		['metrics', METRICS],
		['mandatoryStages', STAGES],
		['provider', LLM_PROVIDERS],
		['sentimentProvider', LLM_PROVIDERS],
		['transcriptModel', TRANSCRIPT_MODELS],
	])('offers for %s exactly what the API publishes', (name, published) => {
		expect([...(choices(name) ?? [])].sort()).toEqual([...published].sort());
	});

	it('has a parameter for each label that a validation error can name', () => {
		const labels = fields.map(({ displayName }) => displayName);
		expect(labels).toEqual(expect.arrayContaining(Object.values(REQUEST_LABELS)));
	});

	it('offers only operations that the router finds', () => {
		for (const { option, operationField } of RESOURCES) {
			for (const operation of operationField.options ?? []) {
				const value = 'value' in operation ? String(operation.value) : '';
				expect(findOperation(option.value, value)?.option).toBe(operation);
			}
		}
	});

	it('shows each parameter for its operation only', () => {
		const [, , ...parameters] = properties;
		for (const { displayOptions } of parameters) {
			expect(displayOptions?.show).toMatchObject({
				resource: [expect.any(String)],
				operation: [expect.any(String)],
			});
		}
	});

	it('begins each explanation of a switch with "Whether"', () => {
		const switches = fields.filter(({ type }) => type === 'boolean');
		expect(switches.filter(({ description }) => !description?.startsWith('Whether'))).toEqual([]);
	});
});
