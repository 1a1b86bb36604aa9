import { normalize } from '../../../../nodes/DescriptorAi/call/analysis';

const transcript = [{ text: 'Hello', start: 0, end: 1 }];
const result = { job_id: 'a', transcript, insights: null, failed: null };
/** What of an analysis that failed is of no use. */
const nothing = { transcript: [], insights: null, metrics: null };
const read = (body: unknown, statusCode = 200) => normalize({ statusCode, body });
const waiting = (progress: number | null = null) => ({ state: 'processing', progress, said: null });
const unknown = (said: string) => ({ state: 'processing', progress: null, said });
const finished = (fields: object = result) => ({ state: 'completed', result: fields });
const failed = (reason: string, not = 'analyzed', recording = '') => ({
	state: 'failed',
	not,
	recording,
	reason,
});

describe('An answer of the service', () => {
	it.each<[string, unknown, object]>([
		[
			'with a job and a state',
			{ job_id: 'a', status: 'processing', progress: 10, result: null },
			waiting(10),
		],
		['whose result is empty so far', { status: 'processing', result: {} }, waiting()],
		[
			'with a first part of the result',
			{ status: 'processing', progress: 90, result },
			waiting(90),
		],
		['with a first part beside the state', { ...result, status: 'In Progress' }, waiting()],
		['with a state under another name', { result_id: 'a', state: 'QUEUED' }, waiting()],
		['with progress and no state', { job_id: 'a', progress: 40 }, waiting(40)],
		['with progress as text', { status: 'running', progress: '40 %' }, waiting(40)],
		['with a state of the result itself', { result: { state: 'transcribing' } }, waiting()],
		...[
			...['pending', 'Processing…', 'in-progress', 'IN_PROGRESS', 'InProgress', 'started', 'new'],
			...['accepted', 'submitted', 'created', 'not started', 'analyzing', 'step 2: gathering'],
		].map((status): [string, unknown, object] => [`that says ${status}`, { status }, waiting()]),
	])('%s means waiting', (_what, body, analysis) => expect(read(body)).toEqual(analysis));

	it.each([
		[425, { detail: 'Too early' }],
		[425, '<html>Too early</html>'],
		[202, { job_id: 'a' }],
		[202, { status: 'completed' }],
		[202, undefined],
		[204, ''],
	])('with status %i and the body %j means waiting', (statusCode, body) => {
		expect(read(body, statusCode)).toEqual(waiting());
	});

	it.each([202, 425])('with status %i is finished where it holds an analysis', (statusCode) => {
		expect(read(result, statusCode)).toEqual(finished());
	});

	it.each<[string, unknown, object?]>([
		['in the plain form', result],
		['in the envelope', { status: 'completed', progress: 100, result, error: null }],
		['in an envelope that names the job', { job_id: 'a', status: 'completed', result }],
		['in an envelope without a state', { job_id: 'a', result }],
		['in an envelope with an unknown state', { status: 'archived', result }],
		['beside the state', { status: 'completed', progress: 100, error: null, ...result }],
		[
			'in an envelope that knows more of it than the result',
			{ job_id: 'a', call_data: { id: '7' }, status: 'done', result: { transcript } },
			{ transcript, job_id: 'a', call_data: { id: '7' } },
		],
		[
			'in an envelope with another job than the result',
			{ job_id: 'b', status: 'done', result },
			result,
		],
		['of a silent call', { job_id: 'a', transcript: [] }, { job_id: 'a', transcript: [] }],
		[
			'of a silent call that nobody could be called about',
			{ ...result, ...nothing, failed: ['call_webhook', 'store'] },
			{ ...result, ...nothing, failed: ['call_webhook', 'store'] },
		],
		...['COMPLETED', 'complete', 'Succeeded', 'success', 'done', 'FINISHED', 'ready', 'ok'].map(
			(state): [string, unknown] => [`that says ${state}`, { state, result }],
		),
	])('%s is finished', (_what, body, fields = result) => {
		expect(read(body)).toEqual(finished(fields));
	});

	it.each<[string, object]>([
		['words in the diarized transcript', { transcript_diarization: transcript }],
		['words in the sentiment', { transcript_sentiment: transcript }],
		['sentiment', { transcript_sentiment: [{ start: 0, end: 1, emotion: 'angry' }] }],
		['emotions by speaker', { emotions_diarization: [{ speaker: 0, emotion: 'fear' }] }],
		['emotions by word', { emotions_alignment: [{ text: 'Hello', emotion: 'fear' }] }],
		['a metric', { metrics: { overall: { total_call_duration: 12 }, intervals: null } }],
		['a metric of a speaker', { metrics: { overall: { csat_rate: { '0': 4 } } } }],
		['an insight', { insights: { summary: ['They spoke.'] } }],
	])('that lacks stages is finished where it holds %s', (_what, fields) => {
		const partial = { job_id: 'a', ...nothing, ...fields, failed: ['transcribe', 'store'] };
		expect(read(partial)).toEqual(finished(partial));
	});

	it.each([
		[{ ...result, ...nothing, failed: ['transcribe', 'store'] }],
		[
			{
				...result,
				...nothing,
				insights: { summary: [], csat: null },
				failed: ['transcribe', 'store'],
			},
		],
		[{ ...result, transcript: null, failed: ['transcribe', 'store'] }],
		[{ ...result, transcript: [{ text: ' ', start: 0, end: 1 }], failed: ['transcribe', 'store'] }],
		[{ ...nothing, metrics: { overall: { csat_rate: {} } }, failed: ['transcribe', 'store'] }],
		[{ status: 'completed', result: { ...nothing, failed: ['transcribe', 'store'] } }],
		[{ status: 'completed', failed: ['transcribe', 'store'], result: nothing }],
	])('has failed where stages did and nothing is left: %j', (body) => {
		const reason = 'these stages did not succeed: transcribe, store';
		expect(read(body)).toEqual(failed(reason, 'transcribed'));
	});

	it.each<[object, string]>([
		[{ status: 'failed', error: 'No speech' }, 'No speech'],
		[{ status: 'failed', result: null, error: { message: 'No speech' } }, 'No speech'],
		[{ job_id: 'a', status: 'ERROR', detail: 'No speech' }, 'No speech'],
		[{ job_id: 'a', state: 'Cancelled', message: 'No speech' }, 'No speech'],
		[{ state: 'canceled' }, 'the service gave no reason'],
		[{ status: 'timed-out', error: '' }, 'the service gave no reason'],
		[{ status: 'processing_failed', error: null }, 'the service gave no reason'],
		[{ status: 'failed', result: { ...result, ...nothing }, error: 'No speech' }, 'No speech'],
		[{ status: 'error', error: [{ loc: ['audio'], msg: 'No speech' }] }, 'audio: No speech'],
		[{ status: 'failed', result: { error: 'No speech' } }, 'No speech'],
	])('has failed when it says so and holds nothing: %j', (body, reason) => {
		expect(read(body)).toEqual(failed(reason));
	});

	it.each([
		[{ status: 'failed', error: 'Disk full', result }],
		[{ job_id: 'a', status: 'FAILED', error: { detail: 'Disk full' }, result: { transcript } }],
		[{ ...result, state: 'error', error: 'Disk full' }],
	])('that failed is finished in part where it holds something: %j', (body) => {
		const partly = { failed: ['unknown'], failed_reason: 'Disk full', job_id: 'a', transcript };
		const analysis = read(body);
		expect(analysis).toMatchObject(finished(partly));
		expect(analysis).not.toHaveProperty('result.error');
		expect(analysis).not.toHaveProperty('result.status');
	});

	it('that failed in part names its own stages, and a reason only where there is one', () => {
		const partial = { ...result, failed: ['metrics'] };
		expect(read({ status: 'failed', result: partial })).toEqual(finished(partial));
	});

	it.each<[unknown, string]>([
		[{ status: 'completed', result: {} }, 'completed, without an analysis'],
		[
			{ status: 'completed', result: { job_id: 'a', transcript: null } },
			'completed, without an analysis',
		],
		[{ status: 'Completed', result: null, error: 'x' }, 'Completed: x, without an analysis'],
		[{ job_id: 'a', status: 'archived', result: null }, 'archived'],
		[{ state: 'on hold', detail: 'Out of credit' }, 'on hold: Out of credit'],
		[{ job_id: 'a' }, 'no analysis'],
		[{ result_id: 'a' }, 'no analysis'],
		[{ job_id: 'a', transcript: null, insights: null, failed: null }, 'no analysis'],
		[{ job_id: 'a', transcript: null, insights: { csat: null }, failed: [] }, 'no analysis'],
		[{ job_id: 'a', transcript: null, failed: ['call_webhook'] }, 'no analysis'],
		[{ error: 'Busy' }, 'Busy'],
		[{ detail: 'Not ready' }, 'Not ready'],
		[{ message: 'See https://a.test/b?token=c' }, 'See https://a.test/…'],
	])('that holds nothing is waited for, with its words: %j', (body, said) => {
		expect(read(body)).toEqual(unknown(said));
	});

	it.each([
		...['', null, undefined, {}, [], 7, true, '""'],
		...[{ ok: true }, { queue_position: 3 }, { page: 1, items: [] }],
	])('that says nothing of an analysis is waited for: %j', (body) => {
		expect(read(body)).toEqual(unknown('no analysis'));
	});

	it.each(['queued', '"queued"', 'In progress', 'PENDING', 'still processing…', 'not_ready'])(
		'that is but a word for a state is that state: %s',
		(body) => expect(read(body)).toEqual(waiting()),
	);

	it.each([
		['<html>Sign in</html>'],
		['<p>Loading'],
		['Welcome'],
		['Internal Server Error'],
		['{"job_id": "a", "status": "processing'],
		[[result]],
		[[1]],
	])('is none of the service’s where it is %j', (body) => expect(read(body)).toBeNull());

	it.each<[object, number | null]>([
		[{ job_id: 'a', progress: 10, result: { transcript: [] } }, 10],
		[{ job_id: 'a', progress: '99 %', result }, 99],
		[{ job_id: 'a', result: { ...result, progress: 0 } }, 0],
		[{ status: 'transcribed', progress: 40, result: { transcript, insights: null } }, 40],
		[{ status: 'in_queue', progress: 0, result: { transcript: [] } }, 0],
		[{ status: 'Queue position 3', result }, null],
		[{ status: 'paused', progress: 0, result: { transcript: [] } }, 0],
		[{ status: 'incomplete', result }, null],
		[{ status: 'not_finished', result }, null],
		[{ status: 'Not yet complete', result }, null],
		[{ status: 'unfinished', ...result }, null],
		[{ status: 'active', progress: 40, ...result }, 40],
		[{ status: 'success', result: { ...result, status: 'processing' } }, null],
		[{ status: 'ok', result: { ...result, state: 'queued' } }, null],
		[{ status: 'processing', result: { ...result, status: 'failed' } }, null],
		[{ status: 'retrying after an error', ...result }, null],
		[{ progress: 40, failed: ['transcribe'], result: nothing }, 40],
	])('that is not over is waited for, whatever it holds: %j', (body, progress) => {
		expect(read(body)).toEqual(waiting(progress));
	});

	it.each([
		{ transcript: [] },
		{ transcript: [{ text: '', start: 0, end: 0 }], insights: { summary: [] } },
		{ transcript: [], metrics: { overall: { total_call_duration: 0 } } },
	])('with an unknown state is waited for while it says nothing: %j', (fields) => {
		expect(read({ state: 'zz', result: fields })).toEqual(unknown('zz'));
	});

	it.each(['completed', 'success without errors', 'no_errors', 'done: 0 errors'])(
		'that says %s is finished, also with progress that was forgotten',
		(status) => {
			const progress = status === 'completed' ? 40 : 100;
			expect(read({ status, progress, result })).toEqual(finished());
		},
	);

	it.each([
		...['Error while downloading', 'failed_processing', 'timed out waiting', 'failing', 'aborting'],
		...['canceling', 'processing error', 'FailedDownloading', '10 errors', 'job rejected'],
	])('that says %s has failed', (status) => {
		expect(read({ status, error: 'HTTP 403' })).toEqual(failed('HTTP 403'));
	});

	it.each<[string, object]>([
		['a metric is 0', { metrics: { overall: { total_call_duration: 0 } } }],
		['a metric of a speaker is 0', { metrics: { overall: { csat_rate: { '0': 0 } } } }],
		['the intervals are empty', { metrics: { intervals: [{ start: 0, end: 60, csat: 0 }] } }],
		['the emotions are null', { emotions_alignment: [{ start: 0, end: 2, emotion: null }] }],
		['the voices say nothing', { emotions_diarization: [{ speaker: 1, emotion: '' }] }],
		['the phases are 0', { insights: { division: { introduction: { start: 0, end: 0 } } } }],
		['insights are blank', { insights: { summary: [' '], csat: { csat: 0, reason: '' } } }],
	])('without a successful stage has failed, also if %s', (_what, fields) => {
		const body = { job_id: 'a', ...nothing, ...fields, failed: ['transcribe', 'insights'] };
		const reason = 'these stages did not succeed: transcribe, insights';
		expect(read(body)).toEqual(failed(reason, 'transcribed'));
	});

	it.each(['call-webhook', 'Call Webhook', 'webhook', 'CALL_WEBHOOK', 'callWebhook', 'Store'])(
		'of a silent call is finished where the stage %s failed',
		(stage) => {
			const body = { job_id: 'a', ...nothing, failed: [stage] };
			expect(read(body)).toEqual(finished(body));
		},
	);
});
