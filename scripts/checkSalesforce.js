// `npm run check:salesforce`: checks salesforce/ for what an org would refuse, without an org.
const { packageFiles, readSources } = require('../salesforce/package');

// The reader is TypeScript.
require('tsx/cjs/api').register();
const { checkReferences, readMetadata } = require('../salesforce/checker');

/** Objects that every org has, and lookups refer to. */
const STANDARD = ['Account', 'Case', 'Contact', 'Lead'];
/** @type {(object: string) => string[] | undefined} */
const fieldsOf = (object) => (STANDARD.includes(object) ? ['Id'] : undefined);

/** @type {(from: string, files: import('../salesforce/package').PackageFile[]) => string[]} */
function check(from, files) {
	const { components, faults } = readMetadata(files);
	return [...faults, ...checkReferences(components, fieldsOf)].map(
		({ path, line, column, problem }) =>
			`${from}${path}${line === null ? '' : `:${line}:${column}`} ${problem}`,
	);
}

let faults = check('salesforce/', readSources());
// A package made of faulty sources has the same faults.
if (faults.length === 0) faults = check('package: ', packageFiles());
for (const fault of faults) console.error(fault);
console.log(
	faults.length === 0 ? 'The Salesforce metadata has no faults.' : `${faults.length} faults.`,
);
process.exitCode = faults.length === 0 ? 0 : 1;
