import node from '../../../nodes/DescriptorAi/DescriptorAi.node.json';
import trigger from '../../../nodes/DescriptorAi/DescriptorAiTrigger.node.json';
import { DescriptorAi } from '../../../nodes/DescriptorAi/DescriptorAi.node';
import { DescriptorAiTrigger } from '../../../nodes/DescriptorAi/DescriptorAiTrigger.node';
import { name as packageName } from '../../../package.json';

/** Source: https://docs.n8n.io/connect/create-nodes/build-your-node/reference/codex-files/ */
const CATEGORIES = [
	'Analytics',
	'Communication',
	'Data & Storage',
	'Development',
	'Finance & Accounting',
	'Marketing & Content',
	'Miscellaneous',
	'Productivity',
	'Sales',
	'Utility',
];

/** Whether n8n's search finds an alias by some words: it has their letters in the same order, others may be between them. */
function isFound(alias: string, words: string): boolean {
	const spelled = alias.toLowerCase();
	let from = 0;
	return [...words.toLowerCase()].every((letter) => {
		from = spelled.indexOf(letter, from) + 1;
		return from > 0;
	});
}

describe.each([
	['node', node, new DescriptorAi()],
	['trigger', trigger, new DescriptorAiTrigger()],
])('The codex file of the %s', (_which, codex, { description }) => {
	it('is that of the node, in categories that n8n has', () => {
		expect(codex.node).toBe(`${packageName}.${description.name}`);
		expect(CATEGORIES).toEqual(expect.arrayContaining(codex.categories));
	});

	it('has no alias that another one makes useless', () => {
		const useless = codex.alias.filter((alias) =>
			codex.alias.some((other) => other !== alias && isFound(other, alias)),
		);
		expect(useless).toEqual([]);
	});
});
