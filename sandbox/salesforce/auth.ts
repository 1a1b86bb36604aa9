import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { decode, verify, type JwtPayload } from 'jsonwebtoken';
import { makeId } from './ids';
import type { OrgUser } from './storage';

/** A connected app for logins with a signed assertion (JWT bearer). */
export interface JwtLogin {
	clientId: string;
	username: string;
	/** PEM. */
	privateKey: string;
}

/** A connected client with a refresh token. */
export interface OAuthConnection {
	clientId: string;
	clientSecret: string;
	refreshToken: string;
}

/** An answer of the token endpoint; its errors differ from those of the API. */
export type TokenAnswer =
	| { status: 200; body: Record<string, string> }
	| { status: 400; body: { error: string; error_description: string } };

export const SANDBOX_USER: OrgUser = {
	username: 'demo@sandbox.example',
	email: 'demo@sandbox.example',
	firstName: 'Demo',
	lastName: 'User',
};

export const ORGANIZATION_ID = makeId('00D', 1);
const CLIENT_ID = '3MVG9.sandbox.connected.app';
const JWT_BEARER = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
const LOGIN_HOSTS = ['https://login.salesforce.com', 'https://test.salesforce.com'];
/** How far ahead an assertion may expire, in seconds. */
const MAX_LIFETIME = 5 * 60;
/** How far two clocks may differ, in seconds. */
const CLOCK_TOLERANCE = 30;

const refusal = (error: string, error_description: string): TokenAnswer => ({
	status: 400,
	body: { error, error_description },
});

/** The sessions of the org, and the login that opens them. */
export class Sessions {
	/** A session that is there from the start. */
	readonly accessToken: string;

	/** The client that this session belongs to, which may open others. */
	readonly connection: OAuthConnection = {
		clientId: CLIENT_ID,
		clientSecret: randomBytes(32).toString('hex').toUpperCase(),
		refreshToken: `5Aep${randomBytes(48).toString('base64url')}`,
	};

	private keys: Record<'publicKey' | 'privateKey', string> | undefined;

	private readonly open = new Set<string>();

	constructor() {
		this.accessToken = this.begin();
	}

	/** What a login with an assertion needs. The key pair takes a while to make, and most orgs need none. */
	get jwt(): JwtLogin {
		this.keys ??= generateKeyPairSync('rsa', {
			modulusLength: 2048,
			publicKeyEncoding: { type: 'spki', format: 'pem' },
			privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
		});
		return {
			clientId: CLIENT_ID,
			username: SANDBOX_USER.username,
			privateKey: this.keys.privateKey,
		};
	}

	/** Ends every session; a login opens a new one. */
	expire(): void {
		this.open.clear();
	}

	/** Makes the session of the start valid again, as a connected client does with its refresh token. */
	renew(): void {
		this.open.add(this.accessToken);
	}

	/** Whether an `Authorization` header names an open session. */
	accepts(header: string | undefined): boolean {
		const [scheme, token] = header?.split(' ') ?? [];
		return /^(bearer|oauth)$/i.test(scheme ?? '') && this.open.has(token ?? '');
	}

	/**
	 * Answers `POST /services/oauth2/token`.
	 *
	 * @param form the fields of the form, with those of the client that came in the header
	 * @param origin where the sandbox is reached, such as "http://127.0.0.1:3002"
	 * @param userId the user whom a session belongs to
	 */
	token(form: Record<string, unknown>, origin: string, userId: string): TokenAnswer {
		const problem = this.problemOf(form, origin);
		if (problem) return problem;
		return {
			status: 200,
			body: {
				access_token: this.begin(),
				scope: 'api id',
				instance_url: origin,
				id: `${origin}/id/${ORGANIZATION_ID}/${userId}`,
				token_type: 'Bearer',
			},
		};
	}

	private begin(): string {
		const token = `${ORGANIZATION_ID.slice(0, 15)}!${randomBytes(48).toString('base64url')}`;
		this.open.add(token);
		return token;
	}

	private problemOf(form: Record<string, unknown>, origin: string): TokenAnswer | null {
		if (form.grant_type === 'refresh_token') return this.refreshProblem(form);
		if (form.grant_type === JWT_BEARER) {
			return this.assertionProblem(String(form.assertion ?? ''), origin);
		}
		return refusal('unsupported_grant_type', 'grant type not supported');
	}

	private refreshProblem(form: Record<string, unknown>): TokenAnswer | null {
		const { clientId, clientSecret, refreshToken } = this.connection;
		if (form.client_id !== clientId) {
			return refusal('invalid_client_id', 'client identifier invalid');
		}
		if (form.client_secret !== clientSecret) {
			return refusal('invalid_client', 'invalid client credentials');
		}
		return form.refresh_token === refreshToken
			? null
			: refusal('invalid_grant', 'expired access/refresh token');
	}

	private assertionProblem(assertion: string, origin: string): TokenAnswer | null {
		const claims = decode(assertion, { json: true });
		if (!claims) return refusal('invalid_grant', 'invalid assertion');
		if (claims.iss !== CLIENT_ID) {
			return refusal('invalid_client_id', 'client identifier invalid');
		}
		if (!this.isSigned(assertion)) return refusal('invalid_grant', 'invalid assertion');
		return this.claimsProblem(claims, origin);
	}

	private isSigned(assertion: string): boolean {
		if (!this.keys) return false;
		try {
			verify(assertion, this.keys.publicKey, { algorithms: ['RS256'], ignoreExpiration: true });
			return true;
		} catch {
			return false;
		}
	}

	private claimsProblem({ sub, aud, exp }: JwtPayload, origin: string): TokenAnswer | null {
		const audiences = [aud ?? []].flat().map((audience) => audience.replace(/\/$/, ''));
		if (![origin, ...LOGIN_HOSTS].some((host) => audiences.includes(host))) {
			return refusal('invalid_grant', 'audience is invalid');
		}
		if (sub !== SANDBOX_USER.username) {
			return refusal('invalid_grant', "user hasn't approved this consumer");
		}
		const ahead = (exp ?? 0) - Date.now() / 1000;
		if (ahead < -CLOCK_TOLERANCE) return refusal('invalid_grant', 'expired authorization code');
		return ahead > MAX_LIFETIME + CLOCK_TOLERANCE
			? refusal('invalid_grant', 'assertion expires too far in the future')
			: null;
	}
}
