import { randomUUID } from 'node:crypto';
import type { IDataObject } from 'n8n-workflow';

import { TRANSCRIPT_FORMATS } from '../../nodes/DescriptorAi/output/transcriptFormats';
import {
	baseNode,
	chain,
	nodeOf,
	setField,
	variantOf,
	type Imported,
	type Templates,
	type VariantNode,
} from './variants';

/** One of our nodes for a workflow, with the credential picked. */
export function ourNode(workflow: Imported, name: string, parameters: IDataObject): VariantNode {
	const picked = workflow.nodes.find(({ type }) => type.endsWith('.descriptorAi'));
	if (!picked) throw new Error('The workflow has none of our nodes');
	return { ...picked, id: name, name, parameters };
}

/** A workflow that gets the raw result of a support call, and what follows. */
const afterResult = (stage: Templates, id: string, follow: (workflow: Imported) => VariantNode[]) =>
	variantOf(stage, '1. Call recording to Salesforce', id, (workflow) => {
		const first = ['Start', 'Recording', 'Submit Recording', 'Wait for Result'].map((name) =>
			nodeOf(workflow, name),
		);
		const [, recording, , get] = first;
		const text = JSON.stringify(recording.parameters).replace('.mp3', '.mp3?seconds=0');
		recording.parameters = JSON.parse(text) as IDataObject;
		get.parameters.simplify = false;
		chain(workflow, [...first, ...follow(workflow)]);
	});

/**
 * Makes insights in the node *Extract*, of two transcripts: that of the result, and a text.
 *
 * @param names of the insights
 */
export const extracting = (stage: Templates, id: string, text: string, names: string[]) =>
	afterResult(stage, id, (workflow) => [
		baseNode('Two', 'set', 3.4, {
			assignments: {
				assignments: [
					{
						id: 'a',
						name: 'text',
						type: 'array',
						value: `={{ [$json, ${JSON.stringify(text)}] }}`,
					},
				],
			},
			options: {},
		}),
		baseNode('Split', 'splitOut', 1, { fieldToSplitOut: 'text', options: {} }),
		ourNode(workflow, 'Extract', {
			resource: 'transcript',
			operation: 'extractInsight',
			transcript: '={{ $json }}',
			languageCode: 'en-US',
			insights: `={{ ${JSON.stringify(names)} }}`,
			simplify: true,
			options: {},
		}),
	]);

/** Measures the result, raw in the node *Calculate* and for people in *Simplified*. */
export const measuring = (stage: Templates, id: string) =>
	afterResult(stage, id, (workflow) => [
		ourNode(workflow, 'Calculate', {
			resource: 'transcript',
			operation: 'calculateMetrics',
			result: '={{ $json }}',
			metrics: ['emo', 'problems', 'speech'],
			simplify: false,
		}),
		ourNode(workflow, 'Simplified', {
			resource: 'transcript',
			operation: 'calculateMetrics',
			result: "={{ $('Wait for Result').item.json }}",
			metrics: ['emo', 'problems', 'speech'],
			simplify: true,
		}),
	]);

/** Writes the transcript down in every format there is, in the node *Files*. */
export const writing = (stage: Templates, id: string) =>
	afterResult(stage, id, (workflow) => [
		ourNode(workflow, 'Files', {
			...nodeOf(workflow, 'Wait for Result').parameters,
			resultId: '={{ $json.job_id }}',
			options: { transcriptFiles: Object.keys(TRANSCRIPT_FORMATS) },
		}),
	]);

/** The template that suspends, for files: `first` nodes in place of its *Start* and its list of recordings. */
const ofFiles = (
	stage: Templates,
	id: string,
	field: string,
	first: (workflow: Imported) => VariantNode[],
) =>
	variantOf(stage, '2. Call recordings with Submit and Wait', id, (workflow) => {
		const [wait, save] = ['Submit and Wait', 'Save Call Analysis'].map((name) =>
			nodeOf(workflow, name),
		);
		Object.assign(wait.parameters, { audioSource: 'binary', binaryPropertyName: field });
		setField(workflow, 'Name', '={{ $json.job_id }}');
		chain(workflow, [...first(workflow), wait, save]);
	});

/** Downloads a file and submits it; it makes a record of the result. */
export const downloading = (stage: Templates, id: string, url: string) =>
	ofFiles(stage, id, 'data', (workflow) => [
		nodeOf(workflow, 'Start'),
		baseNode('Download', 'httpRequest', 4.2, {
			url,
			options: { response: { response: { responseFormat: 'file' } } },
		}),
	]);

/** Submits the file that is sent to a webhook in the form field *recording*; it makes a record of the result. */
export const uploading = (stage: Templates, id: string, path: string) =>
	ofFiles(stage, id, 'recording', () => [
		{
			...baseNode('Upload', 'webhook', 2, { httpMethod: 'POST', path, options: {} }),
			webhookId: '7c2d9e30-4b9f-4a74-9c73-8b2f0a3d5e99',
		},
	]);

/** The nodes that bring a file to {@link submitting}: from an address, or from the form field *recording*. */
const BRINGING = {
	download: (url: string) => [
		baseNode('Download', 'httpRequest', 4.2, {
			url,
			options: { response: { response: { responseFormat: 'file' } } },
		}),
	],
	upload: () => [],
};

/**
 * Submits a file and does not wait, in an execution that is saved as that of *Calls to Salesforce* is.
 *
 * @param id of the workflow, and the path of the webhook that starts it
 * @param brought how the file comes to n8n
 * @param settings of the workflow, beside those of the template
 */
export const submitting = (
	stage: Templates,
	id: string,
	[way, url = '']: [keyof typeof BRINGING, string?],
	settings: IDataObject,
) =>
	variantOf(stage, '5. Calls to Salesforce', id, (workflow) => {
		const submit = nodeOf(workflow, 'Submit Recording');
		const binaryPropertyName = way === 'upload' ? 'recording' : 'data';
		submit.parameters = {
			...submit.parameters,
			audioSource: '={{ "binary" }}',
			audioUrl: '',
			binaryPropertyName,
			languageCode: 'en-US',
			callData: {},
			options: { allowPrivateAddress: true },
		};
		Object.assign(workflow.settings, settings);
		const start = {
			...baseNode('Start', 'webhook', 2, { httpMethod: 'POST', path: id, options: {} }),
			webhookId: randomUUID(),
		};
		chain(workflow, [start, ...BRINGING[way](url), submit]);
	});
