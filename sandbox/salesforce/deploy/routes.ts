import type { FastifyInstance } from 'fastify';
import { notFound, notInSandbox, salesforceError } from '../errors';
import { makeId } from '../ids';
import type { OrgMetadata } from '../install/orgMetadata';
import type { OnVersion } from '../objectRoutes';
import type { RecordStore } from '../records';
import { Deployment } from './deployment';
import { readDeployRequest } from './request';
import { say } from '../words';

interface OnDeployment extends OnVersion {
	id: string;
}

/** Options that the sandbox does not support. */
const LEFT_OUT = ['allowMissingFiles', 'autoUpdatePackage', 'performRetrieve'] as const;

/**
 * Adds the Metadata API over REST: a deploy and its status.
 *
 * @param mayDeploy whether the user has the permission to change metadata
 */
export function addDeployRoutes(
	app: FastifyInstance,
	store: RecordStore,
	metadata: OrgMetadata,
	mayDeploy: boolean,
): void {
	const deployments = new Map<string, Deployment>();
	app.addHook('onRequest', async () => {
		if (mayDeploy) return;
		const message = say`use of the Metadata API requires a user with the ModifyAllData or ModifyMetadata permissions`;
		throw salesforceError(403, 'INSUFFICIENT_ACCESS', message);
	});

	app.post<{ Params: OnVersion }>('/:version/metadata/deployRequest', async (request, reply) => {
		const deploy = await readDeployRequest(request);
		const option = LEFT_OUT.find((name) => deploy.options[name]);
		if (option) throw notInSandbox(`the option ${option} of a deploy`);
		const id = makeId('0Af', deployments.size + 1);
		const name = String(store.get('User', store.userId).Name);
		const deployment = new Deployment(id, deploy, metadata, { id: store.userId, name });
		deployments.set(id, deployment);
		return reply.code(201).send({
			id,
			validatedDeployRequestId: null,
			deployOptions: deployment.options,
			deployResult: deployment.result(false),
		});
	});

	app.get<{ Params: OnDeployment; Querystring: { includeDetails?: string } }>(
		'/:version/metadata/deployRequest/:id',
		async ({ params, query, protocol, host, url }) => {
			const deployment = deployments.get(params.id);
			if (!deployment) throw notFound();
			deployment.advance();
			return {
				id: deployment.id,
				url: `${protocol}://${host}${url}`,
				deployOptions: deployment.options,
				deployResult: deployment.result(query.includeDetails === 'true'),
			};
		},
	);
}
