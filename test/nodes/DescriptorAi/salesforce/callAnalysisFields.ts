import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = 'salesforce/force-app/main/default/objects/Call_Analysis__c/fields';

interface Field {
	type: string;
	length: number;
	precision: number;
	scale: number;
}

/** The fields of the object Call Analysis, as they are set up in Salesforce. */
const FIELDS = new Map(
	readdirSync(FOLDER).map((file): [string, Field] => {
		const xml = readFileSync(join(FOLDER, file), 'utf8');
		const read = (name: string) => new RegExp(`<${name}>(.*?)</${name}>`).exec(xml)?.[1] ?? '';
		const type = read('type');
		const [length, precision, scale] = ['length', 'precision', 'scale'].map((name) =>
			Number(read(name)),
		);
		return [read('fullName'), { type, length: type === 'Url' ? 255 : length, precision, scale }];
	}),
);

/** Whether Salesforce takes a value for a field; no field takes a part of a character. */
function fits(value: unknown, { type, length, precision, scale }: Field): boolean {
	if (value === null) return type !== 'Checkbox';
	switch (type) {
		case 'Checkbox':
			return typeof value === 'boolean';
		case 'Number':
		case 'Percent':
			return (
				typeof value === 'number' &&
				Math.abs(value) < 10 ** (precision - scale) &&
				Number(value.toFixed(scale)) === value
			);
		case 'LongTextArea':
			return typeof value === 'string' && Buffer.byteLength(value) <= length && isText(value);
		case 'DateTime':
			return typeof value === 'string' && !Number.isNaN(Date.parse(value));
		case 'Lookup':
			return typeof value === 'string' && /^\w{15,18}$/.test(value);
		case 'Picklist':
			return typeof value === 'string';
		default:
			return (
				typeof value === 'string' &&
				value.length <= length &&
				isText(value) &&
				!value.includes('\n')
			);
	}
}

const isText = (value: string) => value !== '' && !/\p{Surrogate}|(?![\t\n])\p{Cc}/u.test(value);

/** The names of the fields of a record that Salesforce would refuse. */
export const refused = (record: object): string[] =>
	Object.entries(record).flatMap(([name, value]) => {
		const field = FIELDS.get(name);
		return field && value !== undefined && !fits(value, field) ? [name] : [];
	});
