/** A recording of a second, different for each seed. */
export function wav(seed: number): Buffer {
	const head = Buffer.alloc(44);
	const sound = Buffer.from(Array.from({ length: 32_000 }, (_, i) => (i * i * seed) % 251));
	head.write('RIFF____WAVEfmt ', 'latin1');
	head.writeUInt32LE(36 + sound.length, 4);
	head.writeUInt32LE(16, 16);
	head.writeUInt16LE(1, 20);
	head.writeUInt16LE(1, 22);
	head.writeUInt32LE(16_000, 24);
	head.writeUInt32LE(32_000, 28);
	head.writeUInt16LE(2, 32);
	head.writeUInt16LE(16, 34);
	head.write('data', 36, 'latin1');
	head.writeUInt32LE(sound.length, 40);
	return Buffer.concat([head, sound]);
}
