import type { IDataObject } from 'n8n-workflow';

import { SOURCES } from '../../../../nodes/DescriptorAi/sources';
import { namePattern } from '../../../../nodes/DescriptorAi/sources/namePattern';
import {
	isAmong,
	type Reading,
	type SourceSettings,
} from '../../../../nodes/DescriptorAi/sources/source';

export interface Given {
	shortest?: number;
	own?: string[];
	pattern?: string;
	now?: string;
}

const settings = ({ shortest = 5, own = [], pattern = '', now }: Given): SourceSettings => ({
	shortest,
	isOwn: (number) => isAmong(own, number),
	namePattern: namePattern(pattern, 'File Name Pattern'),
	now: Date.parse(now ?? '2026-11-29T12:00:00Z'),
});

/** What the source of that value reads in an event. */
export function read(source: string, event: IDataObject, given: Given = {}): Reading[] {
	const found = SOURCES.find(({ option }) => option.value === source);
	if (!found) throw new Error(`There is no source ${source}`);
	return found.read(event, settings(given));
}

/** The only call that it reads, with the address that n8n can request. */
export function call(source: string, event: IDataObject, given?: Given): IDataObject {
	const readings = read(source, event, given);
	expect(readings).toEqual([expect.objectContaining({ call: expect.anything() })]);
	const [reading] = readings;
	if (!('call' in reading)) return {};
	const { call: fields, downloadUrl } = reading;
	return { ...fields, ...(downloadUrl !== undefined && { download_url: downloadUrl }) };
}
