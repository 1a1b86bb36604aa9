import { createHash } from 'node:crypto';
import { strFromU8, unzipSync } from 'fflate';
import { packageFiles, packageZip } from '../../salesforce/package';

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const u16 = (bytes: Uint8Array, offset: number) => bytes[offset] + 256 * bytes[offset + 1];

describe('The zips that are deployed', () => {
	const zip = packageZip();

	it.each([false, true])(
		'hold a deployment in metadata format and nothing else, apart: %s',
		(apart) => {
			const entries = Object.entries(unzipSync(packageZip(apart))).map(([path, bytes]) => ({
				path,
				text: strFromU8(bytes),
			}));
			expect(entries).toEqual(packageFiles(apart));
		},
	);

	it('have package.xml beside the folders', () => {
		expect(Object.keys(unzipSync(zip))).toEqual([
			'layouts/Call_Analysis__c-Call Analysis Layout.layout',
			'layouts/Call_Topic__c-Call Topic Layout.layout',
			'objects/Call_Analysis__c.object',
			'objects/Call_Topic__c.object',
			'package.xml',
			'permissionsets/Call_Analysis_Integration.permissionset',
			'permissionsets/Call_Analysis_Manager.permissionset',
			'permissionsets/Call_Analysis_Viewer.permissionset',
			'tabs/Call_Analysis__c.tab',
		]);
	});

	it('are the same bytes whenever they are made: their dates are the first that a zip knows', () => {
		expect(sha256(packageZip())).toBe(sha256(zip));
		// Time and date of the first entry, in the format of MS-DOS: midnight on 1 January 1980.
		expect([u16(zip, 10), u16(zip, 12)]).toEqual([0, 33]);
	});

	it('have the API version that the project states', () => {
		const list = packageFiles().find(({ path }) => path === 'package.xml');
		expect(list?.text).toContain('<version>59.0</version>');
	});
});
