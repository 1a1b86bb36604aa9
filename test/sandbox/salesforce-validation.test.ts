import type { Sandbox } from '../../sandbox';
import { type Created, createRecord, salesforce, startSandbox } from './client';
import { deployFiles, HEAD, XMLNS } from './deploys';

const CALL = '/sobjects/Call_Analysis__c';
const errorCode = 'FIELD_CUSTOM_VALIDATION_EXCEPTION';

describe('Validation rules of the Salesforce sandbox', () => {
	let sandbox: Sandbox;
	beforeEach(async () => {
		sandbox = await startSandbox();
	});
	afterEach(async () => await sandbox.close());

	const upsert = async (fields: object) =>
		await salesforce<Created>(sandbox, 'PATCH', `${CALL}/Recording_Id__c/one`, fields);
	const claim = async (Claim__c: string, Status__c = 'Submitted') =>
		await upsert({ Status__c, Claim__c });
	const record = () => sandbox.salesforce.records('Call_Analysis__c')[0];

	/** The files of a deploy of elements of the object: their types, names, and contents. */
	const files = (...elements: Array<[type: string, name: string, element: string]>) => ({
		'objects/Call_Analysis__c.object': `${HEAD}<CustomObject ${XMLNS}>${elements
			.map(([, , element]) => element)
			.join('')}</CustomObject>`,
		'package.xml': `${HEAD}<Package ${XMLNS}>${elements
			.map(
				([type, name]) =>
					`<types><members>Call_Analysis__c.${name}</members><name>${type}</name></types>`,
			)
			.join('')}<version>59.0</version></Package>`,
	});
	const rule = (formula: string, more = '', active = true): [string, string, string] => [
		'ValidationRule',
		'Test',
		`<validationRules><fullName>Test</fullName><active>${active}</active>` +
			`<errorConditionFormula>${formula.replace(/&/g, '&amp;').replace(/</g, '&lt;')}</errorConditionFormula>` +
			`${more}<errorMessage>No.</errorMessage></validationRules>`,
	];
	/** Deploys a rule and returns what is wrong with it. */
	const problems = async (...elements: Parameters<typeof files>) =>
		(await deployFiles(sandbox, files(...elements))).details?.componentFailures.map(
			({ problem }) => problem,
		);
	/** Whether a rule refuses a new record, or a change of it. */
	const refuses = async (formula: string, fields: object, change?: object) => {
		const all = { Name: 'One', ...fields };
		const id = change && (await createRecord(sandbox, 'Call_Analysis__c', all));
		expect(await problems(rule(formula))).toEqual([]);
		const { status, body } = change
			? await salesforce(sandbox, 'PATCH', `${CALL}/${id}`, change)
			: await salesforce(sandbox, 'POST', CALL, all);
		if (status < 300) return false;
		expect(body).toEqual([{ message: 'No.', errorCode, fields: [] }]);
		return true;
	};

	describe('of the package', () => {
		it.each([
			['a claim in passing', 'Submitted', { Status__c: 'New', Claim__c: 'second' }],
			['a failure', 'Submitted', { Status__c: 'Failed', Claim__c: 'second' }],
			['a claim', 'Completed', { Status__c: 'New', Claim__c: 'second' }],
			['a second completion', 'Completed', { Status__c: 'Completed', Claim__c: 'second' }],
			['a failure without a claim', 'Completed', { Status__c: 'Failed' }],
		])('refuse %s of another run on a record that is %s', async (_what, before, change) => {
			await upsert({ Name: 'One', Status__c: before, Claim__c: 'first' });
			const { status, body } = await upsert(change);
			expect([status, body]).toMatchObject([400, [{ errorCode, fields: ['Claim__c'] }]]);
			expect(record()).toMatchObject({ Status__c: before, Claim__c: 'first' });
		});

		it.each(['Submitted', 'Completed', 'Failed'])(
			'let a person set a record that is %s to New',
			async (before) => {
				await upsert({ Name: 'One', Status__c: before, Claim__c: 'first' });
				expect((await upsert({ Status__c: 'New' })).status).toBe(200);
			},
		);

		it('let one run claim a record, its retry too, and refuse another', async () => {
			await upsert({ Name: 'One', Status__c: 'New' });
			expect((await claim('first')).status).toBe(200);
			expect((await claim('first')).status).toBe(200);
			expect(await claim('second')).toEqual({
				status: 400,
				body: [
					{
						message: expect.stringMatching(/^ALREADY_CLAIMED: /),
						errorCode,
						fields: ['Claim__c'],
					},
				],
			});
			expect(record()).toMatchObject({ Claim__c: 'first', Status__c: 'Submitted' });
			expect((await claim('third', 'Completed')).status).toBe(200);
			expect((await claim('fourth', 'Completed')).status).toBe(400);
			expect((await claim('fifth', 'Failed')).status).toBe(400);
			expect((await upsert({ Status__c: 'New' })).status).toBe(200);
			expect((await claim('sixth')).status).toBe(200);
		});

		it('are checked while a record is locked: the second of two claims meets the first', async () => {
			await upsert({ Name: 'One' });
			sandbox.salesforce.meet(2, { method: 'PATCH' });
			const answers = await Promise.all([claim('first'), claim('second')]);
			expect(answers.map(({ status }) => status).sort()).toEqual([200, 400]);
			const won = answers[0].status === 200 ? 'first' : 'second';
			expect(record()).toMatchObject({ Claim__c: won });
		});

		it('leave a record that is new to the check for duplicates, which the database makes last', async () => {
			sandbox.salesforce.meet(2, { method: 'PATCH' });
			const answers = await Promise.all([
				upsert({ Name: 'One', Claim__c: 'first', Status__c: 'Submitted' }),
				upsert({ Name: 'One', Claim__c: 'second', Status__c: 'Submitted' }),
			]);
			expect(answers.map(({ status }) => status).sort()).toEqual([201, 400]);
			expect(answers.find(({ status }) => status === 400)?.body).toMatchObject([
				{ errorCode: 'DUPLICATE_VALUE' },
			]);

			await upsert({ Job_Id__c: 'job' });
			const both = {
				Name: 'Two',
				Job_Id__c: 'job',
				Recording_URL__c: 'https://calls.example/2.mp3',
			};
			expect(await salesforce(sandbox, 'POST', CALL, both)).toMatchObject({
				status: 400,
				body: [{ errorCode, fields: ['Recording_Id__c'] }],
			});
		});

		it('need the ID of a recording that is to be sent, also of one with the default status', async () => {
			const Recording_URL__c = 'https://calls.example/1.mp3';
			const create = async (fields: object) =>
				await salesforce(sandbox, 'POST', CALL, { Name: 'One', Recording_URL__c, ...fields });
			expect(await create({})).toMatchObject({
				body: [{ errorCode, fields: ['Recording_Id__c'] }],
			});
			expect((await create({ Status__c: 'Completed' })).status).toBe(201);
			expect((await create({ Recording_Id__c: '1' })).status).toBe(201);
		});
	});

	describe('that are deployed', () => {
		it.each([
			['ISNEW()', {}, undefined, true],
			['ISNEW ( )', {}, { CSAT__c: 1 }, false],
			['ISCHANGED(Name)', {}, undefined, false],
			['ISCHANGED( Name )', {}, { Name: 'Two' }, true],
			['ischanged(CSAT__c)', { CSAT__c: 2 }, { CSAT__c: 2 }, false],
			['PRIORVALUE(CSAT__c) > CSAT__c', { CSAT__c: 3 }, { CSAT__c: 2 }, true],
			['PRIORVALUE(Name) = "One"', {}, undefined, true],
			['ISPICKVAL(PRIORVALUE(Status__c), "New")', {}, { Status__c: 'Failed' }, true],
			['ISPICKVAL(Status__c, "")', { Status__c: null }, undefined, true],
			['TEXT(Status__c) = "New" && NOT(ISBLANK(Job_Id__c))', { Job_Id__c: '1' }, undefined, true],
			['OR(ISBLANK(Contact__c), LEN(Name) < 2)', {}, undefined, true],
			['CSAT__c >= 4.5', { CSAT__c: 4.5 }, undefined, true],
			['Agent_Talk_Share__c > 0.5', { Agent_Talk_Share__c: 50.1 }, undefined, true],
			['Called_At__c > NOW()', { Called_At__c: '2100-01-01T00:00:00Z' }, undefined, true],
			['Low_CSAT__c', {}, undefined, false],
			['CONTAINS(Name, "ISNEW()") /* ISNEW() */', {}, undefined, false],
			['BEGINS(Summary_c__c, "The")', { Summary_c__c: 'The end' }, undefined, true],
		])('evaluate %s', async (formula, fields, change, expected) => {
			expect(await refuses(formula, fields, change)).toBe(expected);
		});

		it('name the field beside which they are shown, and do nothing when they are not active', async () => {
			const beside = '<errorDisplayField>CSAT__c</errorDisplayField>';
			await problems(rule('CSAT__c > 5', beside));
			const high = async () => await salesforce(sandbox, 'POST', CALL, { Name: 'One', CSAT__c: 6 });
			expect(await high()).toEqual({
				status: 400,
				body: [{ message: 'No.', errorCode, fields: ['CSAT__c'] }],
			});
			await problems(rule('CSAT__c > 5', beside, false));
			expect((await high()).status).toBe(201);
		});

		it.each([
			['AND(ISNEW()', 'A bracket or a quotation mark of the formula is not closed.'],
			['ISNEW() &&', 'Syntax error.'],
			['AND(ISNEW() ISNEW())', 'Syntax error.'],
			['CONTAINS(Name "One")', 'Syntax error.'],
			['AND(ISNEW(),)', 'Syntax error.'],
			['ISBLANK(Nothing__c)', "The object 'Call_Analysis__c' has no field 'Nothing__c'."],
			['ISCHANGED(Nothing)', 'Field Nothing does not exist. Check spelling.'],
			['NOTHING(Name)', 'Unknown function NOTHING. Check spelling.'],
			['Status__c = "New"', /^Incorrect parameter type for function 'EQUAL\(\)'/],
			[
				'LEN(Name)',
				'Formula result is data type (number), incompatible with expected data type (true or false).',
			],
			['Contact__r.Name = "Ada"', 'The sandbox does not support Contact__r.Name in a formula.'],
			['ISNUMBER(Name)', /^The sandbox does not support this: Function isnumber/],
		])('are refused as %s', async (formula, problem) => {
			const found = await problems(rule(formula));
			expect(found).toEqual([
				typeof problem === 'string' ? problem : expect.stringMatching(problem),
			]);
		});

		it('may name fields of the same deploy', async () => {
			const field =
				'<fields><fullName>Region__c</fullName><label>Region</label><length>9</length><type>Text</type></fields>';
			const both = [['CustomField', 'Region__c', field], rule('Region__c = "North"')] as const;
			expect(await problems([...both[0]], both[1])).toEqual([]);
		});

		it('refuse nothing once an administrator has removed their field', async () => {
			await problems(rule('ISBLANK(CSAT__c)'));
			sandbox.salesforce.removeField('Call_Analysis__c', 'CSAT__c');
			expect((await salesforce(sandbox, 'POST', CALL, { Name: 'One' })).status).toBe(201);
		});
	});
});
