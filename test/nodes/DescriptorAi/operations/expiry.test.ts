import { expiryOf } from '../../../../nodes/DescriptorAi/operations/callAnalysis/recording/expiry';

const END = Date.parse('2026-03-01T10:00:00Z');
const SECONDS = END / 1000;

const base64 = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const jwt = (claims: object) => `${base64({ alg: 'HS256', typ: 'JWT' })}.${base64(claims)}.c2ln`;
const policy = Buffer.from(
	`{"Statement":[{"Resource":"https://d1.cloudfront.net/*","Condition":{"DateLessThan": {"AWS:EpochTime": ${SECONDS}}}}]}`,
)
	.toString('base64')
	.replace(/[+=/]/g, (sign) => ({ '+': '-', '=': '_', '/': '~' })[sign] ?? '');

const expiry = (query: string) =>
	expiryOf(new URL(`https://recordings.example.com/call.mp3?${query}`));

describe('When an address expires', () => {
	it.each([
		[
			'Amazon S3, version 4',
			'X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=20260301T090000Z&X-Amz-Expires=3600&X-Amz-Signature=ab',
		],
		[
			'the same in small letters',
			'x-amz-date=20260301t090000z&x-amz-expires=3600&x-amz-signature=ab',
		],
		['Amazon S3, version 2', `AWSAccessKeyId=AK&Expires=${SECONDS}&Signature=ab%3D`],
		['CloudFront', `Expires=${SECONDS}&Signature=ab&Key-Pair-Id=K1`],
		['CloudFront with a policy', `Policy=${policy}&Signature=ab&Key-Pair-Id=K1`],
		[
			'Google, version 4',
			'X-Goog-Algorithm=GOOG4-RSA-SHA256&X-Goog-Date=20260301T090000Z&X-Goog-Expires=3600&X-Goog-Signature=ab',
		],
		['Google, version 2', `GoogleAccessId=a%40b&Expires=${SECONDS}&Signature=ab`],
		['Azure', 'sv=2024-11-04&st=2026-02-01&se=2026-03-01T10%3A00%3A00Z&sr=b&sp=r&sig=ab%3D'],
		['Azure without seconds', 'se=2026-03-01T10:00Z&sig=ab'],
		['Azure with another zone', 'se=2026-03-01T12:00:00+02:00&sig=ab'],
		['Azure without a zone', 'se=2026-03-01T10:00:00&sig=ab'],
		['Azure, whose key ends before', 'se=2026-03-02T10:00:00Z&ske=2026-03-01T10:00:00Z&sig=ab'],
		['Alibaba, version 4', 'x-oss-date=20260301T090000Z&x-oss-expires=3600&x-oss-signature=ab'],
		['Alibaba, version 1', `OSSAccessKeyId=LT&Expires=${SECONDS}&Signature=ab`],
		['Tencent', `q-sign-algorithm=sha1&q-sign-time=1700000000;${SECONDS}&q-signature=ab`],
		['Akamai', `hdnts=st=1700000000~exp=${SECONDS}~acl=/*~hmac=ab`],
		['OpenStack', `temp_url_sig=ab&temp_url_expires=${SECONDS}`],
		['n8n', `token=${jwt({ id: 'filesystem-v2:x', iat: 1, exp: SECONDS })}`],
		['SharePoint', `UniqueId=1&tempauth=v1.${jwt({ exp: SECONDS })}`],
		['a token of any name', `Auth=${jwt({ exp: SECONDS })}`],
		['a time beside a signature', `expires=${SECONDS}&hash=ab`],
		['a time in milliseconds beside a signature', `Expiry=${END}&sig=ab`],
		['an exp beside a token', `exp=${SECONDS}&token=ab`],
		['an ISO date beside a signature', 'Expires=2026-03-01T10:00:00Z&Signature=ab'],
		['an ISO date with a zone', 'expires=2026-03-01T12:00:00%2B02:00&sig=ab'],
		['a short ISO date', 'expires=20260301T100000Z&sig=ab'],
		['a date as HTTP has it', 'Expires=Sun,%2001%20Mar%202026%2010:00:00%20GMT&Signature=ab'],
		['a date with plus signs', 'Expires=Sun,+1+Mar+2026+10:00:00+GMT&Signature=ab'],
		['Qiniu', `e=${SECONDS}&token=AK:ab=`],
		[
			'Google Media CDN',
			`edge-cache-token=Expires=${SECONDS}~URLPrefix=aHR0~KeyName=k~Signature=ab`,
		],
		[
			'the same in another order',
			`Edge-Cache-Token=URLPrefix=aHR0~Signature=ab~Expires=${SECONDS}`,
		],
		['expires_on', `expires_on=${SECONDS}&signature=ab`],
		['expiry_time', `expiry_time=${SECONDS}&hash=ab`],
		['expiryTime', `expiryTime=${END}&hash=ab`],
		['valid_until', `valid_until=${SECONDS}&token=ab`],
		['validTo', `validTo=${SECONDS}&token=ab`],
		['expires_at', `expires_at=2026-03-01T10:00:00.000Z&access_token=ab`],
		['not_after', `not_after=${SECONDS}&sig=ab`],
		['the first of two', `token=${jwt({ exp: SECONDS + 99 })}&expires=${SECONDS}`],
	])('is said by an address of %s', (_kind, query) => {
		expect(expiry(query)).toBe(END);
	});

	it.each([
		['a JSON Web Token', `/files/${jwt({ exp: SECONDS })}/call.mp3`],
		['Bunny', `/bcdn_token=ab-c_d&expires=${SECONDS}&token_path=%2Fcalls%2F/calls/call.mp3`],
		['Google Media CDN', `/edge-cache-token=Expires=${SECONDS}~KeyName=k~Signature=ab/call.mp3`],
		['the same with other signs', `/edge-cache-token=Expires=${SECONDS}&KeyName=k&Signature=ab/a`],
		['Akamai', `/hdntl=exp=${SECONDS}~acl=%2f*~data=hdntl~hmac=ab/call.mp3`],
	])('is said by the path of %s', (_kind, path) => {
		expect(expiryOf(new URL(`https://recordings.example.com${path}`))).toBe(END);
	});

	it.each([
		`/expires=${SECONDS}/call.mp3`,
		`/${SECONDS}/call.mp3?signature=ab`,
		`/eyJhbGciOi.not-json.sig/call.mp3`,
		`/${jwt({ sub: 'a' })}/call.mp3`,
		`/hdntl=exp=${SECONDS}~acl=*/call.mp3`,
	])('is not said by the path %s', (path) => {
		expect(expiryOf(new URL(`https://recordings.example.com${path}`))).toBeUndefined();
	});

	it('is the end of a day that an address is valid until', () => {
		expect(expiry('valid_until=2026-02-28&sig=ab')).toBe(Date.parse('2026-03-01T00:00:00Z'));
	});

	it('is the beginning of the day for Azure, when that names a day alone', () => {
		expect(expiry('se=2026-03-01&sig=ab')).toBe(Date.parse('2026-03-01T00:00:00Z'));
	});

	it.each([
		'',
		`expires=${SECONDS}`,
		`exp=${SECONDS}&id=42`,
		'expires=3600&signature=ab',
		'expires=never&signature=ab',
		'expires=&signature=ab',
		'se=2026-03-01T10:00:00Z',
		'se=sometime&sig=ab',
		'X-Amz-Date=20260301T090000Z',
		'X-Amz-Expires=3600&X-Amz-Signature=ab',
		'X-Amz-Date=yesterday&X-Amz-Expires=3600',
		`token=${jwt({ sub: 'a' })}`,
		`token=${jwt({ exp: 'soon' })}`,
		'token=eyJhbGciOi.not-json.sig',
		'token=eyJ..',
		'Policy=%%%&Signature=ab',
		`Policy=${base64({ Statement: [] })}&Signature=ab`,
		`response-expires=${SECONDS}&signature=ab`,
		`hdnts=exp=${SECONDS}`,
		`edge-cache-token=Expires=${SECONDS}`,
		`e=${SECONDS}`,
		`expires_at=${SECONDS}`,
		`valid_until=2026-03-01T10:00:00Z&id=42`,
		'expires=Sunday&signature=ab',
		'expires=1&signature=ab',
		'expires_in=3600&token=ab',
		`next=https://h.example.com/?a=1%26expires=${SECONDS}%26signature=ab`,
		'expires=99999999999999999999&signature=ab',
	])('is not said by "%s"', (query) => {
		expect(expiry(query)).toBeUndefined();
	});
});
