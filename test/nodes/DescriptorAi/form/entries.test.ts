import fc from 'fast-check';

import { lists } from '../../../../nodes/DescriptorAi/api';
import { asEntries, asEntry, asName, asNames } from '../../../../nodes/DescriptorAi/form/entries';
import { parameter, type Reader } from '../../../../nodes/DescriptorAi/form/parameter';

const read = <Value>(reader: Reader<Value>, displayName: string, given: unknown, options = {}) =>
	parameter({ displayName, name: 'name', type: 'options', default: '', ...options }, reader).parse(
		given,
	);

const insights = (value: unknown) => read(asNames(lists.insights), 'Insight Names or IDs', value);

describe('Names of insights', () => {
	it.each([
		[
			['summary', 'topics'],
			['summary', 'topics'],
		],
		['["summary", "topics"]', ['summary', 'topics']],
		[' [ "summary" , "agent_actions" ] ', ['summary', 'agent-actions']],
		['summary, topics', ['summary', 'topics']],
		['summary; topics', ['summary', 'topics']],
		['summary\ntopics\r\ncsat', ['summary', 'topics', 'csat']],
		['Summary', ['summary']],
		['SUMMARY,summary,Summary', ['summary']],
		['agent_actions', ['agent-actions']],
		['Agent Actions', ['agent-actions']],
		['agentActions', ['agent-actions']],
		['AGENT-ACTIONS ', ['agent-actions']],
		['emotional score, customer_requests', ['emotional-score', 'customer-requests']],
		['CSAT', ['csat']],
		['Next Best Action', ['next-best-action']],
		['next_best_action', ['next-best-action']],
		['', []],
		[[], []],
		['summary,,', ['summary']],
	])('%j are read as %j', (value, names) => {
		expect(insights(value)).toEqual(names);
	});

	it.each([
		[
			'["summary", "topics"',
			'must be a list, but the expression returned text that is not valid JSON',
		],
		["['summary']", 'must be a list, but the expression returned text that is not valid JSON'],
		['{"summary": {}}', 'must be a list, but the expression returned an object'],
		[{ summary: {} }, 'must be a list, but the expression returned an object'],
		[7, 'must be a list, but the expression returned a number'],
		[null, 'must be a list, but the expression returned nothing'],
		[undefined, 'must be a list, but the expression returned nothing'],
		[true, 'must be a list, but the expression returned a boolean'],
	])('%j are refused as a whole', (value, message) => {
		expect(() => insights(value)).toThrow(`'Insight Names or IDs' ${message}`);
	});

	it.each([
		['summary, "topics"', 2],
		[['summary', 'topics: all'], 2],
		['summary|topics', 1],
		['summary/topics', 1],
		[['summary', 'Agent: Good morning, my name is Dana and I am here for you today.'], 2],
		['<b>summary</b>', 1],
		['x'.repeat(100), 1],
		['summary topics', 1],
		['summary, topics and csat', 2],
		['1. summary\n2. topics', 1],
		['summary.', 1],
		['none', 1],
		['null', 1],
		['undefined', 1],
		['all', 1],
		['true', 1],
	])('%j are refused by the place of the entry that cannot be a name', (value, place) => {
		expect(() => insights(value)).toThrow(
			`Entry ${place} of 'Insight Names or IDs' is not a valid name`,
		);
	});

	it('are refused where an entry is a list or an object', () => {
		expect(() => insights(['summary', { name: 'topics' }])).toThrow(
			"Entry 2 of 'Insight Names or IDs' must be text, but is an object",
		);
	});

	it('are refused where an entry is a switch', () => {
		expect(() => insights(['summary', true])).toThrow(
			"Entry 2 of 'Insight Names or IDs' must be text",
		);
	});

	it('are never quoted, because a wrong mapping may have put words of a call there', () => {
		fc.assert(
			fc.property(fc.string({ minLength: 12 }), (text) => {
				try {
					insights([`${text}:`]);
				} catch (error) {
					expect((error as Error).message).not.toContain(text);
				}
			}),
		);
	});

	it('are those of the service, however they are spelled', () => {
		const names = lists.insights.known.map(({ value }) => String(value));
		const spelling = fc.constantFrom<(name: string) => string>(
			(name) => name,
			(name) => name.toUpperCase(),
			(name) => name.replace(/-/g, '_'),
			(name) => name.replace(/-/g, ' '),
			(name) => name.replace(/-/g, ''),
			(name) => ` ${name}\t`,
			(name) =>
				name.replace(/(^|-)(.)/g, (_all, _dash, first: string) => ` ${first.toUpperCase()}`),
		);
		const form = fc.constantFrom<(names: string[]) => unknown>(
			(given) => given,
			(given) => given.join(','),
			(given) => given.join('; '),
			(given) => given.join('\n'),
			(given) => JSON.stringify(given),
		);
		fc.assert(
			fc.property(
				fc.subarray(names),
				fc.array(spelling, { minLength: 11, maxLength: 11 }),
				form,
				(some, spellings, form) => {
					expect(insights(form(some.map((name, i) => spellings[i](name))))).toEqual(some);
				},
			),
		);
	});
});

describe('Other names', () => {
	it.each([
		['en-us', lists.languages, 'en-US'],
		['EN_US', lists.languages, 'en-US'],
		['Hebrew', lists.languages, 'he-IL'],
		['pt-BR', lists.languages, 'pt-BR'],
		['Azure', lists.providers, 'azure'],
		['open ai', lists.providers, 'openai'],
		['None', lists.emotionModels, 'none'],
		['Descriptor_Default', lists.transcriptModels, 'descriptor-default'],
		['Call Webhook', lists.stages, 'call_webhook'],
		['emotions', lists.stages, 'emotions'],
		['Speech', lists.metrics, 'speech'],
	])('%s of %o is %s', (given, list, name) => {
		expect(read(asName(list), 'Name', given)).toBe(name);
	});

	it.each([
		['', "'Language Name or ID' is empty"],
		[null, "'Language Name or ID' is empty"],
		['English please', "'Language Name or ID' is not a valid name"],
		[['en-US'], "'Language Name or ID' must be text, but the expression returned a list"],
	])('a language %j is refused', (given, message) => {
		expect(() => read(asName(lists.languages), 'Language Name or ID', given)).toThrow(message);
	});
});

describe('An entry of a list in the form', () => {
	const options = {
		options: [
			{ name: 'Return Status', value: 'returnStatus' },
			{ name: 'Wait', value: 'wait' },
		],
	};

	it.each([
		['wait', 'wait'],
		[' WAIT ', 'wait'],
		['Return Status', 'returnStatus'],
		['return_status', 'returnStatus'],
	])('%j is %s', (given, value) => {
		expect(read(asEntry, 'If Not Ready', given, options)).toBe(value);
		expect(read(asEntries, 'If Not Ready', [given], options)).toEqual([value]);
	});

	it.each([
		['retry', ': retry'],
		['', ''],
		['Good morning, my name is Dana', ''],
		['x'.repeat(21), ''],
	])('%j is refused, and quoted only if it is a short word', (given, quoted) => {
		expect(() => read(asEntry, 'If Not Ready', given, options)).toThrow(
			expect.objectContaining({
				message: `'If Not Ready' has an unknown entry${quoted}`,
				remedy: 'Select an entry, or let the expression return one of returnStatus, wait.',
			}),
		);
	});
});
