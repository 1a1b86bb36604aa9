import { callbackAddress, whyUnreachable } from '../../../../nodes/DescriptorAi/waiting/address';

const OUTSIDE = 'https://demo.descriptor.ai';

describe('The address for callbacks', () => {
	it.each([
		['http://localhost:5678/webhook-waiting/1', 'this machine'],
		['http://127.0.0.1:5678/', 'this machine'],
		['http://[::1]:5678/', 'this machine'],
		['http://0.0.0.0:5678/', 'this machine'],
		['http://n8n:5678/', 'a private network'],
		['http://10.1.2.3/', 'a private network'],
		['http://172.16.0.1/', 'a private network'],
		['http://172.31.255.1/', 'a private network'],
		['http://192.168.1.1/', 'a private network'],
		['http://169.254.1.1/', 'a private network'],
		['http://100.64.0.1/', 'a private network'],
		['http://[fd00::1]/', 'a private network'],
		['http://[fe80::1]/', 'a private network'],
		['http://n8n.local/', 'a private network'],
		['http://n8n.corp.internal/', 'a private network'],
		['http://2130706433/', 'this machine'],
		['http://0x7f.1/', 'this machine'],
		['http://0177.0.0.1/', 'this machine'],
		['http://127.1:5678/', 'this machine'],
		['http://127.0.0.1./', 'this machine'],
		['http://LOCALHOST./', 'this machine'],
		['http://n8n.localhost/', 'this machine'],
		['http://localhost.localdomain/', 'this machine'],
		['http://0/', 'this machine'],
		['http://[::]/', 'this machine'],
		['http://[::ffff:127.0.0.1]/', 'this machine'],
		['http://[::127.0.0.1]/', 'this machine'],
		['http://[0:0:0:0:0:ffff:7f00:1]/', 'this machine'],
		['http://n8n./', 'a private network'],
		['http://n8n.local./', 'a private network'],
		['http://pbx.home.arpa/', 'a private network'],
		['http://167772161/', 'a private network'],
		['http://0xa9fea9fe/latest/', 'a private network'],
		['http://100.127.255.254/', 'a private network'],
		['http://[::ffff:10.0.0.1]/', 'a private network'],
		['http://[::ffff:169.254.169.254]/', 'a private network'],
		['http://[64:ff9b::192.168.0.1]/', 'a private network'],
		['http://[2002:c0a8:1::1]/', 'a private network'],
		['http://[febf::1]/', 'a private network'],
		['http://[fc00::1]/', 'a private network'],
		['http://n8n.default.svc/', 'a private network'],
		['http://n8n.default.svc.cluster.local/', 'a private network'],
		['http://n8n.docker/', 'a private network'],
		['http://host.docker.internal/', 'a private network'],
		['http://n8n.service.consul/', 'a private network'],
		['http://fritz.box/', 'a private network'],
		['http://pbx.fritz.box/', 'a private network'],
		['http://FRITZ.BOX./', 'a private network'],
		['http://224.0.0.1/', 'a private network'],
		['http://239.255.255.250/', 'a private network'],
		['http://240.0.0.1/', 'a private network'],
		['http://255.255.255.255/', 'a private network'],
		['http://4294967295/', 'a private network'],
		['http://[ff02::1]/', 'a private network'],
		['http://[ff00::]/', 'a private network'],
		['http://[::ffff:224.0.0.1]/', 'a private network'],
	])('%s is reachable from %s only', (address, from) => {
		const reason = `n8n's webhook address, ${new URL(address).origin}, can be reached from ${from} only`;
		expect(whyUnreachable(new URL(address), OUTSIDE)).toBe(reason);
	});

	it.each([
		'https://n8n.example.com/',
		'http://172.15.0.1/',
		'http://172.32.0.1/',
		'http://100.128.0.1/',
		'http://11.0.0.1/',
		'http://[2001:db8::1]/',
		'http://[::ffff:8.8.8.8]/',
		'http://[64:ff9b::8.8.8.8]/',
		'https://n8n.example.com./',
		'https://10.example.com/',
		'https://127.example.com/',
		'https://192.168.example.com/',
		'https://localhost.example.com/',
		'https://fd00.example.com/',
		'https://internal.example.com/',
		'https://svc.example.com/',
		'https://docker.com/',
		'https://www.consul.io/',
		'https://my-fritz.box/',
		'https://fritz.box.example.com/',
		'https://ff00.example.com/',
		'https://224.example.com/',
		'http://223.255.255.1/',
		'http://22.4.0.1/',
	])('%s is reachable from anywhere', (address) => {
		expect(whyUnreachable(new URL(address), OUTSIDE)).toBeNull();
	});

	it('may be private when the service is in a private network, and local when it is on this machine', () => {
		expect(whyUnreachable(new URL('http://10.0.0.1/'), 'http://descriptor.lan')).toBeNull();
		expect(whyUnreachable(new URL('http://localhost/'), 'http://127.0.0.1:8000')).toBeNull();
		expect(whyUnreachable(new URL('http://localhost/'), 'http://descriptor.lan')).toContain(
			'this machine',
		);
	});

	it('is missing when n8n tells none', () => {
		expect(whyUnreachable(null, OUTSIDE)).toBe('n8n has no webhook address');
	});

	it('keeps what n8n has put into it', () => {
		const resume = new URL('https://n8n.example.com/webhook-waiting/1/x?signature=abc');
		expect(callbackAddress(resume, 'nonce')).toBe(
			'https://n8n.example.com/webhook-waiting/1/x?signature=abc&job=nonce',
		);
	});
});
