import { randomBytes } from 'node:crypto';
import type { IDataObject, INode, INodeType, IRun } from 'n8n-workflow';

import type { Fault, OtherHost, ReceivedJob, Sandbox } from '../../../sandbox';
import { passTime } from '../../support/clock';
import { outcomeOf, startNode, type NodeOutcome } from '../../support/engine';
import { idOf, recordingOf, type Place } from './places';
import type { Timeouts } from './timeouts';

/** What goes wrong, where, and how often. */
export interface Trouble {
	fault: string;
	/** What becomes of the answers to requests about the second of three calls. */
	answers?: Fault | (() => Fault);
	/** How many answers; all of them unless given. */
	times?: number;
	/** Whether the service carries the request out all the same. */
	done?: boolean;
	/** The address in the credential, where another one than the service's. */
	baseUrl?: string | ((service: Sandbox['descriptor']) => string);
	/** Happens at the request of the node. */
	happens?: (service: Sandbox['descriptor']) => void;
	/** Where it is met; everywhere unless given. */
	at?: Place[];
	/** Whether the node finds out by its time-out only. */
	timesOut?: true;
	/** Whether it takes much work, and is not shown in each mode for that. */
	isLarge?: true;
}

/** How a person has set "On Error", and "Retry On Fail". */
const MODES = {
	stop: {},
	// n8n takes no pause for 0 milliseconds to be one of a second.
	'stop, tried twice': { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 },
	continue: { onError: 'continueRegularOutput' },
	'error output': { onError: 'continueErrorOutput' },
} satisfies Record<string, Partial<INode>>;
export type Mode = keyof typeof MODES;

/** What was seen of one run of a node with three calls, where the second meets the fault. */
export interface Observation {
	place: Place;
	mode: Mode;
	trouble: Trouble;
	service: Sandbox['descriptor'];
	run: IRun;
	outcome: NodeOutcome;
	/** The items of both outputs. */
	items: IDataObject[];
	/** Names of the three calls. */
	calls: string[];
	/** What the service has accepted of the calls. */
	accepted: ReceivedJob[];
	/** Requests about the second call, in which it met the trouble. */
	struck: number;
	/** What came to another host. */
	elsewhere: OtherHost['requests'];
	/** What n8n has logged, and shown to the person who watches. */
	said: string[];
}

export interface Surroundings {
	service: Sandbox['descriptor'];
	/** A host that is not the service. */
	otherHost: OtherHost;
	/** n8n's own nodes that a waiting workflow has. */
	nodeTypes: Record<string, INodeType>;
	/** Gets what n8n logs. */
	log: string[];
	timeouts: Timeouts;
}

/** Runs one node with three calls, and lets the second meet the trouble. */
export async function observe(
	{ service, otherHost, nodeTypes, log, timeouts }: Surroundings,
	place: Place,
	trouble: Trouble,
	mode: Mode,
): Promise<Observation> {
	const round = randomBytes(6).toString('hex');
	const calls = ['first', 'second', 'third'].map((name) => `${name}-${round}`);
	const items: IDataObject[] = [];
	// In turn, so that the service has them in this order.
	for (const name of calls) items.push(await place.item(service, name));

	const { answers = {}, times = Infinity, done, baseUrl, happens, timesOut } = trouble;
	const fault = typeof answers === 'function' ? answers() : answers;
	const unanswered: Fault = {
		...fault,
		body: (own) => {
			void timeouts.strike();
			return own;
		},
	};
	const isAbout = ({ url, body }: { url: string; body: string }) =>
		[calls[1], idOf(service, calls[1])].some((sign) => sign && `${url} ${body}`.includes(sign));
	const rule = service.faults.next(place.method, place.path, timesOut ? unanswered : fault, {
		times: trouble.answers ? times : 0,
		done,
		about: isAbout,
	});
	const event = service.faults.next(
		place.method,
		place.path,
		{},
		{
			about: () => {
				happens?.(service);
				return false;
			},
		},
	);
	const said: string[] = [];
	const { run } = startNode({
		items,
		parameters: place.parameters,
		settings: MODES[mode] as Partial<INode>,
		credentials: {
			accessToken: service.token,
			baseUrl: (typeof baseUrl === 'function' ? baseUrl(service) : baseUrl) ?? service.url,
		},
		engine: {
			nodeTypes,
			passTime,
			sendDataToUI: (_type, data) => void said.push(JSON.stringify(data)),
		},
	});
	const ended = await run;
	const outcome = outcomeOf(ended);
	return {
		place,
		mode,
		trouble,
		service,
		run: ended,
		outcome,
		items: outcome.outputs.flat().map(({ json }) => json),
		calls,
		accepted: service
			.jobs()
			.filter(({ request }) => calls.map(recordingOf).includes(request.audio.uri)),
		struck: rule.struck + event.struck,
		elsewhere: [...otherHost.requests],
		said: [...said, ...log],
	};
}
