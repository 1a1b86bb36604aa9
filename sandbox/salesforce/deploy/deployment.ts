import type { Installed, OrgMetadata } from '../install/orgMetadata';
import { readMetadata, type Component, type MetadataFault } from '../../../salesforce/checker';
import { toSalesforceTime } from '../values';
import type { DeployRequest } from './request';
import { unpack } from './zip';

type Status = 'Pending' | 'InProgress' | 'Succeeded' | 'SucceededPartial' | 'Failed';

/** A deployed component, or one error of a component. */
type Message = Record<string, string | number | boolean | null>;

interface Outcome {
	failures: Message[];
	successes: Message[];
	/** How many components have a fault. */
	failed: number;
	errorMessage: string | null;
}

const keyOf = ({ path, type, fullName }: Omit<Component, 'body'>) => `${path} ${type} ${fullName}`;
const now = () => toSalesforceTime(new Date());
/** Up to this version of the API, a permission set is merged with an existing one; later ones replace it. */
const MERGING_VERSION = 39;

/** One deploy. Each request for its status advances it by one step. */
export class Deployment {
	private status: Status = 'Pending';

	private outcome: Outcome = { failures: [], successes: [], failed: 0, errorMessage: null };

	private readonly created = now();

	private completed: string | null = null;

	constructor(
		readonly id: string,
		private readonly request: DeployRequest,
		private readonly metadata: OrgMetadata,
		private readonly user: { id: string; name: string },
	) {}

	/** Advances the deploy: from pending to in progress, and then to its end. */
	advance(): void {
		if (this.status === 'Pending') this.status = 'InProgress';
		else if (this.status === 'InProgress') this.finish();
	}

	/** The `deployOptions` of an answer. */
	get options() {
		return this.request.options;
	}

	/** The `deployResult` of an answer. */
	result(withDetails: boolean) {
		const { failures, successes, failed, errorMessage } = this.outcome;
		const { checkOnly, ignoreWarnings, rollbackOnError } = this.options;
		// package.xml is among the successes, and is no component.
		const deployed = successes.filter(({ componentType }) => componentType !== '').length;
		const isDone = this.completed !== null;
		return {
			id: this.id,
			status: this.status,
			done: isDone,
			success: this.status.startsWith('Succeeded'),
			checkOnly,
			ignoreWarnings,
			rollbackOnError,
			runTestsEnabled: false,
			createdBy: this.user.id,
			createdByName: this.user.name,
			createdDate: this.created,
			startDate: this.status === 'Pending' ? null : this.created,
			lastModifiedDate: this.completed ?? this.created,
			completedDate: this.completed,
			errorMessage,
			errorStatusCode: errorMessage === null ? null : 'UNKNOWN_EXCEPTION',
			stateDetail: null,
			numberComponentsTotal: deployed + failed,
			numberComponentsDeployed: deployed,
			numberComponentErrors: failed,
			numberTestsTotal: 0,
			numberTestsCompleted: 0,
			numberTestErrors: 0,
			...(withDetails && {
				details: {
					componentFailures: failures,
					componentSuccesses: successes,
					retrieveResult: null,
					runTestResult: { numFailures: 0, numTestsRun: 0, totalTime: 0, failures: [] },
				},
			}),
		};
	}

	private finish(): void {
		this.completed = now();
		const files = unpack(this.request.zip, this.options.singlePackage);
		if (typeof files === 'string') {
			this.outcome = { ...this.outcome, errorMessage: files };
			this.status = 'Failed';
			return;
		}
		const { components, faults } = readMetadata(files);
		const all = [...faults, ...this.metadata.faults(components)];
		const faulty = new Set(all.map(keyOf));
		const sound = this.metadata.inOrder(components).filter((one) => !faulty.has(keyOf(one)));
		const { checkOnly, rollbackOnError } = this.options;
		const isKept = !checkOnly && (all.length === 0 || !rollbackOnError);
		const list = files.find(({ path }) => path === 'package.xml')?.text ?? '';
		const isMerged = Number(/<version>([\d.]+)</.exec(list)?.[1]) <= MERGING_VERSION;
		const become = (component: Component): Installed =>
			isKept ? this.metadata.install(component, isMerged) : this.metadata.preview(component);
		const isListSound = !all.some(({ type }) => type === 'Package');
		this.outcome = {
			failures: all.map((fault) => this.failure(fault)),
			successes: [
				...sound.map((component) => this.success(component, become(component))),
				...(isListSound ? [this.listSuccess()] : []),
			],
			failed: faulty.size,
			errorMessage: null,
		};
		const isPartial = sound.length > 0 && !rollbackOnError;
		if (all.length === 0) this.status = 'Succeeded';
		else this.status = isPartial ? 'SucceededPartial' : 'Failed';
	}

	private success(
		{ path, type, fullName }: Component,
		{ id, created, changed }: Installed,
	): Message {
		const createdDate = this.completed;
		const identity = { componentType: type, fileName: path, fullName, id, createdDate };
		return { ...identity, created, changed, deleted: false, success: true, warning: false };
	}

	private listSuccess(): Message {
		const list = { type: '', fullName: 'package.xml', path: 'package.xml', body: {} };
		return this.success(list, { id: '', created: false, changed: true });
	}

	private failure({ path, type, fullName, problem, line, column }: MetadataFault): Message {
		const isList = type === 'Package';
		return {
			componentType: isList ? '' : type,
			fileName: path,
			fullName: isList ? 'package.xml' : fullName,
			lineNumber: line,
			columnNumber: column,
			problem,
			problemType: 'Error',
			createdDate: this.completed,
			created: false,
			changed: false,
			deleted: false,
			success: false,
			warning: false,
		};
	}
}
