/** The remainders of CRC-32 for each byte, with the polynomial of ZIP. */
const REMAINDERS = Array.from({ length: 256 }, (_, byte) => {
	let remainder = byte;
	for (let bit = 0; bit < 8; bit += 1) {
		remainder = remainder & 1 ? 0xedb88320 ^ (remainder >>> 1) : remainder >>> 1;
	}
	return remainder;
});

const checksum = (bytes: Buffer) =>
	~bytes.reduce((crc, byte) => REMAINDERS[(crc ^ byte) & 255] ^ (crc >>> 8), -1) >>> 0;

/** Numbers in little-endian order. */
function fields(...values: Array<[bytes: 2 | 4, value: number]>): Buffer {
	return Buffer.concat(
		values.map(([bytes, value]) => {
			const buffer = Buffer.alloc(bytes);
			buffer.writeUIntLE(value, 0, bytes);
			return buffer;
		}),
	);
}

/** Version 1.0, names in UTF-8, stored, midnight on 1 January 1980: the earliest date that a ZIP can hold. */
const COMMON: Array<[2, number]> = [10, 0x0800, 0, 0, 0x0021].map((value) => [2, value]);

/**
 * A ZIP archive of texts, not compressed: the same bytes for the same files.
 *
 * @param files in UTF-8, by their paths with forward slashes
 */
export function zip(files: Map<string, string>): Buffer {
	const entries: Buffer[] = [];
	const directory: Buffer[] = [];
	let offset = 0;
	for (const [path, text] of files) {
		const [name, content] = [Buffer.from(path), Buffer.from(text)];
		const head = fields(
			...COMMON,
			[4, checksum(content)],
			[4, content.length],
			[4, content.length],
			[2, name.length],
			[2, 0],
		);
		const entry = Buffer.concat([fields([4, 0x04034b50]), head, name, content]);
		// No comment, one disk, no attributes.
		const rest = fields([2, 0], [2, 0], [2, 0], [4, 0], [4, offset]);
		directory.push(fields([4, 0x02014b50], [2, 10]), head, rest, name);
		entries.push(entry);
		offset += entry.length;
	}
	const { length } = Buffer.concat(directory);
	const counts: Array<[2, number]> = [0, 0, files.size, files.size].map((value) => [2, value]);
	const end = fields([4, 0x06054b50], ...counts, [4, length], [4, offset], [2, 0]);
	return Buffer.concat([...entries, ...directory, end]);
}
