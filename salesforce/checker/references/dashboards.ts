import { bodiesOf, textOf, textsOf } from '../model';
import type { Check } from './org';
import { folderProblem, groupingProblem, summaryProblem } from './reports';

/** A dashboard: each part shows a report that is there, by what this is grouped by and sums up. */
export const dashboard: Check = ({ fullName, body }, org, report) => {
	report(folderProblem(org, 'Dashboard', fullName), body, 'title');
	const sections = ['leftSection', 'middleSection', 'rightSection'];
	const parts = [
		...bodiesOf(body, 'dashboardGridLayout')
			.flatMap((grid) => bodiesOf(grid, 'dashboardGridComponents'))
			.flatMap((place) => bodiesOf(place, 'dashboardComponent')),
		...sections
			.flatMap((section) => bodiesOf(body, section))
			.flatMap((section) => bodiesOf(section, 'components')),
	];
	for (const part of parts) {
		const name = textOf(part, 'report');
		const shown = org.find('Report', name)?.body;
		if (name && !shown) report(`There is no report '${name}'.`, part, 'report');
		if (!shown) continue;
		const lacksChart = textOf(part, 'useReportChart') === 'true' && !('chart' in shown);
		report(lacksChart ? `The report '${name}' has no chart.` : null, part, 'useReportChart');
		textsOf(part, 'groupingColumn').forEach((column, index) =>
			report(groupingProblem(shown, column), part, 'groupingColumn', index),
		);
		for (const summary of bodiesOf(part, 'chartSummary')) {
			report(summaryProblem(shown, summary), summary, 'column');
		}
	}
};
