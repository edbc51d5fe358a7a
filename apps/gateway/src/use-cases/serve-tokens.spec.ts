import { newTokenText } from '@portcullis/access';
import type { TokenFactsMessage, TokenView } from '@portcullis/contracts';
import { loadCatalogue, Parameters as Given } from '@portcullis/cpanel';
import { granted, refused, toRfc3339, instant } from '@portcullis/kernel';
import { randomBytes } from 'node:crypto';
import { ACCOUNT, accountFacts, AT, authorities, decidingToken, grantCatalogue, noPolicy, origin, receipt, sealKeys, SHARD, tenantFacts, TENANT, TOKEN, tokenFacts, tokenView } from './authorities-for-spec.js';
import type { PresentedToken } from './presented-token.js';
import { serveTokens } from './serve-tokens.js';
import { readingVerifier } from './verifier-for-spec.js';

const catalogue = loadCatalogue();
const CREATED = Date.parse(AT) / 1000;
type Answers = Parameters<typeof authorities>[0];

function presentedBy(kind: 'account' | 'tenant', changes: Partial<TokenFactsMessage> = {}): PresentedToken {
  const account = kind === 'account' ? accountFacts() : null;
  const facts = tokenFacts({ kind, accountId: account && ACCOUNT, ...changes });
  const { access, grants, readOnly, ipAllowlist } = facts;
  return {
    token: decidingToken({ kind, access, grants: grants as never, readOnly, ipAllowlist }),
    owner: { tenants: ['active'], account: account && { status: 'active', features: new Set() }, ...noPolicy },
    ...{ shard: SHARD, facts, ownerFacts: { tenant: tenantFacts(), account }, now: instant(Date.parse(AT)), earliest: instant(Date.parse(AT)), isCurrent: () => true },
  };
}

/** What a call of this function comes to, and what the tokens service was asked meanwhile. */
async function called(name: string, given: string, answers: Answers, presented = presentedBy(name.startsWith('WHM') ? 'tenant' : 'account')) {
  const world = authorities(answers);
  const guesses: string[] = [];
  const serve = serveTokens({
    ...{ services: world.services, denials: world.denials, sealKeys, randomBytes, catalogue, grantCatalogue, verifier: readingVerifier(world.services).verifier },
    watch: { accepted: () => undefined, refused: (ip) => void guesses.push(ip) },
  });
  const [module, functionName] = name.split('::') as [string, string];
  const all = [...new URLSearchParams(given)].map(([key, value]) => ({ name: key, value, from: 'query' as const }));
  const call = { api: module === 'WHM' ? ('whm' as const) : ('uapi' as const), module: module === 'WHM' ? '' : module, function: functionName, arguments: new Given(all) };
  const { tenant, account } = presented.ownerFacts;
  const outcome = await serve(call, presented, { tenant, account, shard: SHARD }, origin);
  return { outcome, told: world.told, guesses, asked: (wanted: string) => world.asked.filter(({ name }) => name === wanted).map(({ request }) => request as Record<string, unknown>) };
}
const text = (outcome: { ok: boolean; data?: unknown; text?: string }) => (outcome.ok ? JSON.stringify(outcome.data) : outcome.text);

const created = (changes: Partial<TokenView> = {}) => ({ create_token: (request: Partial<TokenView>) => granted({ token: tokenView({ ...request, createdAt: AT, ...changes }), replayed: null }) }) as unknown as Answers;
const listing = (...items: TokenView[]) => ({ list_tokens: granted({ items, next: null }) });

describe('Tokens::create_full_access', () => {
  const create = (given: string, answers = created(), presented?: PresentedToken) => called('Tokens::create_full_access', given, answers, presented);

  it('answers the secret once, in these keys and types', async () => {
    const { outcome, asked } = await create('name=ci');
    expect(text(outcome)).toMatch(new RegExp(`^\\{"token":"pcla1[0-9A-Za-z]{48}","create_time":${CREATED},"whitelist_ips":null\\}$`));
    expect(asked('create_token')).toEqual([expect.objectContaining({ kind: 'account', name: 'ci', access: 'full', grants: [], readOnly: false, expiresAt: null, owner: { tenantId: TENANT, accountId: ACCOUNT } })]);
    expect(JSON.stringify(asked('create_token'))).not.toContain((outcome as { data: { token: string } }).data.token);
  });

  it.each([['', null], ['expires_at=', null], ['expires_at=0', null], ['expires_at=1830000000', toRfc3339(instant(1_830_000_000_000))]])('takes an end in %j', async (given, expiresAt) => {
    expect((await create(`name=ci&${given}`)).asked('create_token')).toEqual([expect.objectContaining({ expiresAt })]);
  });

  it('makes a token for reading when it is told to, and one for the addresses of whoever makes it', async () => {
    const { outcome, asked } = await create('name=ci&readonly=1', created(), presentedBy('account', { ipAllowlist: ['192.0.2.0/24', '2001:db8::7', '2001:db8:a::/48'] }));
    expect(asked('create_token')).toEqual([expect.objectContaining({ readOnly: true })]);
    expect(text(outcome)).toContain('"whitelist_ips":["192.0.2.0/24","2001:0db8:0000:0000:0000:0000:0000:0007","2001:0db8:000a:0000:0000:0000:0000:0000/48"]}');
  });

  it.each([
    ['', 'name is missing.'],
    ['name=', 'name is missing.'],
    [`name=${'a'.repeat(51)}`, 'name must be 1-50 letters, digits, - or _.'],
    ['name=a+b', 'name must be 1-50 letters, digits, - or _.'],
    ['name=a&name=b', 'name is given more than once.'],
    ['name=a&NAME=b', 'name is given more than once.'],
    ['name=ci&expires_at=soon', 'expires_at must be a whole number of seconds since 1970.'],
    ['name=ci&expires_at=-5', 'expires_at must be a whole number of seconds since 1970.'],
    ['name=ci&expires_at=999999999999', 'expires_at must be a whole number of seconds since 1970.'],
    ['name=ci&readonly=yes', 'readonly must be 0 or 1.'],
  ])('refuses %j in a sentence, and asks nobody', async (given, sentence) => {
    expect((await create(given, {})).outcome).toEqual({ ok: false, text: sentence });
  });

  it.each([
    ['name_taken', 'a token named ci is already there', 'A token named ci is already there.'],
    ['expiry_in_past', 'expiresAt must lie in the future', 'expires_at must lie in the future.'],
  ])('says what the tokens service refuses: %s', async (code, detail, sentence) => {
    expect((await create('name=ci', { create_token: refused({ code, detail }) })).outcome).toEqual({ ok: false, text: sentence });
  });

  it('is not for a token whose grants do not name it, and that is written down', async () => {
    const { outcome, told } = await create('name=ci', {}, presentedBy('account', { access: 'restricted', grants: [{ feature: 'zoneedit' }] }));
    expect(outcome.ok).toBe(false);
    expect(told).toEqual([[TENANT, expect.objectContaining({ operation: 'Portcullis::create_token', code: 'not_granted' })]]);
  });

  it('gives a restricted token no more than it holds, whatever it was granted', async () => {
    const answers = { create_token: refused({ code: 'exceeds_caller', detail: 'the calling token does not hold full access itself' }) };
    const { outcome, told } = await create('name=ci', answers, presentedBy('account', { access: 'restricted', grants: [{ operation: 'Tokens::create_full_access' }] }));
    expect(outcome).toEqual({ ok: false, text: 'The calling token does not hold full access itself.' });
    expect(told).toEqual([[TENANT, expect.objectContaining({ code: 'exceeds_caller' })]]);
  });
});

describe('Tokens::list', () => {
  it('tells of every token that is not revoked, page by page, in these keys and types', async () => {
    const grants = [{ feature: 'mysql' }, { operation: 'DNS::parse_zone' }, { operation: 'Email::*' }, { effect: 'deny' as const, feature: 'popaccts' }];
    const pages = [
      { items: [tokenView(), tokenView({ name: 'old', revokedAt: AT }), tokenView({ name: 'ro', readOnly: true, expiresAt: AT, ipAllowlist: ['::1'] })], next: 'more' },
      { items: [tokenView({ name: 'acme', access: 'restricted', grants })], next: null },
    ];
    const { outcome, asked } = await called('Tokens::list', '', { list_tokens: ({ cursor }: { cursor: string | null }) => granted(pages[cursor === null ? 0 : 1]) });
    expect(text(outcome)).toBe(
      `[{"name":"ci","has_full_access":1,"features":[],"create_time":${CREATED},"expires_at":null,"whitelist_ips":null},` +
        `{"name":"ro","has_full_access":1,"features":[],"create_time":${CREATED},"expires_at":${CREATED},"whitelist_ips":["0000:0000:0000:0000:0000:0000:0000:0001"],"readonly":1},` +
        `{"name":"acme","has_full_access":0,"features":["mysql","simplezoneedit","zoneedit"],"create_time":${CREATED},"expires_at":null,"whitelist_ips":null}]`,
    );
    expect(asked('list_tokens')).toEqual([null, 'more'].map((cursor) => expect.objectContaining({ cursor, accountId: ACCOUNT, sort: 'createdAt', filter: expect.objectContaining({ form: 'token', kind: 'account' }) })));
  });
});

describe('Tokens::rename', () => {
  it('changes the name and nothing else, and tells nothing', async () => {
    const { outcome, asked } = await called('Tokens::rename', 'name=ci&new_name=cd', { ...listing(tokenView({ name: 'ci-2' }), tokenView()), edit_token: granted({ token: tokenView({ name: 'cd' }), enforcement: null }) });
    expect(outcome).toEqual({ ok: true, data: null });
    expect(asked('edit_token')).toEqual([expect.objectContaining({ tokenId: TOKEN, changes: { name: 'cd' } })]);
  });

  it.each([['name=no&new_name=cd', 'There is no token named no.'], ['name=ci', 'new_name is missing.'], ['name=ci&new_name=a.b', 'new_name must be 1-50 letters, digits, - or _.']])('refuses %j', async (given, sentence) => {
    expect((await called('Tokens::rename', given, listing(tokenView()))).outcome).toEqual({ ok: false, text: sentence });
  });
});

describe('Tokens::revoke', () => {
  it('answers 1 and a receipt once the token has no power', async () => {
    const { outcome, asked } = await called('Tokens::revoke', 'name=ci', { ...listing(tokenView()), revoke_token: granted({ token: tokenView(), enforcement: receipt }) });
    expect(outcome).toEqual({ ok: true, data: 1, receipts: [receipt.id] });
    expect(asked('revoke_token')).toEqual([expect.objectContaining({ tokenId: TOKEN, accountId: ACCOUNT, respondAsync: false })]);
  });

  it.each(['name=no', 'name=no.such.name'])('answers 1 where there is nothing to revoke: %s', async (given) => {
    expect((await called('Tokens::revoke', given, listing(tokenView()))).outcome).toEqual({ ok: true, data: 1, receipts: [] });
  });

  it('needs a name', async () => {
    expect((await called('Tokens::revoke', '', {})).outcome).toEqual({ ok: false, text: 'name is missing.' });
  });
});

describe('api_token_create', () => {
  const create = (given: string, answers = created(), presented?: PresentedToken) => called('WHM::api_token_create', given, answers, presented);

  it('answers in these keys and types, the secret among them', async () => {
    const { outcome, asked } = await create('token_name=ci&acl-0=list-accts&acl-1=acct-summary&expires_at=1830000000&whitelist_ip=192.0.2.7&whitelist_ip-1=2001:db8::/32');
    expect(text(outcome)).toMatch(
      new RegExp(`^\\{"acls":\\["acct-summary","list-accts"\\],"create_time":${CREATED},"expires_at":1830000000,"name":"ci","token":"pclw1[0-9A-Za-z]{48}","whitelist_ips":\\["192.0.2.7","2001:0db8:0000:0000:0000:0000:0000:0000/32"\\]\\}$`),
    );
    expect(asked('create_token')).toEqual([expect.objectContaining({ kind: 'tenant', access: 'restricted', grants: [{ feature: 'list-accts' }, { feature: 'acct-summary' }], owner: { tenantId: TENANT, accountId: null } })]);
  });

  it('without privileges hands on what the caller has, and under its conditions', async () => {
    const own = { access: 'restricted' as const, grants: [{ feature: 'edit-dns' }, { operation: 'WHM::api_token_create' }], ipAllowlist: ['192.0.2.1'] };
    const { asked } = await create('token_name=ci', created(), presentedBy('tenant', own));
    // Nobody has said that each of them is meant.
    expect(asked('create_token')).toEqual([expect.objectContaining({ ...own, confirmEscalating: false })]);
  });

  it('takes the privilege all for full access', async () => {
    const { outcome, asked } = await create('token_name=ci&acl=all');
    expect(asked('create_token')).toEqual([expect.objectContaining({ access: 'full', grants: [] })]);
    expect(text(outcome)).toContain('"acls":["all"]');
  });

  it('names what a privilege opens that no grant of a feature reaches', async () => {
    const { asked } = await create('token_name=ci&acl=create-user-session&acl=manage-api-tokens');
    const operations = ['WHM::create_user_session', ...['create', 'get_details', 'list', 'revoke', 'update'].map((verb) => `WHM::api_token_${verb}`)];
    expect(asked('create_token')).toEqual([expect.objectContaining({ grants: [{ feature: 'create-user-session' }, { feature: 'manage-api-tokens' }, ...operations.map((operation) => ({ operation }))], confirmEscalating: true })]);
  });

  it.each([
    ['acl=', 'acl names no privilege.'],
    ['acl=list-accts&acl-1=software-x', 'There is no privilege named software-x.'],
    ['whitelist_ip=192.0.2.7/24', 'whitelist_ip must name IP addresses, or ranges such as 192.0.2.0/24 with no bits behind the prefix.'],
    [Array.from({ length: 101 }, (_, at) => `whitelist_ip-${at}=192.0.2.${at}`).join('&'), 'whitelist_ip may name at most 100 addresses or ranges.'],
    ['whitelist_ip=any&whitelist_ip=192.0.2.7', 'whitelist_ip is either any or a list of addresses.'],
  ])('refuses %j in a sentence, and asks nobody', async (given, sentence) => {
    expect((await create(`token_name=ci&${given}`, {})).outcome).toEqual({ ok: false, text: sentence });
  });
});

describe('api_token_list', () => {
  it('tells of each token by its name, with every privilege as 0 or 1', async () => {
    const all = catalogue.privileges.map(({ name }) => name);
    const acls = (held: (name: string) => boolean) => JSON.stringify(Object.fromEntries(all.map((name) => [name, held(name) ? 1 : 0])));
    const tokens = [tokenView({ name: '__proto__', accountId: null }), tokenView({ name: 'dns', access: 'restricted', grants: [{ feature: 'edit-dns' }, { operation: 'WHM::version' }, { effect: 'deny', feature: 'kill-acct' }], expiresAt: AT })];
    const { outcome, asked } = await called('WHM::api_token_list', '', listing(...tokens));
    expect(text(outcome)).toBe(
      `{"tokens":{"__proto__":{"name":"__proto__","acls":${acls(() => true)},"create_time":${CREATED},"expires_at":null,"whitelist_ips":null},` +
        `"dns":{"name":"dns","acls":${acls((name) => name === 'edit-dns')},"create_time":${CREATED},"expires_at":${CREATED},"whitelist_ips":null}}}`,
    );
    expect(asked('list_tokens')).toEqual([expect.objectContaining({ accountId: null, filter: expect.objectContaining({ kind: 'tenant', form: 'token' }) })]);
  });
});

describe('api_token_update', () => {
  const update = (given: string, token = tokenView()) =>
    called('WHM::api_token_update', given, { ...listing(token), edit_token: (({ changes }: { changes: Partial<TokenView> }) => granted({ token: { ...token, ...changes }, enforcement: receipt })) });

  it('leaves what it does not speak of as it is, so that leaving out never widens a token', async () => {
    const token = tokenView({ access: 'restricted', grants: [{ feature: 'edit-dns' }], expiresAt: AT, ipAllowlist: ['192.0.2.7'] });
    const { outcome, asked } = await update('token_name=ci&new_name=cd&expires_at=', token);
    expect(asked('edit_token')).toEqual([expect.objectContaining({ changes: { name: 'cd' } })]);
    expect(text(outcome)).toBe(`{"acls":["edit-dns"],"create_time":${CREATED},"expires_at":${CREATED},"name":"cd","whitelist_ips":["192.0.2.7"]}`);
    expect(outcome).toMatchObject({ receipts: [receipt.id] });
  });

  it('replaces what it speaks of', async () => {
    const { asked } = await update('token_name=ci&acl=list-accts&expires_at=0&whitelist_ip=any');
    expect(asked('edit_token')).toEqual([expect.objectContaining({ changes: { access: 'restricted', grants: [{ feature: 'list-accts' }], expiresAt: null, ipAllowlist: [] } })]);
  });

  it('that speaks of nothing edits nothing', async () => {
    const { outcome, asked } = await update('token_name=ci');
    expect(asked('edit_token')).toEqual([]);
    expect(text(outcome)).toBe(`{"acls":["all"],"create_time":${CREATED},"expires_at":null,"name":"ci","whitelist_ips":null}`);
  });

  it('needs a token', async () => {
    expect((await update('token_name=no&expires_at=0')).outcome).toEqual({ ok: false, text: 'There is no token named no.' });
  });
});

describe('api_token_revoke', () => {
  const answers = { ...listing(tokenView(), tokenView({ name: 'cd' })), revoke_token: granted({ token: tokenView(), enforcement: receipt }) };

  it('revokes each that is named, and tells nothing but a receipt', async () => {
    const { outcome, asked } = await called('WHM::api_token_revoke', 'token_name-1=ci&token_name-2=cd', answers);
    expect(outcome).toEqual({ ok: true, data: undefined, receipts: [receipt.id, receipt.id] });
    expect(asked('revoke_token')).toHaveLength(2);
  });

  it('says which name means no token, and has revoked the others', async () => {
    const { outcome, asked } = await called('WHM::api_token_revoke', 'token_name=no&token_name-1=ci', answers);
    expect(outcome).toEqual({ ok: false, text: 'There is no token named no.', receipts: [receipt.id] });
    expect(asked('revoke_token')).toHaveLength(1);
  });
});

describe('api_token_get_details', () => {
  const secret = newTokenText({ kind: 'tenant', shard: SHARD, randomBytes }).text.reveal();
  const details = (facts: Partial<TokenFactsMessage>, given = secret) =>
    called('WHM::api_token_get_details', `token=${given}`, {
      resolve_credential: granted({ token: tokenFacts({ kind: 'tenant', accountId: null, ...facts }) }),
      read_owner: granted({ tenant: tenantFacts(), account: null, at: AT }),
      read_token: granted({ token: tokenView({ kind: 'tenant', accountId: null, expiresAt: AT }), credentials: [] }),
    });

  it('tells of a token by its secret, also when it has expired', async () => {
    const { outcome, guesses, asked } = await details({ expiresAt: AT });
    expect(text(outcome)).toBe(`{"acls":["all"],"create_time":${CREATED},"expires_at":${CREATED},"name":"ci","whitelist_ips":null}`);
    expect(guesses).toEqual([]);
    expect(JSON.stringify(asked('resolve_credential'))).not.toContain(secret);
  });

  it.each<[string, Partial<TokenFactsMessage>, string]>([
    ['junk', {}, 'junk'],
    ['nothing', {}, ''],
    ['one that was revoked', { revokedAt: AT }, secret],
    ['a secret that was replaced', { credentialEndsAt: AT }, secret],
    ['a token of another tenant', { tenantId: `ten_${'2'.repeat(22)}` }, secret],
  ])('knows nothing of %s, and counts it as a guess', async (_what, facts, given) => {
    const { outcome, guesses } = await details(facts, given);
    expect(outcome).toEqual({ ok: false, text: 'The token is not recognised.' });
    expect(guesses).toEqual([origin.ip]);
  });
});
