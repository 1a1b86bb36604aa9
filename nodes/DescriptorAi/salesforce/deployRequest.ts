import type { IBinaryKeyData } from 'n8n-workflow';

import type { Step } from './setUpPlan';
import { zip } from './zip';

/** Everything or nothing is deployed. */
const OPTIONS = { deployOptions: { rollbackOnError: true, singlePackage: true } };

const fileOf = (root: string, inside: string) =>
	`<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="http://soap.sforce.com/2006/04/metadata">${inside}</${root}>\n`;

/** The files of a package in metadata format, by their paths. */
function packageFiles({ parts, version }: Step): Map<string, string> {
	const members = new Map<string, string>();
	const contents = new Map<string, { root: string; inside: string }>();
	for (const { type, name, file, root, inside } of parts) {
		members.set(type, `${members.get(type) ?? ''}<members>${name}</members>`);
		// What belongs to an object stands in its file.
		const isWhole = !file.endsWith('.object') || root === 'CustomObject';
		const before = contents.get(file)?.inside ?? '';
		contents.set(file, {
			root: file.endsWith('.object') ? 'CustomObject' : root,
			inside: before + (isWhole ? inside : `<${root}>${inside}</${root}>`),
		});
	}
	const types = [...members].map(([type, names]) => `<types>${names}<name>${type}</name></types>`);
	const list = `${types.join('')}<version>${version}</version>`;
	return new Map([
		['package.xml', fileOf('Package', list)],
		...[...contents].map(([path, { root, inside }]): [string, string] => [
			path,
			fileOf(root, inside),
		]),
	]);
}

/**
 * The two parts of the body of `POST metadata/deployRequest`, as files of an item. `json` has no file name, because
 * Salesforce takes its options from a part without one. Neither is stored: both are small, and a name would come with it.
 */
export function deployRequest(step: Step): IBinaryKeyData {
	const archive = zip(packageFiles(step));
	return {
		json: {
			data: Buffer.from(JSON.stringify(OPTIONS)).toString('base64'),
			mimeType: 'application/json',
			fileName: '',
		},
		file: {
			data: archive.toString('base64'),
			mimeType: 'application/zip',
			fileName: step.name === 'reports' ? 'call-analysis-reports.zip' : 'call-analysis.zip',
			fileExtension: 'zip',
			fileSize: `${Math.ceil(archive.length / 1000)} kB`,
		},
	};
}
