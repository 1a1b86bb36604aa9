import type { AnalysisResult } from '../../../../sandbox/descriptor/contract';
import { POLLING, recordingOf } from '../places';
import type { Trouble } from '../run';

/** A finished analysis that the service changes before it gives it out. */
const given = (fault: string, change: (result: AnalysisResult) => object): Trouble => ({
	fault,
	answers: { body: (own) => JSON.stringify(change(JSON.parse(own) as AnalysisResult)) },
	done: true,
	at: POLLING,
});

const STAGES = ['transcribe', 'emotions', 'gather', 'insights', 'store', 'metrics', 'sentiment'];

/** Results as they were published, in each form, and as they may become. */
export const results: Trouble[] = [
	given('A result with failed stages', (result) => ({
		...result,
		insights: null,
		failed: ['insights', 'metrics'],
	})),
	given('A result without a successful stage', (result) => ({
		...result,
		transcript: [],
		transcript_sentiment: null,
		insights: null,
		metrics: null,
		failed: STAGES,
	})),
	given('`insights: null`', (result) => ({ ...result, insights: null })),
	given('A result with names as in the guide (`agent_actions`)', ({ insights, ...result }) => ({
		...result,
		insights: Object.fromEntries(
			Object.entries(insights ?? {}).map(([name, value]) => [name.replace(/-/g, '_'), value]),
		),
	})),
	given('A result in an envelope', (result) => ({
		status: 'completed',
		progress: 100,
		result,
		error: null,
	})),
	given('An envelope that says that the analysis failed', () => ({
		status: 'failed',
		progress: 100,
		result: null,
		error: `getaddrinfo ENOTFOUND recordings.example.com (${recordingOf('it')})`,
	})),
	given('An envelope that is in work for ever', () => ({
		status: 'processing',
		progress: 40,
		result: null,
		error: null,
	})),
	given('An envelope that says that the analysis failed, with a part of it', (result) => ({
		status: 'failed',
		result: { ...result, insights: null },
		error: 'The disk is full',
	})),
	given('An envelope that is finished and empty', () => ({ status: 'completed', result: {} })),
	given('An envelope in a state that nobody knows', () => ({ state: 'Archived', result: null })),
	given('A result without an insight that was requested', ({ insights, ...result }) => ({
		...result,
		config: { ...result.config, insights: ['summary', 'topics'] },
		insights: { ...insights, topics: null },
	})),
	{
		fault: 'No result ID is known for three seconds',
		answers: { status: 404, body: '{"detail":"Result not found"}' },
		times: 2,
		at: POLLING,
	},
	{
		fault: 'Status 202 without a body, once',
		answers: { status: 202, body: '' },
		times: 1,
		done: true,
		at: POLLING,
	},
	{
		fault: 'The service was restarted and has forgotten its jobs',
		happens: ({ forgetJobs }) => forgetJobs(),
		at: POLLING,
	},
];
