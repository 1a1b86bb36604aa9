import { N8N_VERSIONS } from '../../scripts/lib/installation';
import { RUNNING, Workplace } from '../support/workplace';
import { callsToSalesforce } from './templates/callsToSalesforce';
import { orgs } from './templates/orgs';
import { saving } from './templates/saving';
import { settingUp } from './templates/settingUp';

/** Room for the first installation of n8n. */
const INSTALLING = 1_800_000;

describe.each(N8N_VERSIONS)('In n8n %s', (version) => {
	const place = new Workplace({ version });

	beforeAll(async () => await place.open({ salesforceOrg: 'empty' }), INSTALLING);
	afterAll(async () => await place.close(), RUNNING);

	// One org for all, as in life: it is set up first, and what one template leaves another one meets.
	settingUp(place);
	saving(place);
	callsToSalesforce(place);
	orgs(place);
});
