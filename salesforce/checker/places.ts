/** A type of component, and where its files live. */
export interface Kind {
	type: string;
	folder: string;
	suffix: string;
	/** Part of an object: the element of the object's file in metadata format, where it has no file. */
	element?: string;
	/** In a folder of its own within `folder`, which is part of its name. */
	grouped?: true;
}

export interface Place {
	kind: Kind;
	fullName: string;
}

/** One line a type; what a type allows comes from the published types. */
export const KINDS: Kind[] = [
	{ type: 'CustomObject', folder: 'objects', suffix: 'object' },
	...[
		{ type: 'BusinessProcess', folder: 'businessProcesses', suffix: 'businessProcess' },
		{ type: 'CompactLayout', folder: 'compactLayouts', suffix: 'compactLayout' },
		{ type: 'CustomField', folder: 'fields', suffix: 'field' },
		{ type: 'FieldSet', folder: 'fieldSets', suffix: 'fieldSet' },
		{ type: 'ListView', folder: 'listViews', suffix: 'listView' },
		{ type: 'RecordType', folder: 'recordTypes', suffix: 'recordType' },
		{ type: 'ValidationRule', folder: 'validationRules', suffix: 'validationRule' },
		{ type: 'WebLink', folder: 'webLinks', suffix: 'webLink' },
	].map((kind) => ({ ...kind, element: kind.folder })),
	{ type: 'CustomApplication', folder: 'applications', suffix: 'app' },
	{ type: 'CustomTab', folder: 'tabs', suffix: 'tab' },
	{ type: 'Dashboard', folder: 'dashboards', suffix: 'dashboard', grouped: true },
	{ type: 'DashboardFolder', folder: 'dashboards', suffix: 'dashboardFolder' },
	{ type: 'FlexiPage', folder: 'flexipages', suffix: 'flexipage' },
	{ type: 'Layout', folder: 'layouts', suffix: 'layout' },
	{ type: 'PermissionSet', folder: 'permissionsets', suffix: 'permissionset' },
	{ type: 'Report', folder: 'reports', suffix: 'report', grouped: true },
	{ type: 'ReportFolder', folder: 'reports', suffix: 'reportFolder' },
	{ type: 'ReportType', folder: 'reportTypes', suffix: 'reportType' },
];

const SOURCE_ENDING = '-meta.xml';
/** Folders of components, which have no suffix in metadata format, by where they are. */
const BARE: Record<string, string> = { dashboards: 'dashboardFolder', reports: 'reportFolder' };
const FOLDERS = new Set(KINDS.map(({ folder }) => folder));

/** The folders that a file of a kind has to be in, from the outermost; `*` is any one name. */
function foldersOf({ folder, element, grouped, suffix }: Kind, isSource: boolean): string[] {
	if (element) return ['objects', '*', folder];
	if (grouped) return [folder, '*'];
	return isSource && suffix === 'object' ? [folder, '*'] : [folder];
}

function decode(name: string): string {
	try {
		return decodeURIComponent(name);
	} catch {
		return name;
	}
}

/**
 * The type of a file, by its path, in source or metadata format.
 *
 * @returns null for what is not metadata, such as a README beside it; a text that says what is wrong with the path
 */
export function placeOf(path: string): Place | string | null {
	const folders = path.split('/');
	const file = folders.pop() ?? '';
	const isSource = file.endsWith(SOURCE_ENDING);
	const name = isSource ? file.slice(0, -SOURCE_ENDING.length) : file;
	const dot = name.lastIndexOf('.');
	const bare = isSource && dot < 0 ? BARE[folders.at(-1) ?? ''] : undefined;
	const suffix = bare ?? name.slice(dot + 1);
	const kind = KINDS.find((known) => known.suffix === suffix);
	if (!kind) {
		const isMetadata = file.endsWith('.xml') || folders.some((folder) => FOLDERS.has(folder));
		return isMetadata ? `The ending of '${file}' is not one of a type known here.` : null;
	}
	const end = kind.element || (Object.values(BARE).includes(kind.suffix) && !bare);
	if (end && !isSource) return `'${file}' has to end with '${SOURCE_ENDING}'.`;
	const wanted = foldersOf(kind, isSource);
	const actual = folders.slice(-wanted.length);
	const fits = wanted.every((folder, index) => folder === '*' || folder === actual[index]);
	if (!fits || actual.length < wanted.length) {
		return `A ${kind.type} belongs in a folder '${wanted.join('/')}', '*' being any name.`;
	}
	const own = decode(bare ? name : name.slice(0, dot));
	if (kind.suffix === 'object' && isSource && own !== actual[1]) {
		return `'${file}' belongs in a folder '${own}', not '${actual[1]}'.`;
	}
	if (kind.element) return { kind, fullName: `${actual[1]}.${own}` };
	return { kind, fullName: kind.grouped ? `${actual[1]}/${own}` : own };
}
