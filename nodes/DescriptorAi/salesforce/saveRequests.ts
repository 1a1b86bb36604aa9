import type { IDataObject } from 'n8n-workflow';

import { isObject } from '../api';
import { InvalidParameter } from '../form/parameter';
import { text } from '../form/readers';
import { compositeBody, plainFields, VERSION, type Part } from './composite';

/** The most records of a collection, and the most collections of topics beside that of calls in one request. */
const MOST_RECORDS = 200;
const MOST_OF_TOPICS = 4;

/** The name of the part that saves the calls, and those of the parts that save their topics. */
export const CALLS = 'calls';
const TOPICS = ['topics_1', 'topics_2', 'topics_3', 'topics_4'];

/** A request that saves calls with their topics. */
export interface SaveRequest extends IDataObject {
	/** The resource below `/services/data/v59.0/`. */
	path: 'composite';
	body: IDataObject;
	/** Of each record, in their order, what Build Record returned beside its fields. */
	calls: IDataObject[];
	/** Of each topic, in their order, the number of its call. */
	topics: number[];
	/** The numbers of the items that the calls come from. */
	items: number[];
}

/** Whether a field of an item is one of the record in Salesforce: those begin with a capital. */
const isOfRecord = (name: string) => /^[A-Z]/.test(name);

const split = (item: IDataObject, isWanted: (name: string) => boolean): IDataObject =>
	Object.fromEntries(Object.entries(item).filter(([name]) => isWanted(name)));

/** An item of Build Record, with further fields of the record. */
export interface ToSave {
	item: IDataObject;
	fields: IDataObject;
}

/** An item as it is saved. */
interface Saved {
	key: string;
	call: IDataObject;
	record: IDataObject;
	topics: IDataObject[];
}

/** @throws InvalidParameter for an item that is not one of Build Record */
function read({ item: { topic_records: topics, ...item }, fields }: ToSave): Saved {
	const key = text(item.recording_id);
	if (key === '' || !('follow_ups' in item)) {
		throw new InvalidParameter(
			'The input is not an item of Build Record',
			'Connect the node to Build Record, or to nodes that keep its fields and add others.',
		);
	}
	return {
		key,
		call: split(item, (name) => !isOfRecord(name)),
		record: { ...split(item, isOfRecord), ...fields, Recording_Id__c: key },
		topics: Array.isArray(topics) ? topics.filter(isObject).map((topic) => ({ ...topic })) : [],
	};
}

const collection = (
	type: string,
	key: string,
	referenceId: string,
	records: IDataObject[],
): Part => ({
	method: 'PATCH',
	url: `/services/data/${VERSION}/composite/sobjects/${type}/${key}`,
	referenceId,
	body: {
		allOrNone: false,
		records: records.map((record) => ({ attributes: { type }, ...plainFields(record) })),
	},
});

/** The topics of a call, which name their call by its key. */
const topicsOf = ({ key, topics }: Saved): IDataObject[] =>
	topics.map((topic) => ({
		...topic,
		Call_Analysis__r: { attributes: { type: 'Call_Analysis__c' }, Recording_Id__c: key },
	}));

function requestFor(items: Saved[], of: number[]): SaveRequest {
	const topics = items.flatMap(topicsOf);
	const parts = TOPICS.flatMap((name, number) => {
		const some = topics.slice(number * MOST_RECORDS, (number + 1) * MOST_RECORDS);
		return some.length > 0 ? [collection('Call_Topic__c', 'Key__c', name, some)] : [];
	});
	const records = items.map(({ record }) => record);
	return {
		path: 'composite',
		body: compositeBody([
			collection('Call_Analysis__c', 'Recording_Id__c', CALLS, records),
			...parts,
		]),
		calls: items.map(({ call }) => call),
		topics: items.flatMap((item, number) => item.topics.map(() => number)),
		items: of,
	};
}

/**
 * Puts items of Build Record together in as few requests as Salesforce allows: 200 calls with their 800 topics. Of two
 * items of the same call, which Salesforce refuses in one request, the second is in a later one.
 *
 * @throws InvalidParameter for an item that is not one of Build Record
 */
export function saveRequests(items: ToSave[]): SaveRequest[] {
	const groups: Array<{ items: Saved[]; of: number[]; keys: Set<string>; topics: number }> = [];
	for (const [number, item] of items.entries()) {
		const saved = read(item);
		const key = saved.key.toLowerCase();
		let group = groups.at(-1);
		const hasRoom =
			group &&
			group.of.length < MOST_RECORDS &&
			group.topics + saved.topics.length <= MOST_OF_TOPICS * MOST_RECORDS &&
			!group.keys.has(key);
		if (!group || !hasRoom) {
			group = { items: [], of: [], keys: new Set(), topics: 0 };
			groups.push(group);
		}
		group.items.push(saved);
		group.of.push(number);
		group.keys.add(key);
		group.topics += saved.topics.length;
	}
	return groups.map((group) => requestFor(group.items, group.of));
}
