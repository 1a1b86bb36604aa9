// What Salesforce takes for the fields of the object Call Analysis, as they are set up.
const fs = require('node:fs');
const path = require('node:path');

const { read, root } = require('./pages');

const FOLDER = 'salesforce/force-app/main/default/objects/Call_Analysis__c/fields';

const FIELDS = new Map(
	fs.readdirSync(path.join(root, FOLDER)).map((file) => {
		const xml = read(`${FOLDER}/${file}`);
		const valueOf = (/** @type {string} */ name) =>
			new RegExp(`<${name}>(.*?)</${name}>`).exec(xml)?.[1] ?? '';
		const type = valueOf('type');
		const length = type === 'Url' ? 255 : Number(valueOf('length'));
		const digits = Number(valueOf('precision')) - Number(valueOf('scale'));
		return [valueOf('fullName'), { type, length, digits, scale: Number(valueOf('scale')) }];
	}),
);

/** Whether a text is not empty and can be stored. */
const isText = (/** @type {unknown} */ value) =>
	typeof value === 'string' && value !== '' && !/\p{Surrogate}|(?![\t\n])\p{Cc}/u.test(value);

/** Whether a value can be stored in a field, by the field's type. */
function fits(
	/** @type {unknown} */ value,
	/** @type {{ type: string, length: number, digits: number, scale: number }} */ field,
) {
	const { type, length, digits, scale } = field;
	if (value === null) return type !== 'Checkbox';
	switch (type) {
		case 'Checkbox':
			return typeof value === 'boolean';
		case 'Number':
		case 'Percent': {
			const number = Number(value);
			return Math.abs(number) < 10 ** digits && Number(number.toFixed(scale)) === value;
		}
		case 'LongTextArea':
			return isText(value) && Buffer.byteLength(String(value)) <= length;
		case 'DateTime':
			return !Number.isNaN(Date.parse(String(value)));
		case 'Lookup':
			return /^\w{15,18}$/.test(String(value));
		case 'Picklist':
			return isText(value);
		default:
			return isText(value) && String(value).length <= length && !String(value).includes('\n');
	}
}

/**
 * The names of the fields of a record that Salesforce would refuse.
 *
 * @returns {string[]}
 */
const refused = (/** @type {object} */ record) =>
	Object.entries(record).flatMap(([name, value]) => {
		const field = FIELDS.get(name);
		return field && value !== undefined && !fits(value, field) ? [name] : [];
	});

module.exports = { refused };
