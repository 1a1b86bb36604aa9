import { faultOf, positionOf, type Component, type MetadataFault } from '../model';
import { customApplication, flexiPage } from './apps';
import { dashboard } from './dashboards';
import { layout } from './layouts';
import {
	compactLayout,
	customField,
	customObject,
	customTab,
	listView,
	validationRule,
} from './objects';
import { Org, type Check } from './org';
import { permissionSet } from './permissions';
import { report, reportType } from './reports';

const CHECKS: Record<string, Check> = {
	CompactLayout: compactLayout,
	CustomApplication: customApplication,
	CustomField: customField,
	CustomObject: customObject,
	CustomTab: customTab,
	Dashboard: dashboard,
	FlexiPage: flexiPage,
	Layout: layout,
	ListView: listView,
	PermissionSet: permissionSet,
	Report: report,
	ReportType: reportType,
	ValidationRule: validationRule,
};

/**
 * Checks the references between the components of a package, and to the org.
 *
 * @param components as `readMetadata` gives them; faults of components from elsewhere have no line
 * @param fieldsOf the fields that an object has in the org before the deploy; undefined when there is no such object
 * @param before the components that the org has before the deploy, as far as they are known
 * @returns references to nothing, and those that Salesforce refuses
 */
export function checkReferences(
	components: Component[],
	fieldsOf: (object: string) => string[] | undefined,
	before: Component[] = [],
): MetadataFault[] {
	const org = new Org(components, before, fieldsOf);
	const faults: MetadataFault[] = [];
	for (const component of components) {
		CHECKS[component.type]?.(component, org, (problem, body, element, index) => {
			if (problem === null) return;
			faults.push(faultOf(component, problem, positionOf(body, element, index)));
		});
	}
	return faults;
}
