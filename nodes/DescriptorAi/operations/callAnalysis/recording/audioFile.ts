import { createHash } from 'node:crypto';
import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';

import { firstBytes } from '../../../api';
import { whyUnreachable } from '../../../waiting/address';
import { InvalidParameter, type Read } from '../../../form/parameter';
import { filesOf, isFileOfItem } from '../../itemFiles';
import { allowPrivateAddress, audioSource, binaryField, linkExpiry } from './audioParameters';
import { contentOf, mediaType, recordingByName } from './audioContent';

/** A file of an item. */
export interface AudioFile {
	/** Equal for equal files, however often a link is made. */
	identity: string;
	/** Empty if it has none. */
	name: string;
	/**
	 * Checks all that can be known before there is a link: that the service reads such files, that n8n can give
	 * links, and that the service can reach n8n.
	 *
	 * @param baseUrl of the service
	 * @returns makes a signed link; whoever knows it can download the file until it expires
	 * @throws InvalidParameter with the fault and the remedy
	 */
	check(baseUrl: string, lifetime: Lifetime): Promise<() => Promise<string>>;
}

/** How long a file exists. */
export interface Lifetime {
	/** Whether the execution goes on until the service has downloaded it. */
	isAwaited: boolean;
}

/** How many bytes are read: a page may have its first tag after a comment. */
const BEGINNING = 256;
/** In bytes: no plain WAV file can be larger. */
const LARGEST = 4 * 1024 ** 3;

const CONVERT =
	'Convert it to MP3, MP4, WAV or M4A before this node, or look at the file in the node that downloads it.';
const LOOK =
	'It may be a login page, or a document or archive that contains the recording. Look at the file in the node that downloads it, and check the address and the credential there.';

const ELSEWHERE = `Or put the file where Descriptor.AI can download it, such as a storage bucket, and set '${audioSource.label}' to 'URL'.`;

/** The file that is selected in the form; `undefined` if the item has none of that name. */
export function selectedFile(
	ctx: IExecuteFunctions,
	itemIndex: number,
	read: Read,
): IBinaryData | undefined {
	const selected = read(binaryField);
	if (isFileOfItem(selected)) return selected;
	try {
		// In the combined mode, n8n takes a path, such as _files.data.
		return ctx.helpers.assertBinaryData(itemIndex, selected);
	} catch {
		return filesOf(ctx, itemIndex)[selected];
	}
}

/** @throws InvalidParameter when the item has no such file */
function binaryOf(ctx: IExecuteFunctions, itemIndex: number, read: Read): IBinaryData {
	const file = selectedFile(ctx, itemIndex, read);
	if (file) return file;
	const name = String(read(binaryField));
	const names = Object.keys(filesOf(ctx, itemIndex));
	throw new InvalidParameter(
		`'${binaryField.label}' is '${name}', which the item does not have`,
		names.length > 0
			? `The item has ${names.map((known) => `'${known}'`).join(', ')}.`
			: `The item has no binary data. Put a node before this one that downloads the recording, or set '${audioSource.label}' to 'URL'.`,
	);
}

async function beginningOf(ctx: IExecuteFunctions, { id, data }: IBinaryData): Promise<Buffer> {
	// Four characters of base64 are three bytes.
	if (!id) return Buffer.from(data.slice(0, 4 * BEGINNING), 'base64');
	return await firstBytes(await ctx.helpers.getBinaryStream(id, BEGINNING), BEGINNING);
}

/**
 * @returns the type of the recording, by its content
 * @throws InvalidParameter when the service could not read the file
 */
async function checkFile(ctx: IExecuteFunctions, binary: IBinaryData): Promise<string> {
	const { mimeType = '', fileName = '', id } = binary;
	const size = id
		? (binary.bytes ?? (await ctx.helpers.getBinaryMetadata(id)).fileSize)
		: Buffer.byteLength(binary.data, 'base64');
	if (size === 0) {
		throw new InvalidParameter(
			`The file in '${binaryField.label}' is empty`,
			'The recording was not submitted. Check the node that downloads the recording.',
		);
	}
	if (size > LARGEST) {
		throw new InvalidParameter(
			`The file in '${binaryField.label}' is larger than 4 GB`,
			'Convert it to MP3 or M4A, or to 16 kHz and 16 bit.',
		);
	}
	const content = contentOf(await beginningOf(ctx, binary));
	if ('recording' in content) return content.recording;
	const named = content.kind === 'unknown' && recordingByName(mimeType, fileName);
	if (named) return named;
	const label = mediaType(mimeType);
	throw new InvalidParameter(
		`The file in '${binaryField.label}' is not MP3, MP4, WAV or M4A: it is ${content.other}${label ? `, labeled ${label}` : ''}`,
		`The recording was not submitted. ${content.kind === 'document' ? LOOK : CONVERT}`,
	);
}

/**
 * A setting that the workflow leaves to n8n's environment is not known here, and n8n's own default is to save: the editor
 * leaves each of them so when a workflow is imported, whatever its file says.
 *
 * @throws InvalidParameter when n8n may delete the file at the end of this execution
 */
function checkKept(ctx: IExecuteFunctions, { isAwaited }: Lifetime): void {
	if (isAwaited) return;
	const { saveManualExecutions, saveDataSuccessExecution, saveDataErrorExecution } =
		ctx.getWorkflowSettings();
	const isManual = ctx.getMode() === 'manual';
	const toSave = [
		isManual && saveManualExecutions === false && 'manual',
		!isManual && saveDataSuccessExecution === 'none' && 'successful production',
		!isManual && saveDataErrorExecution === 'none' && 'failed production',
	].filter((kind) => kind !== false);
	if (toSave.length === 0) return;
	throw new InvalidParameter(
		'n8n may delete the file when this execution ends, before Descriptor.AI has downloaded it',
		`The recording was not submitted. In the settings of the workflow, set ${toSave.map((kind) => `"Save ${kind} executions"`).join(' and ')} to "Save". Or use 'Submit and Wait'.`,
	);
}

/** @throws InvalidParameter when the service could not download from n8n */
function checkReachable(ctx: IExecuteFunctions, baseUrl: string, read: Read): void {
	if (read(allowPrivateAddress)) return;
	const reason = whyUnreachable(new URL(ctx.getRestApiUrl()), baseUrl);
	if (reason === null) return;
	throw new InvalidParameter(
		`Descriptor.AI cannot download the file from n8n: ${reason}`,
		`The recording was not submitted. Set n8n's environment variable N8N_WEBHOOK_URL (in older versions WEBHOOK_URL) to the address at which n8n is reached from outside. If Descriptor.AI runs in the same network as n8n, add the option '${allowPrivateAddress.label}'. ${ELSEWHERE}`,
	);
}

/**
 * Whether a link to a file itself serves the same as one to a copy, for as long. It does so for a file in the folder of this
 * execution, where the copy would be too. That of a webhook or a form moves when the execution is suspended or ends; that
 * of another execution is deleted with it; and in a database, nothing tells whose it is. A link serves the name and the
 * label that the file was stored with, which may be others than those in the item.
 */
async function isAsGood(
	ctx: IExecuteFunctions,
	{ id = '', fileName }: IBinaryData,
	label: string,
): Promise<boolean> {
	const folder = `workflows/${ctx.getWorkflow().id}/executions/${ctx.getExecutionId()}/binary_data/`;
	if (!id.slice(id.indexOf(':') + 1).startsWith(folder)) return false;
	const stored = await ctx.helpers.getBinaryMetadata(id);
	return stored.fileName === fileName && stored.mimeType === label;
}

/** A file that a link can lead to: that of the item, or a copy. */
async function linkable(
	ctx: IExecuteFunctions,
	binary: IBinaryData,
	type: string,
): Promise<IBinaryData> {
	const { id, data, fileName, mimeType } = binary;
	// The service downloads the file with this label.
	const label = /^(audio|video)\//i.test(mimeType) ? mimeType : type;
	if (await isAsGood(ctx, binary, label)) return binary;
	const content = id ? await ctx.helpers.getBinaryStream(id) : Buffer.from(data, 'base64');
	return await ctx.helpers.prepareBinaryData(content, fileName, label);
}

/** @throws InvalidParameter when this n8n has no links to give */
async function link(
	ctx: IExecuteFunctions,
	binary: IBinaryData,
	type: string,
	hours: number,
): Promise<string> {
	const file = await linkable(ctx, binary, type);
	if (file.id) return ctx.helpers.createBinarySignedUrl(file, `${hours} hours`);
	throw new InvalidParameter(
		'This n8n keeps binary data in memory, where Descriptor.AI cannot download it',
		`The recording was not submitted. Set n8n's environment variable N8N_DEFAULT_BINARY_DATA_MODE to filesystem. ${ELSEWHERE}`,
	);
}

/** Equal for equal files: n8n changes its folder when it saves the execution, but not its name, the last part. */
export function identityOf({ id, data }: IBinaryData): string {
	return id?.split('/').pop() ?? createHash('sha256').update(data).digest('hex');
}

/**
 * The file of an item that is selected as the recording.
 *
 * @throws InvalidParameter when the item has no such file
 */
export function audioFile(ctx: IExecuteFunctions, itemIndex: number, read: Read): AudioFile {
	const binary = binaryOf(ctx, itemIndex, read);
	return {
		identity: identityOf(binary),
		name: binary.fileName ?? '',
		async check(baseUrl, lifetime) {
			const type = await checkFile(ctx, binary);
			checkKept(ctx, lifetime);
			const hours = read(linkExpiry);
			if (typeof ctx.helpers.createBinarySignedUrl !== 'function') {
				throw new InvalidParameter(
					'This version of n8n cannot give Descriptor.AI a link to a file',
					`The recording was not submitted. Update n8n. ${ELSEWHERE}`,
				);
			}
			checkReachable(ctx, baseUrl, read);
			return async () => await link(ctx, binary, type, hours);
		},
	};
}
