import { startSandbox, type Sandbox } from '../../sandbox';
import { PART_OF_REQUEST } from '../../sandbox/requestLog';

describe('The latency of the sandbox', () => {
	let sandbox: Sandbox;

	beforeAll(async () => {
		sandbox = await startSandbox();
	});
	afterAll(async () => await sandbox.close());

	const services = {
		'Descriptor.AI': () => ({
			service: sandbox.descriptor,
			url: `${sandbox.descriptor.url}/api/v1/options`,
		}),
		Salesforce: () => ({
			service: sandbox.salesforce,
			url: `${sandbox.salesforce.url}/services/data/v59.0/limits`,
		}),
	};

	it.each(Object.entries(services))(
		'lets a request to %s wait while later ones are answered',
		async (_, of) => {
			const { service, url } = of();
			const answered: string[] = [];
			const ask = async (name: string, headers: Record<string, string> = {}) => {
				await (await fetch(url, { headers })).text();
				answered.push(name);
			};
			service.setLatency(500);
			const far = ask('far');
			await ask('part of a request', { [PART_OF_REQUEST]: '1' });
			await far;
			service.setLatency(0);
			await ask('near');
			expect(answered).toEqual(['part of a request', 'far', 'near']);
		},
	);
});
