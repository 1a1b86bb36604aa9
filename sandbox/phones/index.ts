import { addTwilio } from './twilio';
import { prepareVendorHosts } from './vendorHosts';

export type Phones = Awaited<ReturnType<typeof startPhones>>;

/**
 * Starts the servers of the phone systems on this machine, under their own names, over HTTPS.
 *
 * A program reaches them, and nothing else, with the variables in `environment`.
 */
export async function startPhones() {
	const hosts = await prepareVendorHosts(['api.twilio.com']);
	const { app, close, requests, strangers } = hosts;
	const twilio = addTwilio(app);
	const environment = await hosts.listen();
	return { twilio, environment, requests, strangers, close };
}
