import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { lists } from '../../nodes/DescriptorAi/api';
import { findOperation } from '../../nodes/DescriptorAi/operations';
import { triggerProperties } from '../../nodes/DescriptorAi/trigger/parameters';

/** What a person sees of one field of a form. */
export interface Field {
	label: string;
	required: boolean;
	/** As the form shows it; empty where it shows nothing. */
	preset: string;
	/** The entries of its list. */
	choices: string[];
	/** Whether it is there only where the node is the tool of an AI agent. */
	isForTools: boolean;
}

/** The known entries of the lists that are loaded when a form is opened, by method. */
const KNOWN: Record<string, INodePropertyOptions[]> = {
	getDefaultLanguages: [lists.NO_LANGUAGE, ...lists.languages.known],
	getEmotionModels: lists.emotionModels.known,
	getInsights: lists.insights.known,
	getLanguages: lists.languages.known,
	getMetrics: lists.metrics.known,
	getProviders: lists.providers.known,
	getTranscriptModels: lists.transcriptModels.known,
};

function choicesOf({ type, typeOptions, options = [] }: INodeProperties): INodePropertyOptions[] {
	if (type !== 'options' && type !== 'multiOptions') return [];
	const method = String(typeOptions?.loadOptionsMethod ?? '');
	return KNOWN[method] ?? (options as INodePropertyOptions[]);
}

function presetOf(field: INodeProperties): string {
	const { default: preset } = field;
	if (typeof preset === 'boolean') return preset ? 'On' : 'Off';
	if (typeof preset === 'number') return String(preset);
	const values = [preset].flat().filter((value) => value !== '' && typeof value !== 'object');
	const nameOf = (value: unknown) => {
		const choice = choicesOf(field).find((entry) => entry.value === value);
		return choice?.name ?? `\`${String(value).replace(/^=/, '')}\``;
	};
	return values.map(nameOf).join(', ');
}

/** The fields that an entry of a form has inside. */
function inside({ type, options = [] }: INodeProperties): INodeProperties[] {
	if (type === 'collection') return options as INodeProperties[];
	if (type !== 'fixedCollection') return [];
	return options.flatMap((group) => ('values' in group ? group.values : []));
}

const fieldsOf = (properties: INodeProperties[]): Field[] =>
	properties
		.filter(({ type }) => type !== 'hidden' && type !== 'notice')
		.flatMap((field) => [
			{
				label: field.displayName,
				required: field.required === true,
				preset: presetOf(field),
				choices: choicesOf(field).map(({ name }) => name),
				isForTools: field.displayOptions?.show?.['@tool']?.includes(true) ?? false,
			},
			...fieldsOf(inside(field)),
		]);

/** A field that a tool has with another default stands in the form once. */
const operationFields = (resource: string, operation: string): Field[] => {
	const fields = fieldsOf(findOperation(resource, operation)?.properties ?? []);
	const forPersons = fields.filter(({ isForTools }) => !isForTools).map(({ label }) => label);
	return (
		fields
			.filter(({ label, isForTools }) => !isForTools || !forPersons.includes(label))
			// One that is not required everywhere follows itself.
			.filter(({ label }, place, all) => label !== all[place - 1]?.label)
	);
};

/** The fields of each operation and of the trigger, those that are inside of others too, by the page about it. */
export const FORMS: Record<string, Field[]> = {
	'docs/submit.md': operationFields('callAnalysis', 'submit'),
	'docs/submit-and-wait.md': operationFields('callAnalysis', 'submitAndWait'),
	'docs/get-result.md': operationFields('callAnalysis', 'getResult'),
	'docs/create-report.md': operationFields('callAnalysis', 'createReport'),
	'docs/extract-insight.md': operationFields('transcript', 'extractInsight'),
	'docs/calculate-metrics.md': operationFields('transcript', 'calculateMetrics'),
	'docs/prepare-call.md': operationFields('salesforce', 'prepareCall'),
	'docs/build-record.md': [
		'buildRecord',
		'buildFollowUps',
		'combineRecords',
		'readAnswers',
	].flatMap((operation) => operationFields('salesforce', operation)),
	'docs/set-up-package.md': operationFields('salesforce', 'getSetUpPackage'),
	'docs/trigger.md': fieldsOf(triggerProperties),
};
