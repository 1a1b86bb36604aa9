import type { IWebhookFunctions } from 'n8n-workflow';

import { readBody } from '../../../../nodes/DescriptorAi/trigger/callbackBody';
import { until } from '../../../../scripts/lib/process';
import { gzipped, openRequest, requestOf } from '../../../support/requestOf';

type Given = ReturnType<IWebhookFunctions['getRequestObject']>;
const read = async (request: unknown) => String(await readBody(request as Given));

const PARTS = ['{"job_id":"1f0c2c1e",', '"summary":"They spoke."', '}'].map((text) =>
	Buffer.from(text),
);
const BROKEN = new Error('aborted');

describe('The body of a callback', () => {
	it('is read to its end', async () => {
		const body = Buffer.concat(PARTS);
		expect(await read(requestOf(body))).toBe(String(body));
	});

	it('is what has come, when the connection is broken before anybody reads it', async () => {
		const request = openRequest();
		for (const part of PARTS.slice(0, 2)) request.push(part);
		request.destroy(BROKEN);
		expect(await read(request)).toBe(String(Buffer.concat(PARTS.slice(0, 2))));
	});

	it('is what has come, when the connection breaks while it is read', async () => {
		const request = openRequest();
		request.push(PARTS[0]);
		const reading = read(request);
		await new Promise((resolve) => request.once('data', resolve));
		request.push(PARTS[1]);
		request.destroy(BROKEN);
		expect(await reading).toBe(String(Buffer.concat(PARTS.slice(0, 2))));
	});

	it('is there, when n8n has read it already', async () => {
		const request = requestOf(Buffer.concat(PARTS));
		await request.readRawBody();
		await until(() => request.destroyed, { seconds: 5, what: 'The end of the request' });
		expect(await read(request)).toBe(String(Buffer.concat(PARTS)));
	});

	it('is unpacked', async () => {
		const body = Buffer.concat(PARTS);
		expect(await read(requestOf(gzipped(body), { isCompressed: true }))).toBe(String(body));
	});

	it('is not waited for, when the connection breaks while it is unpacked', async () => {
		const request = openRequest({ isCompressed: true });
		const half = gzipped(Buffer.concat(PARTS)).subarray(0, 40);
		request.push(half);
		const reading = readBody(request as unknown as Given);
		await new Promise((resolve) => request.once('data', resolve));
		request.destroy(BROKEN);
		expect(await reading).toEqual(half);
	});

	it('is empty, when nothing has come', async () => {
		const request = openRequest();
		request.destroy(BROKEN);
		expect(await read(request)).toBe('');
	});

	it('is not there, when n8n refuses its size', async () => {
		const tooLarge = Object.assign(new Error('too large'), { type: 'entity.too.large' });
		const request = Object.assign(openRequest(), {
			readRawBody: async () => await Promise.reject(tooLarge),
		});
		expect(await readBody(request as unknown as Given)).toBeUndefined();
	});
});
