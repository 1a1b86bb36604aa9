import type { IDataObject } from 'n8n-workflow';

import { isObject } from '../../api';
import { parsed } from '../../form/readers';

/** What n8n's Webhook node says about a request, beside its content. */
const ABOUT_REQUEST = ['body', 'executionMode', 'headers', 'params', 'query', 'webhookUrl'];

/**
 * What was received: n8n's Webhook node has put it into `body` and `query`. A node between them may have added fields.
 */
export function received(item: IDataObject): IDataObject {
	if (!isObject(item.headers)) return item;
	const body = parsed(item.body);
	const added = Object.entries(item).filter(([name]) => !ABOUT_REQUEST.includes(name));
	const others = Object.entries({ ...Object.fromEntries(added), ...(item.query as IDataObject) });
	const content = isObject(body) ? (body as IDataObject) : {};
	// The first of two spellings of a field counts, and the address of a webhook says less than its body.
	return { ...content, ...Object.fromEntries(others.filter(([name]) => !(name in content))) };
}
