// `npm run pictures`: takes the pictures of the documentation anew, from real runs in a real n8n.
const { EditorApi } = require('./lib/editor');
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
	const stage = await setStage({ say: console.log, sandbox, phones });
	try {
		await stage.n8n.start();
		const api = new EditorApi(stage.n8n.url);
		await api.setUpOwner();
		await takeGuidePictures(stage, sandbox);
		await takeTemplatePictures(stage, api, sandbox.salesforce.url);
	} finally {
		await stage.close();
		await Promise.all([sandbox.close(), phones.close()]);
	}
}

main().catch((error) => {
	console.error(error);
	process.exitCode = 1;
});
