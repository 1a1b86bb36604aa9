// Installs the n8n that the demo and the tests use, unless it is there already.
const { installN8n } = require('./lib/n8n');

installN8n(console.log).then(
	({ version, folder }) => console.log(`n8n ${version} is in ${folder}`),
	(error) => {
		console.error(error.message);
		process.exitCode = 1;
	},
);
