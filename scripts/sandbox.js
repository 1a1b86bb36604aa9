// `npm run sandbox`: a Descriptor.AI and a Salesforce on this machine, to connect your own n8n to.
const { parseArgs } = require('node:util');

const { installPackages } = require('./lib/packages');
const { expectFree } = require('./lib/ports');

const USAGE = `npm run sandbox
npm run sandbox -- --host 0.0.0.0     reachable from elsewhere, for example from n8n in Docker
  --descriptor-port 8010 --salesforce-port 8020
  --seconds 20                        how long an analysis takes`;

function options() {
	try {
		const { values } = parseArgs({
			options: {
				host: { type: 'string', default: '127.0.0.1' },
				'descriptor-port': { type: 'string', default: '8010' },
				'salesforce-port': { type: 'string', default: '8020' },
				seconds: { type: 'string', default: '20' },
			},
		});
		return values;
	} catch (error) {
		throw new Error(`${/** @type {Error} */ (error).message}\n\n${USAGE}`);
	}
}

async function main() {
	const { host, seconds, ...ports } = options();
	const descriptorPort = Number(ports['descriptor-port']);
	const salesforcePort = Number(ports['salesforce-port']);
	for (const port of [descriptorPort, salesforcePort]) await expectFree(port);
	await installPackages(console.log);
	const { SCENARIO_NAMES, startSandbox } = require('./lib/sandbox').loadSandbox();
	const sandbox = await startSandbox({
		host,
		descriptorPort,
		salesforcePort,
		processingSeconds: Number(seconds),
	});
	const { descriptor, salesforce } = sandbox;
	console.log(`In your n8n, create these credentials. Other fields keep their defaults.

Descriptor.AI API
  Access Token   ${descriptor.token}
  Base URL       ${descriptor.url}

Salesforce JWT API (n8n 2.20 or newer; its Environment Type does not matter)
  Client ID      ${salesforce.jwt.clientId}
  Username       ${salesforce.jwt.username}
  My Domain URL  ${salesforce.url}
  Private Key
${salesforce.jwt.privateKey}
For the template Set up Salesforce, enter ${salesforce.url} as login_address in its node Settings.

An analysis takes ${seconds} seconds. Recordings: https://recordings.example.com/NAME.mp3 with
${SCENARIO_NAMES.join(', ')}.
?seconds=5 after it sets how long its analysis takes. ?callback= changes the callback to a webhook:
twice (at the same moment), never, or early (only before the result is ready).
The records are then at ${salesforce.url}. Press Ctrl+C to stop.`);
	await new Promise((resolve) => process.once('SIGINT', resolve).once('SIGTERM', resolve));
	console.log('\nStopping');
	await sandbox.close();
}

main().catch((error) => {
	console.error(`The sandbox did not start: ${error.message}`);
	if (/^Port \d+ is taken/.test(error.message)) {
		console.error('Stop a sandbox that still runs, or take other ports:');
		console.error('npm run sandbox -- --descriptor-port 8011 --salesforce-port 8021');
	}
	process.exitCode = 1;
});
