import { bodiesOf, textOf, textsOf, type MetadataBody } from '../model';
import { filterLogicProblem, isLongText, valuesOf } from './objects';
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

const RELATIONSHIP = /__r$/;

/**
 * The object of a table of a report type, `Call_Analysis__c.Topics__r`: the base object, or one that is joined to it.
 *
 * @returns undefined for a relationship between Salesforce's own objects, which are not known here
 */
function objectOfTable(org: Org, table: string): string | undefined {
	const [base, ...joins] = table.split('.');
	return joins.reduce<string | undefined>(
		(object, join) => object && org.childOf(object, join.replace(RELATIONSHIP, '')),
		base,
	);
}

/** The tables of a report type: its base object, and the objects that are joined to it, one after another. */
function tablesOf(body: MetadataBody): string[] {
	const tables = [textOf(body, 'baseObject')];
	for (let join = bodiesOf(body, 'join')[0]; join; join = bodiesOf(join, 'join')[0]) {
		tables.push(`${tables.at(-1)}.${textOf(join, 'relationship')}`);
	}
	return tables;
}

export const reportType: Check = ({ body }, org, report) => {
	const base = textOf(body, 'baseObject');
	const isThere = org.hasObject(base);
	const missing = isThere ? null : `There is no object '${base}' to report on.`;
	const isOff = org.isOff(base, 'enableReports');
	const closed = isOff ? `The object '${base}' needs <enableReports> for a report type.` : null;
	report(missing ?? closed, body, 'baseObject');
	if (!isThere) return;
	const tables = tablesOf(body);
	for (const table of tables.filter((one) => RELATIONSHIP.test(one))) {
		const problem = `There is no relationship '${table}'.`;
		report(objectOfTable(org, table) ? null : problem, body, 'join');
	}
	for (const column of bodiesOf(body, 'sections').flatMap((one) => bodiesOf(one, 'columns'))) {
		const table = textOf(column, 'table');
		const object = objectOfTable(org, table);
		if (!tables.includes(table)) {
			report(`'${table}' is neither the base object nor joined to it.`, column, 'table');
		} else if (object) report(columnProblem(org, object, textOf(column, 'field')), column, 'field');
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

/** Why the report of a chart, or of a part of a dashboard, is not grouped by a column; null if it is. */
export function groupingProblem(report: MetadataBody, column: string): string | null {
	const isGroup = groupsOf(report).some((group) => textOf(group, 'field') === column);
	return isGroup ? null : `The report is not grouped by '${column}'.`;
}

/** Why a report does not sum up what a chart shows; null if it does. */
export function summaryProblem(report: MetadataBody, summary: MetadataBody): string | null {
	const formulas = bodiesOf(report, 'aggregates').map((one) => textOf(one, 'developerName'));
	const summaries = bodiesOf(report, 'columns').flatMap((column) =>
		textsOf(column, 'aggregateTypes').map((kind) => `${kind} ${textOf(column, 'field')}`),
	);
	const column = textOf(summary, 'column');
	const isThere =
		[ROW_COUNT, ...formulas].includes(column) ||
		summaries.includes(`${textOf(summary, 'aggregate')} ${column}`);
	return isThere ? null : `The report does not sum up '${column}' in this way.`;
}

/** A chart shows what the report groups by and sums up, nothing else. */
const chart: Check = ({ body }, _org, report) => {
	for (const one of bodiesOf(body, 'chart')) {
		for (const element of ['groupingColumn', 'secondaryGroupingColumn']) {
			const column = textOf(one, element);
			if (column) report(groupingProblem(body, column), one, element);
		}
		for (const summary of bodiesOf(one, 'chartSummaries')) {
			report(summaryProblem(body, summary), summary, 'column');
		}
	}
};

/** Why a folder of reports or dashboards is not there; null if it is. */
export function folderProblem(org: Org, type: string, fullName: string): string | null {
	const folder = fullName.slice(0, fullName.lastIndexOf('/'));
	const isThere = folder === 'unfiled$public' || org.find(`${type}Folder`, folder);
	return isThere ? null : `There is no ${type.toLowerCase()} folder '${folder}'.`;
}

/** The columns of a report on a report type of the package: they have to be there, and may be used so. */
const reportColumns = (body: MetadataBody, type: string, org: Org, tell: Parameters<Check>[2]) => {
	const definition = org.find('ReportType', type.slice(0, -'__c'.length));
	if (!definition) {
		tell(`There is no report type '${type}'.`, body, 'reportType');
		return;
	}
	const columns = columnsOf(definition.body);
	for (const [one, element] of namedColumns(body)) {
		const column = textOf(one, element);
		const isThere = columns.includes(column);
		tell(isThere ? null : `The report type '${type}' has no column '${column}'.`, one, element);
	}
	const fieldOf = (column: string): [string, string] => {
		const [table, field] = column.split('$');
		return [objectOfTable(org, table) ?? '', field];
	};
	for (const group of groupsOf(body)) {
		const column = textOf(group, 'field');
		const long = `A report cannot group by '${column}', a long text.`;
		tell(isLongText(org, ...fieldOf(column)) ? long : null, group, 'field');
	}
	for (const item of bodiesOf(body, 'filter').flatMap((one) => bodiesOf(one, 'criteriaItems'))) {
		const column = textOf(item, 'column');
		const allowed = valuesOf(org, ...fieldOf(column));
		for (const value of allowed ? textOf(item, 'value').split(',').filter(Boolean) : []) {
			const known = allowed?.includes(value);
			tell(known ? null : `'${column}' has no value '${value}'.`, item, 'value');
		}
	}
};

export const report: Check = (component, org, tell) => {
	const { fullName, body } = component;
	tell(folderProblem(org, 'Report', fullName), body, 'name');
	const type = textOf(body, 'reportType');
	// Salesforce's own report types, and those that come with an object, have column names of their own.
	if (type.endsWith('__c') && !/[$@]/.test(type)) reportColumns(body, type, org, tell);
	for (const filter of bodiesOf(body, 'filter')) {
		if (!('booleanFilter' in filter)) continue;
		const logic = textOf(filter, 'booleanFilter');
		const items = bodiesOf(filter, 'criteriaItems');
		tell(filterLogicProblem(logic, items), filter, 'booleanFilter');
	}
	chart(component, org, tell);
};
