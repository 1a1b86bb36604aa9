import { parseJson } from '../../json';
import { untranslated } from '../errors';

const TEST_LEVELS = ['NoTestRun', 'RunSpecifiedTests', 'RunLocalTests', 'RunAllTestsInOrg'];

/** The defaults of the options. */
const DEFAULTS = {
	allowMissingFiles: false,
	autoUpdatePackage: false,
	checkOnly: false,
	ignoreWarnings: false,
	performRetrieve: false,
	purgeOnDelete: false,
	rollbackOnError: true,
	singlePackage: false,
};

export type DeployOptions = typeof DEFAULTS & { testLevel?: string; runTests?: string[] };

const parserError = (message: string) => untranslated(400, 'JSON_PARSER_ERROR', message);

const isObject = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

function checkOption(name: string, value: unknown): void {
	if (name === 'runTests') {
		if (value === null || Array.isArray(value)) return;
	} else if (name === 'testLevel') {
		if (TEST_LEVELS.includes(String(value))) return;
	} else if (!(name in DEFAULTS)) {
		throw parserError(`Unrecognized field "${name}" of deployOptions`);
	} else if (typeof value === 'boolean') {
		return;
	}
	throw parserError(`Cannot deserialize ${name} of deployOptions from ${JSON.stringify(value)}`);
}

/**
 * Reads the options of a deploy: an object with `deployOptions` and nothing else.
 *
 * @throws SalesforceError with JSON_PARSER_ERROR; assumption 9 of the README
 */
export function readOptions(json: string): DeployOptions {
	const parsed = parseJson(json);
	if (!parsed.ok) {
		throw parserError(`Unexpected character at [line:1, column:${parsed.position + 1}]`);
	}
	const { deployOptions, ...others } = isObject(parsed.value) ? parsed.value : {};
	if (!isObject(deployOptions)) throw parserError('The part "json" has no deployOptions');
	const [other] = Object.keys(others);
	if (other) throw parserError(`Unrecognized field "${other}" beside deployOptions`);
	for (const [name, value] of Object.entries(deployOptions)) checkOption(name, value);
	return { ...DEFAULTS, ...deployOptions };
}
