import fc from 'fast-check';
import nock from 'nock';

import { BASE_URL, runNode } from '../../../support/engine';
import { isolateRequests } from '../../../support/service';
import '../../../support/properties';

const PATH = '/api/v1/offline/processing';

/** How the service may answer the submit of a recording. */
const ANSWERS = ['accepted', 'refused', 'denied', 'overloaded', 'broken'] as const;
type Answer = (typeof ANSWERS)[number];
const STATUS = { accepted: 200, refused: 422, denied: 401, overloaded: 503 };
/** Whether the service may have accepted the recording, whatever it answers. */
const mayAccept = (answer: Answer) => ['accepted', 'overloaded', 'broken'].includes(answer);

isolateRequests();

/** Answers the submit of each recording as planned, and gives how often each may have been accepted. */
function serve(plan: Answer[]): number[] {
	const accepted = plan.map(() => 0);
	nock(BASE_URL)
		.post(PATH)
		.times(100)
		.reply((_uri, body, callback) => {
			const index = Number(/(\d+)\.mp3$/.exec(Object(body).audio.uri)?.[1]);
			const answer = plan[index];
			if (mayAccept(answer)) accepted[index]++;
			if (answer === 'broken') callback(new Error('socket hang up'), [0, '']);
			else if (answer === 'accepted') callback(null, [200, { result_id: `id-${index}` }]);
			else callback(null, [STATUS[answer], { detail: 'no' }]);
		});
	return accepted;
}

describe('However the service answers the submits of some recordings', () => {
	it.each([
		['stops', 'stopWorkflow'],
		['goes on', 'continueErrorOutput'],
	] as const)(
		'none is accepted twice and no result ID is lost, when the node %s at an error and n8n tries again',
		async (_what, onError) => {
			await fc.assert(
				fc.asyncProperty(
					fc.array(fc.constantFrom(...ANSWERS), { minLength: 1, maxLength: 6 }),
					fc.boolean(),
					async (plan, retryOnFail) => {
						nock.cleanAll();
						const accepted = serve(plan);
						const { outputs, error } = await runNode({
							items: plan.map((_, index) => ({ url: `https://recordings.test/${index}.mp3` })),
							parameters: {
								resource: 'callAnalysis',
								operation: 'submit',
								audioUrl: '={{ $json.url }}',
							},
							settings: { onError, retryOnFail, maxTries: 3, waitBetweenTries: 1 },
						});
						expect(accepted.every((times) => times <= 1)).toBe(true);
						const told = JSON.stringify([outputs, error?.message, error?.description]);
						for (const [index, answer] of plan.entries()) {
							if (answer === 'accepted' && accepted[index] > 0) {
								expect(told).toMatch(new RegExp(`id-${index}\\b`));
							}
						}
						if (onError === 'continueErrorOutput') {
							expect(outputs.flat()).toHaveLength(plan.length);
						} else {
							expect(error === undefined).toBe(plan.every((answer) => answer === 'accepted'));
						}
					},
				),
				{ numRuns: 60 },
			);
		},
	);
});
