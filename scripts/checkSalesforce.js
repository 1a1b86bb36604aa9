// `npm run check:salesforce`: checks salesforce/ for what an org would refuse, without an org.
const { packageFiles, readSources } = require('../salesforce/package');

// The reader is TypeScript.
require('tsx/cjs/api').register();
const { checkReferences, readMetadata, STANDARD_FIELDS } = require('../salesforce/checker');

/**
 * @param {string} from what the paths begin with
 * @param {import('../salesforce/package').PackageFile[]} files
 * @param {import('../salesforce/checker').Component[]} [before] what has been deployed before
 * @returns {string[]}
 */
function check(from, files, before = []) {
	const { components, faults } = readMetadata(files);
	return [
		...faults,
		...checkReferences(components, (object) => STANDARD_FIELDS[object], before),
	].map(
		({ path, line, column, problem }) =>
			`${from}${path}${line === null ? '' : `:${line}:${column}`} ${problem}`,
	);
}

let faults = check('salesforce/', readSources());
// A package made of faulty sources has the same faults.
if (faults.length === 0) {
	const first = packageFiles();
	faults = [
		...check('first package: ', first),
		...check('second package: ', packageFiles(true), readMetadata(first).components),
	];
}
for (const fault of faults) console.error(fault);
console.log(
	faults.length === 0 ? 'The Salesforce metadata has no faults.' : `${faults.length} faults.`,
);
process.exitCode = faults.length === 0 ? 0 : 1;
