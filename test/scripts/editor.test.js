const nock = require('nock');

const { EditorApi } = require('../../scripts/lib/editor');
const { isolateRequests } = require('../support/service');

const N8N = 'http://127.0.0.1:5678';
const EXECUTION = { stoppedAt: '2026-01-01T00:00:00.000Z' };
/** What n8n keeps of an execution, as it writes it. */
const SUSPENDED =
	'[{"resultData":"1","waitTill":"2"},{"runData":"3"},"2026-01-01T00:00:00.000Z",{}]';
const ENDED = '[{"resultData":"1"},{"runData":"2"},{}]';

isolateRequests();

/** Lets n8n answer in turn what it knows of an execution. */
function answer(/** @type {object[]} */ ...executions) {
	for (const data of executions) nock(N8N).get('/rest/executions/7').reply(200, { data });
	return new EditorApi(N8N);
}

describe('An execution is over', () => {
	it.each(['success', 'error'])(
		'with what happened up to its end, which n8n 1 writes after the status (%s)',
		async (status) => {
			const running = { status: 'running', data: SUSPENDED };
			const seen = [
				running,
				{ ...EXECUTION, status, data: '[]' },
				{ ...EXECUTION, status, data: SUSPENDED },
				{ ...EXECUTION, status, data: ENDED },
			];
			expect(await answer(...seen).ended('7')).toMatchObject({ status, data: ENDED });
			expect(nock.pendingMocks()).toEqual([]);
		},
	);

	it.each(['canceled', 'crashed'])(
		'as it was suspended if n8n has only noted that it is %s',
		async (status) => {
			const noted = { ...EXECUTION, status, data: SUSPENDED };
			expect(await answer(noted).ended('7')).toMatchObject(noted);
		},
	);
});
