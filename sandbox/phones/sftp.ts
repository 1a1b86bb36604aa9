import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { posix } from 'node:path';

import { Server, utils, type Attributes, type Connection, type SFTPWrapper } from 'ssh2';

import { Recording, type PhoneCall } from './recordings';

const { STATUS_CODE: STATUS } = utils.sftp;

/** A file of a phone system. */
interface SftpFile {
	content: Buffer;
	changedAt: Date;
}

/** What a client has opened: the content of a file, or the names that it has not read yet. */
type Opened = { file: SftpFile } | { names: string[]; folder: string };

/**
 * Starts an SFTP server on this machine, over files in memory. It lists and reads, as much as a program does that
 * collects recordings; writing is refused.
 */
export async function startSftp() {
	const files = new Map<string, SftpFile>();
	const login = { username: 'recordings', password: 'made-up-sftp-password' };
	const connections = new Set<Connection>();

	/** The files and folders in a folder; `undefined` if there is no such folder. */
	function namesIn(folder: string): string[] | undefined {
		const start = folder.replace(/\/*$/, '/');
		const inside = [...files.keys()].filter((path) => path.startsWith(start));
		const names = new Set(inside.map((path) => path.slice(start.length).split('/')[0]));
		return names.size > 0 || start === '/' ? [...names] : undefined;
	}
	function attributesOf(path: string): Attributes | undefined {
		const file = files.get(path);
		if (!file && !namesIn(path)) return undefined;
		const time = Math.floor((file?.changedAt ?? new Date()).getTime() / 1000);
		const mode = file ? 0o100644 : 0o040755;
		return {
			mode,
			uid: 995,
			gid: 995,
			size: file?.content.length ?? 4096,
			atime: time,
			mtime: time,
		};
	}

	function serve(sftp: SFTPWrapper): void {
		const opened = new Map<number, Opened>();
		let last = 0;
		const open = (request: number, one: Opened | undefined) => {
			if (!one) return sftp.status(request, STATUS.NO_SUCH_FILE);
			last += 1;
			opened.set(last, one);
			const handle = Buffer.alloc(4);
			handle.writeUInt32BE(last);
			return sftp.handle(request, handle);
		};
		const openedAs = (handle: Buffer) => opened.get(handle.readUInt32BE());
		const tell = (request: number, path: string) => {
			const attributes = attributesOf(posix.resolve('/', path));
			return attributes
				? sftp.attrs(request, attributes)
				: sftp.status(request, STATUS.NO_SUCH_FILE);
		};
		const entry = (path: string) => {
			const attrs = attributesOf(path) ?? ({} as Attributes);
			const kind = files.has(path) ? '-rw-r--r--' : 'drwxr-xr-x';
			const filename = posix.basename(path);
			return {
				filename,
				longname: `${kind} 1 995 995 ${attrs.size} Jan 15 09:34 ${filename}`,
				attrs,
			};
		};
		sftp.on('REALPATH', (request, path) =>
			sftp.name(request, [{ ...entry('/'), filename: posix.resolve('/', path) }]),
		);
		sftp.on('STAT', tell);
		sftp.on('LSTAT', tell);
		sftp.on('OPENDIR', (request, path) => {
			const folder = posix.resolve('/', path);
			const names = namesIn(folder);
			return open(request, names && { names, folder });
		});
		sftp.on('READDIR', (request, handle) => {
			const one = openedAs(handle);
			if (!one || !('names' in one) || one.names.length === 0)
				return sftp.status(request, STATUS.EOF);
			return sftp.name(
				request,
				one.names.splice(0).map((name) => entry(posix.join(one.folder, name))),
			);
		});
		sftp.on('OPEN', (request, path, flags) => {
			if (utils.sftp.flagsToString(flags) !== 'r')
				return sftp.status(request, STATUS.PERMISSION_DENIED);
			const file = files.get(posix.resolve('/', path));
			return open(request, file && { file });
		});
		sftp.on('FSTAT', (request, handle) => {
			const one = openedAs(handle);
			return one && 'file' in one
				? sftp.attrs(request, {
						mode: 0o100644,
						uid: 995,
						gid: 995,
						size: one.file.content.length,
						atime: 0,
						mtime: 0,
					})
				: sftp.status(request, STATUS.FAILURE);
		});
		sftp.on('READ', (request, handle, offset, length) => {
			const one = openedAs(handle);
			const data =
				one && 'file' in one ? one.file.content.subarray(offset, offset + length) : Buffer.alloc(0);
			return data.length > 0 ? sftp.data(request, data) : sftp.status(request, STATUS.EOF);
		});
		sftp.on('CLOSE', (request, handle) => {
			opened.delete(handle.readUInt32BE());
			return sftp.status(request, STATUS.OK);
		});
	}

	const { private: hostKey } = utils.generateKeyPairSync('ed25519');
	const server = new Server({ hostKeys: [hostKey] }, (connection) => {
		connections.add(connection);
		connection.on('error', () => connection.end());
		connection.on('close', () => connections.delete(connection));
		connection.on('authentication', (attempt) => {
			const isRight =
				attempt.method === 'password' &&
				attempt.username === login.username &&
				attempt.password === login.password;
			return isRight ? attempt.accept() : attempt.reject(['password']);
		});
		connection.on('session', (accept) => accept().on('sftp', (begin) => serve(begin())));
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');

	return {
		host: '127.0.0.1',
		port: (server.address() as AddressInfo).port,
		...login,
		/** Adds a recorded call as a file, such as `/2026/03/01/out-….wav`, that was written when the call ended. */
		add(path: string, call: Partial<PhoneCall> = {}): Recording {
			const recording = new Recording(path, call);
			files.set(posix.resolve('/', path), {
				content: recording.audio('wav'),
				changedAt: recording.endedAt,
			});
			return recording;
		},
		/** Puts a file, or its next version, as it is now; without content it is removed. */
		write(path: string, content?: Buffer, changedAt = new Date()): void {
			if (content) files.set(posix.resolve('/', path), { content, changedAt });
			else files.delete(posix.resolve('/', path));
		},
		async close(): Promise<void> {
			for (const connection of connections) connection.end();
			await new Promise<void>((resolve) => server.close(() => resolve()));
		},
	};
}
