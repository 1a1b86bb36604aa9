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
	const stage = await setStage({ say: console.log, sandbox });
	try {
		await stage.n8n.start();
		const api = new EditorApi(stage.n8n.url);
		await api.setUpOwner();
		await takeGuidePictures(stage, sandbox);
		await takeTemplatePictures(stage, api, sandbox.salesforce.url);
	} finally {
		await stage.close();
		await sandbox.close();
	}
}

main().catch((error) => {
	console.error(error);
	process.exitCode = 1;
});
