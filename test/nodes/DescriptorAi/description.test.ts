import type { IDisplayOptions, INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import {
	emotionModels,
	EMOTIONS,
	insights,
	languages,
	loadOptions,
	metrics,
	providers,
	transcriptModels,
} from '../../../nodes/DescriptorAi/api';
import { DescriptorAi } from '../../../nodes/DescriptorAi/DescriptorAi.node';
import { DescriptorAiTrigger } from '../../../nodes/DescriptorAi/DescriptorAiTrigger.node';
import { findOperation, RESOURCES } from '../../../nodes/DescriptorAi/operations';
import { requestLabels } from '../../../nodes/DescriptorAi/operations/callAnalysis/recording/recordingRequest';
import * as published from '../../../sandbox/descriptor/contract';

const { properties } = new DescriptorAi().description;
const trigger = new DescriptorAiTrigger();

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
const triggerProperties = allFields(trigger.description.properties);
const choices = (name: string) =>
	[...fields, ...triggerProperties]
		.find((field) => field.name === name)
		?.options?.map((option) => ('value' in option ? option.value : undefined));

describe('The form', () => {
	it('offers for mandatoryStages exactly what the API publishes', () => {
		expect([...(choices('mandatoryStages') ?? [])].sort()).toEqual([...published.STAGES].sort());
	});

	it.each([
		[languages, published.LANGUAGES],
		[insights, published.INSIGHTS],
		[metrics, published.METRICS],
		[providers, published.LLM_PROVIDERS],
		[transcriptModels, published.TRANSCRIPT_MODELS],
		[emotionModels, published.EMOTIONS_MODELS.map((model) => model ?? 'none')],
	])('knows of the list $name exactly what the API publishes', ({ known }, values) => {
		expect(known.map(({ value }) => value).sort()).toEqual([...values].sort());
	});

	it('knows exactly the emotions that the API publishes', () => {
		expect([...EMOTIONS]).toEqual([...published.EMOTIONS].sort());
	});

	it('loads each list of the service by a method that there is', () => {
		const methods = [...fields, ...triggerProperties].flatMap(
			({ typeOptions }) => typeOptions?.loadOptionsMethod ?? [],
		);
		expect(new Set(methods)).toEqual(new Set(Object.keys(loadOptions)));
		expect(new DescriptorAi().methods.loadOptions).toBe(loadOptions);
		expect(trigger.methods.loadOptions).toBe(loadOptions);
	});

	it('has a parameter for each label that a validation error can name', () => {
		const labels = fields.map(({ displayName }) => displayName);
		for (const isFile of [true, false]) {
			expect(labels).toEqual(expect.arrayContaining(Object.values(requestLabels(isFile))));
		}
	});

	it('has its actions in the order of work, which n8n keeps, without articles, as n8n wants them', () => {
		const actions = RESOURCES.flatMap(({ operationProperty }) =>
			(operationProperty.options ?? []).map((option) => 'action' in option && option.action),
		);
		expect(actions).toEqual([
			'Submit recording and wait for result',
			'Submit recording',
			'Get analysis result',
			'Create analysis report',
			'Prepare call',
			'Build call record',
			'Combine call records',
			'Read answers about call records',
			'Build follow-ups',
			'Get set-up package',
			'Extract insights from transcript',
			'Calculate metrics of result',
		]);
		expect(actions.filter((action) => /\b(an?|the)\b/i.test(String(action)))).toEqual([]);
	});

	it('has for an AI agent selected what the agent has', () => {
		const selected = RESOURCES.filter(({ option }) => !option.displayOptions).map(
			({ operations, operationProperty }) =>
				operations.find(({ option }) => option.value === operationProperty.default)?.option,
		);
		expect(selected).toMatchObject([{ value: 'submit' }, { value: 'extractInsight' }]);
		expect(selected.filter((option) => option?.displayOptions)).toEqual([]);
	});

	it('offers only operations that the router finds', () => {
		for (const { option, operationProperty } of RESOURCES) {
			for (const operation of operationProperty.options ?? []) {
				const value = 'value' in operation ? String(operation.value) : '';
				expect(findOperation(option.value, value)?.option).toBe(operation);
			}
		}
	});

	it('offers an AI agent no resource of which it has no operation', () => {
		const isForTools = ({ displayOptions }: { displayOptions?: IDisplayOptions }) =>
			!displayOptions?.hide?.['@tool'];
		for (const { option, operations } of RESOURCES) {
			const offered = operations.filter((operation) => isForTools(operation.option));
			expect([option.name, isForTools(option)]).toEqual([option.name, offered.length > 0]);
		}
	});

	it('lets an AI agent fill in the text that each of its operations needs, and offers it no files', () => {
		const forTools = RESOURCES.flatMap(({ operations }) => operations).filter(
			({ option }) => !option.displayOptions?.hide?.['@tool'],
		);
		const shown = forTools.map(({ option, properties: own }) => [
			option.name,
			allFields(own)
				.filter(({ displayOptions: { show, hide } = {} }) => {
					return show?.['@tool']?.[0] !== false && !hide?.['@tool'];
				})
				.map(({ displayName, default: preset }) => [displayName, String(preset)]),
		]) as Array<[string, string[][]]>;
		const filled = shown.map(([name, all]) => [
			name,
			all.flatMap(([label, preset]) => (preset.includes('$fromAI') ? label : [])),
		]);
		expect(Object.fromEntries(filled)).toMatchObject({
			'Extract Insight': ['Transcript'],
			'Get Result': ['Result ID'],
			Submit: expect.arrayContaining(['Audio URL']),
		});
		expect(shown.flatMap(([, all]) => all.map(([label]) => label))).not.toContain(
			'Transcript Files',
		);
	});

	it('shows each parameter for its operation only', () => {
		const parameters = properties.slice(1 + RESOURCES.length);
		for (const { displayOptions } of parameters) {
			expect(displayOptions?.show).toMatchObject({
				resource: [expect.any(String)],
				operation: [expect.any(String)],
			});
		}
	});
});

describe.each([
	['node', fields],
	['trigger', triggerProperties],
])('Each parameter of the %s', (_node, all) => {
	it('that is a switch is explained with "Whether to"', () => {
		const switches = all.filter(({ type }) => type === 'boolean');
		expect(switches).not.toEqual([]);
		expect(switches.filter(({ description }) => !description?.startsWith('Whether to'))).toEqual(
			[],
		);
	});

	it('that is a list has its entries in alphabetical order', () => {
		// Operations are in the order of work.
		const lists = all.filter(
			({ name, type }) =>
				['options', 'multiOptions', 'collection'].includes(type) && name !== 'operation',
		);
		expect(lists).not.toEqual([]);
		for (const { name, options = [] } of lists) {
			const labels = options.map((option) =>
				'displayName' in option ? option.displayName : (option as INodePropertyOptions).name,
			);
			expect([name, labels]).toEqual([name, [...labels].sort((a, b) => a.localeCompare(b))]);
		}
	});

	it('has an example for a placeholder, or the name of what is added', () => {
		const placeholders = all.flatMap(({ placeholder }) => placeholder ?? []);
		expect(placeholders).not.toEqual([]);
		expect(placeholders.filter((text) => !/^(e\.g\. |Add )/.test(text))).toEqual([]);
	});
});

describe('A field that is empty at first', () => {
	it('is no editor of JSON, which marks that as a mistake', () => {
		const marked = fields.filter(({ type, default: preset }) => type === 'json' && preset === '');
		expect(marked.map(({ displayName }) => displayName)).toEqual([]);
	});

	it('has an example that the narrowest form shows in full', () => {
		const examples = [...fields, ...triggerProperties].flatMap(
			({ placeholder }) => placeholder ?? [],
		);
		expect(examples.filter((text) => text.length > 50)).toEqual([]);
	});
});

describe('The trigger', () => {
	it('says what the node does, because the nodes panel shows its description also for the node', () => {
		const { description } = new DescriptorAi().description;
		expect(trigger.description.description).toMatch(new RegExp(`^${description}; `));
	});

	it('shows its event under its name', () => {
		const event = triggerProperties.find(({ name }) => name === 'event');
		const labels = (event?.options ?? []) as INodePropertyOptions[];
		for (const { name, value } of labels) {
			expect(trigger.description.subtitle).toContain(`"${String(value)}":"${name}"`);
		}
	});

	it('has one address, which only who knows the secret can call, and answers calls by itself', () => {
		expect(trigger.description.webhooks).toEqual([
			{
				name: 'default',
				httpMethod: 'POST',
				responseMode: 'onReceived',
				responseData: '',
				path: '={{"descriptor-ai/" + $parameter["secret"]}}',
				isFullPath: true,
			},
		]);
		expect(triggerProperties.find(({ name }) => name === 'secret')).toMatchObject({
			required: true,
		});
	});

	it('is tested and shown like the node', () => {
		const node = new DescriptorAi();
		expect(node.description.credentials).toMatchObject(trigger.description.credentials ?? []);
		expect(trigger.description.icon).toEqual(node.description.icon);
		expect(trigger.methods.credentialTest).toEqual(node.methods.credentialTest);
	});

	it.each(['simplify', 'includeDetails'])('describes %s as Get Result does', (parameter) => {
		const [ofNode, ofTrigger] = [fields, triggerProperties].map((all) =>
			all.find(({ name }) => name === parameter),
		);
		expect(ofNode).toMatchObject({ ...ofTrigger });
	});
});
