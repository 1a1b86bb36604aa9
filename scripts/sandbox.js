// `npm run sandbox`: a Descriptor.AI and a Salesforce on this machine, to connect an n8n of one's own to.
const { parseArgs } = require('node:util');

const { installPackages } = require('./lib/packages');
const { freePort } = require('./lib/process');

const { values } = parseArgs({
	options: {
		'descriptor-port': { type: 'string', default: '8010' },
		'salesforce-port': { type: 'string', default: '8020' },
		seconds: { type: 'string', default: '20' },
	},
});

async function main() {
	const descriptorPort = await freePort(Number(values['descriptor-port']));
	const salesforcePort = await freePort(Number(values['salesforce-port']));
	await installPackages(console.log);
	const { loadSandbox } = require('./lib/sandbox');
	const sandbox = await loadSandbox().startSandbox({
		descriptorPort,
		salesforcePort,
		processingSeconds: Number(values.seconds),
	});
	const { descriptor, salesforce } = sandbox;
	console.log(`Descriptor.AI  ${descriptor.url}   access token: ${descriptor.token}`);
	console.log(`Salesforce     ${salesforce.url}`);
	console.log('\nFor a credential "Salesforce JWT API" in n8n:');
	console.log(`  Client ID      ${salesforce.jwt.clientId}`);
	console.log(`  Username       ${salesforce.jwt.username}`);
	console.log(`  My Domain URL  ${salesforce.url}`);
	console.log(`  Private Key\n${salesforce.jwt.privateKey}`);
	console.log(`An analysis takes ${values.seconds} seconds. Press Ctrl+C to stop.`);
	await new Promise((resolve) => process.once('SIGINT', resolve).once('SIGTERM', resolve));
	await sandbox.close();
}

main().catch((error) => {
	console.error(`The sandbox did not start: ${error.message}`);
	process.exitCode = 1;
});
