import nock from 'nock';

/** For the tests of a file: requests reach only what a test has set up, and nothing is left behind. */
export function isolateRequests(): void {
	beforeAll(() => {
		if (!nock.isActive()) nock.activate();
		nock.disableNetConnect();
	});
	afterEach(() => nock.cleanAll());
	afterAll(() => {
		nock.enableNetConnect();
		nock.restore();
	});
}
