import { fieldDifference } from './fieldDifference';
import { permissionDifference } from './permissionDifference';
import type { Described, FieldPermissions, ObjectSettings } from './readOrg';
import {
	APART,
	INTEGRATION,
	isPermissionSet,
	labelOf,
	MANAGER,
	NEEDED,
	OBJECT,
	objectOf,
	ownName,
	rowOf,
	stays,
	TOPIC,
	VERSION,
	willBe,
	type Change,
	type Difference,
	type Part,
} from './setUpParts';

/** What an org has; undefined for what is not known and therefore left as it is. */
export interface Org {
	/** The object as the user sees it; null when there is none. */
	object: Described | null;
	/** By the names of the objects that there are. */
	settings: Map<string, ObjectSettings> | undefined;
	/** By the names of the permission sets that there are. */
	permissions: Map<string, FieldPermissions> | undefined;
	/** Whether the reports and pages are there. */
	hasReports: boolean | undefined;
}

/** What a person wants of the set-up. */
export interface Wishes {
	/** Whether the permission sets are replaced; without it, they are only added to. */
	overwrites: boolean;
	/** Whether reports and pages are wanted. */
	reports: boolean;
}

/** A step of the set-up; the next one is taken when it is over. */
export interface Step {
	/** What is deployed, or `assignment` for that of the permission set, which is not deployed. */
	name: 'needed' | 'assignment' | 'reports';
	parts: Part[];
	/** Of the API, which decides how a permission set is deployed. */
	version: string;
	/** At least one row, also where nothing is to do. */
	changes: Change[];
}

/** Up to this version, a permission set that is deployed is merged with that of the org; later ones replace it. */
const MERGING_VERSION = '39.0';

/** Fields of the object, and what belongs to the topics. */
const FIELDS = NEEDED.filter((part) => part.root === 'fields' && objectOf(part) === OBJECT);
const TOPICS = NEEDED.filter((part) => objectOf(part) === TOPIC);

/** A step with what is done in it and what is left to a person. */
const stepOf = (name: Step['name'], differences: Difference[], version = VERSION): Step => ({
	name,
	parts: differences.flatMap(({ deployed }) => deployed ?? []),
	version,
	changes: differences.map(({ row }) => row),
});

interface Needed {
	step: Step;
	/** The names of the permission sets that the step adds or replaces. */
	sets: string[];
	/** Whether the user has yet to get the permission set. */
	assigns: boolean;
}

/** Everything that is needed, for an org without the object. */
const planAll = (): Needed => ({
	step: stepOf(
		'needed',
		NEEDED.map((part) => willBe(part)),
	),
	sets: NEEDED.filter(isPermissionSet).map(({ name }) => name),
	assigns: true,
});

/** What an org with the object has. What is not known counts as there, unless the description of the object tells. */
function readHave({ fields, childRelationships = [] }: Described, { settings, permissions }: Org) {
	const own = settings?.get(OBJECT);
	const integration = permissions?.get(INTEGRATION);
	const shown = [...(permissions?.values() ?? [])];
	const fieldOf = (part: Part) => fields.find(({ name }) => name === ownName(part));
	const unseen = FIELDS.filter((part) => !fieldOf(part));
	return {
		fieldOf,
		/** Fields that are not there: a permission set shows those that the user merely does not see. */
		lacking: unseen.filter(({ name }) => !shown.some((set) => set.has(name))),
		/** Fields that the user of n8n cannot edit. */
		locked: FIELDS.filter((part) => !integration?.get(part.name) && !fieldOf(part)?.updateable),
		hasNumbers: fields.some(({ nameField, autoNumber }) => nameField && autoNumber),
		// Salesforce keeps this field where activities are allowed, and nowhere else.
		hasActivities: own?.hasActivities ?? fields.some(({ name }) => name === 'LastActivityDate'),
		hasSearch: own?.hasSearch ?? true,
		hasHistory:
			own?.hasHistory ??
			childRelationships.some(({ relationshipName }) => relationshipName === 'Histories'),
		hasTopics:
			settings?.has(TOPIC) || childRelationships.some(({ childSObject }) => childSObject === TOPIC),
		/** Whether a validation rule is active; undefined when it is not there. */
		isActive: (rule: Part) => (own ? own.rules.get(ownName(rule)) : true),
		hasSets: !permissions || permissions.size > 0,
		hasSet: ({ name }: Part) => !permissions || permissions.has(name),
		/** Whether the user has the permission set of n8n, as far as one sees. */
		isAssigned:
			(!permissions || integration !== undefined) &&
			!unseen.some(({ name }) => integration?.has(name)),
	};
}

type Have = ReturnType<typeof readHave>;
type Planner = (part: Part, have: Have, wishes: Wishes) => Difference | Difference[] | undefined;

const planObject: Planner = (part, have) => {
	const faults: Array<[isThere: boolean, words: string, cure: string]> = [
		[
			have.hasNumbers,
			'with a number as its name, but the workflows name records',
			'Fields & Relationships > Call Analysis Name > Edit > Data Type: Text.',
		],
		[
			!have.hasActivities,
			'without activities, so tasks cannot be about a call',
			'Edit > Allow Activities.',
		],
		[
			!have.hasSearch,
			'without search, so nobody finds a call by its words',
			'Edit > Allow Search.',
		],
		[
			!have.hasHistory,
			'without history, so nobody sees who changed a status',
			'Edit > Track Field History, then Fields & Relationships > Set History Tracking: Agent, Status.',
		],
	];
	return faults.flatMap(([isThere, words, cure]) =>
		isThere ? stays(part, words, `${MANAGER} ${cure}`) : [],
	);
};

const planField: Planner = (part, { fieldOf, lacking }) => {
	const field = fieldOf(part);
	if (field) return fieldDifference(part, field);
	return lacking.includes(part) ? willBe(part) : undefined;
};

const planRule: Planner = (part, { isActive }) => {
	const place = `${MANAGER} Validation Rules > ${labelOf(part)} > Edit > Active.`;
	if (isActive(part) === undefined) return willBe(part);
	if (isActive(part)) return undefined;
	return stays(part, 'switched off, so a call may be handled twice', place);
};

const planPermissionSet: Planner = (part, have, { overwrites }) => {
	if (!have.hasSet(part)) return willBe(part);
	if (overwrites) return willBe(part, 'replaced by that of the package');
	const fields = part.name === INTEGRATION ? have.locked : have.lacking;
	return permissionDifference(part, fields, have.hasTopics ? [] : TOPICS);
};

const planLayout: Planner = (part, { lacking }) =>
	lacking.length > 0
		? stays(part, 'as it is', `${MANAGER} Page Layouts: add the new fields.`)
		: undefined;

const planTopic: Planner = (part, { hasTopics }) => (hasTopics ? undefined : willBe(part));

/** Where a permission set is, the rest was once: whoever has deleted it, does not want it. Each object has a list All. */
const planOther: Planner = (part, { hasSets }) =>
	hasSets || ownName(part) === 'All' ? undefined : willBe(part);

/** By the elements of the parts. */
const PLANNERS: Record<string, Planner> = {
	CustomObject: planObject,
	fields: planField,
	validationRules: planRule,
	PermissionSet: planPermissionSet,
	Layout: planLayout,
	compactLayouts: () => undefined,
};
const plannerOf = (part: Part) =>
	objectOf(part) === TOPIC ? planTopic : (PLANNERS[part.root] ?? planOther);

/** An existing object keeps no history of fields unless a person has switched it on. */
const withoutHistory = (part: Part): Part => ({
	...part,
	inside: part.inside.replace(/<trackHistory>\w+<\/trackHistory>/, ''),
});

/** What an org with the object lacks of what is needed. */
function planRest(object: Described, org: Org, wishes: Wishes): Needed {
	const have = readHave(object, org);
	const differences = NEEDED.flatMap((part) => plannerOf(part)(part, have, wishes) ?? []);
	const sets = NEEDED.filter(isPermissionSet)
		.filter((part) => wishes.overwrites || !have.hasSet(part))
		.map(({ name }) => name);
	const isMerged = differences.some(
		({ deployed }) => deployed && isPermissionSet(deployed) && !sets.includes(deployed.name),
	);
	const isComplete: Change = {
		part: 'Call Analysis',
		change: 'Is complete: nothing to change',
		to_do: null,
	};
	const step = stepOf(
		'needed',
		differences.length > 0 ? differences : [{ row: isComplete }],
		isMerged ? MERGING_VERSION : VERSION,
	);
	return {
		step: { ...step, parts: have.hasHistory ? step.parts : step.parts.map(withoutHistory) },
		sets,
		assigns: !have.isAssigned,
	};
}

/** The reports and pages, where they are wanted and missing. */
function planReports(org: Org, { reports }: Wishes, sets: string[]): Step {
	const told = (change: string, to_do: string | null = null) =>
		stepOf('reports', [{ row: { part: 'Reports and pages', change, to_do } }]);
	if (!reports) return told('Are left out, because they are not wanted');
	if (org.object && org.settings?.get(OBJECT)?.hasReports === false) {
		return told(
			'Are left out, because the object Call Analysis does not allow reports',
			`${MANAGER} Edit > Allow Reports, then run this again.`,
		);
	}
	if (org.hasReports === undefined)
		return told('Are left as they are: Salesforce does not tell you whether they are there');
	const isMissing = !org.hasReports;
	const differences = APART.flatMap((part) => {
		if (!isPermissionSet(part)) return isMissing ? willBe(part) : [];
		return sets.includes(part.name) ? willBe(part, 'given the app') : [];
	});
	if (differences.length === 0) return told('Are there: nothing to change');
	// Deployed again, a permission set would lose what an administrator has changed in it.
	const others = APART.filter(
		(part) => isMissing && isPermissionSet(part) && !sets.includes(part.name),
	).map((part) => {
		const place = `In Salesforce: Setup > Permission Sets > ${labelOf(part)} > Assigned Apps: add the app.`;
		return stays(part, 'as it is, without the app', place);
	});
	return stepOf('reports', [...differences, ...others]);
}

/**
 * Compares an org with the set-up. An existing object keeps its own settings, its page layout and whatever it has beyond
 * the set-up: deployed again, it would lose what the metadata leaves out.
 *
 * @returns the steps in their order: what is needed; the assignment of the permission set, unless the user has it; reports
 *   and pages, which come apart, because each deployment is all or nothing
 */
export function planSetUp(org: Org, wishes: Wishes): Step[] {
	// An object that the user does not see is there all the same.
	const object = org.object ?? (org.settings?.has(OBJECT) ? { fields: [] } : null);
	const { step, sets, assigns } = object ? planRest(object, org, wishes) : planAll();
	const assignment = stepOf(
		'assignment',
		NEEDED.filter(({ name }) => name === INTEGRATION).map((part) => ({
			row: rowOf(part, 'Will be assigned to you'),
		})),
	);
	return [step, ...(assigns ? [assignment] : []), planReports({ ...org, object }, wishes, sets)];
}
