import ts from 'typescript';
import { startSandbox, type Sandbox } from '../../sandbox';
import environment from '../../sandbox/environment';
import { GERMAN } from '../../sandbox/salesforce/german';
import { bearer, createRecord, salesforce, send } from './client';

const ROOM = require.resolve('../../sandbox/salesforce/german').replace(/german\.ts$/, '');
const CALL = '/sobjects/Call_Analysis__c';

/** The templates of all messages in the code of the sandbox, as `say` makes them. */
function templates(): string[] {
	const found: string[] = [];
	const visit = (node: ts.Node): void => {
		if (ts.isTaggedTemplateExpression(node) && node.tag.getText() === 'say') {
			const { template } = node;
			found.push(
				ts.isNoSubstitutionTemplateLiteral(template)
					? template.text
					: template.templateSpans.reduce(
							(text, { literal }, index) => `${text}{${index}}${literal.text}`,
							template.head.text,
						),
			);
		}
		ts.forEachChild(node, visit);
	};
	for (const file of ts.sys.readDirectory(ROOM, ['.ts'])) {
		const text = ts.sys.readFile(file) ?? '';
		visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true));
	}
	return found;
}

const places = (text: string) => [...text.matchAll(/\{\d+\}/g)].map(([place]) => place).sort();

describe('The languages of the Salesforce sandbox', () => {
	let sandbox: Sandbox;
	beforeEach(async () => {
		sandbox = await startSandbox({ salesforceLanguage: 'de' });
	});
	afterEach(async () => await sandbox.close());

	it('have every message in German, with the same values, and no other', () => {
		expect(new Set(Object.keys(GERMAN))).toEqual(new Set(templates()));
		for (const [english, german] of Object.entries(GERMAN)) {
			expect(german).not.toBe(english);
			expect(places(german)).toEqual(places(english));
		}
	});

	it.each([
		[
			'POST',
			CALL,
			{ Name: 'x'.repeat(81) },
			'STRING_TOO_LONG',
			`Call Analysis Name: Datenwert zu groß: ${'x'.repeat(81)} (maximale Länge=80)`,
		],
		['POST', CALL, {}, 'REQUIRED_FIELD_MISSING', 'Erforderliche Felder fehlen: [Name]'],
		[
			'POST',
			CALL,
			{ Name: 'One', Job_Id__c: 'a' },
			'DUPLICATE_VALUE',
			/^doppelter Wert gefunden: Job_Id__c dupliziert Wert im Datensatz mit ID: a00/,
		],
		[
			'POST',
			CALL,
			{ Nothing__c: 1 },
			'INVALID_FIELD',
			"Keine solche Spalte 'Nothing__c' in SObject vom Typ Call_Analysis__c",
		],
		[
			'POST',
			'/sobjects/User',
			{},
			'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY',
			'Entitätstyp kann nicht eingefügt werden: User',
		],
		[
			'GET',
			'/sobjects/Nothing',
			undefined,
			'NOT_FOUND',
			'Die angeforderte Ressource ist nicht vorhanden',
		],
		['GET', '/nothing', undefined, 'NOT_FOUND', 'Die angeforderte Ressource ist nicht vorhanden'],
		['GET', '/search?q=x', undefined, 'MALFORMED_SEARCH', /^Kein Suchbegriff gefunden/],
		[
			'GET',
			`/query?q=${encodeURIComponent('SELECT Nothing FROM Contact')}`,
			undefined,
			'INVALID_FIELD',
			"\nSELECT Nothing FROM Contact\n       ^\nFEHLER in Zeile:1:Spalte:8\nKeine solche Spalte 'Nothing' in Entität 'Contact'. Hängen Sie bei einem benutzerdefinierten Feld '__c' an den Namen des benutzerdefinierten Felds an. Die entsprechenden Namen finden Sie in Ihrer WSDL oder im describe-Aufruf.",
		],
	])('say in German what is wrong with %s %s', async (method, url, body, errorCode, message) => {
		await createRecord(sandbox, 'Call_Analysis__c', { Name: 'One', Job_Id__c: 'a' });
		const answer = await salesforce(sandbox, method, url, body);
		expect(answer.body).toMatchObject([
			{
				errorCode,
				message: typeof message === 'string' ? message : expect.stringMatching(message),
			},
		]);
	});

	it('are that of the variable where none is given, and one of them', async () => {
		const language = jest.spyOn(environment, 'language').mockReturnValue('de');
		const other = await startSandbox();
		const answer = await salesforce(other, 'GET', '/nothing');
		await other.close();
		expect(answer.body).toMatchObject([{ message: expect.stringMatching(/^Die angeforderte/) }]);
		language.mockReturnValue('fr');
		await expect(startSandbox()).rejects.toThrow("The sandbox does not speak 'fr'");
		language.mockRestore();
	});

	it('leave codes, what an administrator typed, and the words of a parser as they are', async () => {
		await salesforce(sandbox, 'PATCH', `${CALL}/Recording_Id__c/one`, { Name: 'One' });
		const claim = async (Claim__c: string) =>
			await salesforce(sandbox, 'PATCH', `${CALL}/Recording_Id__c/one`, {
				Status__c: 'Submitted',
				Claim__c,
			});
		expect((await claim('first')).status).toBe(200);
		expect((await claim('second')).body).toMatchObject([
			{
				errorCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION',
				message: expect.stringMatching(/^ALREADY_CLAIMED: another run/),
			},
		]);
		expect((await salesforce(sandbox, 'POST', CALL, { Name: [] })).body).toMatchObject([
			{ errorCode: 'JSON_PARSER_ERROR', message: expect.stringMatching(/^Cannot deserialize/) },
		]);
	});

	it('can be changed, and are those of the errors of sessions, too', async () => {
		const url = `${sandbox.salesforce.url}/services/data/v59.0/limits`;
		const message = async () =>
			(await send<Array<{ message: string }>>('GET', url, undefined, bearer('x'))).body[0].message;
		expect(await message()).toBe('Sitzung abgelaufen oder ungültig');
		sandbox.salesforce.speak('en');
		expect(await message()).toBe('Session expired or invalid');
	});
});
