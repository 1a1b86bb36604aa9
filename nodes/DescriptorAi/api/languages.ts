import type { INodePropertyOptions } from 'n8n-workflow';

/** The languages that the service publishes, by the names that a person looks for. */
export const languageOptions: INodePropertyOptions[] = [
	{ name: 'English (US)', value: 'en-US' },
	{ name: 'French', value: 'fr-FR' },
	{ name: 'German', value: 'de-DE' },
	{ name: 'Hebrew', value: 'he-IL' },
	{ name: 'Hindi', value: 'hi-IN' },
	{ name: 'Italian', value: 'it-IT' },
	{ name: 'Spanish', value: 'es-ES' },
];
