// Installs the n8n that the demo and the tests use, unless it is there already.
const { N8N_VERSION, installN8n } = require('./lib/n8n');

installN8n(console.log).then(
	({ folder }) => console.log(`n8n ${N8N_VERSION} is in ${folder}`),
	(error) => {
		console.error(error.message);
		process.exitCode = 1;
	},
);
