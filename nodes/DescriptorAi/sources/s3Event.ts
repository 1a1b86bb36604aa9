import type { IDataObject } from 'n8n-workflow';

import { parsed, text } from '../form/readers';
import { listAt, objectAt, textAt } from './source';

/** An object in a bucket. */
export interface StoredObject {
	bucket: string | undefined;
	key: string;
}

/** A key as S3 notifications spell it: like a form. */
function decoded(key: string): string {
	try {
		return decodeURIComponent(key.replace(/\+/g, ' '));
	} catch {
		return key;
	}
}

/**
 * The objects that a notification of S3 tells of: as S3 sends it, as EventBridge does, and either in a message of SNS.
 *
 * @returns `undefined` for an item of another kind; an empty list for the message that S3 tests a topic with
 */
export function storedObjects(item: IDataObject): StoredObject[] | undefined {
	const message = parsed(item.Message);
	const event = (objectAt({ message }, 'message') ?? item) as IDataObject;
	if (textAt(event, 'Event') === 's3:TestEvent') return [];
	if (Array.isArray(event.Records)) {
		// A bucket also tells of what is deleted.
		const created = listAt(event, 'Records').filter(({ eventName = 'ObjectCreated' }) =>
			/ObjectCreated/.test(text(eventName)),
		);
		return created.flatMap((record) => {
			const key = textAt(record, 's3.object.key');
			return key ? { bucket: textAt(record, 's3.bucket.name'), key: decoded(key) } : [];
		});
	}
	const key = textAt(event, 'detail.object.key');
	return key ? [{ bucket: textAt(event, 'detail.bucket.name'), key }] : undefined;
}
