import type { IDataObject } from 'n8n-workflow';

import { nodeOf, type Imported } from './variants';

/** Name of the template that links. */
export const LINK = 'Analyze calls and link them in Salesforce';

/** The address of one of the sandbox's recordings, such as "support". */
export const recording = (name: string) => `https://recordings.example.com/${name}-call.mp3`;

/** Puts calls into the template that links. */
export function setCalls(workflow: Imported, list: IDataObject[]): void {
	const { assignments } = nodeOf(workflow, 'Recordings').parameters.assignments as {
		assignments: [{ value: string }];
	};
	assignments[0].value = `={{ ${JSON.stringify(list)} }}`;
}
