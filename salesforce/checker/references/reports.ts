import { bodiesOf, textOf, textsOf, type MetadataBody } from '../model';
import { filterLogicProblem } from './objects';
import type { Check, Org } from './org';

/** What report types call the fields that every object has. */
const NAMES: Record<string, string> = {
	CreatedBy: 'CreatedById',
	LastModifiedBy: 'LastModifiedById',
	Owner: 'OwnerId',
};
/** The number of records, which is a column of no object. */
const ROW_COUNT = 'RowCount';

/** A column of a report type; `Contact__c.Phone` is one of the record that a lookup names. */
function columnProblem(org: Org, object: string, field: string): string | null {
	const [first, ...more] = field.split('.');
	const problem = org.fieldProblem(object, NAMES[first] ?? first);
	const lookup = org.find('CustomField', `${object}.${first}`);
	if (problem || more.length === 0 || !lookup) return problem;
	return columnProblem(org, textOf(lookup.body, 'referenceTo'), more.join('.'));
}

/** What reports on a report type name its columns, as `Call__c$Score__c`. */
const columnsOf = (reportType: MetadataBody) =>
	bodiesOf(reportType, 'sections')
		.flatMap((section) => bodiesOf(section, 'columns'))
		.map((column) => `${textOf(column, 'table')}$${textOf(column, 'field')}`);

export const reportType: Check = ({ body }, org, report) => {
	const base = textOf(body, 'baseObject');
	const isThere = org.hasObject(base);
	const missing = isThere ? null : `There is no object '${base}' to report on.`;
	report(missing ?? org.switchProblem(base, 'enableReports'), body, 'baseObject');
	for (const column of bodiesOf(body, 'sections').flatMap((one) => bodiesOf(one, 'columns'))) {
		const [table, joined] = textOf(column, 'table').split('.');
		if (table !== base) report(`'${table}' is not the base object '${base}'.`, column, 'table');
		else if (!joined && isThere) {
			report(columnProblem(org, base, textOf(column, 'field')), column, 'field');
		}
	}
};

/** Columns of groupings, filters, charts …: where they stand, and under which element. */
function namedColumns(body: MetadataBody): Array<[MetadataBody, string]> {
	const filters = bodiesOf(body, 'filter').flatMap((one) => bodiesOf(one, 'criteriaItems'));
	const fields = ['columns', 'groupingsDown', 'groupingsAcross'];
	return [
		...fields.flatMap((element) => bodiesOf(body, element)).map((one) => [one, 'field'] as const),
		...filters.map((one) => [one, 'column'] as const),
		...bodiesOf(body, 'timeFrameFilter').map((one) => [one, 'dateColumn'] as const),
	].map(([one, element]) => [one, element]);
}

const groupsOf = (body: MetadataBody) =>
	['groupingsDown', 'groupingsAcross'].flatMap((element) => bodiesOf(body, element));

/** A chart shows what the report groups by and sums up, nothing else. */
const chart: Check = ({ body }, _org, report) => {
	const groups = groupsOf(body).map((group) => textOf(group, 'field'));
	const formulas = bodiesOf(body, 'aggregates').map((one) => textOf(one, 'developerName'));
	const summaries = bodiesOf(body, 'columns').flatMap((column) =>
		textsOf(column, 'aggregateTypes').map((kind) => `${kind} ${textOf(column, 'field')}`),
	);
	for (const one of bodiesOf(body, 'chart')) {
		for (const element of ['groupingColumn', 'secondaryGroupingColumn']) {
			const column = textOf(one, element);
			const isGroup = column === '' || groups.includes(column);
			report(isGroup ? null : `The report is not grouped by '${column}'.`, one, element);
		}
		for (const summary of bodiesOf(one, 'chartSummaries')) {
			const column = textOf(summary, 'column');
			const isThere =
				[ROW_COUNT, ...formulas].includes(column) ||
				summaries.includes(`${textOf(summary, 'aggregate')} ${column}`);
			const problem = `The report does not sum up '${column}' in this way.`;
			report(isThere ? null : problem, summary, 'column');
		}
	}
};

export const report: Check = (component, org, tell) => {
	const { fullName, body } = component;
	const folder = fullName.slice(0, fullName.lastIndexOf('/'));
	const hasFolder = folder === 'unfiled$public' || org.find('ReportFolder', folder);
	tell(hasFolder ? null : `There is no report folder '${folder}'.`, body, 'name');
	const type = textOf(body, 'reportType');
	// Salesforce's own report types, and those that come with an object, have column names of their own.
	if (type.endsWith('__c') && !/[$@]/.test(type)) {
		const definition = org.find('ReportType', type.slice(0, -'__c'.length));
		const columns = definition && columnsOf(definition.body);
		tell(columns ? null : `There is no report type '${type}'.`, body, 'reportType');
		for (const [one, element] of columns ? namedColumns(body) : []) {
			const column = textOf(one, element);
			// Columns of joined objects are named in ways that the report type does not show.
			const isThere = columns?.includes(column) || /\..*\$/.test(column);
			tell(isThere ? null : `The report type '${type}' has no column '${column}'.`, one, element);
		}
	}
	for (const filter of bodiesOf(body, 'filter')) {
		if (!('booleanFilter' in filter)) continue;
		const logic = textOf(filter, 'booleanFilter');
		const items = bodiesOf(filter, 'criteriaItems');
		tell(filterLogicProblem(logic, items), filter, 'booleanFilter');
	}
	chart(component, org, tell);
};
