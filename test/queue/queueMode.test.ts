import { QueuePlace, WORKING } from '../support/queuePlace';
import { arriving } from './arriving';
import { breaking } from './breaking';

/** Room for the first installation of n8n, in milliseconds. */
const INSTALLING = 1_800_000;

describe('In queue mode', () => {
	const place = new QueuePlace();

	beforeAll(async () => await place.open(), INSTALLING);
	afterAll(async () => await place.close(), WORKING);

	arriving(place);
	breaking(place);
});
