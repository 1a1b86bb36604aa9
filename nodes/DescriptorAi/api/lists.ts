import type { INodePropertyOptions } from 'n8n-workflow';

/** One of the lists of values that the service publishes, as entries of a form. */
export interface List {
	/** Its name in the answer to GET /options. */
	name: string;
	/** The entries that are known, with their names in the form; in alphabetical order. */
	known: INodePropertyOptions[];
	/** Separates the words of a value, which are in lower case then; absent if values follow no such rule. */
	separator?: string;
}

export const languages: List = {
	name: 'language_code',
	known: [
		{ name: 'English (US)', value: 'en-US' },
		{ name: 'French', value: 'fr-FR' },
		{ name: 'German', value: 'de-DE' },
		{ name: 'Hebrew', value: 'he-IL' },
		{ name: 'Hindi', value: 'hi-IN' },
		{ name: 'Italian', value: 'it-IT' },
		{ name: 'Spanish', value: 'es-ES' },
	],
};

/** Instead of a language: whoever gets the call next decides. */
export const NO_LANGUAGE: INodePropertyOptions = {
	name: 'None (Decided Later)',
	value: 'none',
	description: 'For a connector: the workflow Calls to Salesforce has a default of its own',
};

/** The insights that an analysis can have. */
export const insights: List = {
	name: 'insights',
	separator: '-',
	known: [
		{
			name: 'Agent Actions',
			value: 'agent-actions',
			description: 'What the agent did during the call',
		},
		{
			name: 'CSAT',
			value: 'csat',
			description: 'Customer satisfaction score, usually from 1 to 5, and the reason for it',
		},
		{
			name: 'Customer Requests',
			value: 'customer-requests',
			description: 'What the customer asked the agent to do',
		},
		{
			name: 'Division',
			value: 'division',
			description: 'Where introduction, negotiation and resolution begin and end, in seconds',
		},
		{
			name: 'Emotional Score',
			value: 'emotional-score',
			description: 'Emotional score of the call, 0 to 10',
		},
		{
			name: 'Keywords',
			value: 'keywords',
			description: 'Main words of the call, each with its emotion and count',
		},
		{
			name: 'Labeling',
			value: 'labeling',
			description: 'Which of your categories the call is about',
		},
		{
			name: 'Problems',
			value: 'problems',
			description: 'Problems that were raised, and whether and when they were solved',
		},
		{ name: 'Questions', value: 'questions', description: 'What the customer asked' },
		{ name: 'Summary', value: 'summary', description: 'The call in a few sentences' },
		{ name: 'Topics', value: 'topics', description: 'What the call was about' },
	],
};

/** The providers of language models. */
export const providers: List = {
	name: 'llm_providers',
	known: [
		{ name: 'Azure', value: 'azure' },
		{ name: 'Claude', value: 'claude' },
		{ name: 'OpenAI', value: 'openai' },
	],
};

export const transcriptModels: List = {
	name: 'transcript_model',
	known: [
		{ name: 'Default', value: 'descriptor-default' },
		{ name: 'Hebrew', value: 'descriptor-hebrew' },
	],
};

export const emotionModels: List = {
	name: 'emotions_model',
	known: [
		{ name: 'Emotions', value: 'emotions', description: 'Detect emotions in the voices' },
		{ name: 'None', value: 'none', description: 'No analysis of voice emotions' },
	],
};

export const metrics: List = {
	name: 'metrics',
	separator: '_',
	known: [
		{ name: 'Emotions', value: 'emo', description: 'How emotions change and spread' },
		{ name: 'Intervals', value: 'intervals', description: 'Metrics for each part of the call' },
		{ name: 'Problems', value: 'problems', description: 'Problems and how long they took' },
		{ name: 'Speech', value: 'speech', description: 'Speech, silence and interruptions' },
	],
};

/** The stages of an analysis. The service publishes them, but not among its options. */
export const stages: List = {
	name: 'stages',
	separator: '_',
	known: [
		{
			name: 'Call Webhook',
			value: 'call_webhook',
			description: 'Send the finished result to the webhook URL',
		},
		{ name: 'Emotions', value: 'emotions', description: 'Detect emotions in the voices' },
		{ name: 'Gather', value: 'gather', description: 'Combine the parts of the result' },
		{ name: 'Insights', value: 'insights', description: 'Extract the selected insights' },
		{ name: 'Metrics', value: 'metrics', description: 'Calculate the selected metrics' },
		{ name: 'Sentiment', value: 'sentiment', description: 'Detect the sentiment of the text' },
		{ name: 'Store', value: 'store', description: 'Store the result' },
		{ name: 'Transcribe', value: 'transcribe', description: 'Turn speech into text' },
	],
};

/** An insight of a transcript only: in an analysis it is a stage of its own. */
export const SENTIMENT: INodePropertyOptions = {
	name: 'Sentiment',
	value: 'sentiment',
	description: 'The emotion of each utterance, read from its text',
};
