import fc from 'fast-check';

import { serviceWords } from '../../../../nodes/DescriptorAi/api/answers';
import { withoutSecrets } from '../../../../nodes/DescriptorAi/api/secrets';
import '../../../support/properties';

const said = (detail: unknown, token: string, sent?: unknown) =>
	serviceWords(
		withoutSecrets({ statusCode: 422, headers: {}, body: { detail } }, token, sent).body,
	);

/** Every character escaped, in ways in which only some need to be. */
const escaped = (
	text: string,
	...[before, digits, base, behind]: [string, number, number, string]
) =>
	Array.from(
		text,
		(char) => before + char.charCodeAt(0).toString(base).padStart(digits, '0') + behind,
	).join('');

const TOKEN = 'a1-B2/c3+d4&e5_f6=';

describe('The access token is cut out of an answer', () => {
	it.each([
		TOKEN,
		encodeURIComponent(TOKEN),
		encodeURIComponent(TOKEN).toLowerCase(),
		encodeURIComponent(encodeURIComponent(TOKEN)),
		TOKEN.replace('+', ' '),
		TOKEN.replaceAll('/', '\\/'),
		TOKEN.replaceAll('&', '\\u0026').replaceAll('/', '\\u002F'),
		TOKEN.replaceAll('&', '&amp;'),
		TOKEN.replaceAll('&', '&#38;').replaceAll('/', '&#x2F;'),
		TOKEN.toUpperCase(),
		escaped(TOKEN, '%', 2, 16, ''),
		escaped(TOKEN, '%25', 2, 16, ''),
		escaped(TOKEN, '&#', 1, 10, ';'),
		escaped(TOKEN, '&#x', 1, 16, ';'),
		escaped(TOKEN, '&#x', 4, 16, ';'),
		escaped(TOKEN, '\\u', 4, 16, ''),
		Buffer.from(TOKEN).toString('base64url'),
		Buffer.from(TOKEN).toString('base64'),
		Buffer.from(`Bearer ${TOKEN}`).toString('base64'),
	])('spelled as %s', (spelling) => {
		expect(said(`x${spelling}y`, TOKEN)).toMatch(/^x…+=*y$/);
	});

	it.each(['', 'u', 'us', 'user:', 'Authorization: '])('in base64 behind %j as well', (before) => {
		for (const encoding of ['base64', 'base64url'] as const) {
			const words = said(Buffer.from(`${before}${TOKEN}!`).toString(encoding), TOKEN);
			expect(words).toContain('…');
			expect(words.replace('…', '').length).toBeLessThan(before.length * 1.4 + 8);
		}
	});

	it.each(['***', '…', '...', '[redacted]'])('shortened with %s', (sign) => {
		for (const length of [12, 14]) {
			expect(said(`Key ${TOKEN.slice(0, length)}${sign} expired`, TOKEN)).toMatch(
				/^Key ….{0,10} expired$/,
			);
		}
	});

	it('in headers, in lists and in pages', () => {
		const body = [{ input: [`${TOKEN} `] }, `<title>${TOKEN}</title>`];
		const answer = { statusCode: 401, headers: { server: `s/${TOKEN}` }, body };
		expect(withoutSecrets(answer, TOKEN)).toEqual({
			statusCode: 401,
			headers: { server: 's/…' },
			body: [{ input: ['… '] }, '<title>…</title>'],
		});
	});

	it('however long it is', () => {
		const token = 'a-'.repeat(10_000);
		expect(said(`(${token})`, token)).toMatch(/^\(…+\)$/);
	});
});

const SENT = {
	audio: {
		uri: 'https://us%65r:p%40ss@host.test/recordings/Dana%20Levi%3D7.mp3?sig=a%2Bb%2Fc==&v=1#key=frag',
	},
	config: { webhook: 'https://n8n.test/webhook/6f1c9d2e-secret', language_code: 'en-US' },
};

describe('What is secret in the addresses that were sent is cut out of an answer', () => {
	it.each([
		['GET webhook/6f1c9d2e-secret', 'GET webhook/…'],
		['x6f1c9d2e%2Dsecretx', 'x…x'],
		['6F1C9D2E-SECRET', '…'],
		['n8n.test%2Fwebhook%2F6f1c9d2e-secret', 'n8n.test…'],
		['no recordings/Dana Levi=7.mp3', 'no …/…'],
		['no Dana+Levi%3d7', 'no …'],
		['user p@ss', '… …'],
		['p%40ss', '…'],
		['signature a+b/c== is late', 'signature … is late'],
		['signature a%2bb%2fc%3d%3D is late', 'signature … is late'],
		['v=1', 'v=1'],
		['frag', '…'],
		[escaped('6f1c9d2e-secret', '%', 2, 16, ''), '…'],
		[escaped('6f1c9d2e-secret', '&#', 2, 10, ';'), '…'],
		[escaped('6f1c9d2e-secret', '\\u', 4, 16, ''), '…'],
		['6f1c9d2e-sec*** is gone', '…*** is gone'],
		['6f1c9d2e-secr… is gone', '…… is gone'],
		[Buffer.from('6f1c9d2e-secret').toString('base64'), '…'],
		[Buffer.from('/webhook/6f1c9d2e-secret').toString('base64'), '…'],
	])('%s', (words, open) => {
		expect(said(words, 'token', SENT)).toBe(open);
	});

	it('but the names of fields are not, so that a message still finds its parameter', () => {
		const sent = { audio: { uri: 'https://host.test/language/channels.mp3' }, config: SENT.config };
		const body = { detail: [{ loc: ['body', 'config', 'language_code'], msg: 'Bad' }] };
		const answer = withoutSecrets({ statusCode: 422, headers: {}, body }, 'token', sent);
		expect(serviceWords(answer.body, { 'config.language_code': 'Language' })).toBe(
			"'Language' (config.language_code): Bad",
		);
	});

	it('also where the analysis comes with its address, and the request had none', () => {
		const body = {
			status: 'failed',
			error: 'No 0123456789.mp3',
			audio: { uri: 'https://h.test/0123456789.mp3' },
		};
		const answer = withoutSecrets({ statusCode: 200, headers: {}, body }, 'token');
		expect(answer.body).toMatchObject({ error: 'No …' });
	});
});

/** Ways in which servers spell what they repeat. */
const SPELLINGS: Array<(text: string) => string> = [
	(text) => text,
	encodeURIComponent,
	(text) => encodeURIComponent(encodeURIComponent(text)),
	(text) => encodeURIComponent(text).replace(/%../g, (code) => code.toLowerCase()),
	(text) => new URLSearchParams({ text }).toString().slice('text='.length),
	(text) => JSON.stringify(text).slice(1, -1),
	(text) => JSON.stringify(text).slice(1, -1).replaceAll('/', '\\/'),
	(text) => text.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`),
	(text) =>
		text.replace(/[^a-z0-9]/gi, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`),
	(text) => text.toLowerCase(),
	(text) =>
		Buffer.from(text).reduce((all, byte) => `${all}%${byte.toString(16).padStart(2, '0')}`, ''),
	(text) =>
		text.replace(/[^]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`),
	(text) => Array.from(text, (char) => `&#${char.codePointAt(0)};`).join(''),
];
const spelling = fc.constantFrom(...SPELLINGS);
const visible = fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code));
const token = fc.array(visible, { minLength: 8, maxLength: 60 }).map((signs) => signs.join(''));
const pathPart = fc
	.string({ unit: 'grapheme', minLength: 8, maxLength: 30 })
	.filter((text) => /\w{3}/.test(text));

/** Whether a text has a value in it, in any of the ways. */
const holds = (text: string, value: string) => {
	const low = text.toLowerCase();
	return SPELLINGS.some((spell) => low.includes(spell(value).toLowerCase()));
};

describe('Whatever they are, however they are spelled and wherever they stand,', () => {
	it('no token is left in an answer', () => {
		fc.assert(
			fc.property(token, spelling, fc.lorem(), (secret, spell, word) => {
				const text = `${word}${spell(secret)}${word}`;
				const body = {
					detail: [{ loc: ['body', text], msg: text, input: { [word]: text } }],
					page: text,
				};
				const answer = withoutSecrets({ statusCode: 422, headers: { via: text }, body }, secret);
				const open = [
					answer.headers.via,
					...Object.values(Object(answer.body).detail[0]).flat(),
					Object(answer.body).page,
				];
				for (const value of open) {
					expect(JSON.stringify(value)).not.toContain(JSON.stringify(spell(secret)).slice(1, -1));
					expect(holds(typeof value === 'string' ? value : '', secret)).toBe(false);
				}
			}),
		);
	});

	it('no part of a path and no value of a query is left in what is quoted', () => {
		fc.assert(
			fc.property(pathPart, pathPart, spelling, fc.lorem(), (path, value, spell, word) => {
				const uri = `https://host.test/webhook/${encodeURIComponent(path)}?key=${encodeURIComponent(value)}`;
				const detail = [
					`${word}${spell(path)}${word} ${spell(value)}`,
					`GET /webhook/${spell(path)} ${word}`,
					`${uri} failed`,
					`${encodeURIComponent(uri)} failed`,
				];
				for (const text of detail) {
					const words = said(text, 'token', { audio: { uri } });
					expect(holds(words, path) || holds(words, value)).toBe(false);
				}
			}),
			{ numRuns: 150 },
		);
	});
});
