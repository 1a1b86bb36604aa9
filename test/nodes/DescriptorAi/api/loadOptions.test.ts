import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import nock from 'nock';

import { insights, languages } from '../../../../nodes/DescriptorAi/api/lists';
import { loadOptions } from '../../../../nodes/DescriptorAi/api/loadOptions';
import { BASE_URL, startNode } from '../../../support/engine';
import { isolateRequests } from '../../../support/service';

isolateRequests();

const form = (credentials?: ICredentialDataDecryptedObject, resource = 'callAnalysis') =>
	startNode({
		items: [],
		parameters: { audioUrl: 'https://recordings.test/a.mp3' },
		credentials,
	}).form({ resource });
const answer = (options: unknown, status = 200) =>
	nock(BASE_URL)
		.get('/api/v1/options')
		.matchHeader('authorization', 'Bearer secret-token')
		.reply(status, { options });

describe('A list of the form', () => {
	it('has what the service offers, in alphabetical order, with the names that people know', async () => {
		answer({ language_code: ['it-IT', 'en-US'] });
		expect(await loadOptions.getLanguages.call(form())).toEqual([
			{ name: 'English (US)', value: 'en-US' },
			{ name: 'Italian', value: 'it-IT' },
		]);
	});

	it('has what the service has published since', async () => {
		answer({ insights: ['summary', 'next-best_action'] });
		const entries = await loadOptions.getInsights.call(form());
		expect(entries.map(({ name, value }) => [name, value])).toEqual([
			['Next Best Action', 'next-best_action'],
			['Summary', 'summary'],
		]);
	});

	it('offers sentiment for a transcript, where it is an insight of its own', async () => {
		answer({ insights: ['topics', 'csat'] });
		const entries = await loadOptions.getInsights.call(form(undefined, 'transcript'));
		expect(entries.map(({ value }) => value)).toEqual(['csat', 'sentiment', 'topics']);
	});

	it('has no language as an entry, too, where another workflow has a default of its own', async () => {
		answer({ language_code: ['it-IT', 'en-US'] });
		const entries = await loadOptions.getDefaultLanguages.call(form());
		expect(entries.map(({ value }) => value)).toEqual(['en-US', 'it-IT', 'none']);
	});

	it('calls an analysis without a model None', async () => {
		answer({ emotions_model: ['emotions', null] });
		const entries = await loadOptions.getEmotionModels.call(form());
		expect(entries.map(({ value }) => value)).toEqual(['emotions', 'none']);
	});

	it.each([
		['refuses the token', () => answer({}, 401)],
		['fails', () => answer({}, 500)],
		['knows no such list', () => answer({})],
		['sends an empty list', () => answer({ insights: [] })],
		['sends a page', () => nock(BASE_URL).get('/api/v1/options').reply(200, '<html></html>')],
		['cannot be reached', () => nock(BASE_URL).get('/api/v1/options').replyWithError('reset')],
	])('falls back to what is published when the service %s', async (_fault, given) => {
		given();
		expect(await loadOptions.getInsights.call(form())).toEqual(insights.known);
	});

	it('falls back to what is published when the credential cannot be used', async () => {
		const credentials = { accessToken: 'secret-token', baseUrl: 'nowhere' };
		expect(await loadOptions.getLanguages.call(form(credentials))).toEqual(languages.known);
	});
});
