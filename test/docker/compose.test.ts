import { parse } from 'yaml';

import { WEBHOOK_PATHS } from '../../scripts/lib/loadBalancer';
import { N8N_VERSIONS } from '../../scripts/lib/installation';
import { Postgres } from '../../scripts/lib/postgres';
import { dockerFile, sharedSettings } from '../../scripts/lib/queueMode';
import { Redis } from '../../scripts/lib/redis';

interface Service {
	image: string;
	command?: string;
	env_file?: string;
	environment?: Record<string, unknown>;
	deploy?: { replicas: number };
	volumes?: string[];
	healthcheck?: { test: string[] };
	stop_grace_period?: string;
	depends_on?: Record<string, { condition: string }>;
}

const text = dockerFile('compose.yaml');
const { services, volumes } = parse(text, { merge: true }) as {
	services: Record<string, Service>;
	volumes: Record<string, null>;
};
const n8n = ['main', 'worker', 'webhook'].map((name) => services[name]);

/** The names of the settings that a server of the test gives n8n, without starting it. */
const settingsOf = ({ prototype }: { prototype: object }) =>
	Object.keys(Object.getOwnPropertyDescriptor(prototype, 'settings')?.get?.call({}) as object);

describe('The n8n of docker/', () => {
	it('is that of the queue mode test: one main process, two workers, one webhook process', () => {
		expect(n8n.map(({ command }) => command)).toEqual([undefined, 'worker', 'webhook']);
		expect(n8n.map(({ deploy }) => deploy?.replicas ?? 1)).toEqual([1, 2, 1]);
		expect(dockerFile('Dockerfile')).toContain(`n8nio/n8n:${N8N_VERSIONS[0]}\n`);
		for (const { image } of n8n) expect(image.endsWith(`:${N8N_VERSIONS[0]}`)).toBe(true);
	});

	it('has the settings of the test, and beside them addresses and secrets only', () => {
		const places = [...settingsOf(Postgres), ...settingsOf(Redis)];
		for (const { env_file: file, environment = {} } of n8n) {
			expect(file).toBe('n8n.env');
			expect(Object.keys(environment).sort()).toEqual(
				[...places, 'N8N_ENCRYPTION_KEY', 'N8N_PROXY_HOPS', 'N8N_WEBHOOK_URL'].sort(),
			);
		}
		expect(sharedSettings()).toMatchObject({ EXECUTIONS_MODE: 'queue', DB_TYPE: 'postgresdb' });
	});

	it('ends what it runs before it is killed, and has a health check', () => {
		const { N8N_GRACEFUL_SHUTDOWN_TIMEOUT: seconds } = sharedSettings();
		for (const { stop_grace_period: period = '', healthcheck } of n8n) {
			expect(period).toMatch(/^\d+s$/);
			expect(parseInt(period, 10)).toBeGreaterThan(Number(seconds));
			expect(healthcheck?.test.at(-1)).toContain('/healthz/readiness');
		}
	});
});

describe('What stands around it in docker/', () => {
	it('calls from outside go where the load balancer of the test sends them', () => {
		const [, paths = ''] = /@webhook path (.*)/.exec(dockerFile('Caddyfile')) ?? [];
		expect(paths.split(' ')).toEqual(WEBHOOK_PATHS.map((start) => `${start}*`));
		const [, names = ''] = /location ~ \^\/\((.*)\)\/ /.exec(dockerFile('nginx.conf')) ?? [];
		expect(names.split('|')).toEqual(WEBHOOK_PATHS.map((start) => start.slice(1, -1)));
	});

	it('no proxy logs an address with a secret, also not when n8n does not answer', () => {
		const locations = dockerFile('nginx.conf')
			.split(/(?=\tlocation )/)
			.slice(1);
		const [webhook, signed] = locations;
		for (const location of [webhook, signed]) {
			expect(location).toContain('access_log off;');
			expect(location).toContain('error_log /dev/null crit;');
		}
		expect(locations).toHaveLength(3);
		expect(dockerFile('Caddyfile')).toContain('exclude http.log.error http.handlers.reverse_proxy');
	});

	it('the database and the queue are kept on volumes, and the queue in a file', () => {
		const kept = [services.postgres, services.redis].map(({ volumes: used = [] }) =>
			used[0].split(':'),
		);
		expect(kept.map(([, place]) => place)).toEqual(['/var/lib/postgresql/data', '/data']);
		for (const [name] of kept) expect(volumes).toHaveProperty(name);
		expect(services.redis.command).toContain('--appendonly yes');
	});

	it('waits for services that there are and that say whether they are well, and has no version that floats', () => {
		for (const { image, depends_on: needed = {} } of Object.values(services)) {
			expect(image).toMatch(/:\d+\.\d+/);
			for (const name of Object.keys(needed)) expect(services[name].healthcheck).toBeDefined();
		}
	});

	it('each secret is a variable, and is empty in the example', () => {
		const requested = [...text.matchAll(/\$\{(\w+)/g)].map(([, name]) => name);
		const example = dockerFile('.env.example');
		for (const name of requested) expect(example).toMatch(new RegExp(`^${name}=`, 'm'));
		for (const name of ['N8N_ENCRYPTION_KEY', 'POSTGRES_PASSWORD']) {
			expect(example).toMatch(new RegExp(`^${name}=$`, 'm'));
		}
	});
});
