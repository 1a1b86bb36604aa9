import { expectPublished, type Outcome } from '../support/matrix';
import { loadNodes } from '../support/templateRuns';
import { calls } from './salesforce/calls';
import { simple } from './salesforce/simple';

/** Room for the first installation of n8n. */
const INSTALLING = 1_200_000;

const outcomes: Outcome[] = [];

beforeAll(loadNodes, INSTALLING);
jest.setTimeout(30_000);

simple(outcomes);
calls(outcomes);

it('The page says what was seen', () => {
	const order = outcomes.map(({ fault }) => fault);
	const byFault = [...outcomes].sort(
		(one, other) => order.indexOf(one.fault) - order.indexOf(other.fault),
	);
	expectPublished('Salesforce', byFault);
});
