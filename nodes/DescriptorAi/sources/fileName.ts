import type { IDataObject } from 'n8n-workflow';

import { known } from '../salesforce/known';
import type { NameParts } from './namePattern';
import { storedObjects } from './s3Event';
import {
	otherEvent,
	readEach,
	sidesByNumber,
	textAt,
	toldUnlessShort,
	type PhoneSystem,
	type Reading,
	type Source,
	type SourceSettings,
} from './source';

const FILE_NAME: PhoneSystem = {
	option: {
		name: 'File Name',
		value: 'fileName',
		description: 'A file whose name says who called when, as FreePBX, 3CX and Five9 write it',
	},
	page: 'https://github.com/FreePBX/callrecording',
};

/** The formats that Descriptor.AI reads; the first of WAV with GSM sound. */
const AUDIO = /\.(wav|mp3|mp4|m4a)$/i;
/** A phone system writes a file as long as the call lasts. In milliseconds. */
const AT_REST = 120_000;

/** A file of a phone system by its whole path, without the ending of its name; `undefined` for any other. */
type Format = (path: string, settings: SourceSettings) => IDataObject | undefined;

const iso = (date: string, time: string) =>
	[date.replace(/\D/g, ''), time.replace(/\D/g, '').padEnd(6, '0')]
		.join('T')
		.replace(/^(....)(..)(..)T(..)(..)(..)$/, '$1-$2-$3T$4:$5:$6');

/**
 * `type-destination-caller-date-time-uniqueid`, where the ID begins with the seconds since 1970.
 * Source: functions.inc.php of https://github.com/FreePBX/callrecording
 */
const freePbx: Format = (path, settings) => {
	const [, type, to, from, date, time, start] =
		/(?:^|\/)([a-z]+)-([^-/]*)-([^-/]*)-(\d{8})-(\d{6})-(?:[^/]+-)?(\d{9,11})(?:\.\d+)?$/i.exec(
			path,
		) ?? [];
	if (!type) return undefined;
	const sides: Record<string, IDataObject> = {
		out: { direction: 'outbound', customer_phone: to, agent_name: from },
		in: { direction: 'inbound', customer_phone: from },
		external: { direction: 'inbound', customer_phone: from, agent_name: to },
		q: { direction: 'inbound', customer_phone: from },
		rg: { direction: 'inbound', customer_phone: from },
		internal: { direction: 'internal', agent_name: from },
		ondemand: {},
	};
	return {
		source: 'freepbx',
		...(sides[type.toLowerCase()] ?? sidesByNumber(from, to, settings)),
		called_at: start.length === 10 ? start : iso(date, time),
	};
};

/** `[name]_from-to_YYYYMMDDHHMMSS(number)`, in the time zone of the server. */
const threeCx: Format = (path, settings) => {
	const [, from, to, date, time] =
		/(?:^|\/)\[[^\]/]*\]_([^-_/]*)-([^-_/]*)_(\d{8})(\d{6})\(\d+\)$/.exec(path) ?? [];
	return date
		? { source: '3cx', ...sidesByNumber(from, to, settings), called_at: iso(date, time) }
		: undefined;
};

/** `campaign/M_D_YYYY/number by agent @ h_mm_ss AM`, in Eastern Standard Time all the year. */
const five9: Format = (path) => {
	const [, number, agent, hours, minutes, seconds, half] =
		/(?:^|\/)(\d+) by ([^/]*?) ?@ (?=\d)(\d{1,2})_(\d\d)_(\d\d) (AM|PM)[^/]*$/i.exec(path) ?? [];
	if (!number) return undefined;
	const [, month, day, year] = /(?:^|\/)(\d{1,2})_(\d{1,2})_(\d{4})\//.exec(path) ?? [];
	const hour = (Number(hours) % 12) + (half.toUpperCase() === 'PM' ? 12 : 0);
	const [mm, dd, hh] = [month ?? '', day ?? '', String(hour)].map((part) => part.padStart(2, '0'));
	return {
		source: 'five9',
		customer_phone: number,
		agent_name: agent.trim(),
		called_at: year && `${year}-${mm}-${dd}T${hh}:${minutes}:${seconds}-05:00`,
	};
};

const FORMATS: Format[] = [freePbx, threeCx, five9];

/** The fields of a call by the placeholders of the builder's own pattern. */
function ownFields(parts: NameParts): IDataObject {
	const { agent, customer, date, direction, time } = parts;
	const [, word] = /^(internal|in|out)/i.exec(direction ?? '') ?? [];
	const directions: Record<string, string> = { in: 'inbound', out: 'outbound' };
	return {
		direction: word && (directions[word.toLowerCase()] ?? 'internal'),
		customer_phone: customer,
		agent_name: agent,
		called_at: date && iso(date, time ?? ''),
	};
}

/**
 * @param path with the name of the file
 * @param unique what no other file has; nothing if only the content of the file tells it from others of its name
 */
function readFile(
	path: string,
	unique: string | undefined,
	file: IDataObject,
	settings: SourceSettings,
): Reading {
	const { namePattern, now } = settings;
	if (!AUDIO.test(path)) return { leftOut: 'no MP3, MP4, WAV or M4A' };
	// n8n's FTP node gives a Date.
	const changed = Date.parse(String(file.modifyTime ?? ''));
	if (now - changed < AT_REST) return { leftOut: 'still being written' };
	const bare = path.replace(/\.\w+$/, '');
	const parts = namePattern?.(bare.split(/[/\\]/).pop() ?? '');
	const fields = parts
		? ownFields(parts)
		: FORMATS.reduce<IDataObject | undefined>(
				(found, format) => found ?? format(bare, settings),
				undefined,
			);
	const { source = 'file', ...call } = fields ?? {};
	// FreePBX converts files and moves them elsewhere; the name has an ID.
	const key =
		parts?.id ?? (source === 'freepbx' ? bare.split('/').pop() : (unique ?? (fields && path)));
	return toldUnlessShort(
		{
			source,
			recording_id: key && `${String(source)}-${key}`,
			...call,
			called_at:
				call.called_at ??
				(Number.isNaN(changed) ? textAt(file, 'createdTime') : new Date(changed).toISOString()),
		},
		settings,
	);
}

export const fileName: Source = {
	...FILE_NAME,
	read(event, settings) {
		const objects = storedObjects(event);
		if (objects?.length === 0) return [{ leftOut: 'a test message' }];
		if (objects) {
			return readEach(objects, ({ bucket, key }) => {
				const reading = readFile(key, bucket ? `${bucket}/${key}` : key, {}, settings);
				return 'call' in reading ? { call: { ...reading.call, bucket, key } } : reading;
			});
		}
		// As nodes for SFTP, S3 and Dropbox list files; Google Drive and Dropbox know IDs.
		const [folder, key, id] = [
			textAt(event, 'path') ?? textAt(event, 'path_display') ?? textAt(event, 'pathDisplay'),
			textAt(event, 'Key'),
			textAt(event, 'id'),
		];
		const path = folder ?? key ?? textAt(event, 'name') ?? textAt(event, 'file_name');
		if (path === undefined)
			throw otherEvent(FILE_NAME, "it has no field 'path' or 'name' and no file");
		if (textAt(event, 'type') === 'd') return [{ leftOut: 'folders' }];
		const unique = (folder ?? key ?? id)?.replace(/^\//, '');
		const reading = readFile(path, unique, event, settings);
		if (!('call' in reading)) return [reading];
		const where = { path: folder, key, file_id: folder || key ? undefined : id };
		return [{ call: { ...reading.call, ...known(where) } }];
	},
};
