import { bodiesOf, textOf, textsOf, type MetadataBody } from '../model';
import type { Check, Org } from './org';

/** Properties whose value is the name of a region that holds what is inside of a component. */
const INSIDE = ['body', 'columns', 'primaryField', 'secondaryFields', 'tabs'];

/** The regions of the templates of pages that are known here; a page that names another is not compared. */
const REGIONS: Record<string, string[]> = {
	'flexipage:recordHomeTemplateDesktop': ['header', 'main', 'sidebar'],
};

const propertyOf = (component: MetadataBody, name: string) =>
	bodiesOf(component, 'componentInstanceProperties').find(
		(property) => textOf(property, 'name') === name,
	);

/** A record named in a page, as `Call_Analysis__c.Id`, has to be there, and so has a related list of it. */
function relatedListProblem(org: Org, component: MetadataBody): string | null {
	const parent = textOf(propertyOf(component, 'parentFieldApiName') ?? {}, 'value');
	const list = textOf(propertyOf(component, 'relatedListApiName') ?? {}, 'value');
	if (!parent || !list) return null;
	const [object, ...path] = parent.split('.');
	const problem = org.fieldProblem(object, path[0]);
	// Salesforce's own lists, such as AttachedContentDocuments, end otherwise.
	if (problem || path.length > 1 || !list.endsWith('__r')) return problem;
	const isThere = org.childOf(object, list.slice(0, -'__r'.length));
	return isThere ? null : `The object '${object}' has no related list '${list}'.`;
}

/** A Lightning page: its object, its fields and its regions have to be there, and each component has a name of its own. */
export const flexiPage: Check = ({ body }, org, report) => {
	const object = textOf(body, 'sobjectType');
	const isThere = object === '' || org.hasObject(object);
	report(isThere ? null : `There is no object '${object}' for this page.`, body, 'sobjectType');
	const regions = bodiesOf(body, 'flexiPageRegions');
	const names = regions.map((region) => textOf(region, 'name'));
	const [template = {}] = bodiesOf(body, 'template');
	const places = REGIONS[textOf(template, 'name')];
	for (const region of regions.filter((one) => textOf(one, 'type') === 'Region')) {
		const name = textOf(region, 'name');
		const fits = places?.includes(name) ?? true;
		report(fits ? null : `The template has no region '${name}'.`, region, 'name');
	}
	const identifiers = new Set<string>();
	for (const item of regions.flatMap((region) => bodiesOf(region, 'itemInstances'))) {
		for (const one of [
			...bodiesOf(item, 'componentInstance'),
			...bodiesOf(item, 'fieldInstance'),
		]) {
			const identifier = textOf(one, 'identifier');
			const twice = `The identifier '${identifier}' is there already.`;
			report(identifiers.has(identifier) ? twice : null, one, 'identifier');
			if (identifier) identifiers.add(identifier);
		}
		for (const field of bodiesOf(item, 'fieldInstance')) {
			const [record, name = ''] = textOf(field, 'fieldItem').split('.');
			const problem = record === 'Record' ? org.fieldProblem(object, name) : null;
			report(problem, field, 'fieldItem');
		}
		for (const component of bodiesOf(item, 'componentInstance')) {
			const name = textOf(component, 'componentName');
			// A component without a namespace would be one of this package, which has none.
			report(
				name.includes(':') ? null : `There is no component '${name}'.`,
				component,
				'componentName',
			);
			report(relatedListProblem(org, component), component, 'componentName');
			for (const inside of bodiesOf(component, 'componentInstanceProperties')) {
				if (!INSIDE.includes(textOf(inside, 'name'))) continue;
				const region = textOf(inside, 'value');
				const problem = names.includes(region) ? null : `The page has no region '${region}'.`;
				report(problem, inside, 'value');
			}
		}
	}
};

/** An app: its tabs and its pages have to be there, and each page is one of the object that it is shown for. */
export const customApplication: Check = ({ body }, org, report) => {
	textsOf(body, 'tabs').forEach((tab, index) => {
		const isThere = tab.startsWith('standard-') || org.find('CustomTab', tab);
		report(isThere ? null : `There is no tab '${tab}'.`, body, 'tabs', index);
	});
	const forms = textsOf(body, 'formFactors');
	for (const override of bodiesOf(body, 'actionOverrides')) {
		const form = textOf(override, 'formFactor');
		const isOffered = !form || forms.includes(form);
		report(
			isOffered ? null : `The app is not for the form factor '${form}'.`,
			override,
			'formFactor',
		);
		if (textOf(override, 'type') !== 'Flexipage') continue;
		const content = textOf(override, 'content');
		const page = org.find('FlexiPage', content);
		if (!page) {
			report(`There is no page '${content}'.`, override, 'content');
			continue;
		}
		const shown = textOf(override, 'pageOrSobjectType');
		const object = textOf(page.body, 'sobjectType');
		const problem = `The page '${content}' is one of '${object}'.`;
		report(object && object !== shown ? problem : null, override, 'pageOrSobjectType');
	}
};
