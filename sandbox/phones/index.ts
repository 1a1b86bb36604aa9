import { addAircall, AIRCALL_HOSTS } from './aircall';
import { addRingCentral, RINGCENTRAL_HOSTS } from './ringCentral';
import { startSftp } from './sftp';
import { addTwilio, TWILIO_HOST } from './twilio';
import { prepareVendorHosts } from './vendorHosts';

export type Phones = Awaited<ReturnType<typeof startPhones>>;

/**
 * Starts the servers of the phone systems on this machine, under their own names, over HTTPS.
 *
 * A program reaches them, and nothing else, with the variables in `environment`.
 */
export async function startPhones() {
	const hosts = await prepareVendorHosts([TWILIO_HOST, ...AIRCALL_HOSTS, ...RINGCENTRAL_HOSTS]);
	const { app, requests, strangers } = hosts;
	let passed = 0;
	const clock = { now: () => Date.now() + passed };
	const twilio = addTwilio(app);
	const aircall = addAircall(app, clock);
	const ringCentral = addRingCentral(app, clock);
	const sftp = await startSftp();
	const environment = await hosts.listen();
	return {
		twilio,
		aircall,
		ringCentral,
		sftp,
		environment,
		requests,
		strangers,
		/** Lets time pass at the vendors: signed addresses and sessions end. */
		pass(seconds: number): void {
			passed += seconds * 1000;
		},
		async close(): Promise<void> {
			await Promise.all([hosts.close(), sftp.close()]);
		},
	};
}
