import { createHash } from 'node:crypto';
import { notFound, notInSandbox, salesforceError } from './errors';
import type { FieldValue, SalesforceRecord } from './fields';
import { normalizeId } from './ids';
import { fileTypeOf, splitFileName } from './fileTypes';
import { findField } from './objects';
import type { RecordStore } from './records';
import type { Upload } from './upload';
import { readFields, type FieldInput } from './values';
import { say } from './words';

/** A version of a file. */
export interface StoredFile {
	/** The id of its ContentVersion. */
	id: string;
	title: string;
	pathOnClient: string;
	/** The record that it was published to; null when it belongs to its user only. */
	linkedTo: string | null;
	bytes: Buffer;
}

/** The files of the org: what an upload makes, and their contents. */
export class FileStore {
	/** The content of each version by its id. */
	private readonly contents = new Map<string, Buffer>();

	constructor(private readonly store: RecordStore) {}

	/**
	 * Stores an upload as a new file, or as the newest version of the file that it names.
	 *
	 * @returns the id of the ContentVersion
	 */
	add({ entity, file }: Upload): string {
		const object = this.store.object('ContentVersion');
		const input = readFields(object, entity, () => {
			throw notInSandbox('a parent of a file that is named by an external ID');
		});
		const given = (name: string): FieldValue => {
			const field = findField(object, name);
			return (field && input.get(field)) ?? null;
		};
		const encoded = given('VersionData');
		const bytes = file ?? (encoded === null ? null : Buffer.from(String(encoded), 'base64'));
		for (const field of input.keys()) if (field.type === 'base64') input.delete(field);

		this.store.checkNew(object, input);
		this.checkLocation(given('ContentLocation'));
		if (!bytes) {
			const message = say`Required fields are missing: [${'VersionData'}]`;
			throw salesforceError(400, 'REQUIRED_FIELD_MISSING', message, ['VersionData']);
		}
		if (given('ContentDocumentId') !== null && given('FirstPublishLocationId') !== null) {
			throw notInSandbox('a new version of a file that names a place to publish it as well');
		}

		const version = this.addVersion(input, given, bytes);
		this.contents.set(version, bytes);
		return version;
	}

	/** The content of a version; a NOT_FOUND error when there is no such version. */
	content(id: string): Buffer {
		const bytes = this.contents.get(String(this.store.get('ContentVersion', id).Id));
		if (!bytes) throw notFound();
		return bytes;
	}

	/** Every version of every file, oldest first. */
	list(): StoredFile[] {
		return this.store.list('ContentVersion').map((version) => {
			const location = String(version.FirstPublishLocationId);
			return {
				id: String(version.Id),
				title: String(version.Title),
				pathOnClient: String(version.PathOnClient),
				linkedTo: this.store.find(location)?.object.name === 'User' ? null : location,
				bytes: this.content(String(version.Id)),
			};
		});
	}

	/** The newest versions of the files that are linked to a record, oldest link first. */
	linkedTo(recordId: string): SalesforceRecord[] {
		const links = this.store
			.list('ContentDocumentLink')
			.filter(({ LinkedEntityId }) => LinkedEntityId === recordId)
			.map(({ ContentDocumentId }) => ContentDocumentId);
		const versions = this.store.list('ContentVersion').filter(({ IsLatest }) => IsLatest);
		return links.flatMap((document) =>
			versions.filter(({ ContentDocumentId }) => ContentDocumentId === document),
		);
	}

	/** Writes the version, its document and the links of a document that is new. */
	private addVersion(
		input: FieldInput,
		given: (name: string) => FieldValue,
		bytes: Buffer,
	): string {
		const { title, extension } = splitFileName(String(given('PathOnClient')));
		const shared: SalesforceRecord = {
			Title: given('Title') ?? title,
			Description: given('Description'),
			FileExtension: extension,
			FileType: fileTypeOf(extension).fileType,
			ContentSize: bytes.length,
			OwnerId: given('OwnerId') ?? this.store.userId,
		};
		const document = given('ContentDocumentId') ?? this.store.put('ContentDocument', shared);
		const earlier = this.store
			.list('ContentVersion')
			.filter(({ ContentDocumentId }) => ContentDocumentId === normalizeId(String(document)));
		const [first] = earlier;
		const location =
			first?.FirstPublishLocationId ?? given('FirstPublishLocationId') ?? shared.OwnerId;
		const version = this.store.put('ContentVersion', {
			...Object.fromEntries([...input].map(([{ name }, value]) => [name, value])),
			...shared,
			ContentDocumentId: document,
			FirstPublishLocationId: location,
			Checksum: createHash('md5').update(bytes).digest('hex'),
			VersionNumber: String(earlier.length + 1),
			IsLatest: true,
		});

		for (const { Id } of earlier) this.store.set(String(Id), { IsLatest: false });
		this.store.set(String(document), { ...shared, LatestPublishedVersionId: version });
		if (!first) this.link(document, shared.OwnerId, location);
		return version;
	}

	/** Salesforce shows a new file to its owner, and to everybody who sees the record it is published to. */
	private link(document: FieldValue, owner: FieldValue, location: FieldValue): void {
		const add = (LinkedEntityId: FieldValue, ShareType: string) =>
			this.store.put('ContentDocumentLink', {
				ContentDocumentId: document,
				LinkedEntityId,
				ShareType,
				Visibility: 'AllUsers',
			});
		add(owner, 'I');
		if (normalizeId(String(location)) !== normalizeId(String(owner))) add(location, 'V');
	}

	private checkLocation(location: FieldValue): void {
		if (location === null || location === 'S') return;
		if (location === 'E' || location === 'L') throw notInSandbox('files that are elsewhere');
		throw salesforceError(
			400,
			'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
			say`${'Content Location'}: bad value for restricted picklist field: ${location}`,
			['ContentLocation'],
		);
	}
}
