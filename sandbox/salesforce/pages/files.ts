import type { FastifyInstance } from 'fastify';
import type { SalesforceRecord } from '../fields';
import type { FileStore } from '../files';
import { fileTypeOf } from '../fileTypes';
import type { RecordStore } from '../records';
import { isOpen, PUBLIC_DOWNLOAD } from '../standard/files';

/** The address at which Salesforce, too, gives a file to a browser. */
const DOWNLOAD = '/sfc/servlet.shepherd/version/download';

/** The address of a version's content, for a browser. */
export const downloadPath = ({ Id }: SalesforceRecord) => `${DOWNLOAD}/${Id}`;

/** The name of a version as a file: its title, and the extension that it came with. */
export function fileName({ Title, FileExtension }: SalesforceRecord): string {
	return FileExtension === null ? String(Title) : `${Title}.${FileExtension}`;
}

/**
 * Adds the address at which a browser opens a file; it requires no session, like the record pages.
 * The file cannot run scripts, since it may be an untrusted page.
 */
export function addFilePages(app: FastifyInstance, store: RecordStore, files: FileStore): void {
	app.get<{ Params: { id: string } }>(`${DOWNLOAD}/:id`, async ({ params }, reply) => {
		const version = store.get('ContentVersion', params.id);
		const { FileExtension: extension } = version;
		return reply
			.type(fileTypeOf(extension === null ? null : String(extension)).mediaType)
			.header('content-disposition', `inline; filename*=UTF-8''${encodeName(fileName(version))}`)
			.header('x-content-type-options', 'nosniff')
			.header('content-security-policy', 'sandbox')
			.send(files.content(params.id));
	});

	app.get<{ Querystring: { d?: string } }>(PUBLIC_DOWNLOAD, async ({ url, query }, reply) => {
		const links = store.schema.definition('ContentDistribution')
			? store.list('ContentDistribution')
			: [];
		const link = links.find(({ ContentDownloadUrl: address }) => String(address).endsWith(url));
		// Assumption 28 of the README.
		if (!link || !query.d || !isOpen(link, Date.now())) {
			return reply.code(404).type('text/html; charset=utf-8').send('<h1>File Not Found</h1>');
		}
		const version = store.get('ContentVersion', String(link.ContentVersionId));
		return reply
			.type('application/octet-stream')
			.header(
				'content-disposition',
				`attachment; filename*=UTF-8''${encodeName(fileName(version))}`,
			)
			.send(files.content(String(version.Id)));
	});
}

/** Percent-encodes a name for a header. A lone surrogate, which encodeURIComponent rejects, is replaced. */
function encodeName(name: string): string {
	return encodeURIComponent(name.replace(/\p{Surrogate}/gu, '\ufffd')).replace(
		/['()*!]/g,
		(character) => `%${character.charCodeAt(0).toString(16)}`,
	);
}
