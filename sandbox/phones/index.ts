import { addAircall, AIRCALL_HOSTS } from './aircall';
import { addAmazon, AMAZON_HOSTS } from './amazon';
import { addDialpad, DIALPAD_HOST } from './dialpad';
import { addRingCentral, RINGCENTRAL_HOSTS } from './ringCentral';
import { startSftp } from './sftp';
import { addTelnyx, TELNYX_HOSTS } from './telnyx';
import { addTwilio, TWILIO_HOST } from './twilio';
import { prepareVendorHosts } from './vendorHosts';
import { addZoom, ZOOM_HOSTS } from './zoom';

export type Phones = Awaited<ReturnType<typeof startPhones>>;

/**
 * Starts the servers of the phone systems on this machine, under their own names, over HTTPS.
 *
 * A program reaches them, and nothing else, with the variables in `environment`.
 */
export async function startPhones() {
	const hosts = await prepareVendorHosts([
		TWILIO_HOST,
		...AIRCALL_HOSTS,
		...RINGCENTRAL_HOSTS,
		...ZOOM_HOSTS,
		...TELNYX_HOSTS,
		DIALPAD_HOST,
		...AMAZON_HOSTS,
	]);
	const { app, requests, strangers } = hosts;
	let passed = 0;
	const clock = { now: () => Date.now() + passed };
	const vendors = {
		twilio: addTwilio(app),
		aircall: addAircall(app, clock),
		ringCentral: addRingCentral(app, clock),
		zoom: addZoom(app, clock),
		telnyx: addTelnyx(app, clock),
		dialpad: addDialpad(app),
		amazon: addAmazon(app, clock, hosts),
	};
	const [sftp, environment] = await Promise.all([startSftp(), hosts.listen()]);
	return {
		...vendors,
		sftp,
		environment,
		/** In PEM, for a client in this process. */
		certificate: hosts.cert,
		requests,
		strangers,
		/** Lets time pass at the vendors: signed addresses and sessions end. */
		pass(seconds: number): void {
			passed += seconds * 1000;
		},
		async close(): Promise<void> {
			vendors.amazon.close();
			await Promise.all([hosts.close(), sftp.close()]);
		},
	};
}
