import fc from 'fast-check';

import { normalize } from '../../../../nodes/DescriptorAi/call/analysis';
import { fullResult } from '../../../support/results';
import { words } from '../../../support/arbitraries';

/** The published states, each in the spellings of others. */
const STATES = {
	pending: ['pending', 'queued', 'accepted', 'created', 'new', 'submitted'],
	processing: ['processing', 'in progress', 'running', 'started', 'analyzing', 'transcribing'],
	completed: ['completed', 'complete', 'done', 'finished', 'succeeded', 'success'],
	failed: ['failed', 'error', 'canceled', 'canceled', 'failure', 'timed out'],
};

/** Fields that may be added anywhere. */
const extras = fc.dictionary(
	fc.constantFrom('job_id', 'result_id', 'created_at', 'queue', 'eta', 'links', '__v', 'owner'),
	fc.oneof(words, fc.integer(), fc.constant(null), fc.constant({ self: '/a' })),
);

/** The same word in other letters, and with other signs between its parts. */
const spelled = (list: string[]) =>
	fc
		.tuple(
			fc.constantFrom(...list),
			fc.constantFrom(' ', '_', '-', ''),
			fc.constantFrom<(text: string) => string>(
				(text) => text,
				(text) => text.toUpperCase(),
				(text) => text[0].toUpperCase() + text.slice(1),
				(text) => ` ${text}…`,
			),
		)
		.map(([word, sign, write]) => write(word.replace(/ /g, sign)));

/** An answer with fields added, in another order, and under either name of the state. */
const variants = (body: object, state: string[]) =>
	fc
		.tuple(spelled(state), fc.constantFrom('status', 'state'), extras, fc.boolean())
		.map(([word, name, more, isReversed]) => {
			const entries = Object.entries({ ...more, ...body, [name]: word });
			return Object.fromEntries(isReversed ? entries.reverse() : entries);
		});

const stateOf = (body: unknown) => normalize({ statusCode: 200, body })?.state;
const holding = { job_id: 'a', ...fullResult };
const withoutContent = fc.constantFrom<object>(
	{},
	{ result: null },
	{ result: {} },
	{ result: { job_id: 'a', transcript: null, insights: null } },
	{ transcript: null },
);
const withContent = fc.constantFrom<object>(holding, { result: holding }, { result: fullResult });

describe('Whatever is added to an answer in a published form', () => {
	it.each(['pending', 'processing'] as const)(
		'%s is waited for, with and without content',
		(state) => {
			const body = fc.oneof(withoutContent, withContent);
			fc.assert(
				fc.property(
					body.chain((published) => variants(published, STATES[state])),
					(answer) => {
						expect(normalize({ statusCode: 200, body: answer })).toEqual({
							state: 'processing',
							progress: null,
							said: null,
						});
					},
				),
			);
		},
	);

	it('completed is finished if it holds an analysis, and waited for otherwise', () => {
		const { completed } = STATES;
		const full = withContent.chain((body) => variants(body, completed));
		const empty = withoutContent.chain((body) => variants(body, completed));
		fc.assert(fc.property(full, (answer) => expect(stateOf(answer)).toBe('completed')));
		fc.assert(fc.property(empty, (answer) => expect(stateOf(answer)).toBe('processing')));
	});

	it('failed is finished in part if it holds an analysis, and failed otherwise', () => {
		const { failed } = STATES;
		const full = withContent.chain((body) => variants(body, failed));
		const empty = withoutContent.chain((body) => variants(body, failed));
		fc.assert(
			fc.property(full, (body) => {
				const analysis = normalize({ statusCode: 200, body });
				expect(analysis).toMatchObject({ state: 'completed', result: { failed: ['unknown'] } });
				expect(analysis).not.toHaveProperty('result.error');
			}),
		);
		fc.assert(fc.property(empty, (answer) => expect(stateOf(answer)).toBe('failed')));
	});

	it('a state that nobody has heard of is finished if it holds an analysis, and waited for otherwise', () => {
		const odd = ['archived', 'on hold', 'zz', 'étape', '42'];
		const full = withContent.chain((body) => variants(body, odd));
		const empty = withoutContent.chain((body) => variants(body, odd));
		fc.assert(fc.property(full, (answer) => expect(stateOf(answer)).toBe('completed')));
		fc.assert(
			fc.property(empty, (body) => {
				expect(normalize({ statusCode: 200, body })).toMatchObject({
					state: 'processing',
					said: expect.stringMatching(/./),
				});
			}),
		);
	});

	it('a plain result is returned as it was sent', () => {
		fc.assert(
			fc.property(extras, (more) => {
				const body = { ...more, ...holding };
				expect(normalize({ statusCode: 200, body })).toEqual({ state: 'completed', result: body });
			}),
		);
	});
});
