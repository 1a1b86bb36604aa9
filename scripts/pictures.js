// `npm run pictures`: takes the pictures of the documentation anew, from real runs in a real n8n.
const { takeGuidePictures } = require('./lib/guidePictures');
const { loadSandbox } = require('./lib/sandbox');
const { setStage } = require('./lib/stage');
const { takeTemplatePictures } = require('./lib/templatePictures');

async function main() {
	const sandbox = await loadSandbox().startSandbox({
		processingSeconds: 10,
		salesforceOrg: 'inUse',
	});
	// The connectors have their credentials, as those that a person has set up.
	const phones = await loadSandbox().startPhones();
	const stage = await setStage({ say: console.log, sandbox, phones, ui: true });
	try {
		await takeGuidePictures(stage, sandbox);
		await takeTemplatePictures(stage, sandbox.salesforce.url);
	} finally {
		await stage.close();
		await Promise.all([sandbox.close(), phones.close()]);
	}
}

main().catch((error) => {
	console.error(error);
	process.exitCode = 1;
});
