import { Server, utils, type Attributes, type Connection, type SFTPWrapper } from 'ssh2';

import { Recording, type PhoneCall } from './recordings';

const { EOF, NO_SUCH_FILE, OK, PERMISSION_DENIED } = utils.sftp.STATUS_CODE;

const absolute = (path: string) =>
	`/${path
		.split('/')
		.filter((part) => part !== '' && part !== '.')
		.join('/')}`;

/** Starts an SFTP server on this machine, over files in memory. Programs can list and read, nothing else. */
export async function startSftp() {
	const files = new Map<string, { content: Buffer; changedAt: Date }>();
	const login = { username: 'recordings', password: 'made-up-sftp-password' };

	/** The files and folders in a folder; none if there is no such folder. */
	function namesIn(folder: string): string[] {
		const start = folder.replace(/\/*$/, '/');
		const inside = [...files.keys()].filter((path) => path.startsWith(start));
		return [...new Set(inside.map((path) => path.slice(start.length).split('/')[0]))];
	}
	function attributesOf(path: string): Attributes {
		const { changedAt = new Date(), content } = files.get(path) ?? {};
		const time = Math.floor(changedAt.getTime() / 1000);
		const [mode, size] = content ? [0o100644, content.length] : [0o040755, 4096];
		return { mode, size, uid: 995, gid: 995, atime: time, mtime: time };
	}
	function entryOf(path: string) {
		const [attrs, filename] = [attributesOf(path), path.slice(path.lastIndexOf('/') + 1)];
		const kind = files.has(path) ? '-rw-r--r--' : 'drwxr-xr-x';
		return {
			filename,
			longname: `${kind} 1 995 995 ${attrs.size} Jan 15 09:34 ${filename}`,
			attrs,
		};
	}

	function serve(sftp: SFTPWrapper): void {
		/** Folders whose names were read. A handle is the path itself. */
		const listed = new Set<string>();
		const exists = (path: string) => path === '/' || files.has(path) || namesIn(path).length > 0;
		const tell = (request: number, given: Buffer | string) => {
			const path = absolute(given.toString());
			return exists(path)
				? sftp.attrs(request, attributesOf(path))
				: sftp.status(request, NO_SUCH_FILE);
		};
		const open = (request: number, path: string) =>
			exists(path) ? sftp.handle(request, Buffer.from(path)) : sftp.status(request, NO_SUCH_FILE);
		sftp.on('REALPATH', (request, path) =>
			sftp.name(request, [{ ...entryOf('/'), filename: absolute(path) }]),
		);
		sftp.on('STAT', tell);
		sftp.on('LSTAT', tell);
		sftp.on('FSTAT', tell);
		sftp.on('OPENDIR', (request, path) => open(request, absolute(path)));
		sftp.on('OPEN', (request, path, flags) =>
			utils.sftp.flagsToString(flags) === 'r'
				? open(request, absolute(path))
				: sftp.status(request, PERMISSION_DENIED),
		);
		sftp.on('READDIR', (request, handle) => {
			const folder = handle.toString();
			const names = listed.has(folder) ? [] : namesIn(folder);
			listed.add(folder);
			const entries = names.map((name) => entryOf(absolute(`${folder}/${name}`)));
			return names.length > 0 ? sftp.name(request, entries) : sftp.status(request, EOF);
		});
		sftp.on('READ', (request, handle, offset, length) => {
			const data = files.get(handle.toString())?.content.subarray(offset, offset + length);
			return data?.length ? sftp.data(request, data) : sftp.status(request, EOF);
		});
		sftp.on('CLOSE', (request, handle) => {
			listed.delete(handle.toString());
			return sftp.status(request, OK);
		});
	}

	const connections = new Set<Connection>();
	const { private: hostKey } = utils.generateKeyPairSync('ed25519');
	const server = new Server({ hostKeys: [hostKey] }, (connection) => {
		connections.add(connection);
		connection.on('error', () => connection.end());
		connection.on('close', () => connections.delete(connection));
		connection.on('authentication', (attempt) => {
			const { username, password } = { password: '', ...attempt };
			const isRight = username === login.username && password === login.password;
			return isRight ? attempt.accept() : attempt.reject(['password']);
		});
		connection.on('session', (accept) => accept().on('sftp', (begin) => serve(begin())));
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

	return {
		host: '127.0.0.1',
		port: (server.address() as { port: number }).port,
		...login,
		/** Adds a recorded call as a file, such as `/2026/03/01/out-….wav`, that was written when the call ended. */
		add(path: string, call: Partial<PhoneCall> = {}): Recording {
			const recording = new Recording(path, call);
			this.write(path, recording.audio('wav'), recording.endedAt);
			return recording;
		},
		/** Puts a file, or its next version. */
		write(path: string, content: Buffer, changedAt = new Date()): void {
			files.set(absolute(path), { content, changedAt });
		},
		async close(): Promise<void> {
			for (const connection of connections) connection.end();
			await new Promise<void>((resolve) => server.close(() => resolve()));
		},
	};
}
