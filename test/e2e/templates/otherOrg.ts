import { startSandbox, type Sandbox, type SandboxOptions } from '../../../sandbox';
import type { Imported } from '../../support/variants';
import type { Workplace } from '../../support/workplace';

/** Lets a workflow of the stage reach another org and its Descriptor.AI, and wait for less time between its questions. */
export function aimAt(workflow: Imported, from: Sandbox, to: Sandbox): void {
	const text = JSON.stringify(workflow.nodes)
		.replaceAll(from.salesforce.url, to.salesforce.url)
		.replaceAll(from.descriptor.url, to.descriptor.url);
	workflow.nodes = JSON.parse(text) as Imported['nodes'];
	// The org is quick; a person's is asked less often.
	for (const { type, parameters } of workflow.nodes) {
		if (type === 'n8n-nodes-base.wait') parameters.amount = 0.5;
	}
}

/** Runs variants of templates in another org, to which the credentials of the stage are connected meanwhile. */
export async function inOtherOrg(
	place: Workplace,
	options: SandboxOptions,
	variants: Array<{ template: string; name: string }>,
	use: (org: Sandbox) => Promise<void>,
): Promise<void> {
	const org = await startSandbox(options);
	try {
		await place.connect(org);
		for (const { template, name } of variants) {
			await place.variant(template, name, (workflow) => aimAt(workflow, place.sandbox, org));
		}
		await use(org);
	} finally {
		await place.connect(place.sandbox);
		await org.close();
	}
}
