// What a person sets up for the connectors: the credentials of the phone systems, and those of their own webhooks.

/** The logins that a phone system needs at the webhooks of n8n. */
const WEBHOOK_LOGINS = {
	basic: { user: 'phones', password: 'made-up-for-the-webhook' },
	header: { name: 'x-phones', value: 'made-up-for-the-webhook' },
};

/** @typedef {import('../../sandbox').Phones} Phones */

/**
 * Each credential, with the nodes that it is for.
 *
 * @type {Record<string, { name: string, type: string, isFor: (node: import('./templates').TemplateNode) => boolean, data: (phones: Phones) => object }>}
 */
const CREDENTIALS = {
	twilioApi1: {
		name: 'Twilio (sandbox)',
		type: 'twilioApi',
		isFor: ({ parameters }) => parameters.nodeCredentialType === 'twilioApi',
		data: ({ twilio }) => ({
			authType: 'authToken',
			accountSid: twilio.account,
			authToken: twilio.token,
		}),
	},
	aircallApi1: {
		name: 'Aircall (sandbox)',
		type: 'httpBasicAuth',
		isFor: ({ parameters }) => parameters.genericAuthType === 'httpBasicAuth',
		data: ({ aircall }) => ({ user: aircall.id, password: aircall.token }),
	},
	ringCentralApi1: {
		name: 'RingCentral (sandbox)',
		type: 'oAuth2Api',
		isFor: ({ parameters }) => parameters.genericAuthType === 'oAuth2Api',
		// An OAuth2 credential that a person has connected already.
		data: ({ ringCentral }) => ({
			grantType: 'authorizationCode',
			authUrl: ringCentral.tokenUrl.replace(/token$/, 'authorize'),
			accessTokenUrl: ringCentral.tokenUrl,
			clientId: ringCentral.client.id,
			clientSecret: ringCentral.client.secret,
			authentication: 'header',
			oauthTokenData: { ...ringCentral.connect(), token_type: 'bearer' },
		}),
	},
	sftp1: {
		name: 'SFTP (sandbox)',
		type: 'sftp',
		isFor: ({ type }) => type === 'n8n-nodes-base.ftp',
		data: ({ sftp: { host, port, username, password } }) => ({ host, port, username, password }),
	},
	zoomApi1: {
		name: 'Zoom (sandbox)',
		type: 'zoomOAuth2Api',
		isFor: ({ parameters }) => parameters.nodeCredentialType === 'zoomOAuth2Api',
		data: ({ zoom }) => ({
			clientId: zoom.client.id,
			clientSecret: zoom.client.secret,
			oauthTokenData: { ...zoom.connect(), token_type: 'bearer' },
		}),
	},
	aws1: {
		name: 'AWS (sandbox)',
		type: 'aws',
		isFor: ({ parameters, type }) =>
			parameters.nodeCredentialType === 'aws' || type.startsWith('n8n-nodes-base.aws'),
		data: ({ amazon: { accessKeyId, secretAccessKey, region } }) => ({
			accessKeyId,
			secretAccessKey,
			region,
		}),
	},
	dialpadApi1: {
		name: 'Dialpad (sandbox)',
		type: 'httpBearerAuth',
		isFor: ({ parameters }) => parameters.genericAuthType === 'httpBearerAuth',
		data: ({ dialpad }) => ({ token: dialpad.apiKey }),
	},
	webhookBasic1: {
		name: 'Webhook of the phone system',
		type: 'httpBasicAuth',
		isFor: ({ parameters }) => parameters.authentication === 'basicAuth',
		data: () => WEBHOOK_LOGINS.basic,
	},
	webhookHeader1: {
		name: 'Webhook of your phone system',
		type: 'httpHeaderAuth',
		isFor: ({ parameters }) => parameters.authentication === 'headerAuth',
		data: () => WEBHOOK_LOGINS.header,
	},
};

/** The credentials for n8n's import. */
const phoneCredentials = (/** @type {Phones} */ phones) =>
	Object.entries(CREDENTIALS).map(([id, { name, type, data }]) => ({
		id,
		name,
		type,
		data: data(phones),
	}));

/** The credential that a person selects in a node. */
function phoneCredentialOf(/** @type {import('./templates').TemplateNode} */ node) {
	const [id, found] = Object.entries(CREDENTIALS).find(([, { isFor }]) => isFor(node)) ?? [];
	return id && found && { [found.type]: { id, name: found.name } };
}

/**
 * What a person enters in a node in place of the words of the template.
 *
 * @param {import('./templates').TemplateNode['parameters']} parameters
 * @param {Phones} phones
 */
function enterValues(parameters, { aircall, amazon, zoom }) {
	const text = JSON.stringify(parameters)
		.replace('your-webhook-token', aircall.webhookToken)
		.replace('your-instance-id', amazon.instance)
		.replace('your-secret-token', zoom.secretToken);
	const entered = JSON.parse(text);
	if (entered.topic) entered.topic.value = amazon.topic;
	return entered;
}

const withLogin = (/** @type {string} */ url) =>
	url.replace('://', `://${WEBHOOK_LOGINS.basic.user}:${WEBHOOK_LOGINS.basic.password}@`);

/**
 * The phone systems that the demo can play: their connector, and how a call of theirs reaches it.
 *
 * @type {Record<string, { name: string, connector: string, callIn: (phones: Phones, n8n: string, call: Parameters<Phones['twilio']['add']>[0]) => Promise<unknown> }>}
 */
const SOURCES = {
	aircall: {
		name: 'Aircall',
		connector: 'from-aircall.json',
		callIn: async ({ aircall }, n8n, call) =>
			await aircall.add(call).deliver(`${n8n}/webhook/aircall-recording`),
	},
	twilio: {
		name: 'Twilio',
		connector: 'from-twilio.json',
		callIn: async ({ twilio }, n8n, call) =>
			await twilio.add(call).deliver(`${withLogin(n8n)}/webhook/twilio-recording`),
	},
	zoom: {
		name: 'Zoom Phone',
		connector: 'from-zoom-phone.json',
		callIn: async ({ zoom }, n8n, call) =>
			await zoom.add(call).deliver(`${n8n}/webhook/zoom-phone-recording`),
	},
};

module.exports = { enterValues, phoneCredentialOf, phoneCredentials, SOURCES, WEBHOOK_LOGINS };
