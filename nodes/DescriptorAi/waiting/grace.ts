import { NodeApiError } from 'n8n-workflow';

import type { PollTimes } from './poll';

/** The service may call before it gives the result out: so many seconds are left to it. */
export const GRACE: PollTimes = { interval: 2, maxWait: 10 };

/** For so many milliseconds after a submit, the service may not know the result ID yet that it has given out. */
export const SUBMIT_LAG = 30_000;

/** Whether the service says that it knows no such result. */
export const isUnknown = (error: unknown): error is NodeApiError =>
	error instanceof NodeApiError && error.httpCode === '404';

/** Whether the service could not be asked for a reason that may be gone later. */
export const isTransient = (error: unknown): error is NodeApiError =>
	error instanceof NodeApiError && error.context.transient === true;
