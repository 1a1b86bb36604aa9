const { spawn } = require('node:child_process');
const net = require('node:net');
const path = require('node:path');

const { expectFree, freePort } = require('../../scripts/lib/ports');

const COUNT = 300;
const MODULE = path.join(__dirname, '..', '..', 'scripts', 'lib', 'ports.js');
/** Takes as many ports, prints them, and goes on until its input ends. */
const PROGRAM = `
const { freePort } = require(${JSON.stringify(MODULE)});
(async () => {
	const ports = [];
	while (ports.length < ${COUNT}) ports.push(await freePort());
	process.stdout.write(JSON.stringify(ports) + '\\n');
	process.stdin.resume();
})();
`;

/** Starts another program that takes ports. */
function startAnother() {
	const child = spawn(process.execPath, ['-e', PROGRAM], { stdio: ['pipe', 'pipe', 'inherit'] });
	/** @type {Promise<number[]>} */
	const ports = new Promise((resolve, reject) => {
		let text = '';
		child.stdout.on('data', (chunk) => {
			text += chunk;
			if (text.endsWith('\n')) resolve(JSON.parse(text));
		});
		child.once('error', reject);
		child.once('exit', () => reject(new Error('It ended without ports.')));
	});
	return { ports, end: () => child.stdin.end() };
}

it('Programs that are started one after the other, or beside each other, get ports of their own', async () => {
	const others = [startAnother(), startAnother()];
	const own = [];
	while (own.length < COUNT) own.push(await freePort());
	const all = [own, ...(await Promise.all(others.map(({ ports }) => ports)))].flat();
	for (const { end } of others) end();
	expect(new Set(all).size).toBe(3 * COUNT);
});

it('A port that a person has chosen is said to be taken', async () => {
	const port = await freePort();
	await expectFree(port);
	const server = net.createServer();
	await new Promise((resolve) => server.listen(port, '127.0.0.1', () => resolve(undefined)));
	await expect(expectFree(port)).rejects.toThrow(`Port ${port} is taken by another program.`);
	await new Promise((resolve) => server.close(resolve));
});
