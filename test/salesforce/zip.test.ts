import { createHash } from 'node:crypto';
import { strFromU8, unzipSync } from 'fflate';
import { packageFiles, packageZip } from '../../salesforce/package';

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const u16 = (bytes: Uint8Array, offset: number) => bytes[offset] + 256 * bytes[offset + 1];

describe('The zip that is deployed', () => {
	const zip = packageZip();

	it('holds the package in metadata format and nothing else, package.xml beside the folders', () => {
		const entries = Object.entries(unzipSync(zip)).map(([path, bytes]) => ({
			path,
			text: strFromU8(bytes),
		}));
		expect(entries).toEqual(packageFiles());
		expect(entries.map(({ path }) => path)).toEqual([
			'layouts/Call_Analysis__c-Call Analysis Layout.layout',
			'objects/Call_Analysis__c.object',
			'package.xml',
			'permissionsets/Call_Analysis.permissionset',
			'reportTypes/Call_Analyses.reportType',
			'reports/Call_Analyses-meta.xml',
			'reports/Call_Analyses/CSAT_by_Month.report',
			'tabs/Call_Analysis__c.tab',
		]);
	});

	it('is the same bytes whenever it is made: its dates are the first that a zip knows', () => {
		expect(sha256(packageZip())).toBe(sha256(zip));
		// Time and date of the first entry, in the format of MS-DOS: midnight on 1 January 1980.
		expect([u16(zip, 10), u16(zip, 12)]).toEqual([0, 33]);
	});

	it('has the API version that the project states', () => {
		const list = packageFiles().find(({ path }) => path === 'package.xml');
		expect(list?.text).toContain('<version>59.0</version>');
	});
});
